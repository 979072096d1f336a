#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`tkt status` finds by looking at what changed what it finds by looking at everything.

usage: status_test.py TKT [--seed N] [--steps N]

Random changes of a desk, by commands and by hand, good and bad. After each, the problems that status
tells are those that it tells when the state folder holds nothing that an earlier one has seen.
"""

import argparse
import json
import random
import sys

sys.dont_write_bytecode = True
from sync_desks import Office  # noqa: E402


class Desk:
    def __init__(self, office, seed):
        self.office = office
        self.random = random.Random(seed)
        self.place = office.make()
        office.git(self.place, "config", "core.hooksPath", "/dev/null")
        office.tkt(self.place, "client", "add", "chobe", "--category", "contract")
        self.tickets = [office.open_ticket(self.place, f"Trouble {i}") for i in range(4)]
        self.other = office.clone("other")
        self.seen = 0

    def path_of(self, ticket):
        return next((self.place / "tickets").rglob(f"{ticket}.yaml"), None)

    def commit(self):
        self.office.git(self.place, "add", "-A")
        self.office.run(self.place, ["git", "commit", "-qm", "by hand"])

    def replace(self, path, old, new):
        if path and path.exists():
            path.write_text(path.read_text().replace(old, new, 1))
            self.commit()

    # Each of these may be refused, or come too late to do anything.

    def note(self, ticket):
        self.office.tkt(self.place, "note", ticket, "-m", "said", status=None)

    def work(self, ticket):
        self.office.tkt(self.place, "resolve", ticket, "-m", "done", "--work", "30m", status=None)

    def open(self, _):
        ticket = self.office.tkt(self.place, "open", "More trouble", "-c", "chobe", "--contact", "Mpho",
                                 "--mobile", "71234568", "-p", "high", "--channel", "phone", "-d",
                                 "It is down, too.", status=None)
        self.tickets += [ticket] if ticket else []

    def invoice(self, ticket):
        self.office.tkt(self.place, "invoice", ticket, status=None)

    def unknown_client(self, ticket):
        self.replace(self.path_of(ticket), "client: acme", "client: nobody")

    def known_client(self, ticket):
        self.replace(self.path_of(ticket), "client: nobody", "client: acme")

    def unreadable(self, ticket):
        self.replace(self.path_of(ticket), "subject:", "subject: [")

    def readable(self, ticket):
        self.replace(self.path_of(ticket), "subject: [", "subject:")

    def copy(self, ticket):
        if path := self.path_of(ticket):
            (path.parent / "copy").mkdir(exist_ok=True)
            twin = self.place / "tickets/2026/11/22" / path.name
            twin.parent.mkdir(parents=True, exist_ok=True)
            twin.write_text(path.read_text())
            self.commit()

    def no_copy(self, _):
        for twin in (self.place / "tickets/2026/11/22").rglob("*.yaml"):
            twin.unlink()
        self.commit()

    def lose_contact(self, _):
        self.replace(self.place / "clients/acme.yaml", "Neo Kgosi", "Neo Kgositsile")

    def find_contact(self, _):
        self.replace(self.place / "clients/acme.yaml", "Neo Kgositsile", "Neo Kgosi")

    def break_client(self, _):
        self.replace(self.place / "clients/acme.yaml", "category:", "category: {")

    def mend_client(self, _):
        self.replace(self.place / "clients/acme.yaml", "category: {", "category:")

    def assign(self, ticket):
        self.office.tkt(self.place, "assign", ticket, "kagiso", status=None)

    def lose_staff(self, _):
        (self.place / "staff/kagiso.yaml").unlink(missing_ok=True)
        self.commit()

    def find_staff(self, _):
        self.office.tkt(self.place, "staff", "add", "kagiso", "--email", "kagiso@itworx.example",
                        "--role", "technician", status=None)

    def other_priority(self, _):
        self.replace(self.place / "desk.yaml", "  high:", "  higher:")

    def usual_priority(self, _):
        self.replace(self.place / "desk.yaml", "  higher:", "  high:")

    def lose_invoice(self, _):
        for path in list((self.place / "invoices").rglob("*.yaml"))[:1]:
            path.unlink()
        self.commit()

    def go_back(self, _):
        self.office.git(self.place, "reset", "-q", "--hard", "HEAD~1")
        self.tickets = [t for t in self.tickets if self.path_of(t)] or self.tickets[:1]

    def merge(self, ticket):
        self.office.tkt(self.other, "note", ticket, "-m", "from afar", status=None)
        self.office.tkt(self.other, "sync", status=None)
        self.office.tkt(self.place, "sync", status=None)

    def step(self):
        does = [self.note, self.work, self.open, self.invoice, self.unknown_client,
                self.known_client, self.unreadable, self.readable, self.copy, self.no_copy,
                self.lose_contact, self.find_contact, self.break_client, self.mend_client,
                self.assign, self.lose_staff, self.find_staff, self.other_priority,
                self.usual_priority, self.lose_invoice, self.go_back, self.merge]
        do = self.random.choice(does)
        do(self.random.choice(self.tickets))
        return do.__name__

    def problems(self):
        done = self.office.run(self.place, [self.office.tkt_program, "status", "--json"])
        if done.returncode not in (0, 4):
            return f"status {done.returncode}: {done.stderr}"
        return json.dumps(json.loads(done.stdout)["problems"], indent=1)

    def compare(self):
        memory = self.place / ".git/tkt/verified"
        quick = self.problems()
        again = self.problems()
        memory.unlink(missing_ok=True)
        whole = self.problems()
        self.seen += whole != "[]"
        return "" if quick == again == whole else f"{quick}\n-- again --\n{again}\n-- all --\n{whole}"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tkt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=80)
    options = parser.parse_args()
    with Office(options.tkt) as office:
        desk = Desk(office, options.seed)
        done = []
        for number in range(options.steps):
            done.append(desk.step())
            # What was seen last is forgotten only now and then, so that it grows old.
            if number % 3 == 0:
                desk.problems()
            elif difference := desk.compare():
                print(f"seed {options.seed}, after {', '.join(done)}:\n{difference}")
                sys.exit(1)
    print(f"{options.steps} steps, {desk.seen} of them with problems")


if __name__ == "__main__":
    main()
