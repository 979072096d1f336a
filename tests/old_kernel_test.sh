#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The work tree on a kernel that has no openat2(2). usage: old_kernel_test.sh STORE_TESTS
set -eu
if ! strace -o /dev/null true 2>/dev/null; then
  echo 'skipped: strace is not there, or may not trace'
  exit 77
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# The sanitizer cannot look for leaks in a program that is traced.
ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" strace -qq -o "$log" -e trace=openat2 -e inject=openat2:error=ENOSYS "$1" '[work-tree]'
grep -q INJECTED "$log"
