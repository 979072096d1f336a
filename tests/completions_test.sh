#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The completion of one shell: it loads without a word, and offers what the program offers.
# usage: completions_test.sh TKT SHELL
set -eu
tkt=$1
shell=$2
cd "$(dirname "$0")/../completions"
if ! command -v "$shell" >/dev/null; then
  echo "skipped: $shell is not installed"
  exit 77
fi

HOME=$(mktemp -d)
trap 'rm -r "$HOME"' EXIT
mkdir "$HOME/bin"
ln -s "$tkt" "$HOME/bin/tkt"
PATH=$HOME/bin:$PATH
export HOME PATH

# $1 is what completing "tkt esc" and then "tkt sla ex" printed.
judge() {
  expected="escalate
explain"
  [ "$1" = "$expected" ] && return
  printf '%s offers:\n%s\nexpected:\n%s\n' "$shell" "$1" "$expected"
  exit 1
}

case $shell in
  bash)
    [ -z "$(bash --norc -c 'source ./tkt.bash' 2>&1)" ]
    judge "$(bash --norc -c '
      source ./tkt.bash
      COMP_WORDS=(tkt esc) COMP_CWORD=1
      _tkt && printf "%s\n" "${COMPREPLY[@]}"
      COMP_WORDS=(tkt sla ex) COMP_CWORD=2
      _tkt && printf "%s\n" "${COMPREPLY[@]}"' 2>&1)"
    ;;
  zsh)
    loaded=$(zsh -f -c 'fpath=($PWD $fpath); autoload -Uz compinit; compinit -u -D
      print $_comps[tkt]; autoload +X _tkt' 2>&1)
    [ "$loaded" = _tkt ]
    # The two helpers of the completion system that the function calls, in their simplest form.
    judge "$(zsh -f -c '
      _call_program() { shift; eval "$@" }
      _describe() { print -l -- ${${(P)argv[-1]}%%:*} }
      _files() { print files }
      complete_words() { words=("$@"); CURRENT=$#; source ./_tkt }
      complete_words tkt esc
      complete_words tkt sla ex' 2>&1)"
    ;;
  fish)
    [ -z "$(fish --no-config -c 'source tkt.fish' 2>&1)" ]
    judge "$(fish --no-config -c '
      source tkt.fish
      complete -C "tkt esc" | cut -f 1
      complete -C "tkt sla ex" | cut -f 1' 2>&1)"
    ;;
esac
