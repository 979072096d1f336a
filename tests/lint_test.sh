#!/bin/sh
# SPDX-License-Identifier: MIT
#
# "lint_test.sh shell" runs shellcheck over the scripts, "lint_test.sh man" mandoc over the pages.
set -eu
cd "$(dirname "$0")/.."

need() {
  command -v "$1" >/dev/null && return
  printf 'skipped: %s is not installed\n' "$1"
  exit 77
}

case $1 in
  shell)
    need shellcheck
    shellcheck run .ci/run tests/*.sh examples/intake-or-later examples/sms-gammu examples/sms-webhook
    shellcheck --shell=bash completions/tkt.bash
    ;;
  man)
    need mandoc
    # The pages refer to each other before they are installed.
    complaints=$(mandoc -Tlint -Wstyle man/*.[1-8] | grep -v 'referenced manual not found' || :)
    printf '%s' "$complaints"
    [ -z "$complaints" ]
    ;;
esac
