#!/bin/sh
# SPDX-License-Identifier: MIT
#
# One day of a helpdesk, Monday 23 November 2026, on a desk of its own that is left to look around.
# usage: demo.sh TKT
set -eu
folder=$(mktemp -d "${TMPDIR:-/tmp}/tkt-demo.XXXXXX")
mkdir "$folder/bin" "$folder/desk" "$folder/sent"
ln -s "$(realpath "$1")" "$folder/bin/tkt"
PATH=$folder/bin:$PATH
export PATH HOME="$folder" GIT_PAGER=cat
unset TKT_DESK TKT_STAFF TKT_NOW XDG_CONFIG_HOME
TKT_SEED=2026
cd "$folder/desk"

if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then
  bold=$(printf '\033[1m') plain=$(printf '\033[0m')
else
  bold='' plain=''
fi

# A new hour of the day, and what happens in it.
at() {
  TKT_NOW="2026-11-23T$1:00+02:00"
  export TKT_NOW
  printf '\n%s%s  %s%s\n' "$bold" "$1" "$2" "$plain"
}

# A word as one would type it.
typed() {
  case $1 in
    '' | *[!A-Za-z0-9_./:=@,+-]*) printf " '%s'" "$1" ;;
    *) printf ' %s' "$1" ;;
  esac
}

show() {
  printf '%s$' "$bold"
  for word in "$@"; do typed "$word"; done
  printf '%s\n' "$plain"
}

# Runs a command of the story; another seed each time, so that no ID comes twice.
run() {
  TKT_SEED=$((TKT_SEED + 1))
  export TKT_SEED
  show "$@"
  "$@"
}

# Runs "tkt open" and keeps the ID, which is all that it prints on stdout.
request() {
  TKT_SEED=$((TKT_SEED + 1))
  export TKT_SEED
  show tkt open "$@"
  id=$(tkt open "$@")
  printf '%s\n' "$id"
}

cat >"$folder/bin/stand-in-sendmail" <<END
#!/bin/sh
cat >>'$folder/sent/emails' && printf '\n----\n' >>'$folder/sent/emails'
END
cat >"$folder/bin/stand-in-sms" <<END
#!/bin/sh
{ printf '%s: ' "\$1" && cat && echo; } >>'$folder/sent/sms'
END
chmod +x "$folder/bin/stand-in-sendmail" "$folder/bin/stand-in-sms"

git init --quiet --initial-branch=main
git config tkt.sendmail "$folder/bin/stand-in-sendmail"
git config tkt.sms-program "$folder/bin/stand-in-sms"
git config user.name 'Ntebo Mokgotthu'
git config user.email ntebo@itworx.example

at 07:30 'Ntebo, the Helpdesk Manager, makes the desk: people, prices, clients.'
run tkt init
run tkt staff edit letla --email letla@itworx.example --mobile 71000002
run tkt staff edit ciaron --email ciaron@itworx.example --mobile 71000003
run tkt staff add kagiso --name 'Kagiso Molefe' --email kagiso@itworx.example \
  --role technician --skill vpn --skill network
run tkt staff add thato --name 'Thato Sebina' --email thato@itworx.example \
  --role technician --skill printer
run sed -i -e 's/rates: {}/rates: {normal: "450.00", after-hours: "675.00"}/' \
  -e 's/email: "", address: \[\], vat-number: ""/email: helpdesk@itworx.example, address: [Gaborone], vat-number: C00123401/' \
  desk.yaml
run tkt commit -m 'Prices from today, and our VAT number'
run tkt client add kgalagadi-foods --name 'Kgalagadi Foods (Pty) Ltd' --category contract \
  --contract C-17 --usual letla
run tkt client add chobe-lodge --name 'Chobe Lodge' --category contract --contract C-21
run tkt client add okavango-travel --name 'Okavango Travel' --category non-contract \
  --address 'Plot 12' --address Maun

at 08:15 'WhatsApp, from a client with a contract: the VPN is down.'
request 'VPN down for the whole office' -c kgalagadi-foods --contact 'Neo Kgosi' \
  --mobile 71234567 --email neo@kgalagadi.example -p critical --channel whatsapp --tag vpn \
  -d 'Nobody in the Gaborone office can connect since 07:50.'
vpn=$id
run tkt assign "$vpn"

at 08:20 'Cron delivers the messages, here to two stand-in programs that write them into files.'
run tkt notify
run cat ../sent/sms
run sed '/^----$/q' ../sent/emails

at 08:31 'Kagiso calls back, well before the response is due.'
run tkt --as kagiso respond "$vpn" -m 'Called Neo; looking at the gateway'

at 09:05 'Email, from another client with a contract: the main printer.'
cat >"$folder/mail.txt" <<'END'
The reception printer takes the job and then does nothing.
Guests are waiting for their bills.
END
request 'Main printer does not print' -c chobe-lodge --contact 'Lesego Tau' \
  --mobile '72 345 678' --email lesego@chobe.example -p high --channel email --tag printer \
  -F ../mail.txt
printer=$id
run tkt assign "$printer" --suggest
run tkt assign "$printer"

at 09:10 'Phone, from a client without a contract: they are served in the order of the queue.'
request 'Scans do not reach the shared folder' -c okavango-travel --contact 'Mpho Dube' \
  --mobile 73456789 -p medium --channel phone -d 'Since the new router, nothing arrives.'
scans=$id
run tkt assign "$scans" thato
run tkt queue

at 09:20 'The VPN is back.'
run tkt --as kagiso work "$vpn" 45m --at 08:35 -m 'Traced it to the gateway, which had lost a route'
run tkt --as kagiso resolve "$vpn" -m 'Restarted the gateway; the office can connect again'

at 11:10 'Cron looks at the clock. Nobody has called Chobe Lodge: exit status 3.'
run tkt sla check --record --notify || printf 'exit status %s\n' $?
run tkt sla explain "$printer"

at 11:12 'Lesego calls, names the ticket ID, and wants somebody higher up.'
run tkt --as thato escalate "$printer" --asked-by client --reason 'Guests are waiting, and nobody has called'

at 11:20 'Thato takes over the screen.'
run tkt --as thato remote "$printer" --tool 'Acronis Quick Assist' --session 482913305
at 11:46 'The printer works.'
run tkt --as thato work "$printer" 25m -m 'Cleared the queue, replaced the driver'
run tkt --as thato resolve "$printer" -m 'The driver had crashed; replaced it and printed the bills'

at 15:40 'The scanner, by phone.'
run tkt --as thato work "$scans" 1h10 -m 'Gave the scanner its new address; tested ten pages'
run tkt --as thato resolve "$scans" -m 'The scanner still had the old address'

at 16:30 'Ntebo issues the invoices: zero for a contract, charged without one.'
run tkt invoice --client kgalagadi-foods
run tkt invoice --client chobe-lodge
run tkt invoice --client okavango-travel
run tkt print INV-2026-000001
run tkt print INV-2026-000003
run tkt notify
run tail -n 3 ../sent/sms

at 17:00 'What is left to do, and the whole day once more.'
run tkt queue
run tkt list --all
run git log --oneline

printf '\n%sThe desk is in %s/desk, what was sent in %s/sent.%s\n' \
  "$bold" "$folder" "$folder" "$plain"
printf 'Look around:  cd %s/desk && export PATH=%s/bin:"%s" TKT_NOW=%s\n' \
  "$folder" "$folder" "\$PATH" "$TKT_NOW"
printf '              tkt show %s; tkt log %s; git show\n' "$printer" "$printer"
