#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What every source file has in common: licence, guard, size, names.
set -eu
cd "$(dirname "$0")/.."
status=0

complain() {
  printf '%s\n' "$1"
  status=1
}

sources=$(find model templates store channels cmd tests -name '*.cc' -o -name '*.h' 2>/dev/null | sort)
scripts=$(find run .ci tests completions -type f ! -name '*.cc' ! -name '*.h' -exec grep -Il '^#!' {} +)
[ -n "$sources" ] || complain 'there are no sources'

for file in $sources; do
  read -r first <"$file"
  [ "$first" = '// SPDX-License-Identifier: MIT' ] || complain "$file:1: no SPDX line"
  size=$(wc -l <"$file")
  case $file in
    cmd/cli.cc) most=700 ;; # one file for the whole command line, because CLI11 is slow to compile
    *) most=400 ;;
  esac
  [ "$size" -le $most ] || complain "$file: $size lines; it may have at most $most"
  case $file in
    *util*) complain "$file: a file is named by a noun or a verb of the trade" ;;
    tests/*) ;;
    *) ! grep -Hn 'using namespace' "$file" || status=1 ;;
  esac
  case $file in
    *.h) grep -q '^#pragma once$' "$file" || complain "$file: no #pragma once" ;;
  esac
done

for file in $scripts; do
  sed -n 2p "$file" | grep -q 'SPDX-License-Identifier: MIT' || complain "$file:2: no SPDX line"
  [ -x "$file" ] || complain "$file: is not executable"
done

# What a script imports from beside itself is not compiled into the tree.
for module in tests/*.py tests/*/*.py; do
  importing="^(from|import) $(basename "$module" .py)( |\$)"
  for file in "${module%/*}"/*.py; do
    ! grep -qE "$importing" "$file" || ! head -n 1 "$file" | grep -q '^#!' ||
      grep -q '^sys.dont_write_bytecode = True' "$file" ||
      complain "$file: compiles what it imports into the tree"
  done
done

# shellcheck disable=SC2086  # lists of words
{
  ! grep -nE ' +$' $scripts man/* || complain 'space at the end of a line'
  ! grep -nP '\t' $sources || complain 'a tab in a source'
}
exit $status
