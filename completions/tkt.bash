# SPDX-License-Identifier: MIT
#
# Completion of tkt for bash. The program itself knows the candidates: one a line, with a tab and a
# description behind it.

_tkt() {
  local line words cword cur candidates=()
  if declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref -n =: words cword cur
  else
    words=("${COMP_WORDS[@]}") cword=$COMP_CWORD cur=${COMP_WORDS[COMP_CWORD]}
  fi
  while IFS= read -r line; do
    candidates+=("${line%%$'\t'*}")
  done < <("${words[0]}" __complete -- "${words[@]:1:cword}" 2>/dev/null)
  # Whatever is no word of tkt's may be a file.
  if [ ${#candidates[@]} -eq 0 ]; then
    compopt -o default 2>/dev/null
  fi
  COMPREPLY=()
  for line in "${candidates[@]}"; do
    case $line in
      "$cur"*) COMPREPLY+=("$(printf '%q' "$line")") ;;
    esac
  done
}

complete -F _tkt tkt
