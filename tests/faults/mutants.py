#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Builds tkt wrong in five ways, and shows that the faults find each.

usage: mutants.py SOURCES TKT [--jobs N]

Each mutant is a copy of the sources with one mistake in the order of a change. The kind of fault
that must find it is run on it, on a desk made by the right TKT; a mutant that survives makes the
exit status 1.
"""

import argparse
import os
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOMS = ("CMakeLists.txt", "cmake", "cmd", "model", "store", "channels", "templates", "completions",
         "man", "README.md", "LICENSE", "CHANGELOG.md")

# What is done wrong; the files with the right texts and the wrong ones; the faults that tell.
MUTANTS = [
    ("no flush before the branch moves",
     [("store/change.cc", "    flush_each(unflushed);\n", "")],
     ["--only", "power", "--command", "open"]),
    ("the branch moves before the intent",
     [("store/change.cc",
       "    declare_intent(state_.folder);\n"
       "    return state_.repository->move_branch(state_.branch, state_.head, *commit_, "
       "one_line(subject));\n",
       "    const bool moved = state_.repository->move_branch(state_.branch, state_.head, *commit_, "
       "one_line(subject));\n"
       "    declare_intent(state_.folder);\n"
       "    return moved;\n")],
     ["--only", "kill", "--command", "open"]),
    ("no lock is taken",
     [("store/lock.cc", "keep_trying([this] { return take(file_); }, limit)",
       "keep_trying([] { return true; }, limit)")],
     ["--only", "race"]),
    # It is brought up to date by whoever changes the desk, and by nobody else.
    ("the index is believed, whatever HEAD is",
     [("store/index.cc", "if (stamp->commit != commit) {\n    return std::nullopt;\n  }", ""),
      ("store/index.cc", "  state_->ask(commit, [](const auto&, const Stamp&) { return true; });\n",
       "  state_->update(commit);\n")],
     ["--only", "kill", "--command", "open"]),
    ("done is said before the branch moves",
     [("cmd/open.cc", "  change.create(ticket);\n",
       "  change.create(ticket);\n  context.io.out.line(ticket.id);\n  context.io.out.flush();\n"),
      ("cmd/open.cc", "  context.io.out.line(ticket.id);\n  if (!staged.empty()) {",
       "  if (!staged.empty()) {")],
     ["--only", "kill", "--command", "open"]),
]


def mutate(sources, edits):
    """The texts that were there by file, for putting them back."""
    before = {}
    for path, right, wrong in edits:
        file = sources / path
        text = file.read_text(encoding="utf-8")
        if text.count(right) != 1:
            sys.exit(f"{path} does not hold once: {right!r}")
        before.setdefault(file, text)
        file.write_text(text.replace(right, wrong), encoding="utf-8")
    return before


def build(sources, jobs):
    folder = sources / "build"
    if not folder.exists():
        (sources / "tests").mkdir()
        (sources / "tests/CMakeLists.txt").write_text("")
        subprocess.run(["cmake", "-S", sources, "-B", folder, "-G", "Ninja",
                        "-DCMAKE_BUILD_TYPE=Debug", "-DCMAKE_CXX_FLAGS_DEBUG=-O0"],
                       check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "tkt", "-j", str(jobs)], check=True,
                   stdout=subprocess.DEVNULL)
    return folder / "tkt"


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=pathlib.Path)
    parser.add_argument("tkt")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    caught = 0
    with tempfile.TemporaryDirectory(prefix="tkt-mutants-") as name:
        sources = pathlib.Path(name)
        subprocess.run(["cp", "-a", *(options.sources / room for room in ROOMS), sources], check=True)
        for what, edits, words in MUTANTS:
            before = mutate(sources, edits)
            done = subprocess.run([HERE / "faults.py", build(sources, options.jobs), "--sample",
                                   "--maker", options.tkt, *words],
                                  capture_output=True, text=True, check=False)
            for file, text in before.items():
                file.write_text(text, encoding="utf-8")
            complaints = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
            print(f"{what}: {'caught' if complaints else 'NOT CAUGHT'}\n"
                  f"    {complaints[0] if complaints else done.stdout + done.stderr}", flush=True)
            caught += bool(complaints)
    print(f"{caught} of {len(MUTANTS)} mutants caught")
    sys.exit(0 if caught == len(MUTANTS) else 1)


if __name__ == "__main__":
    main()
