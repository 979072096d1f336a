# SPDX-License-Identifier: MIT
"""A desk to break, the commands that are broken in the middle, and what must hold afterwards.

The letters are those of the invariants:

    a  the objects are sound: git fsck --strict
    b  HEAD is the old commit or the new one
    c  exit status 0 means that the new commit is HEAD
    d  "nothing was recorded" and every other failure but "recorded as" mean that the old one is
    e  a command that was let run to its end says so with exit status 0
    f  the next command works, without anybody's help
    g  after it, work tree and index are clean
    h  its commit holds its own files and nothing of the broken command's
    i  no lock, intent or temporary file is left
    j  the broken command, run again, does its work exactly once
    k  the index is a cache: without it the lists are the same
"""

import dataclasses
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading

from state import state_of

LIMIT = 40  # seconds
# What commands read from outside of the desk.
FILES = {
    "clients.csv": "client,name,category,contact,mobile,email\n"
                   "chobe,Chobe Lodge,contract,Lesego Tau,72345678,lesego@chobe.example\n",
    "days.ics": "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//days//EN\r\n"
                "BEGIN:VEVENT\r\nUID:1@example\r\nDTSTART;VALUE=DATE:20261208\r\n"
                "SUMMARY:Day of mourning\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    "request.eml": "From: Neo Kgosi <neo@acme.example>\nSubject: VPN down\n"
                   "Message-ID: <1@acme.example>\n\nNobody can connect.\n",
}
LEFT_BEHIND = (".lock", ".tkt-new", "intent", "intent.new", "index.new", "index.copy", "index-lock")


def environment(home):
    keep = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    # A sanitizer cannot look for leaks in a process that is traced.
    return {**keep, "ASAN_OPTIONS": "detect_leaks=0", "HOME": str(home), "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1", "EDITOR": "sed -i s/is.down/is.broken/",
            "GIT_CONFIG_GLOBAL": str(home / ".gitconfig"), "GIT_OPTIONAL_LOCKS": "0"}


@dataclasses.dataclass
class Command:
    """A command of tkt that makes one commit. `prepare` changes the desk's files before it."""
    name: str
    words: list
    now: str = "2026-11-24T09:00:00+02:00"
    prepare: object = None
    again: bool = False  # running it once more changes nothing
    # What running it undisturbed gave:
    status: int = 0
    head: str = ""
    files: dict = dataclasses.field(default_factory=dict)


