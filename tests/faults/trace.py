# SPDX-License-Identifier: MIT
"""strace as a tool: what a command asks of the system, and how to be refused it."""

import collections
import dataclasses
import re
import shutil
import subprocess


# Calls by which a process changes something that others see, be it a file or another process. A kill
# between two of them leaves what a kill at the second one leaves.
CHANGING = frozenset((
    "write", "writev", "pwrite64", "sendto", "sendmsg", "connect", "fsync", "fdatasync",
    "sync_file_range", "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat",
    "unlink", "unlinkat", "rmdir", "mkdir", "mkdirat", "truncate", "ftruncate", "fallocate", "chmod",
    "fchmod", "fchmodat", "utimensat", "flock", "fcntl", "copy_file_range", "sendfile", "clone",
    "clone3", "fork", "vfork", "execve", "kill", "exit_group"))


def changes(name, arguments):
    """Whether a call changes something outside of its process."""
    if name in ("open", "openat", "creat"):
        return any(flag in arguments for flag in ("O_CREAT", "O_TRUNC", "O_WRONLY", "O_RDWR"))
    if name == "fcntl":
        return "F_SETLK" in arguments or "F_OFD_SETLK" in arguments
    return name in CHANGING


def distinct_kills(bench, run):
    """The points (call, number) at which a kill can leave something of its own, and how many more
    there are that leave the same. `run` takes the words of strace.

    strace counts the calls of each process by itself, so that the first process whose turn it is is
    killed. Of all points at which one process dies between the same two of its changes, the last
    one is taken.
    """
    log = bench.folder / "trace"
    run(["strace", "-f", "-qq", "-o", str(log)])
    processes, made, counts, first = {}, collections.Counter(), collections.Counter(), {}
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+)\s+(\w+)\((.*)", line)
        if not match:
            continue
        pid, name, arguments = match.groups()
        process = processes.setdefault(pid, len(processes))
        counts[process, name] += 1
        point = (name, counts[process, name])
        if point not in first and point != ("execve", 1):
            first[point] = (process, made[process])
        made[process] += changes(name, arguments)
    distinct = {place: point for point, place in first.items()}
    return list(distinct.values()), len(first) - len(distinct)


@dataclasses.dataclass(frozen=True)
class Call:
    """The k-th call of that name that a thread makes, and what it asks for: its arguments without
    addresses, numbers and the place of the desk."""
    name: str
    k: int
    changes: bool
    asks: str


def calls_of(bench, command):
    """The calls of each name that the command makes on a fresh copy of the desk."""
    desk = bench.copy("traced", command)
    return calls_by_name(bench, lambda wrapper: bench.run(desk, command, wrapper))


def calls_by_name(bench, run):
    """The calls of each name in the thread that makes most; `run` takes the words of strace."""
    log = bench.folder / "trace"
    run(["strace", "-f", "-qq", "-o", str(log)])
    made = collections.defaultdict(list)
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+)\s+(\w+)\((.*)", line)
        if match:
            pid, name, arguments = match.groups()
            calls = made[name, pid]
            asks = re.sub(rf"{bench.folder}[^/]*/[^/\"]*|0x[0-9a-f]+|\d+|= .*", "", arguments)
            calls.append(Call(name, len(calls) + 1, changes(name, arguments), asks))
    most = {}
    for (name, _), calls in made.items():
        most[name] = max(calls, most.get(name, []), key=len)
    most.pop("execve", None)
    return most


def spread(things, wanted):
    """So many of a list, evenly."""
    if len(things) <= wanted:
        return list(things)
    places = {(2 * i + 1) * (len(things) - 1) // (2 * wanted) for i in range(wanted)}
    return [things[place] for place in sorted(places)]


def inject(name, how, log="/dev/null"):
    return ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={name}", "-e",
            f"inject={name}:{how}"]


def can_trace():
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True,
                          text=True, check=False)
    return "" if done.returncode == 0 else f"strace cannot trace: {done.stderr.strip()}"
