#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The transcript runner notices what it is there to notice.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
status=0

# A stand-in for tkt.
cat >"$folder/tkt" <<'END'
#!/bin/sh
case $1 in
  init) git init -q . && git commit -q --allow-empty -m init ;;
  say) echo "$2" ;;
  complain) echo "$2" >&2 && exit 1 ;;
  litter) echo litter >litter ;;
  lock) : >.git/stale.lock ;;
  clock) echo "$TKT_NOW" ;;
  draw) echo "$TKT_SEED" ;;
  read) cat ;;
esac
END
chmod +x "$folder/tkt"

play() {
  cat >"$folder/a.test"
  ./transcript.py "$folder/tkt" "$folder/a.test" >"$folder/said" 2>&1
}

passes() {
  play || { echo "refused: $1" && cat "$folder/said" && status=1; }
}

fails() {
  if play; then
    echo "passed: $1"
    status=1
  fi
}

passes 'output, errors and statuses as written' <<'END'
# A comment, and an empty line.

$ tkt init
$ tkt say hello
hello
$ tkt say '$ tkt'
1> $ tkt
$ tkt complain "no"
2> no
? 1
$ tkt read
< first
<  second
first
 second
$ tkt say \
    folded
folded
END
passes 'the clock goes on by a minute, and is set' <<'END'
$ tkt clock
2026-11-23T08:00:00+02:00
$ tkt clock
2026-11-23T08:01:00+02:00
$ git --version >/dev/null
@ 17:30
$ tkt clock
2026-11-23T17:30:00+02:00
@ 2026-11-24T09:00:00+00:00
$ tkt clock
2026-11-24T09:00:00+00:00
END
passes 'litter where the file says so' <<'END'
$ tkt init
! dirty
$ tkt litter
$ rm litter
! clean
$ tkt say tidy
tidy
END
fails 'another output' <<'END'
$ tkt say hello
hullo
END
fails 'an output that is not written' <<'END'
$ tkt say hello
END
fails 'another error' <<'END'
$ tkt complain "no"
2> yes
? 1
END
fails 'another exit status' <<'END'
$ tkt complain "no"
2> no
END
fails 'litter' <<'END'
$ tkt init
$ tkt litter
END
fails 'a lock left behind' <<'END'
$ tkt init
$ tkt lock
END
fails 'output without a command' <<'END'
hello
END
fails 'a failing set-up' <<'END'
include b.setup
END
printf '$ tkt complain no\n' >"$folder/b.setup"
fails 'a failing command in a set-up' <<'END'
include b.setup
END
grep -q 'b.setup:1: tkt complain no' "$folder/said" || { cat "$folder/said" && status=1; }

# IDs follow from the command's words: putting one in before does not change them.
printf '$ tkt draw\n$ tkt draw\n' >"$folder/a.test"
TKT_ACCEPT=1 ./transcript.py "$folder/tkt" "$folder/a.test" >/dev/null
seeds=$(grep -v '^\$' "$folder/a.test")
[ "$(printf '%s\n' "$seeds" | sort -u | wc -l)" -eq 2 ] || { echo 'seeds repeat' && status=1; }
printf '$ tkt clock\n$ tkt draw\n$ tkt draw\n' >"$folder/a.test"
TKT_ACCEPT=1 ./transcript.py "$folder/tkt" "$folder/a.test" >/dev/null
[ "$(grep -v -e '^\$' -e '^2026' "$folder/a.test")" = "$seeds" ] ||
  { echo 'seeds moved' && status=1; }
exit $status
