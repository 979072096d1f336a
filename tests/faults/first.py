# SPDX-License-Identifier: MIT
"""A desk whose making is broken: made again, it is whole."""

import shutil

from bench import Command
from trace import distinct_kills, inject, spread

INIT = Command("init", ["init"])


def empty_folder(bench, name):
    desk = bench.folder / name
    shutil.rmtree(desk, ignore_errors=True)
    desk.mkdir()
    return desk


def look_at(bench, desk):
    """The complaints about a desk that was made once more."""
    again = bench.run(desk, INIT)
    if again.returncode != 0 and "holds a desk" not in again.stderr:
        return [f"j: cannot be made again: {again.stderr.strip()!r}"]
    done = bench.run(desk, Command("client add", ["client", "add", "acme", "--category",
                                                  "contract"]))
    if done.returncode != 0:
        return [f"f: the next command fails: {done.stderr.strip()!r}"]
    found = [f"j: {bench.git(desk, 'log', '--oneline')!r}"] \
        if bench.git(desk, "rev-list", "--count", "HEAD").strip() != "2" else []
    return found + bench.trouble(desk)


def first_points(bench, tally, options):
    """SIGKILL in `tkt init`."""
    if options.command not in (None, "init"):
        return
    points, _ = distinct_kills(bench, lambda wrapper: bench.run(empty_folder(bench, "first"), INIT,
                                                                wrapper))
    for name, k in spread(points, 40) if options.sample else points:
        desk = empty_folder(bench, "first")
        done = bench.run(desk, INIT, inject(name, f"signal=KILL:when={k}"))
        tally.add("kill init", f"{name} #{k}", look_at(bench, desk),
                  fired=done.returncode in (-9, 137))
