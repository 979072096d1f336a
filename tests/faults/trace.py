# SPDX-License-Identifier: MIT
"""strace as a tool: what a command asks of the system, and how to be refused it."""

import collections
import re
import shutil
import subprocess


def calls_of(bench, command):
    """How often the command makes each system call, on a fresh copy of the desk."""
    desk = bench.copy("traced", command)
    return count_calls(bench, lambda wrapper: bench.run(desk, command, wrapper))


def count_calls(bench, run):
    """Calls by name, counted in the thread that makes most; `run` takes the words of strace."""
    log = bench.folder / "trace"
    run(["strace", "-f", "-qq", "-o", str(log)])
    counts = collections.Counter()
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\d+)\s+(\w+)\(", line)
        if match:
            counts[match.groups()] += 1
    most = {}
    for (_, name), count in counts.items():
        most[name] = max(count, most.get(name, 0))
    most.pop("execve", None)
    return most


def spread(count, wanted):
    """`wanted` of the numbers 1 to `count`, evenly."""
    if count <= wanted:
        return list(range(1, count + 1))
    return sorted({1 + (2 * i + 1) * (count - 1) // (2 * wanted) for i in range(wanted)})


def inject(name, how):
    return ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={name}", "-e",
            f"inject={name}:{how}"]


def can_trace():
    if shutil.which("strace") is None:
        return "strace is not installed"
    done = subprocess.run(["strace", "-f", "-o", "/dev/null", "true"], capture_output=True,
                          text=True, check=False)
    return "" if done.returncode == 0 else f"strace cannot trace: {done.stderr.strip()}"
