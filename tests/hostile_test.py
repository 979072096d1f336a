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


def look(raw, address, fields):
    check(raw.isascii() and not re.search(rb"[\0\r\x1b]", raw), "bytes", fields)
    check(all(len(line) <= 998 for line in raw.split(b"\n")), "long lines", fields)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    check(list(message.keys()) == HEADERS, "headers", message.keys(), fields)
    check(not message.defects, "defects", message.defects, fields)
    to = message["To"].addresses
    check(len(to) == 1 and to[0].addr_spec == address, "recipients", message["To"], fields)
    sender = message["From"].addresses
    check(len(sender) == 1 and sender[0].addr_spec == "helpdesk@itworx.example", "sender", fields)
    check(message["Message-ID"].strip() == "<ITW-4F7K24.5D1AK3M90R.contact@itworx.example>", "id")
    check(not message.is_multipart(), "parts", fields)


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
        length = int(got[at:at + 8], 16)
        raw, number = got[at + 8:at + 8 + length], got[at + 8 + length:at + 9 + length]
        at += 9 + length
        check(number == (b"1" if re.fullmatch(rb"\+[0-9]{6,15}", case[4]) else b"0"), "number", case)
        if raw:
            composed += 1
            look(raw, case[1].decode(), case)
        else:
            check(case[1] != b"neo@kgalagadi.example", "refused", case)
    check(at == len(got) and composed > COUNT * 0.8, "messages are missing")
    print(f"{COUNT * 4} fields, {composed} messages")


main()
