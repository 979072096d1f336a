#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What people wrote by hand stays: a command changes the lines that it must, and no other byte.

usage: hand_edits_test.py TKT

Each case writes the oddly spelled files below, commits them, runs one command and compares. In the
file that the command changes, the lines that went away and the lines that came are listed in the
case, each as a pattern for one line, in the order of the file; all others stand as they stood.
Every case is played with lines that end in LF, in CRLF, and without the end of the last line.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TKT = str(pathlib.Path(sys.argv[1]).resolve())
CLIENT = "clients/kgalagadi-foods.yaml"
STAFF = "staff/letla.yaml"
TICKET = "tickets/2026/11/23/ITW-4F7K24.yaml"
NOW = "2026-11-23T09:00:00+02:00"

CLIENT_TEXT = """\
# Their doorman wants a name.
contacts:
# in the order in which to call them
- mobile: '71234567'
  name: "Neo Kgosi"     # away on Fridays
  floor: 2
- {name: 'Thabo M.', email: thabo@kgalagadi.example, languages: [en, tn]}
category: 'contract'
name: >-
  Kgalagadi
  Foods
parking: |
  Behind the house.
    # no comment, but text
usual: letla            # knows the gateway
'address': ["Plot 22", 'Tsabong']
"""

STAFF_TEXT = """\
roles: [technician,   infrastructure-manager]
name: 'Letla Mmeke'     # as in the passport
skills:
    - vpn
    - "wireless"        # since June
email: letla@itworx.example
car: {plate: 'B 123 ABC', seats: 5}
# the end
"""

TICKET_TEXT = """\
# Written down after the call on Monday.
client: 'kgalagadi-foods'   # they moved in June
priority: "high"
subject: >-
  VPN down for
  the whole office
status: open                # as of now
room: 'B 12'
id: "ITW-4F7K24"
contact: Neo Kgosi
"channel": 'whatsapp'
description: |+
  Nobody can connect.

  # no comment, but text

tags:
- vpn
- 'gaborone'                # the branch
checklist:
  - {step: one, done: 'yes'}
  - step: two
    done: >
      folded, and
      folded again
opened: 2026-11-23T08:15:00+02:00
escalation: 0
sla:
- cycle: 1
  target: respond           # by phone
  minutes: 120
  told: Sam
  calendar: office
  due: 2026-11-23T10:15:00+02:00
events:
  # the beginning
- {did: open, id: "5D1AK3M90R", mood: 'calm',   at: 2026-11-23T08:15:00+02:00, by: ntebo}
- id: "B01F6ZJ5C2"
  by: ntebo
  at: 2026-11-23T08:16:00+02:00
  did: note
  note: "It \\"blinks\\""
  colour: green

messages:                   # owed and sent
- {to: contact, channel: sms, event: "5D1AK3M90R", template: 'opened', tries: 1}
work:
- by: letla
  id: "9C2E0TQ4WX"
  minutes: 45               # by the clock
  started: 2026-11-23T08:05:00+02:00
  car: true
  note: 'Looked at it; it''s odd'
closing words: |
  The end.
"""

WAITING = """\
- {id: "C01F6ZJ5C2", at: 2026-11-23T08:30:00+02:00, by: ntebo, did: wait, was: open, note: 'Later'}
"""
RESOLVED = """\
- {id: "C01F6ZJ5C2", at: 2026-11-23T08:30:00+02:00, by: ntebo, did: resolve, note: 'Done'}
"""


@dataclasses.dataclass
class Case:
    name: str
    command: list
    file: str
    gone: list
    come: list
    status: str = "open"  # of the ticket before the command
    before: list = dataclasses.field(default_factory=list)  # a command that comes first
    exit: int = 0
    now: str = NOW
    also: list = dataclasses.field(default_factory=list)  # other files that the commit may touch


def event(did, *details, at=r"2026-11-23T09:00:00\+02:00", by="ntebo"):
    """A new event, written as the one before it is: in a block."""
    lines = [r'- id: "\w{10}"', f"  at: {at}", f"  by: {by}", f"  did: {did}"]
    return lines + [f"  {detail}" for detail in details]


def work(started, minutes, note):
    lines = [r'- id: "\w{10}"', "  by: ntebo", rf"  started: {started}", f"  minutes: {minutes}"]
    return lines + [f"  note: {note}"]


