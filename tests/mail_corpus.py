#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Messages as they come in real life, and worse.

mail_corpus.py FOLDER writes each to a file. As a module, `corpus()` yields (name, bytes, what is
to become of it): "open TEXT" a ticket whose file holds the text, "quiet TEXT" the same without an
answer, "aside TEXT" kept aside for a reason that holds the text.
"""

import base64
import pathlib
import quopri
import sys
import zlib

HEAD = ("From: Neo Kgosi <neo@kgalagadi.example>\nTo: helpdesk@itworx.example\n"
        "Date: Mon, 23 Nov 2026 08:15:00 +0200\nMIME-Version: 1.0\n")


def mail(name, subject, kind, body, extra="", head=HEAD):
    text = f"{head}Message-ID: <{name}@corpus.example>\nSubject: {subject}\n{extra}"
    if kind:
        text += f"Content-Type: {kind}\n"
    return text.encode() + b"\n" + (body if isinstance(body, bytes) else body.encode())


def b64(data):
    return base64.encodebytes(data).decode()


def multipart(boundary, *parts):
    return "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"


def nested(depth):
    part = "Content-Type: text/plain\n\nthe kernel of it"
    for level in range(depth):
        inner = multipart(f"b{level}", part)
        part = f'Content-Type: multipart/mixed; boundary="b{level}"\n\n{inner}'
    return part


def charset(name, label, data, text):
    return (name, mail(name, name, f"text/plain; charset={label}", data,
                       "Content-Transfer-Encoding: 8bit\n"), "open " + text)


def plain():
    yield "plain", mail("plain", "VPN down", "text/plain", "Nobody can connect.\n"), "open Nobody can"
    yield "no-mime", (b"From: neo@kgalagadi.example\nSubject: bare\n\njust text\n"), "open just text"
    yield "crlf", mail("crlf", "crlf", "text/plain", "one\ntwo\n").replace(b"\n", b"\r\n"), "open two"
    yield "empty-body", mail("empty", "Printer", "text/plain", ""), "open (no text)"
    yield "no-subject", (HEAD + "\nThe mouse is dead\nhelp\n").encode(), "open subject: The mouse"
    yield "nothing", (HEAD + "\n").encode(), "open (no subject)"
    yield "head-only", HEAD.rstrip("\n").encode(), "open (no text)"
    yield "encoded-subject", mail("es", "=?utf-8?B?" + base64.b64encode("Drucker größer".encode())
                                  .decode() + "?=", "text/plain", "x\n"), "open Drucker größer"
    yield "q-subject", mail("qs", "=?iso-8859-1?Q?caf=E9_is_down?=", "text/plain", "x"), "open café is"
    yield "bad-encoded", mail("be", "=?utf-9?X?zzz?=", "text/plain", "fine\n"), "open fine"
    yield "split-words", mail("sw", "=?utf-8?Q?caf=C3?=\n =?utf-8?Q?=A9_x?=", "text/plain", "ok"), "open ok"
    yield "long-subject", mail("ls", "word " * 300, "text/plain", "ok long"), "open ok long"
    yield "folded", mail("fo", "one\n two\n\tthree", "text/plain", "ok"), "open one two three"
    yield "controls", mail("co", "a\x1b[2Jb\x07", "text/plain", "x\x00y\x1b[31mz\n"), "open a"
    yield "bidi", mail("bi", "invoice \u202egnp.exe", "text/plain", "x"), "open invoice gnp.exe"
    yield "yaml", mail("ya", "*a: {b: [", "text/plain", "---\n- !!python/object x\n...\n# no\n"), "open python/object"
    yield "tabs", mail("ta", "tabs", "text/plain", "\ta\n\t\tb\n   \n\n\n"), "open tabs"
    yield "flowed", mail("fl", "fl", "text/plain; format=flowed", "one \ntwo\n"), "open two"
    yield "quoted-printable", mail("qp", "qp", "text/plain; charset=utf-8", quopri.encodestring(
        "Größe = 5 €\n".encode()), "Content-Transfer-Encoding: quoted-printable\n"), "open Größe = 5 €"
    yield "base64-text", mail("b6", "b6", "text/plain; charset=utf-8", b64("Büro zu\n".encode()),
                              "Content-Transfer-Encoding: base64\n"), "open Büro zu"
    yield "bad-base64", mail("bb", "bb", "text/plain", "%%%not=base64===\n",
                             "Content-Transfer-Encoding: base64\n"), "open bb"
    yield "bad-qp", mail("bq", "bq", "text/plain", "a=ZZ=3\n=",
                         "Content-Transfer-Encoding: quoted-printable\n"), "open bq"
    yield "unknown-encoding", mail("ue", "ue", "text/plain", "plainly\n",
                                   "Content-Transfer-Encoding: x-zz\n"), "open plainly"
    yield "secret", mail("se", "Login", "text/plain", "user neo\npassword: hunter2\n"), "open [removed]"
    yield "secret-subject", mail("s2", "access code: 482913", "text/plain", "x"), "open [removed]"
    yield "secret-id", mail("password:hunter2", "si", "text/plain", "x"), "open subject: si"


def charsets():
    yield charset("latin1", "iso-8859-1", "Größe\n".encode("latin-1"), "Größe")
    yield charset("cp1252", "windows-1252", "“quote” €\n".encode("cp1252"), "“quote” €")
    yield charset("utf16", "utf-16", "Hallo\n".encode("utf-16"), "Hallo")
    yield charset("koi8", "koi8-r", "привет\n".encode("koi8-r"), "привет")
    yield charset("jis", "iso-2022-jp", "日本\n".encode("iso-2022-jp"), "日本")
    yield charset("gb", "gb18030", "中文\n".encode("gb18030"), "中文")
    yield charset("lie", "us-ascii", "Größe\n".encode("latin-1"), "lie")
    yield charset("unknown", "x-klingon", b"nuqneH\n", "unknown")
    yield charset("broken", "utf-8", b"a\xff\xfe\xc3(b\n", "broken")
    yield charset("none", '""', b"hello\n", "none")


def parts():
    text = "Content-Type: text/plain; charset=utf-8\n\nplain says so"
    html = "Content-Type: text/html; charset=utf-8\n\n<p>html says <b>so</b></p>"
    pdf = ("Content-Type: application/pdf; name=report.pdf\nContent-Transfer-Encoding: base64\n"
           "Content-Disposition: attachment; filename=report.pdf\n\n" + b64(b"%PDF-1.4 x"))
    kind = "multipart/{}; boundary=b"
    yield "alternative", mail("al", "al", kind.format("alternative"), multipart("b", text, html)), "open plain says so"
    yield "html-first", mail("hf", "hf", kind.format("alternative"), multipart("b", html, text)), "open plain says so"
    yield "html-only", mail("ho", "ho", "text/html", "<h1>Down</h1><p>all of it</p>"), "open all of it"
    yield "mixed", mail("mi", "mi", kind.format("mixed"), multipart("b", text, pdf)), "open report.pdf"
    yield "only-attachment", mail("oa", "oa", kind.format("mixed"), multipart("b", pdf)), "open report.pdf"
    evil = pdf.replace("report.pdf", '"../../.ssh/authorized_keys"')
    yield "evil-name", mail("en", "en", kind.format("mixed"), multipart("b", text, evil)), "open authorized_keys ("
    told = pdf.replace("report.pdf", '"the password: hunter2.pdf"')
    yield "secret-name", mail("sn", "sn", kind.format("mixed"), multipart("b", text, told)), "open [removed]"
    star = pdf.replace("filename=report.pdf", "filename*=utf-8''%E2%82%AC%20rates.pdf")
    yield "rfc2231", mail("r2", "r2", kind.format("mixed"), multipart("b", text, star)), "open € rates.pdf"
    related = f'Content-Type: multipart/related; boundary=r\n\n{multipart("r", html, pdf)}'
    yield "related", mail("re", "re", kind.format("alternative"), multipart("b", text, related)), "open plain says so"
    signature = "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP-----"
    yield "signed", mail("si", "si", kind.format("signed"), multipart("b", text, signature)), "open plain says so"
    smime = ("Content-Type: application/pkcs7-mime; name=smime.p7m\n"
             "Content-Transfer-Encoding: base64\n\n" + b64(b"0\x82"))
    yield "encrypted", mail("ec", "ec", kind.format("encrypted"), multipart("b", smime)), "open smime.p7m"
    forwarded = "Content-Type: message/rfc822\n\n" + mail("inner", "the old one", "text/plain", "old\n").decode()
    yield "forwarded", mail("fw", "Fwd: see", kind.format("mixed"), multipart("b", text, forwarded)), "open the old one.eml"
    ics = "Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nEND:VCALENDAR"
    yield "invitation", mail("ca", "Meeting", kind.format("mixed"), multipart("b", text, ics)), "open invitation.ics"
    bomb = base64.b64encode(zlib.compress(b"\0" * (8 << 20), 9)).decode()
    zipped = f"Content-Type: application/zip; name=bomb.zip\nContent-Transfer-Encoding: base64\n\n{bomb}"
    yield "zip-bomb", mail("zb", "zb", kind.format("mixed"), multipart("b", text, zipped)), "open bomb.zip"
    tnef = "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+Ig=="
    yield "tnef", mail("tn", "tn", kind.format("mixed"), multipart("b", text, tnef)), "open winmail.dat"
    yield "no-boundary", mail("nb", "nb", "multipart/mixed", "--b\nx\n"), "open nb"
    yield "unclosed", mail("uc", "uc", kind.format("mixed"), f"--b\n{text}\n"), "open plain says so"
    yield "same-boundary", mail("sb", "sb", kind.format("mixed"), multipart("b", multipart("b", text))), "open sb"
    yield "nested", mail("ne", "ne", "", nested(10)).replace(b"\n\nContent-Type", b"\nContent-Type", 1), "open kernel of it"
    yield "too-deep", mail("td", "td", "", nested(60)).replace(b"\n\nContent-Type", b"\nContent-Type", 1), "aside nested too deeply"
    yield "too-many", mail("tm", "tm", kind.format("mixed"), multipart("b", *[text] * 800)), "aside too many parts"
    yield "many-headers", mail("mh", "mh", "text/plain", "x", "X-A: b\n" * 1500), "aside head of the message"
    yield "huge-header", mail("hh", "hh", "text/plain", "x", "X-A: " + "a" * 300000 + "\n"), "aside head of the message"
    yield "too-large", mail("tl", "tl", "text/plain", "x" * 79 + "\n" + ("y" * 79 + "\n") * 340000), "aside too large"
    yield "many-addresses", mail("ma", "ma", "text/plain", "x", "Cc: " + ",\n ".join(
        f"a{i}@b.example" for i in range(900)) + "\n"), "open subject: ma"


def silent():
    """What no machine may answer (RFC 3834, and the rules of RT and Zammad)."""
    loops = {"auto-generated": "Auto-Submitted: auto-generated",
             "auto-odd": "Auto-Submitted: Auto-Notified; owner=x", "bulk": "Precedence: bulk",
             "junk": "Precedence: Junk", "list": "Precedence: list", "list-id": "List-Id: <l.x>",
             "unsubscribe": "List-Unsubscribe: <mailto:x@y>", "suppress": "X-Auto-Response-Suppress: All",
             "suppress-oof": "X-Auto-Response-Suppress: DR, OOF, AutoReply", "x-loop": "X-Loop: x",
             "rt": "X-RT-Loop-Prevention: x", "fc": "X-FC-Machinegenerated: true"}
    for name, line in loops.items():
        yield "loop-" + name, mail(name, name, "text/plain", "alarm\n", line + "\n"), "quiet alarm"
    for name, line in {"auto-replied": "Auto-Submitted: auto-replied (vacation)",
                       "x-autoreply": "X-Autoreply: yes", "x-autorespond": "X-Autorespond: 1",
                       "null-path": "Return-Path: <>",
                       "failed": "X-Failed-Recipients: a@b"}.items():
        yield "loop-" + name, mail(name, name, "text/plain", "away\n", line + "\n"), "aside belongs to no ticket"
    report = ("Content-Type: text/plain\n\nundeliverable", "Content-Type: message/delivery-status\n\n"
              "Final-Recipient: rfc822; a@b\nAction: failed\nStatus: 5.1.1",
              "Content-Type: text/rfc822-headers\n\nMessage-ID: <unknown@x>\nSubject: y")
    yield "bounce", mail("bo", "Undelivered", "multipart/report; report-type=delivery-status; boundary=b",
                         multipart("b", *report)), "aside belongs to no ticket"
    for name, sender in {"daemon": "MAILER-DAEMON@kgalagadi.example", "noreply": "no-reply@kgalagadi.example",
                         "owner": "owner-list@kgalagadi.example"}.items():
        head = HEAD.replace("Neo Kgosi <neo@kgalagadi.example>", sender)
        yield "loop-" + name, mail(name, name, "text/plain", "machine\n", "", head), "quiet machine"
    own = HEAD.replace("Neo Kgosi <neo@kgalagadi.example>", "Us <helpdesk@itworx.example>")
    yield "loop-self", mail("self", "self", "text/plain", "echo\n", "", own), "aside by this desk itself"
    yield "loop-mark", mail("mark", "mark", "text/plain", "x\n", "X-Tkt-Loop: helpdesk@itworx.example\n"), "aside by this desk itself"


def senders():
    for name, sender in {"unknown": "x@nobody.example", "two": "a@kgalagadi.example, b@kgalagadi.example",
                         "none": "undisclosed:;", "not-an-address": "neo", "encoded-address":
                         "=?utf-8?q?neo=40kgalagadi.example?=", "differential": "<neo@kgalagadi.example>c@d.example"}.items():
        head = HEAD.replace("Neo Kgosi <neo@kgalagadi.example>", sender)
        expected = "aside belongs to no client" if name == "unknown" else "aside "
        yield "from-" + name, mail("f" + name, name, "text/plain", "x\n", "", head), expected
    double = HEAD + "From: x@nobody.example\n"
    yield "from-double", mail("fd", "fd", "text/plain", "x\n", "", double), "aside one sender"
    colleague = HEAD.replace("Neo Kgosi <neo@", '"New, \\"Colleague\\"" <new@')
    yield "from-colleague", mail("fc2", "fc2", "text/plain", "x\n", "", colleague), "open New, "
    yield "binary", bytes(range(256)) * 40, "aside "
    yield "garbage", b"\n\n\nno header here\n", "aside no header"


def corpus():
    for group in (plain, charsets, parts, silent, senders):
        yield from group()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, data, _ in corpus():
        if len(data) < 1 << 20:
            (folder / (name + ".eml")).write_bytes(data)
