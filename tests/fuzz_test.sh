#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Reads the whole corpus of messages once: fuzz_test.sh FUZZ_MAIL.
set -eu
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
"$(dirname "$0")"/mail_corpus.py "$folder"
"$1" "$folder"/*.eml