def flow_event(did, detail):
    """The same behind an event that stands in one line."""
    head = r'- \{id: "\w{10}", at: 2026-11-23T09:0.:..\+02:00, by: ntebo'
    return rf"{head}, did: {did}, {detail}\}}"


def message(template, channel="email", to="contact"):
    return rf'- {{event: "\w{{10}}", channel: {channel}, to: {to}, template: {template}}}'


def status(word):
    return rf"status: {word} +# as of now"


MET = r"  met: 2026-11-23T08:15:00\+02:00"  # by the work that somebody wrote into the file
OPEN = status("open")
WORK = r'work: "\w{10}"'
CASES = [
    Case("assign", ["assign", "ITW-4F7K24", "letla"], TICKET, [OPEN],
         [status("assigned"), "assigned: letla", *event("assign", "to: letla"),
          message("assigned", to="letla")]),
    Case("respond", ["respond", "ITW-4F7K24", "-m", "Called: 'Neo'"], TICKET, [OPEN],
         [status("in-progress"), MET, *event("respond", "note: \"Called: 'Neo'\"")]),
    Case("remote", ["remote", "ITW-4F7K24", "--tool", "Quick Assist", "--session", "123456789"],
         TICKET, [OPEN],
         [status("in-progress"), MET,
          *event("remote", "tool: Quick Assist", 'session: "123456789"')]),
    Case("note", ["note", "ITW-4F7K24", "-m", "A # remark\nof two lines"], TICKET, [],
         event("note", r'note: "A # remark\\nof two lines"')),
    Case("work", ["work", "ITW-4F7K24", "30m", "-m", "Restarted it"], TICKET, [OPEN],
         [status("in-progress"), MET, *event("work", WORK, "minutes: 30"),
          *work(r"2026-11-23T08:30:00\+02:00", 30, "Restarted it")]),
    Case("wait", ["wait", "ITW-4F7K24", "-m", "For Neo"], TICKET, [OPEN],
         [status("waiting"), *event("wait", "was: open", "note: For Neo")]),
    Case("resume", ["resume", "ITW-4F7K24"], TICKET, [status("waiting")],
         [OPEN, r'- \{id: "\w{10}", at: 2026-11-23T09:00:00\+02:00, by: ntebo, did: resume\}'],
         status="waiting"),
    Case("escalate", ["escalate", "ITW-4F7K24", "--reason", "Slow"], TICKET, ["escalation: 0"],
         ["escalation: 1", *event("escalate", "to: ntebo", "step: 1", "reason: Slow"),
          message("escalated", "email", "ntebo")]),
    Case("resolve", ["resolve", "ITW-4F7K24", "-m", "Done", "--work", "15m"], TICKET, [OPEN],
         [status("resolved"), MET, *event("work", WORK, "minutes: 15"),
          *event("resolve", "note: Done"), message("resolved", "sms"),
          *work(r"2026-11-23T08:45:00\+02:00", 15, "Done")]),
    Case("reopen", ["reopen", "ITW-4F7K24", "--reason", "Off again"], TICKET,
         [status("resolved")],
         [OPEN, "- cycle: 2", "  target: respond", "  minutes: 120", "  calendar: office",
          r"  due: 2026-11-23T11:00:00\+02:00", flow_event("reopen", "reason: Off again")],
         status="resolved"),
    Case("cancel", ["cancel", "ITW-4F7K24", "--reason", "By mistake"], TICKET,
         [OPEN, r"- \{to: contact, .*, tries: 1\}"],
         [status("cancelled"), *event("cancel", "reason: By mistake"),
          r"- \{to: contact, .*, given-up: .*, tries: 1\}"]),
    Case("set priority", ["set", "ITW-4F7K24", "priority=critical"], TICKET,
         ['priority: "high"', "  minutes: 120", r"  due: 2026-11-23T10:15:00\+02:00"],
         ["priority: critical", "  minutes: 60", r"  due: 2026-11-23T09:15:00\+02:00",
          MET, *event("set", "field: priority", "old: high", "new: critical"),
          *event("recompute", "field: due", r"old: 2026-11-23T10:15:00\+02:00",
                 r"new: 2026-11-23T09:15:00\+02:00", "target: respond", "cycle: 1")]),
    Case("set tags", ["set", "ITW-4F7K24", "tags=vpn,urgent,gaborone"], TICKET, [],
         ["- urgent",
          *event("set", "field: tags", "old: vpn,gaborone", "new: vpn,urgent,gaborone")]),
    Case("set subject", ["set", "ITW-4F7K24", "subject=VPN: down"], TICKET,
         ["subject: >-", "  VPN down for", "  the whole office"],
         ['subject: "VPN: down"',
          *event("set", "field: subject", "old: VPN down for the whole office",
                 'new: "VPN: down"')]),
    Case("set due", ["set", "ITW-4F7K24", "due=2026-11-23 12:00"], TICKET,
         [r"  due: 2026-11-23T10:15:00\+02:00"],
         [r"  due: 2026-11-23T12:00:00\+02:00", "  agreed: true",
          *event("set", "field: due", r"old: 2026-11-23T10:15:00\+02:00",
                 r"new: 2026-11-23T12:00:00\+02:00")]),
    Case("invoice", ["invoice", "ITW-4F7K24"], TICKET, [status("resolved")],
         [status("invoiced"), flow_event("invoice", "invoice: INV-2026-000001"),
          "  invoice: INV-2026-000001"],
         status="resolved", also=["invoices/2026/INV-2026-000001.yaml"]),
    Case("credit", ["credit", "INV-2026-000001", "--reason", "Wrong"], TICKET,
         [status("invoiced"), "  invoice: INV-2026-000001"],
         [status("resolved"), flow_event("credit", "reason: Wrong, invoice: INV-2026-000001")],
         status="resolved", before=["invoice", "ITW-4F7K24"],
         also=["invoices/2026/CN-2026-000001.yaml"]),
    Case("notify", ["notify"], TICKET,
         [r"- \{to: contact, channel: sms, .*, template: 'opened', tries: 1\}"],
         [r"- \{to: contact, channel: sms, event: \"5D1AK3M90R\", template: 'opened', "
          r"sent: 2026-11-23T09:00:00\+02:00, tries: 1\}"]),
    Case("sla check", ["sla", "check", "--record"], TICKET, [],
         event("breach", "target: respond", "cycle: 1", r"due: 2026-11-23T10:15:00\+02:00",
               at=r"2026-11-23T10:15:00\+02:00", by="sla"),
         exit=3, now="2026-11-23T10:20:00+02:00"),
    Case("client edit", ["client", "edit", "kgalagadi-foods", "--contact", "Neo Kgosi", "--email",
                         "neo@kgalagadi.example"], CLIENT, [], ["  email: neo@kgalagadi.example"]),
    Case("client edit name", ["client", "edit", "kgalagadi-foods", "--name", "Kgalagadi: Foods"],
         CLIENT, ["name: >-", "  Kgalagadi", "  Foods"], ['name: "Kgalagadi: Foods"']),
    Case("open", ["open", "Slow", "-c", "kgalagadi-foods", "--contact", "Pula", "--mobile",
                  "72345678", "-p", "low", "--channel", "phone", "-d", "Slow"],
         CLIENT, [], [r'- \{name: Pula, mobile: "\+26772345678"\}'], also=["tickets/"]),
    Case("staff edit", ["staff", "edit", "letla", "--mobile", "71000002"], STAFF, [],
         [r'mobile: "\+26771000002"']),
    Case("staff edit skills", ["staff", "edit", "letla", "--skill", "vpn", "--skill", "mac",
                               "--skill", "wireless"], STAFF, [], ["    - mac"]),
    Case("holiday add", ["holiday", "add", "2026-12-24", "Half day", "--hours", "08:00-12:00"],
         "desk.yaml", [r"    days: \{\} +# single days, .*"],
         [r"    days: +# single days, .*",
          r'      2026-12-24: \{hours: \["08:00-12:00"\], name: Half day\}']),
]


