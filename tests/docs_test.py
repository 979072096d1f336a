#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The manual, the transcripts, completion and the program know the same commands and options.

usage: docs_test.py TKT

The program tells what it knows by "tkt __surface": a line of command, names, value and help for
each command and each of its options and arguments.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
TKT = str(pathlib.Path(sys.argv[1]).resolve())
complaints = []


def expect(condition, complaint):
    if not condition:
        complaints.append(complaint)


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def tkt(*words):
    with tempfile.TemporaryDirectory() as nowhere:
        return subprocess.run(
            [TKT, *words], cwd=nowhere, capture_output=True, text=True, check=True
        ).stdout


class Command:
    def __init__(self, words, text):
        self.words, self.help, self.options, self.arguments = words, text, [], []


def read_surface():
    """Commands by their words; "" is the program itself. A family, as "client", is left out."""
    commands = {}
    for line in tkt("__surface").splitlines():
        words, names, takes, text = line.split("\t")
        if not names:
            commands[words] = Command(words, text)
        elif names.startswith("<"):
            commands[words].arguments.append(takes)
        elif "--help" not in names or not words:
            commands[words].options.append((names.split(","), takes))
    return {
        words: command
        for words, command in commands.items()
        if not words or not any(other.startswith(words + " ") for other in commands)
    }


def manual_sections():
    """The page's text by section, "" for the OPTIONS of the program, else a command's words."""
    sections, name, inside = {}, None, False
    for line in read("man/tkt.1").splitlines():
        if line.startswith(".Sh "):
            name = "" if line == ".Sh OPTIONS" else None
            inside = line == ".Sh COMMANDS"
        elif line.startswith(".Ss ") and inside:
            name = line[4:]
        if name is not None and not line.startswith('.\\"'):
            sections[name] = sections.get(name, "") + " " + line.removeprefix(".")
    return sections


def check_manual(commands):
    sections = manual_sections()
    for words, command in commands.items():
        expect(words in sections, f"man/tkt.1: no entry '.Ss {words}'")
        text = sections.get(words, "")
        documented = {"-" + name for name in re.findall(r"\bFl (-?[\w-]+)", text)}
        known = set()
        for names, takes in command.options:
            known.update(names)
            for name in names:
                expect(name in documented, f"man/tkt.1: '{words}' lacks {name}")
            if takes and documented.issuperset(names):
                spelt = any(re.search(f"Fl {re.escape(n[1:])} Ar {takes}\\b", text) for n in names)
                expect(spelt, f"man/tkt.1: '{words}' lacks 'Ar {takes}' behind {names[0]}")
        for takes in command.arguments:
            expect(re.search(f"Ar {re.escape(takes)}", text), f"man/tkt.1: '{words}' lacks {takes}")
        everywhere = {name for names, _ in commands[""].options for name in names}
        for name in sorted(documented - known - everywhere):
            expect(False, f"man/tkt.1: '{words}' has no option {name}")
    for words in sections:
        expect(words in commands, f"man/tkt.1: tkt has no command '{words}'")


def check_transcripts(commands):
    for words in commands:
        name = f"tests/cli/{words.replace(' ', '-')}.test"
        if not words:
            continue
        found = (ROOT / name).exists()
        expect(found, f"{name}: is not there")
        played = found and re.search(rf"^\$ .*\btkt (-\S+ )*{words}\b", read(name), re.MULTILINE)
        expect(not found or played, f"{name}: does not run 'tkt {words}'")


def candidates(*words):
    lines = tkt("__complete", "--", *words).splitlines()
    return [line.partition("\t")[0] for line in lines]


def check_completion_and_help(commands):
    for words, command in commands.items():
        *before, last = words.split() or [""]
        expect(not words or last in candidates(*before, ""), f"completion does not offer '{words}'")
        offered = candidates(*words.split(), "--")
        text = tkt(*words.split(), "--help")
        for names, _ in command.options:
            expect(names[0] in offered, f"completion of '{words}' does not offer {names[0]}")
            expect(names[0] in text, f"tkt {words} --help lacks {names[0]}")
        expect(command.help and not command.help.endswith(".") or not words,
               f"the help of '{words}' is empty or ends in a full stop")


class SmallDesk:
    """A desk with a client, an unfinished ticket and an invoice."""

    def __init__(self, folder):
        self.folder = folder
        who = {f"GIT_CONFIG_{name}_{i}": value
               for i, pair in enumerate([("user.name", "Ann"), ("user.email", "ann@acme.example")])
               for name, value in zip(("KEY", "VALUE"), pair)}
        self.environment = {**os.environ, **who, "GIT_CONFIG_COUNT": "2"}
        self.run("init", "--company", "Acme")
        self.run("client", "add", "acme", "--category", "contract")
        self.ticket = self.open("--channel", "phone").stdout.strip()
        finished = self.open("--channel", "phone").stdout.strip()
        self.run("resolve", finished, "-m", "Done", "--work", "15m")
        self.invoice = self.run("invoice", finished).stdout.strip()

    def run(self, *words):
        return subprocess.run([TKT, *words], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, errors="replace", check=False)

    def open(self, *words):
        return self.run("open", "Jam", "-c", "acme", "--contact", "Bo", "--mobile", "71234567",
                        "-p", "low", "-d", "Paper", *words)

    def offered(self, *words):
        lines = self.run("__complete", "--", *words, "").stdout.splitlines()
        return [line.partition("\t")[0] for line in lines]


