#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A clone that exchanges its changes by itself: in the background, one at a time, and quietly.

usage: sync_background.py TKT
"""

import sys
import time

sys.dont_write_bytecode = True
from sync_desks import Office  # noqa: E402

# Takes its time, and writes down when it began and ended: two at once would interleave.
SLOW = "#!/bin/sh\necho begin >>../pushes; sleep 0.3; echo end >>../pushes\n"


def until(what, check, seconds=30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if check():
            return
        time.sleep(0.1)
    raise AssertionError(f"never: {what}")


def quiet(office, place):
    """Nobody is at it, and nobody wishes for more."""
    state = place / ".git/tkt"
    return not (state / "syncing").exists() and not (state / "sync-wanted").exists()


def main():
    with Office(sys.argv[1]) as office:
        # As it is without the configuration of these tests: desk.yaml and clone switch it on.
        office.git(office.folder, "config", "--global", "--unset", "tkt.auto-sync")
        here = office.make()
        ticket = office.open_ticket(here, "VPN down")
        head = lambda: office.git(office.remote, "rev-parse", "main")  # noqa: E731
        same = lambda place: office.git(place, "rev-parse", "HEAD") == head()  # noqa: E731
        until("desk.yaml switches it on", lambda: same(here) and quiet(office, here))

        there = office.clone("there")
        assert office.git(there, "config", "tkt.auto-sync") == "true"
        hook = office.remote / "hooks/post-receive"
        hook.write_text(SLOW)
        hook.chmod(0o755)
        for number in range(6):
            begun = time.monotonic()
            office.tkt(there, "note", ticket, "-m", f"note {number}")
            took = time.monotonic() - begun
            print(f"note {number}: {took * 1000:.0f} ms")
        until("all six are sent", lambda: same(there) and quiet(office, there))
        pushes = (office.folder / "pushes").read_text().split()
        assert pushes == ["begin", "end"] * (len(pushes) // 2), f"two at once: {pushes}"
        assert len(pushes) <= 12, f"more than one for each: {pushes}"

        # What others did comes in with the next change.
        office.tkt(here, "note", ticket, "-m", "from here")
        until("both have all", lambda: same(here) and quiet(office, here))
        assert "note 5" in office.git(here, "show", "HEAD:" + office.git(here, "ls-files",
                                                                         "tickets"))
        # Nobody saw it come in, so the next sync tells; once.
        assert "came in: " in office.tkt(here, "status")
        told = office.tkt(here, "sync")
        assert all(f"note {number}" in told for number in range(6)), told
        assert office.tkt(here, "sync") == "" and "came in: " not in office.tkt(here, "status")
        # A remote that is gone fails no command, and is told by status.
        office.remote.rename(office.folder / "gone.git")
        office.tkt(here, "note", ticket, "-m", "offline")
        until("the failure is told", lambda: quiet(office, here) and "cannot be reached" in
              office.tkt(here, "status"))
        (office.folder / "gone.git").rename(office.remote)
        office.tkt(here, "note", ticket, "-m", "online")
        until("it recovers", lambda: same(here) and quiet(office, here))
        assert "cannot be reached" not in office.tkt(here, "status")
        # The clone's own configuration is stronger than the desk's.
        office.git(here, "config", "tkt.auto-sync", "false")
        office.tkt(here, "note", ticket, "-m", "kept")
        time.sleep(1)
        assert not same(here)
        for place in (here, there):
            found = office.trouble(place)
            assert not found, found
    print("in the background, one at a time, quietly")


if __name__ == "__main__":
    main()
