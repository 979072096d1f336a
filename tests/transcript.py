#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plays a transcript of the command line and compares what it prints.

usage: transcript.py TKT FILE          TKT_ACCEPT=1 rewrites FILE with what was printed

A line of a transcript is one of:

    # text            a comment; so is an empty line
    include FILE      plays FILE first (beside this one); only its exit statuses count, and the
                      clock stands afterwards where it stood before
    @ TIME            sets the clock: "2026-11-23T08:15:00+02:00", "2026-11-24 08:15", "08:15"
    ! dirty           from here on commands may leave uncommitted files; "! clean" takes it back
    $ COMMAND         run by "sh -c" in the desk's folder, output in a pipe; goes on in the next
                      line after a backslash
    < text            a line on the standard input of the command above; otherwise there is none
    text              a line that the command prints on stdout
    1> text           the same, for a line that would read as something else
    2> text           a line that it prints on stderr
    ? N               its exit status, where that is not 0

The clock starts at 2026-11-23T08:00:00+02:00, a Monday, and goes on by a minute with each command
that runs tkt. The folder is fresh, and the environment holds nothing but what `environment` below
names. Random IDs follow from a command's own words, so they stay when commands are put in or taken
out before it. In the output temporary folders read $DESK, $HOME and $TMP, a carriage return \\r. After each command that runs
tkt the work tree must be clean, and at the end "git fsck --strict" must be content.

In a Markdown file the commands stand in blocks ```console, where stderr is shown among the rest, as
on a terminal; a line <!-- DIRECTIVE --> outside them holds an include, @ or !.
"""

import dataclasses
import datetime
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

START = datetime.datetime.fromisoformat("2026-11-23T08:00:00+02:00")
MINUTE = datetime.timedelta(minutes=1)
RUNS_TKT = re.compile(r"(^|[\s;&|(])tkt(\s|$)")
DIRECTIVE = re.compile(r"(#|\$ |@ |! |<( |$)|include |1>|2>|\? \d)")
GITCONFIG = """\
[user]
	name = Ntebo Mokgotthu
	email = ntebo@itworx.example
[init]
	defaultBranch = main
"""


class Mistake(Exception):
    """The transcript itself is wrong, or the desk broke a rule."""


@dataclasses.dataclass
class Step:
    """A command with the lines that belong to it; a directive; or text that does nothing."""

    number: int
    kind: str
    lines: list
    stdin: list = dataclasses.field(default_factory=list)


def read_lines(path):
    return path.read_text(encoding="utf-8").removesuffix("\n").split("\n")


def read_transcript(lines):
    steps = []
    for number, line in enumerate(lines, 1):
        command = steps[-1] if steps and steps[-1].kind == "command" else None
        if command and command.lines[-1].endswith("\\") and command.number + 1 == number:
            command.lines.append(line)
            command.number = number
        elif line.startswith("$ "):
            steps.append(Step(number, "command", [line]))
        elif not line or line[0] == "#":
            steps.append(Step(number, "text", [line]))
        elif re.match(r"[@!] |include ", line):
            steps.append(Step(number, "directive", [line]))
        elif command is None:
            raise Mistake(f"{number}: no command above this line")
        elif re.match("<( |$)", line):
            command.stdin.append(line)
    return steps


def read_markdown(lines):
    steps, inside = [], False
    for number, line in enumerate(lines, 1):
        last = steps[-1].lines[-1] if steps else ""
        if line.startswith("```"):
            inside = line == "```console"
            steps.append(Step(number, "text", [line]))
        elif inside and line.startswith("$ "):
            steps.append(Step(number, "command", [line]))
        elif inside and last.endswith("\\"):
            steps[-1].lines.append(line)
        elif not inside:
            directive = re.fullmatch(r"<!-- ((@|!|include) .*) -->", line)
            steps.append(Step(number, "directive" if directive else "text", [line]))
    return steps