def check_completed_words():
    """Every word that completion offers in the place of a value is one that the command takes."""
    with tempfile.TemporaryDirectory() as folder:
        desk = SmallDesk(folder)
        places = [
            (["list", "--sort"], []), (["list", "--status"], []), (["list", "--priority"], []),
            (["list", "--client"], []), (["list", "--assigned"], []),
            (["sla", "report", "--by"], []), (["holiday", "list", "--calendar"], []),
            (["print", desk.invoice, "--as"], []), (["invoices", "--as"], []),
            (["outbox", "--channel"], []), (["outbox"], [desk.ticket]),
            (["--dry-run", "staff", "add", "bo", "--role"], ["--email", "bo@acme.example"]),
            (["--dry-run", "client", "add", "bo", "--category"], []), (["show"], []),
            (["--dry-run", "assign"], ["--suggest"]),
        ]
        for words, rest in places:
            offered = desk.offered(*words)
            expect(offered, f"completion offers nothing behind '{' '.join(words)}'")
            for word in offered:
                done = desk.run(*words, word, *rest)
                expect(done.returncode == 0, f"{words} {word}: {done.stderr}")
        for channel in desk.offered("open", "--channel"):
            done = desk.open("--dry-run", "--channel", channel)
            expect(done.returncode == 0, f"open --channel {channel}: {done.stderr}")
        forms = desk.offered("print", desk.invoice, "--as")
        expect(set(forms) >= {"pdf", "csv", "ledger"}, f"print --as: only {forms}")
        expect(desk.offered("assign") == [desk.ticket], "assign is offered finished tickets")
        expect(len(desk.offered("show")) == 2, "show is not offered finished tickets")


def check_words_of_the_guide(commands):
    """Whatever the README and the manual call a command is one."""
    heads = {words.split()[0] for words in commands if words} | {"help"}
    texts = {"README.md": read("README.md"), "CONTRIBUTING.md": read("CONTRIBUTING.md")}
    for name, text in texts.items():
        for word in re.findall(r"(?:`|^\$ )tkt ([a-z]+)\b", text, re.MULTILINE):
            expect(word in heads, f"{name}: tkt has no command '{word}'")
    for page in sorted((ROOT / "man").glob("*.[1-8]")):
        for words in re.findall(r"^\.(?:Nm )?(?:tkt )?Ic ([a-z ]+)", page.read_text(), re.MULTILINE):
            known = any((other + " ").startswith(words.strip() + " ") for other in commands)
            expect(known, f"man/{page.name}: tkt has no command '{words.strip()}'")


def between(text, start, end):
    return text.partition(start)[2].partition(end)[0]


def check_environment_and_exits():
    page = read("man/tkt.1")
    documented = set(re.findall(r"^\.It Ev (\w+)", page, re.MULTILINE))
    documented |= set(re.findall(r"^\.It Ev \w+ , (\w+)", page, re.MULTILINE))
    used = set(re.findall(r'variable\("(\w+)"\)', read("cmd/main.cc")))
    expect(documented == used, f"man/tkt.1: environment differs: {sorted(documented ^ used)}")
    statuses = set(re.findall(r"= (\d+),", between(read("cmd/exit.h"), "enum class Exit", "};")))
    section = between(page, ".Sh EXIT STATUS", ".Sh")
    listed = set(re.findall(r"^\.It (\d+)$", section, re.MULTILINE))
    expect(statuses == listed, f"man/tkt.1: exit statuses differ: {sorted(statuses ^ listed)}")


def check_configuration():
    """Keys of git's configuration and of desk.yaml are all in tkt-desk(5)."""
    page = read("man/tkt-desk.5")
    used = set()
    for folder in ("cmd", "store", "channels"):
        for source in (ROOT / folder).glob("*.cc"):
            used |= set(re.findall(r'"(tkt\.[a-z][a-z-]*)"', source.read_text()))
    documented = set(re.findall(r"^\.It Va (tkt\.[\w-]+)", page, re.MULTILINE))
    expect(used == documented, f"man/tkt-desk.5: git keys differ: {sorted(used ^ documented)}")
    for line in read("templates/desk.yaml").splitlines():
        keys = re.findall(r"(?:^ *|[{,] )([a-z][a-z-]+):(?: |$)", line.partition("#")[0])
        for key in keys:
            expect(re.search(rf"\b{key}\b", page), f"man/tkt-desk.5: nothing about '{key}'")


def check_versions():
    version = re.search(r"project\(tkt VERSION (\S+)", read("CMakeLists.txt")).group(1)
    expect(tkt("--version").strip() == f"tkt {version}", f"tkt --version is not {version}")
    newest = re.search(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE).group(1)
    expect(newest == version, f"CHANGELOG.md: the newest entry is {newest}, not {version}")


def check_checklist():
    """The checklist for a new command names files and tests that are there."""
    opening = read("cmd/command.h").partition("#pragma once")[0] + read("CONTRIBUTING.md")
    paths = re.findall(r"\b(?:cmd|model|store|tests|man|templates)/[\w./-]*\w", opening)
    expect(paths, "cmd/command.h: no checklist")
    for path in paths:
        made_up = re.search("fetch.coffee", path)
        expect(made_up or (ROOT / path).exists(), f"the checklist names {path}, which is not there")


def main():
    commands = read_surface()
    check_manual(commands)
    check_transcripts(commands)
    check_completion_and_help(commands)
    check_completed_words()
    check_words_of_the_guide(commands)
    check_environment_and_exits()
    check_configuration()
    check_versions()
    check_checklist()
    sys.exit("\n".join(complaints) if complaints else 0)


if __name__ == "__main__":
    main()
