#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Kills `tkt sync` at its system calls, and git on either side of it: the next sync completes.

usage: sync_faults.py TKT [--all] [--points N] [--jobs N]

Two clones have changed the same ticket, and each has opened one of its own; one of them has sent
its changes. The other one's sync, which fetches, merges and sends, is killed before its system calls:
in tkt itself, in the git that it runs, and in the git that serves the remote, whichever is the first
to make so many of them. With --all at every call that changes something (a kill between two of them
leaves what one at the second leaves), else at N of them, evenly spread. After that a sync of each
clone is enough, and nothing that was acknowledged is lost or there twice.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import threading

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "faults")]
from sync_desks import Office  # noqa: E402
from trace import can_trace, distinct_kills, inject, spread  # noqa: E402

TEXTS = ("first here", "second here", "first there")


class Scene:
    """The office before the sync, and copies of it."""

    def __init__(self, office):
        self.office = office
        model = office.folder / "model"
        model.mkdir()
        office.remote = model / "desk.git"
        here = office.make("model/here")
        self.ticket = office.open_ticket(here, "Shared trouble")
        office.tkt(here, "sync")
        there = office.clone("model/there", "kagiso@itworx.example")
        for place in (here, there):
            office.git(place, "config", "remote.origin.url", "../desk.git")
        self.opened = [office.open_ticket(here, "Trouble here"),
                       office.open_ticket(there, "Trouble there")]
        office.tkt(here, "set", self.ticket, "priority=critical", now="2026-11-24T09:05:00+02:00")
        office.tkt(here, "note", self.ticket, "-m", TEXTS[0])
        office.tkt(here, "work", self.ticket, "30m", "-m", TEXTS[1])
        office.tkt(there, "set", self.ticket, "priority=low", now="2026-11-24T09:06:00+02:00")
        office.tkt(there, "note", self.ticket, "-m", TEXTS[2])
        office.tkt(there, "sync")
        self.model = model

    def copy(self, name):
        place = self.office.folder / name
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.model), str(place)], check=True)
        return place

    def points(self):
        """Where a kill can leave something of its own, and how many more points there are."""
        return distinct_kills(self.office, lambda wrapper: self.sync(self.copy("traced"), wrapper))

    def sync(self, scene, wrapper=()):
        return self.office.run(scene / "here", [*wrapper, self.office.tkt_program, "sync"])

    def look_at(self, scene):
        """The complaints after the next sync of each clone."""
        found = []
        for clone in ("here", "there", "here"):
            done = self.office.run(scene / clone, [self.office.tkt_program, "sync"])
            if done.returncode != 0:
                found.append(f"sync of {clone}: status {done.returncode}: {done.stderr.strip()!r}")
        trees = {self.office.git(scene / clone, "rev-parse", "HEAD^{tree}")
                 for clone in ("here", "there")}
        trees.add(self.office.git(scene / "desk.git", "rev-parse", "main^{tree}"))
        if len(trees) != 1:
            found.append("the trees differ")
        for clone in ("here", "there"):
            found += self.office.trouble(scene / clone)
        found += self.office.trouble(scene / "desk.git", bare=True)
        files = list((scene / "here" / "tickets").rglob("*.yaml"))
        if sorted(file.stem for file in files) != sorted([self.ticket, *self.opened]):
            found.append(f"tickets: {sorted(file.stem for file in files)}")
        shared = next((file.read_text() for file in files if file.stem == self.ticket), "")
        found += [f"{text!r} is there {shared.count(text)} times" for text in TEXTS
                  if shared.count(text) != 1]
        left = [path for clone in ("here", "there")
                for name in ("intent", "syncing", "index-lock", "draft")
                if (path := scene / clone / ".git/tkt" / name).exists()]
        return found + [f"left behind: {path}" for path in left]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tkt")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--points", type=int, default=12)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    if why := can_trace():
        print(f"skipped: {why}")
        sys.exit(77)
    with Office(options.tkt) as office:
        scene = Scene(office)
        undisturbed = scene.copy("undisturbed")
        scene.sync(undisturbed)
        complaints = scene.look_at(undisturbed)
        failed = len(complaints)
        for complaint in complaints:
            print(f"FAILED undisturbed: {complaint}")

        def one(point):
            name, k = point
            place = scene.copy(f"point-{threading.get_ident()}")
            log = place.with_suffix(".log")
            status = scene.sync(place, inject(name, f"signal=KILL:when={k}", log)).returncode
            if "killed by SIGKILL" not in log.read_text(errors="replace"):
                who = "nothing was killed"
            else:
                who = "tkt was killed" if status in (-9, 137) else "git was killed"
            return who, scene.look_at(place)

        points, equal = scene.points()
        chosen = points if options.all else spread(points, options.points)
        print(f"{len(chosen)} of {len(points)} points; {equal} more leave the same", flush=True)
        tally = collections.Counter()
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for (name, k), (who, complaints) in zip(chosen, pool.map(one, chosen)):
                tally[who] += 1
                failed += bool(complaints)
                if complaints:
                    print(f"FAILED {name} #{k}, {who}: {'; '.join(complaints)}", flush=True)
                if sum(tally.values()) % 50 == 0:
                    print(f"{sum(tally.values())} run, {failed} failed", flush=True)
    print(f"{len(chosen)} run, {failed} failed, {tally['nothing was killed']} not reached; at "
          f"{tally['tkt was killed']} of them tkt itself was killed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
