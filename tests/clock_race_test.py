#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Ten checks at once leave one breach event and one message for each breach.

usage: clock_race_test.py TKT

First ten processes on one clone; then, where the program can sync, ten clones with a remote between
them, which all record before they see each other's commits.
"""

import concurrent.futures
import os
import pathlib
import subprocess
import sys
import tempfile

TKT = str(pathlib.Path(sys.argv[1]).resolve())
COUNT = 10
OPENED, LOOKED = "2026-11-23T08:00:00+02:00", "2026-11-23T12:30:00+02:00"


def environment(home, now):
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TKT_NOW": now, "LC_ALL": "C.UTF-8"}


class Desk:
    def __init__(self, folder, home):
        self.folder, self.home = folder, home

    def run(self, *words, now=LOOKED, expect=(0,)):
        done = subprocess.run(
            [TKT, *words], cwd=self.folder, env=environment(self.home, now), capture_output=True,
            text=True, check=False)
        if done.returncode not in expect:
            sys.exit(f"tkt {' '.join(words)}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done

    def git(self, *words):
        return subprocess.run(
            ["git", *words], cwd=self.folder, env=environment(self.home, LOOKED),
            capture_output=True, text=True, check=True).stdout

    def tickets(self):
        return [path.read_text(encoding="utf-8")
                for path in sorted(pathlib.Path(self.folder, "tickets").rglob("*.yaml"))]


def make_desk(top):
    home = top / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        "[user]\n\tname = Ntebo Mokgotthu\n\temail = ntebo@itworx.example\n"
        "[init]\n\tdefaultBranch = main\n", encoding="utf-8")
    desk = Desk(top / "desk", home)
    desk.folder.mkdir()
    desk.run("init", now=OPENED)
    for name in ("letla", "ciaron"):
        desk.run("staff", "edit", name, "--email", f"{name}@itworx.example", now=OPENED)
    policy = desk.folder / "desk.yaml"
    policy.write_text(
        policy.read_text(encoding="utf-8").replace(
            "escalation: [ntebo, letla, ciaron]",
            "escalation: [ntebo, {staff: letla, after: 30m}, {staff: ciaron, after: 8h}]"),
        encoding="utf-8")
    desk.run("commit", now=OPENED)
    desk.run("client", "add", "acme", "--category", "contract", "--contact", "Neo Kgosi",
             "--mobile", "71234567", now=OPENED)
    for number in range(5):
        desk.run("open", f"Trouble {number}", "-c", "acme", "--contact", "Neo Kgosi", "-p", "high",
                 "--channel", "phone", "-d", "x", now=OPENED)
    return desk


def check_once(where, desk):
    """Each ticket: one breach, one message about it, one step told, one message about that."""
    tickets = desk.tickets()
    if len(tickets) != 5:
        sys.exit(f"{where}: {len(tickets)} tickets")
    for text in tickets:
        counts = [text.count(part) for part in (
            "did: breach", "did: alert", "to: ntebo, template: breached",
            "to: letla, template: breached")]
        if counts != [1, 1, 1, 1] or "<<<<<<<" in text:
            sys.exit(f"{where}: breach, alert, messages {counts} in\n{text}")


def ten_processes(desk):
    with concurrent.futures.ThreadPoolExecutor(COUNT) as pool:
        runs = [pool.submit(desk.run, "sla", "check", "--record", "--notify", expect=(3,))
                for _ in range(COUNT)]
        for run in runs:
            if run.result().stdout.count("breached") != 5:
                sys.exit("a check did not list the five breaches")
    subjects = desk.git("log", "--format=%s").splitlines()
    commits = [subject for subject in subjects if subject.startswith("sla check")]
    if len(commits) != 1:
        sys.exit(f"{len(commits)} commits of the check: {commits}")
    check_once("ten processes", desk)


def ten_clones(desk, top):
    """Each records before it knows of the others; then all of them sync until all agree."""
    remote = top / "remote.git"
    desk.git("clone", "-q", "--bare", ".", str(remote))
    clones = [Desk(top / f"clone{number}", desk.home) for number in range(COUNT)]
    for clone in clones:
        desk.git("clone", "-q", str(remote), str(clone.folder))
    with concurrent.futures.ThreadPoolExecutor(COUNT) as pool:
        list(pool.map(lambda clone: clone.run("sla", "check", "--record", "--notify", expect=(3,)),
                      clones))
    for _ in range(2):
        for clone in clones:
            clone.run("sync", expect=(0,))
    trees = {clone.git("rev-parse", "HEAD^{tree}") for clone in clones}
    if len(trees) != 1:
        sys.exit(f"{len(trees)} different desks after sync")
    for number, clone in enumerate(clones):
        check_once(f"clone {number}", clone)


def main():
    surface = subprocess.run([TKT, "__surface"], capture_output=True, text=True, check=True).stdout
    can_sync = any(line.split("\t")[0] == "sync" for line in surface.splitlines())
    with tempfile.TemporaryDirectory() as name:
        ten_processes(make_desk(pathlib.Path(name)))
    if can_sync:
        with tempfile.TemporaryDirectory() as name:
            top = pathlib.Path(name)
            ten_clones(make_desk(top), top)
    print("ten processes" + (" and ten clones" if can_sync else ""))


main()
