#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Many clones issue invoices through one remote at once, and are killed while they do.

usage: sync_invoices.py TKT [--all]

With --all 8 clones issue 25 invoices each, else 4 clones 5. A command that was killed, or lost the
race, is run again, as a person would. In the end the numbers are 1 to the last, each once; each
ticket is billed once; and every command has told the number of its own ticket.
"""

import argparse
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time

sys.dont_write_bytecode = True
from sync_desks import Office  # noqa: E402


class Clerk(threading.Thread):
    """Issues the invoices of some tickets from one clone."""

    def __init__(self, office, place, tickets, seed):
        super().__init__()
        self.office, self.place, self.tickets = office, place, tickets
        self.random = random.Random(seed)
        self.told, self.killed, self.again, self.complaints = {}, 0, 0, []

    def run(self):
        try:
            for ticket in self.tickets:
                self.told[ticket] = self.issue(ticket)
        except Exception as error:  # pylint: disable=broad-except
            self.complaints.append(f"{self.place.name}: {error}")

    def issue(self, ticket):
        for _ in range(60):
            process = self.office.start([self.office.tkt_program, "invoice", ticket], self.place,
                                        start_new_session=True)
            if self.random.random() < 0.5:
                time.sleep(self.random.uniform(0, 0.3))
                os.killpg(process.pid, signal.SIGKILL)
            out, err = process.communicate(timeout=180)
            # One that was killed after it had told the number is done.
            if process.returncode == 0 or (process.returncode == -signal.SIGKILL and out.strip()):
                return out.strip()
            if process.returncode == -signal.SIGKILL:
                self.killed += 1
            elif process.returncode == 5:
                self.again += 1
            else:
                raise AssertionError(f"invoice {ticket}: status {process.returncode}: {err}")
        raise AssertionError(f"invoice {ticket} never came to an end")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tkt")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    clones, each = (8, 25) if options.all else (4, 5)
    begun = time.monotonic()
    with Office(options.tkt) as office:
        first = office.make()
        tickets = []
        for number in range(clones * each):
            ticket = office.open_ticket(first, f"request {number}")
            office.tkt(first, "resolve", ticket, "-m", "done", "--work", "30m")
            tickets.append(ticket)
        office.tkt(first, "sync")
        clerks = [Clerk(office, office.clone(f"clerk-{number}"), tickets[number::clones],
                        options.seed * 100 + number) for number in range(clones)]
        prepared = time.monotonic()
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        took = time.monotonic() - prepared
        complaints = [complaint for clerk in clerks for complaint in clerk.complaints]
        told = {ticket: number for clerk in clerks for ticket, number in clerk.told.items()}
        complaints += look_at(office, clerks, told, len(tickets))
    for complaint in complaints:
        print(complaint)
    print(f"{clones} clones, {len(tickets)} invoices in {took:.1f} s after "
          f"{prepared - begun:.1f} s of preparation; {sum(clerk.killed for clerk in clerks)} "
          f"commands killed, {sum(clerk.again for clerk in clerks)} lost the race; "
          f"{len(complaints)} complaints")
    sys.exit(1 if complaints else 0)


def look_at(office, clerks, told, expected):
    # The locks of a push that was killed last are removed by the clone that it was of.
    for clerk in clerks:
        office.tkt(clerk.place, "sync")
    trees = set()
    complaints = []
    for clerk in clerks:
        office.tkt(clerk.place, "sync")
        trees.add(office.git(clerk.place, "rev-parse", "HEAD^{tree}"))
        complaints += office.trouble(clerk.place)
    complaints += office.trouble(office.remote, bare=True)
    if len(trees) != 1:
        complaints.append(f"the clones differ: {trees}")
    issued = office.clone("reader")
    billed = {}
    numbers = []
    for path in sorted((issued / "invoices").rglob("*.yaml")):
        text = path.read_text()
        numbers.append(int(path.stem.rsplit("-", 1)[1]))
        for ticket in set(re.findall(r"\{ticket: \"?(ITW-\w+)", text)):
            billed.setdefault(ticket, []).append(path.stem)
    if numbers != list(range(1, expected + 1)):
        complaints.append(f"numbers: {numbers}")
    complaints += [f"{ticket} was billed by {numbers}, and its command told {told.get(ticket)}"
                   for ticket, numbers in billed.items() if numbers != [told.get(ticket)]]
    if len(billed) != expected:
        complaints.append(f"{len(billed)} tickets are billed of {expected}")
    done = subprocess.run([office.tkt_program, "verify"], cwd=issued, env=office.environment,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        complaints.append(f"verify: {done.stdout}{done.stderr}")
    return complaints


if __name__ == "__main__":
    main()
