#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The sources look as .clang-format says.
set -eu
cd "$(dirname "$0")/.."
if ! command -v clang-format-14 >/dev/null; then
  echo 'skipped: clang-format-14 is not installed'
  exit 77
fi
unformatted=$(find model templates store channels cmd tests -name '*.cc' -o -name '*.h' | sort |
  while read -r file; do
    clang-format-14 --dry-run -Werror "$file" 2>/dev/null || printf 'clang-format-14 -i %s\n' "$file"
  done)
printf '%s' "$unformatted"
[ -z "$unformatted" ]