class Player:
    def __init__(self, tkt, folder, markdown):
        self.folder, self.desk, self.home = folder, folder / "desk", folder / "home"
        self.markdown = markdown
        self.now, self.dirty, self.times_run = START, False, {}
        for place in (self.desk, self.home, folder / "bin"):
            place.mkdir()
        (folder / "bin" / "tkt").symlink_to(tkt)
        (self.home / ".gitconfig").write_text(GITCONFIG)

    def environment(self, command):
        """All that a command sees; its IDs follow from its words and how often they came."""
        nth = self.times_run[command] = self.times_run.get(command, -1) + 1
        return {
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
            "PATH": f"{self.folder}/bin:/usr/bin:/bin",
            "HOME": str(self.home),
            "DESK": str(self.desk),
            "TZ": "UTC",
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": self.now.isoformat(),
            "GIT_COMMITTER_DATE": self.now.isoformat(),
            "TKT_NOW": self.now.isoformat(),
            "TKT_SEED": str(zlib.crc32(f"{nth} {command}".encode())),
        }

    def run(self, command, stdin):
        """Exit status and output of a command, as lines of a transcript."""
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=self.desk,
            env=self.environment(command),
            input="".join(line[2:] + "\n" for line in stdin).encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if self.markdown else subprocess.PIPE,
            timeout=120,
            check=False,
        )
        lines = [self.shown("1", line) for line in self.lines(done.stdout)]
        lines += [self.shown("2", line) for line in self.lines(done.stderr or b"")]
        if done.returncode and not self.markdown:
            lines.append(f"? {done.returncode}")
        if RUNS_TKT.search(command):
            self.now += MINUTE
            self.check_clean(command)
        return done.returncode, lines

    def lines(self, output):
        text = output.decode("utf-8", "backslashreplace")
        for place, name in (self.desk, "$DESK"), (self.home, "$HOME"), (self.folder, "$TMP"):
            text = text.replace(str(place), name)
        lines = text.replace("\r", "\\r").split("\n")
        return lines[:-1] if lines[-1] == "" else lines[:-1] + [lines[-1] + "\\ no line feed"]

    def shown(self, stream, line):
        if self.markdown or stream == "1" and line and not DIRECTIVE.match(line):
            return line
        return f"{stream}> {line}" if line else f"{stream}>"

    def git(self, *words):
        words = ["git", "-C", str(self.desk), *words]
        return subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)

    def is_repository(self):
        return (self.desk / ".git").exists()

    def check_clean(self, command):
        if self.dirty or not self.is_repository():
            return
        state = self.git("status", "--porcelain").stdout.decode().rstrip()
        if state:
            raise Mistake(f"the work tree is not clean after '{command}':\n{state}")

    def check_sound(self):
        if not self.is_repository():
            return
        fsck = self.git("fsck", "--strict", "--no-progress", "--no-dangling")
        if fsck.returncode or fsck.stdout:
            raise Mistake("git fsck --strict: " + fsck.stdout.decode())
        locks = [str(lock) for lock in (self.desk / ".git").rglob("*.lock")]
        if locks:
            raise Mistake("left behind: " + ", ".join(locks))

    def set_clock(self, text):
        if re.fullmatch(r"\d\d:\d\d", text):
            text = f"{self.now:%Y-%m-%d} {text}"
        time = datetime.datetime.fromisoformat(text)
        self.now = time if time.tzinfo else time.replace(tzinfo=START.tzinfo)

    def direct(self, words, path):
        word, _, rest = words.partition(" ")
        if word == "@":
            self.set_clock(rest)
        elif word == "include":
            before = self.now
            self.play(path.with_name(rest), strict=False)
            self.now = before
        elif rest in ("dirty", "clean"):
            self.dirty = rest == "dirty"
        else:
            raise Mistake(f"cannot read '{words}'")

    def play(self, path, strict):
        """Plays a file and gives its lines as they ought to be. An included one is not `strict`."""
        lines, found = read_lines(path), []
        for step in read_markdown(lines) if path.suffix == ".md" else read_transcript(lines):
            found += step.lines
            if step.kind == "directive":
                self.direct(step.lines[0].removeprefix("<!-- ").removesuffix(" -->"), path)
            elif step.kind == "command":
                command = "\n".join(step.lines).removeprefix("$ ")
                status, printed = self.run(command, step.stdin)
                found += step.stdin + printed
                if status and not strict:
                    raise Mistake("\n".join([f"{path.name}:{step.number}: {command}"] + printed))
        return found


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    tkt, path = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    if not os.access(tkt, os.X_OK):
        sys.exit(f"{tkt} is no program")
    with tempfile.TemporaryDirectory(prefix="tkt-transcript-") as folder:
        player = Player(tkt, pathlib.Path(folder).resolve(), path.suffix == ".md")
        try:
            found = player.play(path, strict=True)
            player.check_sound()
        except Mistake as mistake:
            sys.exit(f"{path.name}: {mistake}")
    written = read_lines(path)
    if found == written:
        return
    if os.environ.get("TKT_ACCEPT") == "1":
        path.write_text("\n".join(found) + "\n", encoding="utf-8")
        print(f"rewrote {path}")
        return
    difference = difflib.unified_diff(written, found, "expected", "printed", n=3, lineterm="")
    sys.exit("\n".join(difference))


if __name__ == "__main__":
    main()
