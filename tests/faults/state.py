# SPDX-License-Identifier: MIT
"""What a desk is, byte for byte, less what differs from one run to the next.

Two desks of one state behave alike ever after, so that it is enough to look at one of them.
"""

import hashlib
import os
import pathlib
import re
import stat

HEADER, FIXED = 12, 62  # bytes of git's index: before its entries, and of an entry before its name
CHECKSUM = 20


def state_of(desk):
    """A digest of all names, modes and bytes of a desk."""
    digest = hashlib.sha1()
    for folder, folders, names in os.walk(desk):
        folders.sort()
        for name in sorted(names + folders):
            path = pathlib.Path(folder, name)
            seen = path.lstat()
            digest.update(f"{path.relative_to(desk)} {seen.st_mode:o} ".encode())
            if stat.S_ISREG(seen.st_mode):
                digest.update(hashlib.sha1(steady_bytes(desk, path)).digest())
    return digest.hexdigest()


def steady_bytes(desk, path):
    """The bytes of a file, without the time of the run in the reflogs and the stat data in git's
    index, for which stands whether they are those of the file."""
    data = path.read_bytes()
    place = path.relative_to(desk).as_posix()
    if place.startswith(".git/logs/"):
        return re.sub(rb"> \d+ [-+]\d{4}", b"> time", data)
    if place.startswith(".git/index") and data[:8] == b"DIRC\0\0\0\2":
        return steady_index(desk, data)
    return data


def steady_index(desk, data):
    whole = hashlib.sha1(data[:-CHECKSUM]).digest() == data[-CHECKSUM:]
    steady, at = [data[:HEADER], bytes([whole])], HEADER
    for _ in range(int.from_bytes(data[8:HEADER], "big")):
        end = data.find(b"\0", at + FIXED)
        if end < 0:
            break
        name = data[at + FIXED:end]
        steady += [bytes([fresh(desk, name, data[at:at + FIXED])]), data[at + 24:at + 28],
                   data[at + 40:end]]
        at += (end - at) // 8 * 8 + 8
    return b"".join(steady + [data[at:-CHECKSUM]])


def fresh(desk, name, entry):
    """Whether an entry has the file's time of change and size."""
    try:
        seen = pathlib.Path(os.fsdecode(bytes(desk)), os.fsdecode(name)).lstat()
    except OSError:
        return False
    words = [int.from_bytes(entry[i:i + 4], "big") for i in (8, 12, 36)]
    seconds, nanoseconds = divmod(seen.st_mtime_ns, 10**9)
    return words == [seconds & 0xFFFFFFFF, nanoseconds, seen.st_size & 0xFFFFFFFF]
