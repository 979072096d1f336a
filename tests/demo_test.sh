#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The demo plays to its end, tells what the guide promises, and is the same each time.
# usage: demo_test.sh TKT
set -eu
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
demo=$(dirname "$0")/demo.sh
status=0

"$demo" "$1" >"$TMPDIR/first" 2>&1 || { cat "$TMPDIR/first" && exit 1; }
first=$(echo "$TMPDIR"/tkt-demo.*)

# A line of the output for each thing that a reader is to see.
for words in '^ITW-[0-9A-Z]{6}$' '^assigned ITW-.* to kagiso \(skill vpn' '^assigned ITW-.* to thato' \
  '\+26771234567: ITW-[0-9A-Z]{6} logged' '^Subject: \[ITW-' 'ITW-.*breached' \
  '^exit status 3$' 'escalated ITW-.* to ntebo' '^call: Ntebo Mokgotthu' 'INV-2026-000001.* 0\.00' \
  'INV-2026-000003' '14' 'invoice .*okavango-travel' 'The desk is in '; do
  grep -qE "$words" "$TMPDIR/first" || { echo "does not show: $words" && status=1; }
done

# The desk that it leaves is sound, and messages were delivered.
[ -z "$(git -C "$first/desk" status --porcelain)" ] || { echo 'the desk is not clean' && status=1; }
git -C "$first/desk" fsck --strict --no-progress || status=1
[ "$(grep -c '^+267' "$first/sent/sms")" -ge 6 ] || { cat "$first/sent/sms" && status=1; }
[ "$(grep -c '^Subject:' "$first/sent/emails")" -ge 6 ] || { cat "$first/sent/emails" && status=1; }

mv "$first" "$TMPDIR/kept"
"$demo" "$1" >"$TMPDIR/second" 2>&1
again=$(echo "$TMPDIR"/tkt-demo.*)
[ "$(git -C "$TMPDIR/kept/desk" rev-parse HEAD)" = "$(git -C "$again/desk" rev-parse HEAD)" ] ||
  { diff "$TMPDIR/first" "$TMPDIR/second" || echo 'two runs differ' && status=1; }

# README.md shows a part of it as a terminal has it.
if command -v script >/dev/null; then
  export TERM=xterm NO_COLOR=1
  script -qec "stty cols 100 && $demo $1" "$TMPDIR/screen" >"$TMPDIR/said" 2>&1 ||
    { echo "script(1) ended with $?" && cat "$TMPDIR/said" && exit 1; }
  python3 - "$(dirname "$0")/../README.md" "$TMPDIR/screen" <<'END' || status=1
import re, sys
readme, screen = (open(path, encoding="utf-8", newline="").read() for path in sys.argv[1:])
shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen.replace("\r", ""))
part = re.search(r"```text\n(.*?)```", readme, re.S).group(1)
missing = [line for line in part.splitlines() if line not in shown.splitlines()]
print(*(f"README.md shows what the demo does not: {line}" for line in missing), sep="\n", end="")
sys.exit(bool(missing))
END
fi
[ "$status" -eq 0 ] || cat "$TMPDIR/first"
exit $status