class Bench:
    """The desk as it is before each broken command, and copies of it to break."""

    def __init__(self, tkt, maker=None):
        """`maker` is the tkt that makes the desk, where it is not the one to break."""
        self.tkt = str(pathlib.Path(tkt).resolve())
        self.maker = str(pathlib.Path(maker or tkt).resolve())
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="tkt-faults-"))
        self.environment = environment(self.folder)
        self.seed = 0
        self.seen = {}  # the complaints by state
        self.asked = set()  # by calls that were made to fail
        (self.folder / ".gitconfig").write_text(
            "[user]\n\tname = Ntebo Mokgotthu\n\temail = ntebo@itworx.example\n"
            "[init]\n\tdefaultBranch = main\n[safe]\n\tdirectory = *\n[gc]\n\tauto = 0\n")
        self.model = self.folder / "model"
        self.model.mkdir()
        self.tickets = {}
        self._fill()
        self.old = self.git(self.model, "rev-parse", "HEAD").strip()
        self.commands = self._commands()
        for command in self.commands:
            self._run_undisturbed(command)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def git(self, desk, *words):
        done = subprocess.run(["git", "-C", str(desk), *words], env=self.environment,
                              capture_output=True, text=True, check=False)
        return done.stdout if done.returncode == 0 else f"git {words[0]}: {done.stderr}"

    def run(self, desk, command, wrapper=(), tkt=None):
        """Runs a command in a desk; `wrapper` stands before it (strace)."""
        surroundings = {**self.environment, "TKT_NOW": command.now,
                        "TKT_SEED": str(sum(command.name.encode()))}
        words = [*wrapper, tkt or self.tkt, *command.words]
        process = subprocess.Popen(words, cwd=desk, env=surroundings, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   start_new_session=True)
        try:
            said = process.communicate(timeout=LIMIT)
            return subprocess.CompletedProcess(words, process.returncode, *said)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return subprocess.CompletedProcess(words, 124, "", "tkt: does not end")

    def copy(self, name, command=None):
        """A fresh copy of the desk, ready for the command."""
        desk = self.folder / name
        shutil.rmtree(desk, ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.model), str(desk)], check=True)
        if command is not None and command.prepare is not None:
            command.prepare(desk)
        return desk

    def _do(self, *words, now="2026-11-23T08:30:00+02:00"):
        self.seed += 1
        done = self.run(self.model, Command(f"step {self.seed}", list(words), now), tkt=self.maker)
        if done.returncode != 0:
            raise SystemExit(f"cannot make the desk: tkt {' '.join(words)}: {done.stderr}")
        return done.stdout.strip()

    def _open(self, name, client):
        self.tickets[name] = self._do(
            "open", f"{name} is down", "-c", client, "--contact", "Neo Kgosi", "--mobile",
            "71234567", "-p", "critical", "--channel", "phone", "-d", "It is down.", "--tag", "vpn")

    def _fill(self):
        self._do("init")
        self._do("staff", "add", "kagiso", "--name", "Kagiso Molefe", "--email",
                 "kagiso@itworx.example", "--role", "technician", "--skill", "vpn")
        self._do("client", "add", "acme", "--category", "contract", "--contact", "Neo Kgosi",
                 "--mobile", "71234567", "--email", "neo@acme.example")
        for name in ("fresh", "late", "taken", "waiting", "worked", "solved", "mended", "other"):
            self._open(name, "acme")
        self._do("assign", self.tickets["taken"], "kagiso")
        self._do("work", self.tickets["worked"], "30m", "-m", "Looked at it")
        self._do("resolve", self.tickets["solved"], "-m", "Turned it on", "--work", "30m")
        self._do("resolve", self.tickets["mended"], "-m", "Mended it", "--work", "1h")
        self.invoice = self._bill()
        self._do("wait", self.tickets["waiting"], "-m", "For the serial number")
        self._do("holiday", "add", "2026-11-23", "Day of mourning")
        self._do("list")
        self.git(self.model, "gc", "-q", "--prune=now")
        for name, text in FILES.items():
            (self.folder / name).write_text(text)

    def _bill(self):
        """An invoice with something to pay."""
        desk = self.model / "desk.yaml"
        desk.write_text(desk.read_text().replace("rates: {}", 'rates: {normal: "450.00"}')
                        .replace('vat-number: ""', 'vat-number: "C00000000001"')
                        .replace("address: []", "address: [Plot 1]"))
        self._do("commit", "-m", "Prices")
        self._do("client", "add", "payer", "--category", "non-contract", "--address", "Plot 2")
        self._open("billed", "payer")
        self._do("resolve", self.tickets["billed"], "-m", "Mended it", "--work", "1h")
        return self._do("invoice", self.tickets["billed"])

    def _commands(self):
        ticket = self.tickets
        files = {name: str(self.folder / name) for name in FILES}
        desk_text = (self.model / "desk.yaml").read_text()
        staff_text = (self.model / "staff/kagiso.yaml").read_text()

        def edit_by_hand(desk):
            (desk / "desk.yaml").write_text(desk_text + "# a remark\n")
            (desk / "staff/kagiso.yaml").write_text(staff_text + "mobile: \"+26771000009\"\n")

        return [
            Command("open", ["open", "Printer is down", "-c", "acme", "--contact", "Mpho Dube",
                             "--mobile", "72345678", "-p", "low", "--channel", "phone", "-d",
                             "It does not print."]),
            Command("assign", ["assign", ticket["fresh"], "kagiso"]),
            Command("respond", ["respond", ticket["taken"], "-m", "Called them"]),
            Command("note", ["note", ticket["taken"], "-m", "They called again"]),
            Command("remote", ["remote", ticket["taken"], "--tool", "Quick Assist", "--session",
                               "4711"]),
            Command("work", ["work", ticket["taken"], "45m", "-m", "Looked at it"]),
            Command("resolve", ["resolve", ticket["worked"], "-m", "Turned it on again"]),
            Command("wait", ["wait", ticket["taken"], "-m", "For the serial number"]),
            Command("resume", ["resume", ticket["waiting"]]),
            Command("escalate", ["escalate", ticket["fresh"], "--reason", "Nobody came"]),
            Command("cancel", ["cancel", ticket["fresh"], "--reason", "It mended itself"]),
            Command("set", ["set", ticket["fresh"], "priority=low", "tags=vpn,gateway"]),
            Command("edit", ["edit", ticket["fresh"]]),
            Command("reopen", ["reopen", ticket["solved"], "--reason", "It is down again"]),
            Command("invoice", ["invoice", ticket["solved"], ticket["mended"]]),
            Command("credit", ["credit", self.invoice, "--reason", "Not theirs"]),
            Command("paid", ["paid", self.invoice]),
            Command("client add", ["client", "add", "chobe", "--category", "non-contract"]),
            Command("client edit", ["client", "edit", "acme", "--usual", "kagiso"]),
            Command("client import", ["client", "import", files["clients.csv"]]),
            Command("staff add", ["staff", "add", "mpho", "--email", "mpho@itworx.example",
                                  "--role", "technician"]),
            Command("staff edit", ["staff", "edit", "kagiso", "--skill", "printers"]),
            Command("holiday add", ["holiday", "add", "2026-12-24", "Half a day"]),
            Command("holiday import", ["holiday", "import", files["days.ics"], "--yes"]),
            Command("commit", ["commit"], prepare=edit_by_hand),
            Command("sla check", ["sla", "check", "--record", "--notify"], again=True),
            Command("sla recompute", ["sla", "recompute", "--yes"], again=True),
            Command("intake", ["intake", files["request.eml"]], again=True),
            Command("outbox", ["outbox", "drop", ticket["fresh"]]),
        ]

    def _run_undisturbed(self, command):
        desk = self.copy("undisturbed", command)
        done = self.run(desk, command)
        command.head = self.git(desk, "rev-parse", "HEAD").strip()
        fine = {0, 3} if command.again else {0}
        if done.returncode not in fine or command.head == self.old:
            raise SystemExit(f"{command.name} does not work undisturbed: {done.stderr}")
        command.status = done.returncode
        before = self.files(desk, self.old)
        command.files = {path: blob for path, blob in self.files(desk, command.head).items()
                         if before.get(path) != blob}

    def files(self, desk, commit):
        """The blobs of a commit by path."""
        lines = self.git(desk, "ls-tree", "-r", commit).splitlines()
        return {line.split("\t")[1]: line.split()[2] for line in lines}

    # What must hold.

    def look_at(self, desk, command, done, killed):
        """The complaints about a desk on which a command was broken. A desk that is in the state of
        one that was looked at, after the same answer, is not looked at again."""
        said = (done.stdout + done.stderr).replace(str(desk), "DESK")
        key = (command.name, done.returncode, said, state_of(desk))
        if key not in self.seen:
            self.seen[key] = self._look_at(desk, command, done, killed)
        return self.seen[key]

    def _look_at(self, desk, command, done, killed):
        found = []
        head = self.git(desk, "rev-parse", "HEAD").strip()
        if head not in (self.old, command.head):
            found.append(f"b: HEAD is {head}")
        recorded = head == command.head
        if done.returncode == 124:
            found.append(f"e: does not end in {LIMIT} s")
        if killed and not recorded and done.stdout.strip() and not command.again:
            found.append("c: said it was done before it was")
        if not killed and done.returncode == command.status and not recorded:
            found.append("c: said it was done, and it is not")
        if not killed and done.returncode != command.status:
            found += self._truth(done.stderr, recorded)
        found += self._shown(desk)
        if not recorded or command.again:
            found += self._again(desk, command)
        return found + self._next(desk, command)

    @staticmethod
    def _truth(said, recorded):
        """Where nothing can be printed, the exit status alone has to do."""
        errors = [line for line in said.splitlines()
                  if line.startswith("tkt: ")
                  and not line.startswith(("tkt: hint", "tkt: note", "tkt: warning"))]
        told = any("recorded as" in line or "cannot write the output" in line for line in errors)
        if not errors or told == recorded or "not known whether" in said:
            return []
        return [f"d: {'recorded' if recorded else 'not recorded'}, and said: {said.strip()!r}"]

    def _shown(self, desk):
        """What a reader sees who comes first, before anybody else brings the index up to date."""
        reader = self.folder / f"read-{threading.get_ident()}"
        subprocess.run(["cp", "-a", str(desk), str(reader)], check=True)
        done = self.run(reader, Command("list", ["list", "--all", "--json"]))
        shutil.rmtree(reader)
        if done.returncode != 0:
            return [f"k: the desk cannot be read: {done.stderr.strip()!r}"]
        shown = {ticket["id"] for ticket in json.loads(done.stdout)}
        there = {pathlib.Path(path).stem for path in self.files(desk, "HEAD")
                 if path.startswith("tickets/")}
        return [] if shown == there else [f"k: shown and not there, or the other way: "
                                          f"{sorted(shown ^ there)}"]

    def _again(self, desk, command):
        done = self.run(desk, command)
        if done.returncode != command.status:
            return [f"j: cannot be run again: {done.stderr.strip()!r}"]
        now = self.files(desk, "HEAD")
        wrong = [path for path, blob in command.files.items() if now.get(path) != blob]
        return [f"j: run again, {path} is not what it should be" for path in wrong]

    def _next(self, desk, command):
        follower = Command("note", ["note", self.tickets["other"], "-m", "next"], command.now)
        done = self.run(desk, follower)
        if done.returncode != 0:
            return [f"f: the next command fails: {done.stderr.strip()!r}"]
        found = []
        paths = self.git(desk, "show", "--format=", "--name-only", "HEAD").split()
        if len(paths) != 1 or self.tickets["other"] not in paths[0]:
            found.append(f"h: the next commit holds {paths}")
        if self.git(desk, "rev-list", "--count", f"{self.old}..HEAD").strip() != "2":
            found.append("j: not exactly one commit of each")
        now = self.files(desk, "HEAD")
        found += [f"c: {path} is not what was recorded" for path, blob in command.files.items()
                  if now.get(path) != blob and path != paths[0]]
        return found + self.trouble(desk)

    def trouble(self, desk):
        """What no desk may show when its last command succeeded."""
        found = []
        status = self.git(desk, "status", "--porcelain")
        if status:
            found.append(f"g: not clean: {status!r}")
        objects = self.git(desk, "fsck", "--strict", "--no-dangling")
        if objects:
            found.append(f"a: {objects!r}")
        found += [f"i: left behind: {path}" for path in desk.rglob("*")
                  if path.name.endswith(LEFT_BEHIND) and path.is_file()]
        return found + self._index(desk)

    def _index(self, desk):
        listing = Command("list", ["list", "--all", "--json"])
        indexed = self.run(desk, listing).stdout
        for path in (desk / ".git/tkt").glob("index.db*"):
            path.unlink()
        return [] if self.run(desk, listing).stdout == indexed else ["k: the index was wrong"]
