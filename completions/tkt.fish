# SPDX-License-Identifier: MIT
#
# Completion of tkt for fish. The program itself knows the candidates: one a line, with a tab and a
# description behind it.

function __tkt_candidates
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete -- $words[2..-1] 2>/dev/null
end

function __tkt_has_candidates
    count (__tkt_candidates) >/dev/null
end

# Whatever is no word of tkt's may be a file.
complete -c tkt -n __tkt_has_candidates -f -a '(__tkt_candidates)'
