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
find model templates store channels cmd tests \( -name '*.cc' -o -name '*.h' \) -print0 2>/dev/null |
  xargs -0 clang-format-14 --dry-run -Werror
