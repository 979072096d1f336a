#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Every changing command beside every other on the same ticket, in two clones.

usage: sync_pairs.py TKT

Each pair has a ticket of its own. One clone runs the first command on it, the other the second;
then they exchange: one first, the other first, and likewise with plain `git pull` and `git push`.
Of each ticket must hold, in every case the same: every event that either side wrote is there once;
each field has the value that a side gave it, or that value is written down as overruled; no marker
is on the disk or in history; and both sides were told. The matrix is printed: "+" both effects are
there, "o" one value was overruled and is written down, "." no status allows both commands.
"""

import os
import re
import shutil
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
from sync_desks import Office  # noqa: E402

LIVE = {"open", "waiting"}
ALL = LIVE | {"resolved", "invoiced"}
# The statuses that allow each command, and its words: a and b stand for the two sides.
COMMANDS = {
    "assign": (LIVE, lambda side: ["assign", "ID", {"a": "ntebo", "b": "kagiso"}[side]]),
    "respond": (LIVE, lambda side: ["respond", "ID", "-m", f"respond {side}"]),
    "note": (ALL, lambda side: ["note", "ID", "-m", f"note {side}"]),
    "remote": (LIVE, lambda side: ["remote", "ID", "--tool", "Quick Assist", "--session", side]),
    "work": (ALL, lambda side: ["work", "ID", "30m", "-m", f"work {side}"]),
    "wait": ({"open"}, lambda side: ["wait", "ID", "-m", f"wait {side}"]),
    "resume": ({"waiting"}, lambda side: ["resume", "ID", "-m", f"resume {side}"]),
    "escalate": (LIVE, lambda side: ["escalate", "ID", "--reason", f"escalate {side}"]),
    "resolve": (LIVE, lambda side: ["resolve", "ID", "-m", f"resolve {side}"]),
    "reopen": ({"resolved", "invoiced"}, lambda side: ["reopen", "ID", "--reason", side]),
    "cancel": (LIVE, lambda side: ["cancel", "ID", "--reason", f"cancel {side}"]),
    "set": (ALL, lambda side: ["set", "ID", "priority=" + {"a": "critical", "b": "low"}[side],
                               f"tags={side}"]),
    "edit": (ALL, lambda side: ["edit", "ID"]),
    "commit": (ALL, lambda side: ["commit", "PATH", "-m", f"commit {side}"]),
    "invoice": ({"resolved"}, lambda side: ["invoice", "ID"]),
    "credit": ({"invoiced"}, lambda side: ["credit", "NUMBER", "--reason", f"credit {side}"]),
    "sla": ({"open"}, lambda side: ["sla", "check", "--record"]),
}
# With a remote these go through it, and no two of them ever meet.
NUMBERED = {"invoice", "credit"}
FIELDS = ("subject", "priority", "assigned", "client", "contact", "description", "escalation")
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MORNING = "2026-11-24T09:00:00+02:00"


def ticket_id(number):
    five = "".join(ALPHABET[number * 7919 // 32 ** place % 32] for place in range(4, -1, -1))
    total = 0
    for place, letter in enumerate(reversed(five)):
        value = ALPHABET.index(letter) * (2 - place % 2)
        total += value // 32 + value % 32
    return f"ITW-{five}{ALPHABET[-total % 32]}"


class Pair:
    def __init__(self, number, first, second):
        self.first, self.second = first, second
        both = COMMANDS[first][0] & COMMANDS[second][0]
        impossible = first in NUMBERED and second in NUMBERED
        self.status = None if impossible or not both else \
            next(status for status in ("open", "waiting", "resolved", "invoiced") if status in both)
        self.ticket, self.number = ticket_id(number), ""
        self.path = f"tickets/2026/11/23/{self.ticket}.yaml"
        self.cell = "." if self.status is None else "?"

    def command(self, side):
        """A numbered command runs on side a, whichever of the two it is."""
        swapped = self.second in NUMBERED
        return self.second if (side == "b") != swapped else self.first


class Play:
    def __init__(self, office):
        self.office, self.complaints = office, []
        names = list(COMMANDS)
        self.pairs = [Pair(i * 20 + j + 1, names[i], names[j])
                      for i in range(len(names)) for j in range(i, len(names))]
        self.played = [pair for pair in self.pairs if pair.status is not None]

    def prepare(self):
        """A desk with a ticket for each pair: copies of one ticket for each status."""
        office, desk = self.office, self.office.folder / "base"
        office.tkt(office.folder, "init", str(desk))
        office.tkt(desk, "staff", "add", "kagiso", "--email", "kagiso@itworx.example", "--role",
                   "technician")
        office.tkt(desk, "client", "add", "acme", "--category", "contract")
        day = "2026-11-23T10:00:00+02:00"
        models = {status: office.open_ticket(desk, "Something is down", now=day)
                  for status in ("open", "waiting", "resolved", "invoiced")}
        office.tkt(desk, "wait", models["waiting"], "-m", "a part", now=day)
        for status in ("resolved", "invoiced"):
            office.tkt(desk, "resolve", models[status], "-m", "done", "--work", "30m", now=day)
        texts = {status: (desk / f"tickets/2026/11/23/{model}.yaml").read_text()
                 for status, model in models.items()}
        for pair in self.played:
            text = texts[pair.status].replace(models[pair.status], pair.ticket)
            fresh = {old: "".join(reversed(old))[:4] + pair.ticket[4:] for old in
                     re.findall(r'id: "(\w{10})"', text)}
            for old, new in fresh.items():
                text = text.replace(old, new)
            (desk / pair.path).write_text(text)
        office.git(desk, "add", "tickets")
        office.git(desk, "commit", "-q", "-m", "the tickets")
        for pair in self.played:
            if pair.status == "invoiced":
                pair.number = office.tkt(desk, "invoice", pair.ticket, now=day)
        for side, email in (("a", "ntebo"), ("b", "kagiso")):
            shutil.copytree(desk, office.folder / side)
            office.git(office.folder / side, "config", "user.email", f"{email}@itworx.example")

    def run_commands(self, side):
        desk = self.office.folder / side
        editor = self.office.folder / f"editor-{side}"
        editor.write_text(f"#!/bin/sh\nexec sed -i 's/^subject:.*/subject: edit {side}/' \"$1\"\n")
        editor.chmod(0o755)
        environment = {**self.office.environment, "EDITOR": str(editor),
                       "TKT_NOW": MORNING.replace("09:00", "09:0" + {"a": "0", "b": "5"}[side])}
        ordered = sorted(self.played, key=lambda pair: pair.command(side) == "sla")
        for pair in ordered:
            name = pair.command(side)
            words = [{"ID": pair.ticket, "PATH": pair.path, "NUMBER": pair.number}.get(word, word)
                     for word in COMMANDS[name][1](side)]
            if name == "commit":
                file = desk / pair.path
                file.write_text(file.read_text().replace("It is down.", f"commit {side}"))
            done = subprocess.run([self.office.tkt_program, *words], cwd=desk, env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  check=False)
            if done.returncode != (3 if name == "sla" else 0) and name != "sla":
                self.complaints.append(f"{side}: tkt {' '.join(words)}: {done.stderr.strip()}")

    def scene(self, name):
        """Both clones and a remote, in a folder of their own."""
        place = self.office.folder / name
        place.mkdir()
        self.office.git(place, "clone", "-q", "--bare", str(self.office.folder / "base"), "r.git")
        for side in ("a", "b"):
            shutil.copytree(self.office.folder / side, place / side, symlinks=True)
            for words in (("remote", "add", "origin", "../r.git"),
                          ("config", "branch.main.remote", "origin"),
                          ("config", "branch.main.merge", "refs/heads/main")):
                self.office.git(place / side, *words)
        return place

    def by_sync(self, first, second):
        place = self.scene(f"sync-{first}")
        said = {first: "", second: ""}
        for side in (first, second, first):
            done = self.office.run(place / side, [self.office.tkt_program, "sync"],
                                   now=MORNING.replace("09:00", "09:30"))
            said[side] += done.stdout + done.stderr
            if done.returncode != 0:
                self.complaints.append(f"sync of {side}, {first} first: {done.stderr[-800:]}")
        for pair in self.played:
            self.look_at_telling(pair, said, place / first)
        return self.look_at(place, f"sync, {first} first")

    def by_pull(self, first, second):
        """Each as git's manual has it: pull, then push."""
        place = self.scene(f"pull-{first}")
        for side in (first, second):
            self.office.tkt(place / side, "verify", status=None)
        for side in (first, second, first):
            for words in (("pull", "-q", "--no-edit"), ("push", "-q")):
                done = self.office.run(place / side, ["git", *words])
                if done.returncode != 0:
                    self.complaints.append(f"git {words[0]} of {side}, {first} first: "
                                           f"{(done.stdout + done.stderr)[-800:]}")
                    return None
        return self.look_at(place, f"pull, {first} first")

    def ticket(self, desk, pair):
        return (desk / pair.path).read_text()

    def look_at_telling(self, pair, said, desk):
        base = self.ticket(self.office.folder / "base", pair)
        overruled = self.losses(self.ticket(desk, pair)) - self.losses(base)
        for side, text in said.items():
            lines = [line for line in text.splitlines() if pair.ticket in line]
            other = "a" if side == "b" else "b"
            theirs, ours = (self.entries(self.ticket(self.office.folder / one, pair))
                            for one in (other, side))
            if theirs - ours and not lines:
                self.complain(pair, f"{side} was not told")
            if overruled and not any("overruled" in line for line in lines):
                self.complain(pair, f"{side} was not told what was overruled")

    @staticmethod
    def entries(text):
        return set(re.findall(r'\{id: "(\w{10})"', text))

    @staticmethod
    def losses(text):
        return set(re.findall(r"did: merge, field: (\S+),.*?lost: (.*?)(?:, of: \w+)?\}", text))

    def look_at(self, place, what):
        office = self.office
        trees = {office.git(place / side, "rev-parse", "HEAD^{tree}") for side in ("a", "b")}
        if len(trees) != 1:
            self.complaints.append(f"{what}: the clones differ")
        for side in ("a", "b"):
            self.complaints += [f"{what}: {side}: {trouble}" for trouble in
                                office.trouble(place / side)]
        marked = office.git(place / "a", "log", "--all", "-m", "-S<<<<<<<", "--format=%h %s")
        if marked:
            self.complaints.append(f"{what}: markers: {marked}")
        verified = office.run(place / "a", [office.tkt_program, "verify"])
        if verified.returncode not in (0, 3):
            self.complaints.append(f"{what}: verify: {verified.stderr[:800]}")
        for pair in self.played:
            self.look_at_pair(pair, self.ticket(place / "a", pair))
        return trees.pop()

    def look_at_pair(self, pair, merged):
        base = self.ticket(self.office.folder / "base", pair)
        lost = self.losses(merged) - self.losses(base)
        for side in ("a", "b"):
            text = self.ticket(self.office.folder / side, pair)
            for entry in self.entries(text):
                if merged.count(f'{{id: "{entry}"') != 1:
                    self.complain(pair, f"entry {entry} of {side} is there "
                                        f"{merged.count(entry)} times")
            for field in FIELDS:
                value, before = self.value(text, field), self.value(base, field)
                if value != before and value != self.value(merged, field) and \
                        (field, value) not in {(name, old.strip("\"'")) for name, old in lost}:
                    self.complain(pair, f"{field} '{value}' of {side} is lost, and nobody told")
        if pair.cell == "?":
            pair.cell = "o" if lost else "+"

    @staticmethod
    def value(text, field):
        match = re.search(rf"^{field}: *(?:\|\n +)?(.*)$", text, re.MULTILINE)
        return match.group(1).strip("\"' ") if match else ""

    def complain(self, pair, what):
        pair.cell = "X"
        self.complaints.append(f"{pair.first} x {pair.second} ({pair.ticket}): {what}")

    def print_matrix(self):
        names = list(COMMANDS)
        cells = {(pair.first, pair.second): pair.cell for pair in self.pairs}
        print(" " * 9 + " ".join(f"{name[:4]:>4}" for name in names))
        for row in names:
            print(f"{row:9}" + " ".join(
                f"{cells.get((row, column)) or cells.get((column, row)):>4}" for column in names))


def main():
    with Office(sys.argv[1]) as office:
        play = Play(office)
        play.prepare()
        sides = [threading.Thread(target=play.run_commands, args=(side,)) for side in ("a", "b")]
        for side in sides:
            side.start()
        for side in sides:
            side.join()
        trees = {"sync, a first": play.by_sync("a", "b"), "sync, b first": play.by_sync("b", "a")}
        if os.environ.get("TKT_PLAIN_PULL", "1") == "1":
            trees["pull, a first"] = play.by_pull("a", "b")
            trees["pull, b first"] = play.by_pull("b", "a")
        if len(set(trees.values())) != 1:
            play.complaints.append(f"not the same tree both ways: {trees}")
        play.print_matrix()
        for complaint in play.complaints[:40]:
            print(complaint)
        print(f"{len(play.played)} pairs, {len(trees)} ways each, "
              f"{len(play.complaints)} complaints")
        sys.exit(1 if play.complaints else 0)


if __name__ == "__main__":
    main()
