# SPDX-License-Identifier: MIT
"""Two commands at once, and many."""

import subprocess
import time

from bench import Command

HOLD = 900_000  # microseconds
START = 0.4  # seconds until the first is there


def held_points(options):
    """Where the first of two commands is held up: before the k-th of these calls."""
    counts = {"fsync": 14, "rename": 7, "link": 1, "unlink": 9, "renameat": 1, "flock": 1}
    for name, count in counts.items():
        step = 4 if options.sample else 1
        for k in range(1, count + 1, step):
            yield name, k


def start_held(bench, desk, command, name, k):
    surroundings = {**bench.environment, "TKT_NOW": command.now,
                    "TKT_SEED": str(sum(command.name.encode()))}
    return subprocess.Popen(
        ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e",
         f"inject={name}:delay_enter={HOLD}:when={k}", bench.tkt, *command.words],
        cwd=desk, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True)


def settled(bench, desk, commits):
    """The complaints when two commands are through."""
    found = []
    if bench.git(desk, "rev-list", "--count", f"{bench.old}..HEAD").strip() != str(commits):
        found.append(f"not {commits} commits: {bench.git(desk, 'log', '--oneline', '-4')!r}")
    for what in (bench.git(desk, "status", "--porcelain"),
                 bench.git(desk, "fsck", "--strict", "--no-dangling")):
        if what:
            found.append(repr(what))
    return found


def two_of_tkt(bench, command, name, k):
    desk = bench.copy("race", command)
    other = Command("note", ["note", bench.tickets["other"], "-m", "meanwhile"], command.now)
    first = start_held(bench, desk, command, name, k)
    time.sleep(START)
    second = bench.run(desk, other)
    _, said = first.communicate(timeout=60)
    found = []
    if first.returncode != command.status:
        found.append(f"the first failed: {said.strip()!r}")
    if second.returncode != 0:
        found.append(f"the second failed: {second.stderr.strip()!r}")
    now = bench.files(desk, "HEAD")
    found += [f"{path} is not what the first made it" for path, blob in command.files.items()
              if now.get(path) != blob]
    return found + settled(bench, desk, 2)


def git_beside_tkt(bench, command, name, k):
    """Somebody commits with git in the middle: it may be turned away, and nothing may be lost."""
    desk = bench.copy("race", command)
    (desk / "notes.txt").write_text("mine\n")
    first = start_held(bench, desk, command, name, k)
    time.sleep(START)
    added = subprocess.run(["git", "add", "notes.txt"], cwd=desk, env=bench.environment,
                           capture_output=True, text=True, check=False)
    second = subprocess.run(["git", "commit", "-q", "-m", "by hand"], cwd=desk,
                            env=bench.environment, capture_output=True, text=True, check=False)
    _, said = first.communicate(timeout=60)
    by_git = added.returncode == 0 and second.returncode == 0
    by_tkt = first.returncode == command.status
    found = []
    if not by_tkt and first.returncode != 5:
        found.append(f"tkt failed: {said.strip()!r}")
    now = bench.files(desk, "HEAD")
    if by_git and "notes.txt" not in now:
        found.append("git's commit is lost")
    right = all(now.get(path) == blob for path, blob in command.files.items())
    if right != by_tkt:
        found.append(f"tkt said {first.returncode}, and its work is{'' if right else ' not'} there")
    if not by_git:
        subprocess.run(["git", "rm", "-q", "--cached", "--ignore-unmatch", "notes.txt"], cwd=desk,
                       env=bench.environment, check=False)
        (desk / "notes.txt").unlink()
    return found + settled(bench, desk, int(by_git) + int(by_tkt))


def many_at_once(bench, writers, each):
    """Many open tickets at the same time, and cron looks at the clock all the while."""
    desk = bench.copy("race")
    script = f"for i in $(seq {each}); do {bench.tkt} open \"writer $1 ticket $i\" -c acme " \
             "--contact 'Neo Kgosi' -p low --channel phone -d 'It is down.' || exit; done"
    surroundings = {**bench.environment, "TKT_NOW": "2026-11-23T08:45:00+02:00"}
    running = [subprocess.Popen(["sh", "-c", script, "sh", str(writer)], cwd=desk, env=surroundings,
                                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE, text=True)
               for writer in range(1, writers + 1)]
    found = []
    check = Command("sla check", ["sla", "check", "--record"], "2026-11-23T08:45:00+02:00")
    while any(process.poll() is None for process in running):
        done = bench.run(desk, check)
        if done.returncode != 0:
            found.append(f"cron's check fails: {done.stderr.strip()!r}")
    for process in running:
        _, said = process.communicate(timeout=600)
        if process.returncode != 0:
            found.append(f"a writer failed: {said.strip()!r}")
    texts = bench.git(desk, "grep", "-h", "^subject: ", "HEAD", "--", "tickets").splitlines()
    wanted = [f"subject: writer {writer} ticket {i}" for writer in range(1, writers + 1)
              for i in range(1, each + 1)]
    if wrong := [text for text in wanted if texts.count(text) != 1]:
        found.append(f"not once: {wrong}")
    return found + settled(bench, desk, writers * each)


def race_points(bench, tally, options):
    commands = [command for command in bench.commands
                if command.name == (options.command or "open")]
    for command in commands:
        for name, k in held_points(options):
            tally.add(f"race tkt {command.name}", f"{name} #{k}",
                      two_of_tkt(bench, command, name, k))
            tally.add(f"race git {command.name}", f"{name} #{k}",
                      git_beside_tkt(bench, command, name, k))
    if options.command is None:
        crowds = [(8, 3)] if options.sample else [(16, 10)] + 10 * [(20, 1)]
        for writers, each in crowds:
            tally.add("race many", f"{writers} writers, {each} tickets each",
                      many_at_once(bench, writers, each))
    return ""
