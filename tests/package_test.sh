#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The Debian package: it can be made, holds what it should, and its program runs.
# usage: package_test.sh BUILD-FOLDER EXECUTABLE
#   EXECUTABLE  what file(1) calls such a program, as in "pie executable"
set -eu
build=$1 executable=$2
for tool in cpack dpkg-deb dpkg-shlibdeps file; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is not installed" && exit 77; }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cpack --config "$build/CPackConfig.cmake" -B "$folder" >"$folder/log" 2>&1 ||
  { cat "$folder/log" && exit 1; }
package=$(echo "$folder"/tkt_*.deb)
architecture=$(dpkg --print-architecture)
status=0

case $package in
  "$folder"/tkt_[0-9]*.[0-9]*.[0-9]*_"$architecture".deb) ;;
  *) echo "name of the package: ${package##*/}" && status=1 ;;
esac

dpkg-deb -c "$package" | awk '{ print $6 }' >"$folder/contents"
for path in bin/tkt share/man/man1/tkt.1.gz share/man/man5/tkt-desk.5.gz \
  share/man/man7/tkt-sla.7.gz share/man/man7/tkt-mail.7.gz \
  share/doc/tkt/examples/intake-or-later share/bash-completion/completions/tkt \
  share/zsh/vendor-completions/_tkt share/fish/vendor_completions.d/tkt.fish \
  share/tkt/templates/desk.yaml share/doc/tkt/copyright share/doc/tkt/changelog.gz \
  share/doc/tkt/README.md share/doc/tkt/examples/crontab \
  share/doc/tkt/examples/tkt-check.service share/doc/tkt/examples/tkt-check.timer; do
  grep -qx "./usr/$path" "$folder/contents" || { echo "lacks /usr/$path" && status=1; }
done
# Nothing of the sources, and nothing outside /usr.
if grep -vE '^\./(usr/.*)?$' "$folder/contents"; then status=1; fi
if grep -E '\.(cc|h|in|cmake|a)$' "$folder/contents"; then status=1; fi

for field in 'Package: tkt' 'Section: utils' 'Maintainer: .*@' 'Depends: .*git, tzdata, libgmime-3.0-0.*libc6' \
  'Recommends: .*libpangocairo-1.0-0, fonts-dejavu-core, libcurl4' \
  'Description: A helpdesk'; do
  dpkg-deb -f "$package" | tr '\n' ' ' | grep -qE "$field" ||
    { echo "lacks the field '$field'" && status=1; }
done

dpkg-deb -x "$package" "$folder/root"
"$folder/root/usr/bin/tkt" --version || status=1
gzip -dc "$folder/root/usr/share/man/man1/tkt.1.gz" | grep -q '^\.Dt TKT 1' || status=1
file "$folder/root/usr/bin/tkt" | grep -q "$executable.*, stripped" ||
  { file "$folder/root/usr/bin/tkt" && status=1; }
exit $status
