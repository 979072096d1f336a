#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plain git on a desk: every changing command against every other one, on the same ticket in two
clones, brought together by `git pull` in both directions.

  plain_git_test.py TKT [--pairs N]

Prints the matrix. A cell says what came of a pair:
  both   the effects of both are there
  told   one of two values lost, and an event tells of it
  stop   git was stopped before anything was written (two invoices under one number)
  -      no state of a ticket allows both
"""
import itertools
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

TKT = os.path.abspath(sys.argv[1])
WORK = pathlib.Path(tempfile.mkdtemp(prefix="tkt-plain-git-"))
NOW = "2026-11-23T10:00:00+02:00"

# Commands by name, and the states of a ticket that allow them.
COMMANDS = {
    "assign-ntebo": (["assign", "{id}", "ntebo"], "open waiting"),
    "assign-ciaron": (["assign", "{id}", "ciaron"], "open waiting"),
    "respond": (["respond", "{id}", "-m", "Called"], "open waiting"),
    "remote": (["remote", "{id}", "--tool", "Acronis", "--session", "42"], "open waiting"),
    "work": (["work", "{id}", "45m", "-m", "Looked"], "open waiting resolved"),
    "note": (["note", "{id}", "-m", "Noted"], "open waiting resolved"),
    "wait": (["wait", "{id}", "-m", "For a call"], "open"),
    "resume": (["resume", "{id}"], "waiting"),
    "escalate": (["escalate", "{id}", "--reason", "Stuck"], "open waiting"),
    "resolve": (["resolve", "{id}", "-m", "Mended"], "open waiting"),
    "reopen": (["reopen", "{id}", "--reason", "Again"], "resolved"),
    "cancel": (["cancel", "{id}", "--reason", "Spam"], "open waiting"),
    "set-high": (["set", "{id}", "priority=high"], "open waiting resolved"),
    "set-low": (["set", "{id}", "priority=low"], "open waiting resolved"),
    "set-tags": (["set", "{id}", "tags=vpn,fiber"], "open waiting resolved"),
    "set-subject": (["set", "{id}", "subject=Another subject"], "open waiting resolved"),
    "invoice": (["invoice", "{id}"], "resolved"),
}


class Failure(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Failure(message)


class Clone:
    def __init__(self, folder, name):
        self.folder, self.name = folder, name

    def run(self, words, code=0, now=NOW):
        env = dict(os.environ, HOME=str(WORK), GIT_CONFIG_NOSYSTEM="1", TKT_NOW=now,
                   LC_ALL="C.UTF-8", GIT_MERGE_AUTOEDIT="no",
                   GIT_AUTHOR_DATE=now, GIT_COMMITTER_DATE=now)
        done = subprocess.run(words, cwd=self.folder, env=env, text=True, capture_output=True)
        if code is not None:
            expect(done.returncode == code,
                   f"{words} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done

    def git(self, *words, **options):
        return self.run(["git", *words], **options).stdout

    def tkt(self, *words, **options):
        return self.run([TKT, *words], **options).stdout

    def become(self, name):
        self.git("config", "user.name", name)
        self.git("config", "user.email", f"{name}@example.com")
        return self


def make_desk():
    desk = Clone(WORK / "desk", "ntebo")
    desk.folder.mkdir()
    desk.git("init", "-q", "-b", "main")
    desk.become("ntebo")
    desk.tkt("init", "--company", "ITWorx", "--prefix", "ITW")
    for name in ("letla", "ciaron"):
        desk.tkt("staff", "add", name, "--email", f"{name}@example.com", "--role",
                 "helpdesk-manager")
    desk.tkt("client", "add", "acme", "--category", "contract", "--contact", "Neo Kgosi",
             "--mobile", "+26771000001")
    path = desk.folder / "desk.yaml"
    path.write_text(path.read_text().replace("vat: [{from: 2023-04-01, percent: \"14\"}]",
                                             "vat: []"))
    desk.tkt("commit")
    return desk


def open_ticket(desk, state):
    ticket = desk.tkt("open", "VPN down", "-c", "acme", "--contact", "Neo Kgosi", "--mobile",
                      "+26771000001", "-p", "medium", "--channel", "phone", "-d", "Down",
                      "--tag", "vpn").strip()
    desk.tkt("assign", ticket, "letla")
    if state == "waiting":
        desk.tkt("wait", ticket, "-m", "For parts")
    if state == "resolved":
        desk.tkt("work", ticket, "30m", "-m", "Mended")
        desk.tkt("resolve", ticket, "-m", "Mended")
    return ticket


def state_for(a, b):
    for state in ("open", "waiting", "resolved"):
        if state in COMMANDS[a][1].split() and state in COMMANDS[b][1].split():
            return state
    return None


def copy_of(desk, name):
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.folder, folder, symlinks=True)
    return Clone(folder, name).become(name)


def events(clone, ticket):
    path = next(clone.folder.glob(f"tickets/**/{ticket}.yaml"))
    text = path.read_text()
    expect("<<<<<<<" not in text and ">>>>>>>" not in text, f"markers in {path}")
    return text


def event_ids(text):
    return {line.split('"')[1] for line in text.splitlines() if "did: " in line}


def pull(clone, other):
    return clone.run(["git", "pull", "-q", "--no-rebase", str(other.folder), "main"], code=None)


def try_pair(desk, ticket, a, b):
    ours, theirs = copy_of(desk, "letla"), copy_of(desk, "ciaron")
    ours.tkt(*[word.format(id=ticket) for word in COMMANDS[a][0]])
    theirs.tkt(*[word.format(id=ticket) for word in COMMANDS[b][0]],
               now="2026-11-23T10:05:00+02:00")
    wanted = event_ids(events(ours, ticket)) | event_ids(events(theirs, ticket))
    again = Clone(WORK / "again", "letla")
    shutil.rmtree(again.folder, ignore_errors=True)
    shutil.copytree(ours.folder, again.folder, symlinks=True)
    if a == b == "invoice":
        done = pull(ours, theirs)
        expect(done.returncode != 0, "two invoices under one number were merged")
        expect("invoices never merge" in done.stderr, done.stderr)
        events(ours, ticket)
        ours.git("merge", "--abort")
        expect(ours.git("status", "--porcelain") == "", "the merge left something behind")
        return "stop"
    told = ""
    for one, other in ((ours, theirs), (theirs, again)):
        done = pull(one, other)
        expect(done.returncode == 0, f"git pull failed: {done.stdout}{done.stderr}")
        told += done.stderr
        text = events(one, ticket)
        expect(wanted <= event_ids(text), f"lost: {wanted - event_ids(text)}")
        expect(one.git("status", "--porcelain") == "", "git status is not clean")
        one.tkt("verify")
    expect(ours.git("rev-parse", "HEAD^{tree}") == theirs.git("rev-parse", "HEAD^{tree}"),
           "different trees:\n" + ours.git("diff", theirs.git("rev-parse", "HEAD").strip(), "HEAD",
                                           code=None) + text)
    expect("<<<<<<<" not in ours.git("log", "-p"), "markers in the history")
    if "did: merge" in text:
        expect("kept '" in told or "status" in text, "nobody was told")
        return "told"
    return "both"


def without_driver(desk):
    """A text merge made where nothing was set up is found by verify."""
    ticket = open_ticket(desk, "open")
    ours, theirs = copy_of(desk, "letla"), copy_of(desk, "ciaron")
    for clone in (ours, theirs):
        (clone.folder / ".git/info/attributes").unlink()
        shutil.rmtree(clone.folder / ".git/hooks")
    expect("lacks" in ours.run([TKT, "verify"]).stderr, "verify says nothing of what is missing")
    path = next(ours.folder.glob(f"tickets/**/{ticket}.yaml"))
    text = path.read_text()
    path.write_text(text.replace("subject: VPN down", "subject: VPN down in Gaborone"))
    theirs_path = theirs.folder / path.relative_to(ours.folder)
    theirs_path.write_text(text.replace("priority: medium", "priority: low"))
    for clone in (ours, theirs):
        clone.tkt("commit")
    done = pull(ours, theirs)
    if done.returncode != 0:  # both appended an event: git conflicts, and tkt must refuse the rest
        expect(ours.run([TKT, "note", ticket, "-m", "x"], code=None).returncode != 0,
               "a desk with an unfinished merge was written to")
        ours.git("checkout", "--theirs", ".")
        ours.git("commit", "-qam", "Take theirs")
        done = ours.run([TKT, "verify"], code=None)
        expect(done.returncode == 3 and "merged by lines" in done.stdout,
               f"verify does not find the text merge: {done.stdout}{done.stderr}")


def hook(desk):
    """What breaks the desk is not committed by git."""
    clone = copy_of(desk, "letla")
    path = next(clone.folder.glob("tickets/**/*.yaml"))
    text = path.read_text()
    for broken, said in ((text + "<<<<<<< HEAD\n", "conflict marker"),
                         ("\n".join(line for line in text.splitlines() if "did: open" not in line)
                          + "\n", "is missing"),
                         (text.replace("status:", "status: ["), path.name)):
        path.write_text(broken)
        done = clone.run(["git", "commit", "-qam", "Break it"], code=None)
        expect(done.returncode != 0 and said in done.stderr, f"{said}: {done.stderr}")
    clone.git("rm", "-qf", str(path))
    done = clone.run(["git", "commit", "-qm", "Remove it"], code=None)
    expect(done.returncode != 0 and "never deleted" in done.stderr, done.stderr)
    clone.git("reset", "-q", "--hard")
    path.write_text(text.replace("subject: VPN down", "subject: VPN is down"))
    clone.git("commit", "-qam", "By hand")


def main():
    desk = make_desk()
    tickets = {state: open_ticket(desk, state) for state in ("open", "waiting", "resolved")}
    failures = 0
    names = list(COMMANDS)
    wide = max(map(len, names))
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 10**6
    table = {}
    for a, b in itertools.islice(itertools.combinations_with_replacement(names, 2), most):
        state = state_for(a, b)
        try:
            table[a, b] = try_pair(desk, tickets[state], a, b) if state else "-"
        except Failure as failure:
            failures += 1
            table[a, b] = "FAIL"
            print(f"{a} x {b}: {failure}", file=sys.stderr)
    print(" " * wide, *(f"{name[:8]:8}" for name in names))
    for i, a in enumerate(names):
        cells = [table.get((names[j], a) if j <= i else (a, names[j]), "") for j in range(len(names))]
        print(f"{a:{wide}}", *(f"{cell:8}" for cell in cells))
    for check in (without_driver, hook):
        try:
            check(desk)
        except Failure as failure:
            failures += 1
            print(f"{check.__name__}: {failure}", file=sys.stderr)
    shutil.rmtree(WORK, ignore_errors=True)
    return 1 if failures else 0


sys.exit(main())
