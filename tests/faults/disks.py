# SPDX-License-Identifier: MIT
"""Disks that are full, and disks whose power goes. Both need the right to mount."""

import os
import shutil
import subprocess

from trace import calls_of, inject, spread

# Calls after which the disk may have been asked to do something.
WRITING = ("write", "fsync", "rename", "renameat", "link", "unlink", "mkdir", "mkdirat",
           "sync_file_range")


def do(*words):
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)


def cannot_mount(bench, *words):
    place = bench.folder / "mounted"
    place.mkdir(exist_ok=True)
    done = do("mount", *words, place)
    if done.returncode != 0:
        return f"cannot mount: {done.stderr.strip()}"
    do("umount", place)
    return ""


def chosen(bench, options):
    """One file, several, those that were edited: the others store what they change like these."""
    wanted = {options.command} if options.command else {"open"} if options.sample else {
        "open", "invoice", "commit"}
    return [command for command in bench.commands if command.name in wanted]


# A full disk: a file system in memory with so much room more than the desk takes.


def run_full(bench, command, extra, inodes):
    place = bench.folder / "mounted"
    do("mount", "-t", "tmpfs", "-o", "size=64m,nr_inodes=20000", "none", place)
    try:
        desk = bench.copy("mounted/desk", command)
        room = os.statvfs(place)
        used = (room.f_blocks - room.f_bfree) * room.f_bsize // 1024
        taken = room.f_files - room.f_ffree
        do("mount", "-o", f"remount,size={used + extra}k,nr_inodes={taken + inodes}", place)
        done = bench.run(desk, command)
        do("mount", "-o", "remount,size=64m,nr_inodes=20000", place)
        return bench.look_at(desk, command, done, killed=False)
    finally:
        do("umount", "-l", place)


def full_points(bench, tally, options):
    why = cannot_mount(bench, "-t", "tmpfs", "none")
    if why:
        return why
    step = 24 if options.sample else 4
    for command in chosen(bench, options):
        for extra in range(0, 200, step):
            tally.add(f"full {command.name}", f"{extra} KiB left",
                      run_full(bench, command, extra, 10000))
        for inodes in range(0, 40, 6 if options.sample else 1):
            tally.add(f"full {command.name}", f"{inodes} files left",
                      run_full(bench, command, 64 * 1024, inodes))
    return ""


# A power cut: the file under a loop device is copied while the file system on it still holds back
# what nobody asked it to write. The copy has what a disk would have.


def run_power(bench, command, wrapper):
    place = bench.folder / "mounted"
    image, crash = bench.folder / "disk.img", bench.folder / "crash.img"
    shutil.copyfile(bench.folder / "empty.img", image)
    do("mount", "-o", "loop,noatime,commit=300", image, place)
    try:
        desk = bench.copy("mounted/desk", command)
        do("sync", "-f", place)
        done = bench.run(desk, command, wrapper)
        do("cp", "--sparse=always", image, crash)
    finally:
        do("umount", place)
    do("mount", "-o", "loop,noatime", crash, place)
    try:
        killed = done.returncode in (-9, 137)
        return killed, bench.look_at(place / "desk", command, done, killed)
    finally:
        do("umount", place)


def power_points(bench, tally, options):
    empty = bench.folder / "empty.img"
    do("truncate", "-s", "24M", empty)
    maker = shutil.which("mkfs.ext4", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if maker is None:
        return "mkfs.ext4 is not installed"
    do(maker, "-q", "-F", "-b", "1024", empty)
    why = cannot_mount(bench, "-o", "loop,noatime,commit=300", empty)
    if why:
        return why
    for command in chosen(bench, options):
        what = f"power {command.name}"
        for _ in range(3):
            _, complaints = run_power(bench, command, [])
            tally.add(what, "at the end", complaints)
        for name, calls in sorted(calls_of(bench, command).items()):
            if name not in WRITING:
                continue
            for call in spread(calls, 3) if options.sample else calls:
                killed, complaints = run_power(bench, command,
                                               inject(name, f"signal=KILL:when={call.k}"))
                tally.add(what, f"{name} #{call.k}", complaints, fired=killed)
    return ""
