#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""100,000 hostile fields in messages, read back by another library: hostile_test.py COMPOSE."""

import email
import email.policy
import random
import re
import subprocess
import sys

COUNT = 25000  # messages of four fields and a number
PIECES = ["\r\nBcc: thief@example.com", "\nX-A: b", "\r", "\0", "\x1b[2J", "\u202e", "=?utf-8?Q?x?=",
          "\"", "\\", "<a@b>", ",", ";", ":", "()", "é", "日本", "😀", "\u2028", "\x85", "\x7f", " ",
          "\t", "a" * 90, ".", "\r\n.\r\n", "\n.\n", "From ", "\n\n", "--", "=", "=3D", "neo", "VPN",
          "@example.com", "-oQ/tmp", "+26771234567", "|", "`id`", "\ud7ff", "\ufeff", "%s", "{{id}}"]
HEADERS = ["From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "References",
           "Auto-Submitted", "X-Auto-Response-Suppress", "X-Tkt-Loop", "MIME-Version",
           "Content-Type", "Content-Transfer-Encoding"]


def hostile(draw):
    text = "".join(draw.choices(PIECES, k=draw.randrange(6))).encode()
    return text + (bytes([draw.randrange(256)]) if draw.random() < 0.2 else b"")


def packed(field):
    return b"%08x" % len(field) + field


def check(condition, *what):
    if not condition:
        raise AssertionError(what)


def letters(text):
    """Without spaces: the reader keeps those between two encoded words of a name."""
    return text.replace(" ", "")


def look(raw, address, intended, fields):
    name, subject, body = intended
    check(raw.isascii() and not re.search(rb"[\0\r\x1b]", raw), "bytes", fields)
    check(all(len(line) <= 998 for line in raw.split(b"\n")), "long lines", fields)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    check(message.keys() == HEADERS, "headers", fields)
    check(not message.defects, "defects", message.defects, fields)
    shown = message["Subject"]
    check(shown == subject.replace("=?", "= ?"), "subject", shown, subject)
    for header, expected in (("To", address), ("From", "helpdesk@itworx.example")):
        found = message[header].addresses
        check(len(found) == 1 and found[0].addr_spec == expected, header, found, fields)
        shown = letters(found[0].display_name)
        check(shown == letters(name.replace("=", "-")), header, found, name)
    check(message["Message-ID"].strip() == "<ITW-4F7K24.5D1AK3M90R.contact@itworx.example>", "id")
    check(not message.is_multipart(), "parts", fields)
    shown = message.get_content()
    check(shown == body + "\n", "body", shown, body)


def unpacked(data, at):
    """The field at that place, and where the next one begins."""
    end = at + 8 + int(data[at:at + 8], 16)
    return data[at + 8:end], end


def main():
    draw = random.Random(7)
    cases = []
    for _ in range(COUNT):
        good = draw.random() < 0.9
        address = b"neo@kgalagadi.example" if good else hostile(draw)
        number = b"+26771234567" if draw.random() < 0.2 else hostile(draw)
        cases.append((hostile(draw), address, hostile(draw), hostile(draw), number))
    sent = b"".join(packed(field) for case in cases for field in case)
    got = subprocess.run([sys.argv[1]], input=sent, stdout=subprocess.PIPE, check=True).stdout
    at = composed = 0
    for case in cases:
        raw, at = unpacked(got, at)
        intended = []
        for _ in range(3):
            field, at = unpacked(got, at)
            intended.append(field.decode())
        number, at = got[at:at + 1], at + 1
        check(number == (b"1" if re.fullmatch(rb"\+[0-9]{6,15}", case[4]) else b"0"), "number", case)
        if raw:
            composed += 1
            look(raw, case[1].decode(), intended, case)
        else:
            check(case[1] != b"neo@kgalagadi.example", "refused", case)
    check(at == len(got) and composed > COUNT * 0.8, "messages are missing")
    print(f"{COUNT * 4} fields, {composed} messages")


main()
