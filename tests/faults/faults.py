#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Breaks tkt at every step and checks what is left.

usage: faults.py TKT [--sample] [--only KIND] [--command NAME] [--call NAME] [--jobs N] [--maker TKT]

KIND is one of
    kill      SIGKILL before each system call that changes something
    error     an error from the k-th call of each, once, and from there on
    race      two commands at once, the first held up at each of its flushes; many at once
    full      a disk that is full after so many more kilobytes, or files
    power     the power goes at each write: only what reached the disk is left

With --sample it takes some points of each, evenly spread, in a minute or two. Prints for each command
how many points were run, how many failed, and what was skipped because this machine cannot do it.
Exit status 1 when a point failed, 77 when all was skipped.
"""

import argparse
import collections
import concurrent.futures
import os
import sys
import threading

sys.dont_write_bytecode = True
from bench import Bench  # noqa: E402
from disks import full_points, power_points  # noqa: E402
from first import first_points  # noqa: E402
from races import race_points  # noqa: E402
from trace import calls_of, can_trace, distinct_kills, inject, spread  # noqa: E402

# What a call that only looks may fail with, and one that changes something.
LOOKING = {
    "openat": ("EIO", "EMFILE", "EACCES"), "openat2": ("EIO", "EMFILE", "ENOSYS"), "read": ("EIO",),
    "pread64": ("EIO",), "newfstatat": ("EIO",), "getdents64": ("EIO",), "mmap": ("ENOMEM",),
}
CHANGING = {
    "openat": ("ENOSPC", "EIO", "EROFS", "EACCES", "EMFILE", "EDQUOT"),
    "write": ("ENOSPC", "EIO", "EDQUOT"), "pwrite64": ("ENOSPC", "EIO", "EDQUOT"),
    "ftruncate": ("ENOSPC", "EIO"), "fsync": ("EIO", "ENOSPC", "EDQUOT"), "fdatasync": ("EIO",),
    "sync_file_range": ("EIO", "ENOSPC"), "rename": ("EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT"),
    "renameat": ("EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT"),
    "link": ("EIO", "ENOSPC", "EACCES", "EROFS", "EDQUOT"), "unlink": ("EIO", "EACCES", "EROFS"),
    "unlinkat": ("EIO", "EACCES", "EROFS"), "rmdir": ("EIO", "EACCES", "EROFS"),
    "mkdir": ("ENOSPC", "EACCES", "EROFS", "EDQUOT"),
    "mkdirat": ("ENOSPC", "EACCES", "EROFS", "EDQUOT"), "flock": ("ENOLCK",), "clone3": ("EAGAIN",),
}
# In these every call fails, in the others what they do not have in common with those before.
WHOLE = ("open", "invoice", "commit", "sla check")
# In so many calls a sample kills each command but `open`.
SAMPLED = 6
# What stays when it is there; the others pass.
LASTING = ("ENOSPC", "EDQUOT", "EROFS", "EMFILE", "EIO", "ENOSYS")


class Tally:
    """Counts the points of one kind and command, and tells the first failures of each call."""

    def __init__(self):
        self.lock = threading.Lock()
        self.run = collections.Counter()
        self.failed = collections.Counter()
        self.unfired = collections.Counter()
        self.told = collections.Counter()

    def add(self, what, point, complaints, fired=True):
        with self.lock:
            self.run[what] += 1
            self.unfired[what] += 0 if fired else 1
            if complaints:
                self.failed[what] += 1
                call = what, point.split()[0]
                self.told[call] += 1
                if self.told[call] <= 5:
                    print(f"FAILED {what}, {point}: {'; '.join(complaints)}", flush=True)


def wanted_calls(bench, command, options):
    return sorted((name, calls) for name, calls in calls_of(bench, command).items()
                  if options.call in (None, name))


def kill_points(bench, command, options):
    if not options.sample:
        desk = bench.copy("traced", command)
        points, _ = distinct_kills(bench, lambda wrapper: bench.run(desk, command, wrapper))
        for name, k in points:
            yield f"{name} #{k}", inject(name, f"signal=KILL:when={k}"), True
        return
    points = []
    for _, calls in wanted_calls(bench, command, options):
        changing = any(call.changes for call in calls)
        wanted = int(changing) if command.name != "open" else len(calls) if changing else 1
        points += spread(calls, wanted)
    for call in points if command.name == "open" else spread(points, SAMPLED):
        yield f"{call.name} #{call.k}", inject(call.name, f"signal=KILL:when={call.k}"), True


def unlike_others(bench, calls):
    """Those that change something, or look for what no command before looked for."""
    found = [call for call in calls if call.changes or (call.name, call.asks) not in bench.asked]
    bench.asked.update((call.name, call.asks) for call in calls)
    return found


def error_points(bench, command, options):
    if options.sample and command.name not in ("open", "invoice", "commit", options.command):
        return
    for name, calls in wanted_calls(bench, command, options):
        if options.sample:
            calls = spread(calls, 2 if any(call.changes for call in calls) else 1)
        for call in calls if command.name in WHOLE else unlike_others(bench, calls):
            errors = (CHANGING if call.changes else LOOKING).get(name, ())
            for error in errors[:1] if options.sample else errors:
                what = f"error={error}:when={call.k}"
                yield f"{name} #{call.k} {error}", inject(name, what), False
                if error in LASTING:
                    yield f"{name} #{call.k}+ {error}", inject(name, what + "+"), False


def sweep(bench, kind, points, tally, options):
    """Runs the points of each command, each on a copy of the desk of its own."""
    def one(command, point, wrapper, kill):
        desk = bench.copy(f"point-{threading.get_ident()}", command)
        done = bench.run(desk, command, wrapper)
        killed = done.returncode in (-9, 137)
        tally.add(f"{kind} {command.name}", point, bench.look_at(desk, command, done, killed),
                  fired=killed or not kill)

    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for command in bench.commands:
            if options.command in (None, command.name):
                waiting = [pool.submit(one, command, *point)
                           for point in points(bench, command, options)]
                for future in waiting:
                    future.result()
                what = f"{kind} {command.name}"
                print(f"{what}: {tally.run[what]} points, {tally.failed[what]} failed",
                      file=sys.stderr, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tkt")
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--only", action="append", choices=("kill", "error", "race", "full", "power"))
    parser.add_argument("--command")
    parser.add_argument("--call", help="errors of this system call alone")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--maker", help="another tkt, to make the desk with")
    options = parser.parse_args()
    kinds = {
        "kill": lambda: (first_points(bench, tally, options),
                         sweep(bench, "kill", kill_points, tally, options))[1],
        "error": lambda: sweep(bench, "error", error_points, tally, options),
        "race": lambda: race_points(bench, tally, options),
        "full": lambda: full_points(bench, tally, options),
        "power": lambda: power_points(bench, tally, options),
    }
    untraceable = can_trace()
    bench = Bench(options.tkt, options.maker)
    tally = Tally()
    skipped = {}
    try:
        for kind, run in kinds.items():
            if options.only and kind not in options.only:
                continue
            why = (untraceable if kind != "full" else "") or run()
            if why:
                skipped[kind] = why
    finally:
        bench.close()
    for what, count in tally.run.items():
        unfired = f", {tally.unfired[what]} not reached" if tally.unfired[what] else ""
        print(f"{what}: {count} points, {tally.failed[what]} failed{unfired}")
    for kind, why in skipped.items():
        print(f"{kind}: skipped: {why}")
    print(f"{len(bench.seen)} different states were looked at")
    print(f"in all: {sum(tally.run.values())} points, {sum(tally.failed.values())} failed, "
          f"{len(skipped)} kinds skipped")
    if not tally.run:
        sys.exit(77)
    sys.exit(1 if sum(tally.failed.values()) else 0)


if __name__ == "__main__":
    main()
