#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The program as the system meets it: pipes that close, disks that are full, streams that are not
# there, cron's empty environment. usage: smoke_test.sh TKT
set -eu
folder=$(mktemp -d)
mkdir "$folder/bin" "$folder/desk"
ln -s "$(realpath "$1")" "$folder/bin/tkt"
PATH=$folder/bin:$PATH
trap 'rm -rf "$folder"' EXIT
export PATH HOME="$folder" GIT_CONFIG_NOSYSTEM=1
unset TKT_DESK TKT_NOW TKT_STAFF TKT_SEED
git config --global user.name 'Ntebo Mokgotthu'
git config --global user.email ntebo@itworx.example
status=0

# Runs a command and compares its exit status; what it printed stands in $said.
expect() {
  wanted=$1
  shift
  said=$("$@" 2>&1 </dev/null) && got=0 || got=$?
  [ "$got" -eq "$wanted" ] && return
  printf '%s\nexit status %s instead of %s: %s\n' "$said" "$got" "$wanted" "$*"
  status=1
}

says() {
  case $said in
    *"$1"*) ;;
    *) printf '%s\ndoes not say "%s"\n' "$said" "$1" && status=1 ;;
  esac
}

cd "$folder"
expect 0 tkt --version
says 'tkt 0.'
expect 0 tkt --help
expect 2 tkt --no-such-option
expect 2 tkt no-such-command

# Outside a desk.
expect 4 tkt list
says 'no desk'
expect 4 tkt -C /nonexistent list

cd desk
expect 0 tkt init
expect 0 tkt client add acme --category non-contract --contact Ann --mobile 71234567
expect 0 tkt open 'No paper' -c acme --contact Ann -p low --channel phone -d 'Tray 2 is empty'
expect 0 tkt list
says 'No paper'

# Another user's desk, as git sees it: not without being trusted. Only root can give a folder away.
if [ "$(id -u)" -eq 0 ]; then
  cp -a ../desk ../foreign
  chown -R 65534:65534 ../foreign
  expect 4 tkt -C ../foreign list
  says 'belongs to another user'
  expect 4 env HOME=/nonexistent tkt -C ../foreign list
  says 'belongs to another user'
  mkdir ../trusting
  git config --file ../trusting/.gitconfig safe.directory '*'
  expect 0 env HOME="$folder/trusting" tkt -C ../foreign list
  says 'No paper'
  git config --file ../trusting/.gitconfig --add safe.directory ''
  expect 4 env HOME="$folder/trusting" tkt -C ../foreign list
fi

# A reader that goes away is no disaster and no reason to complain; a full disk is both.
expect 0 sh -c '{ sleep 0.1; tkt list --json; echo $? >../left; } | true'
[ -z "$said" ] || { printf 'a closed pipe makes it say:\n%s\n' "$said" && status=1; }
case $(cat ../left) in
  0 | 141) ;;
  *) echo "a closed pipe makes it exit with $(cat ../left)" && status=1 ;;
esac
expect 4 sh -c 'tkt list >/dev/full'
says 'cannot write'
expect 4 sh -c 'tkt --help >/dev/full'

# Closed streams: reading goes on without them, a list that nobody can get is an error, and no file
# of the desk is taken for a stream.
expect 0 sh -c 'tkt list <&-'
expect 0 sh -c 'tkt list 2>&-'
expect 4 sh -c 'tkt list >&-'
expect 4 sh -c 'tkt open x -c acme --contact Ann -p low --channel phone -d y >&- 2>&- <&-'
expect 0 git fsck --strict
expect 0 git status --porcelain
[ -z "$said" ] || { printf 'not clean:\n%s\n' "$said" && status=1; }

# Cron knows neither HOME nor PATH worth the name.
tkt=$folder/bin/tkt
expect 0 env -i "$tkt" -C "$PWD" sla check
expect 0 env -i "$tkt" -C "$PWD" list
expect 0 env -i PATH=/usr/bin:/bin "$tkt" -C "$PWD" list
expect 1 env -i "$tkt" -C "$PWD" client add other --category contract
says 'who you are'

# A folder below the desk, and a desk by name.
mkdir -p deep/er
expect 0 sh -c 'cd deep/er && tkt list'
expect 0 env TKT_DESK="$PWD" sh -c 'cd / && tkt list'
exit $status