class Failure(Exception):
    """What a case found."""


class Desk:
    """A desk in a folder of its own, and the environment of all programs that run in it."""

    def __init__(self, folder):
        self.root = folder / "desk"
        self.env = {
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
        }

    def run(self, words, now=NOW, expected=0):
        done = subprocess.run(
            words,
            cwd=self.root,
            env={**self.env, "TKT_NOW": now},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        text = done.stdout.decode("utf-8", "backslashreplace")
        if done.returncode != expected:
            raise Failure(f"{' '.join(words[1:])}: exit {done.returncode}, not {expected}\n{text}")
        return text

    def git(self, *words):
        return self.run(["git", *words])

    def read(self, path):
        return (self.root / path).read_bytes().decode()

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(text.encode())


def make_desk(folder):
    desk = Desk(folder)
    desk.root.mkdir(parents=True)
    gitconfig = "[user]\n\tname = Ntebo Mokgotthu\n\temail = ntebo@itworx.example\n"
    (folder / ".gitconfig").write_text(gitconfig + "[init]\n\tdefaultBranch = main\n")
    desk.run([TKT, "init"])
    desk.git("config", "tkt.sms-program", "true")
    return desk


def ticket_text(word):
    text = TICKET_TEXT.replace("status: open    ", f"status: {word}".ljust(16), 1)
    added = {"waiting": WAITING, "resolved": RESOLVED}.get(word, "")
    if word == "resolved":
        text = text.replace("  told: Sam\n", "  told: Sam\n  met: 2026-11-23T08:30:00+02:00\n")
    return text.replace("  colour: green\n", "  colour: green\n" + added)


def spelled(text, style):
    text = text.replace("\r\n", "\n")
    if style == "crlf":
        return text.replace("\n", "\r\n")
    return text.rstrip("\n") if style == "no final newline" else text


def lines_of(text, style):
    """The lines without their ends, which must all be those of the style."""
    if style == "crlf":
        if "\n" in text.replace("\r\n", ""):
            raise Failure("a line that ends in LF alone")
        text = text.replace("\r\n", "\n")
    elif "\r" in text:
        raise Failure("a line that ends in CR")
    return text.removesuffix("\n").split("\n")


def differences(old, new):
    """The lines that went away and the lines that came; all others keep their order."""
    longest = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            same = old[i] == new[j]
            longest[i][j] = (
                longest[i + 1][j + 1] + 1 if same else max(longest[i + 1][j], longest[i][j + 1])
            )
    gone, come, i, j = [], [], 0, 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            i, j = i + 1, j + 1
        elif longest[i + 1][j] >= longest[i][j + 1]:
            gone.append(old[i])
            i += 1
        else:
            come.append(new[j])
            j += 1
    return gone + old[i:], come + new[j:]


def expect_lines(what, patterns, lines):
    if len(patterns) != len(lines) or not all(map(re.fullmatch, patterns, lines)):
        listed = "".join(f"    {line}\n" for line in lines)
        wanted = "".join(f"    {pattern}\n" for pattern in patterns)
        raise Failure(f"lines that {what}:\n{listed}  expected:\n{wanted}")


def play(case, style, desk):
    for path, text in (CLIENT, CLIENT_TEXT), (STAFF, STAFF_TEXT), (TICKET, ticket_text(case.status)):
        desk.write(path, spelled(text, style))
    desk.write("desk.yaml", spelled(desk.read("desk.yaml"), style))
    desk.git("add", "-A")
    desk.git("commit", "-n", "-q", "-m", "By hand")
    if case.before:
        desk.run([TKT, *case.before])
    old, head = desk.read(case.file), desk.git("rev-parse", "HEAD").strip()
    desk.run([TKT, *case.command], case.now, case.exit)
    gone, come = differences(lines_of(old, style), lines_of(desk.read(case.file), style))
    expect_lines("went away", case.gone, gone)
    expect_lines("came", case.come, come)
    if desk.git("rev-parse", "HEAD^").strip() != head:
        raise Failure("not one commit")
    for path in desk.git("diff", "--name-only", "HEAD^").splitlines():
        if path != case.file and not any(path.startswith(also) for also in case.also):
            raise Failure(f"changed '{path}'")
    state = desk.git("status", "--porcelain")
    if state:
        raise Failure(f"the work tree is not clean:\n{state}")
    fsck = desk.git("fsck", "--strict", "--no-progress", "--no-dangling")
    if fsck:
        raise Failure(f"git fsck --strict: {fsck}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    failures = 0
    with tempfile.TemporaryDirectory(prefix="tkt-hand-edits-") as folder:
        fresh = make_desk(pathlib.Path(folder) / "fresh")
        for style in "lf", "crlf", "no final newline":
            for case in CASES:
                place = pathlib.Path(folder) / "case"
                shutil.copytree(fresh.root.parent, place, symlinks=True)
                try:
                    play(case, style, Desk(place))
                except Failure as failure:
                    print(f"{case.name} ({style}): {failure}")
                    failures += 1
                shutil.rmtree(place)
    sys.exit(f"{failures} failures" if failures else 0)


if __name__ == "__main__":
    main()
