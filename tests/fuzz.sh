#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Builds the fuzz target of mail with clang and libFuzzer, and runs it: fuzz.sh FOLDER SECONDS.
# GMime itself is the system's, without instruments; what stands on it is watched.
set -eu
cd "$(dirname "$0")/.."
folder=$1
mkdir -p "$folder/corpus" "$folder/found"
tests/mail_corpus.py "$folder/seeds"
# shellcheck disable=SC2046  # flags
clang++-14 -std=c++20 -O1 -g -DTKT_FUZZ -DFMT_HEADER_ONLY -I. \
  -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
  $(pkg-config --cflags gmime-3.0) -o "$folder/fuzz_mail" \
  tests/fuzz/mail.cc channels/mail.cc channels/mail_head.cc channels/readable.cc \
  channels/text.cc channels/gmime.cc channels/library.cc model/client.cc \
  model/secrets.cc model/text.cc -ldl
"$folder/fuzz_mail" -max_total_time="$2" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
  -artifact_prefix="$folder/found/" "$folder/corpus" "$folder/seeds"
