# SPDX-License-Identifier: MIT
"""A desk with a client, for tests of messages against real programs."""

import json
import os
import pathlib
import subprocess

NOW = "2026-11-23T08:20:00+02:00"


class Desk:
    def __init__(self, tkt, folder, address="helpdesk@itworx.example"):
        self.tkt = os.path.abspath(tkt)
        self.folder = pathlib.Path(folder)
        self.root = self.folder / "desk"
        self.root.mkdir(parents=True)
        self.env = {"HOME": str(self.folder), "PATH": os.environ["PATH"], "TZ": "UTC",
                    "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
                    "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}
        self.now = NOW
        self.git("config", "--global", "user.name", "Ntebo Mokgotthu")
        self.git("config", "--global", "user.email", "ntebo@itworx.example")
        self.run("init", ".")
        self.git("config", "tkt.from", address)
        self.run("client", "add", "Kgalagadi Foods", "--category", "contract", "--contact",
                 "Neo Kgosi", "--email", "neo@kgalagadi.example", "--mobile", "71234567")

    def git(self, *words):
        return subprocess.run(["git", *words], cwd=self.root, env=self.env, check=True,
                              capture_output=True).stdout.decode(errors="replace")

    def run(self, *words, data=b"", status=0, **variables):
        done = subprocess.run([self.tkt, *words], cwd=self.root, input=data, capture_output=True,
                              env={**self.env, "TKT_NOW": self.now, **variables}, timeout=120)
        self.err = done.stderr.decode()
        if status is not None and done.returncode != status:
            raise AssertionError(f"{words}: status {done.returncode}\n{self.err}")
        return done.stdout.decode()

    def open(self, subject="VPN down", status=0):
        return self.run("open", subject, "-c", "kgalagadi-foods", "--contact", "Neo Kgosi", "-p",
                        "critical", "--channel", "phone", "-d", "Nobody can connect").strip()

    def settings(self, text):
        path = self.root / "desk.yaml"
        lines = path.read_text()
        path.write_text(lines.split("\nmessages:")[0].rstrip("\n") + "\n" + text)
        if self.git("status", "--porcelain"):
            self.run("commit")

    def program(self, name, script):
        path = self.folder / name
        path.write_text("#!/bin/sh\n" + script)
        path.chmod(0o700)
        return str(path)

    def ticket(self, id_):
        return next(self.root.glob(f"tickets/*/*/*/{id_}.yaml")).read_text()

    def owed(self):
        return json.loads(self.run("notify", "--json"))

    def outbox(self, channel="email"):
        return json.loads(self.run("outbox", "list", "--channel", channel, "--json"))
