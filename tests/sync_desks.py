# SPDX-License-Identifier: MIT
"""Desks that share a remote, for the tests of exchanging them."""

import os
import pathlib
import shutil
import subprocess
import tempfile

NOW = "2026-11-24T09:00:00+02:00"


class Office:
    """A folder of clones with one bare remote, and nothing of this machine's own configuration."""

    def __init__(self, tkt):
        self.tkt_program = str(pathlib.Path(tkt).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tkt-sync-"))
        self.remote = self.folder / "desk.git"
        (self.folder / ".gitconfig").write_text(
            "[user]\n\tname = Ntebo Mokgotthu\n\temail = ntebo@itworx.example\n"
            "[init]\n\tdefaultBranch = main\n[gc]\n\tauto = 0\n[tkt]\n\tauto-sync = false\n"
            "[safe]\n\tdirectory = *\n[merge]\n\tff = true\n[pull]\n\trebase = false\n")
        keep = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS")
                if name in os.environ}
        self.environment = {
            **keep, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": str(self.folder / ".gitconfig"), "GIT_OPTIONAL_LOCKS": "0"}

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def start(self, words, place=None, **more):
        """A process; `now` and `seed` as the program takes them."""
        surroundings = {**self.environment, "TKT_NOW": more.pop("now", NOW)}
        if "seed" in more:
            surroundings["TKT_SEED"] = str(more.pop("seed"))
        return subprocess.Popen(words, cwd=place or self.folder, env=surroundings,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True, **more)

    def run(self, place, words, **more):
        process = self.start(words, place, **more)
        said = process.communicate(timeout=120)
        return subprocess.CompletedProcess(words, process.returncode, *said)

    def tkt(self, place, *words, status=0, **more):
        """Standard output of a command that ends with `status`; None: with any."""
        done = self.run(place, [self.tkt_program, *words], **more)
        if status is not None and done.returncode != status:
            raise AssertionError(f"tkt {' '.join(words)} in {place}: status {done.returncode}\n"
                                 f"{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def git(self, place, *words):
        done = self.run(place, ["git", *words])
        if done.returncode != 0:
            raise AssertionError(f"git {' '.join(words)} in {place}: {done.stdout}{done.stderr}")
        return done.stdout.strip()

    def make(self, name="a"):
        """The first clone: a desk with one client and a second technician, sent to the remote."""
        self.git(self.folder, "init", "-q", "--bare", str(self.remote))
        first = self.folder / name
        self.tkt(self.folder, "init", str(first), "--remote", str(self.remote))
        self.tkt(first, "staff", "add", "kagiso", "--name", "Kagiso Molefe", "--email",
                 "kagiso@itworx.example", "--role", "technician")
        self.tkt(first, "client", "add", "acme", "--category", "contract")
        return first

    def clone(self, name, email=None):
        place = self.folder / name
        self.tkt(self.folder, "clone", str(self.remote), str(place))
        if email:
            self.git(place, "config", "user.email", email)
        return place

    def open_ticket(self, place, subject, **more):
        return self.tkt(place, "open", subject, "-c", "acme", "--contact", "Neo Kgosi", "--mobile",
                        "71234567", "-p", "high", "--channel", "phone", "-d", "It is down.", **more)

    def trouble(self, place, bare=False):
        """What no repository may show when all is done."""
        found = []
        if not bare and (state := self.git(place, "status", "--porcelain")):
            found.append(f"not clean: {state!r}")
        if objects := self.git(place, "fsck", "--strict", "--no-dangling", "--no-progress"):
            found.append(f"not sound: {objects!r}")
        locks = [str(lock) for lock in pathlib.Path(place).rglob("*.lock")]
        return found + [f"left behind: {lock}" for lock in locks]
