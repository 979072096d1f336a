#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Messages in and out, against real programs: messages_test.py TKT PART.

PART is one of smtp, gateway, examples, intake, loops, corpus, kill, canary. Exit status 77 says that a
program that it needs is not installed.
"""

import email
import email.policy
import http.server
import json
import os
import pathlib
import re
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(__file__))
from mail_corpus import corpus  # noqa: E402
from messages_desk import Desk  # noqa: E402

SECRET = "canary-71c3e0"


def check(condition, what):
    if not condition:
        raise AssertionError(what)


class SmtpServer(socketserver.ThreadingTCPServer):
    """Records messages; `answers` replaces its answer at a stage, None cuts the connection."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, tls=None):
        self.answers, self.taken, self.logins, self.delay, self.tls = {}, [], [], 0, tls
        super().__init__(("127.0.0.1", 0), SmtpDialogue)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]


class SmtpDialogue(socketserver.StreamRequestHandler):
    def say(self, stage, text):
        time.sleep(self.server.delay)
        answer = self.server.answers.get(stage, text)
        if answer is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            raise ConnectionError
        self.wfile.write(answer.encode() + b"\r\n")
        return answer[0] in "23"

    def secure(self):
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def handle(self):
        try:
            self.dialogue()
        except (OSError, ValueError):
            pass

    def dialogue(self):
        sender, recipients = "", []
        if not self.say("greeting", "220 ready"):
            return
        for line in iter(lambda: self.rfile.readline(), b""):  # TLS changes the file
            word = line.decode().strip()
            verb = word[:4].upper()
            if verb in ("EHLO", "HELO"):
                tls = "" if self.server.tls is None else "250-STARTTLS\r\n"
                self.say("EHLO", f"250-here\r\n{tls}250 AUTH PLAIN")
            elif verb == "STAR":
                self.wfile.write(b"220 go\r\n")
                self.secure()
            elif verb == "AUTH":
                if word == "AUTH PLAIN":
                    self.wfile.write(b"334 \r\n")
                    word += " " + self.rfile.readline().decode().strip()
                self.server.logins.append(word)
                self.say("AUTH", "235 fine")
            elif verb == "MAIL":
                sender, recipients = word, []
                self.say("MAIL", "250 ok")
            elif verb == "RCPT":
                if self.say("RCPT", "250 ok"):
                    recipients.append(word)
            elif verb == "DATA":
                if not self.say("DATA", "354 go"):
                    continue
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    more = self.rfile.readline()
                    if not more:
                        return
                    data += more
                self.server.taken.append((sender, recipients, data[:-3]))
                if not self.say("end", "250 taken"):
                    self.server.taken.pop()
            elif verb == "QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")


def smtp_settings(port, extra=""):
    return (f'messages:\n  brake: {{recipient: 1000, all: 10000}}\n'
            f'  smtp: {{host: 127.0.0.1, port: {port}, {extra or "security: none"}}}\n')


def without_sms(desk):
    desk.git("config", "tkt.sms-program", "true")


def smtp_stages(desk, server):
    without_sms(desk)
    desk.settings(smtp_settings(server.port))
    desk.open()
    desk.run("notify")
    sender, recipients, data = server.taken[0]
    check(sender.startswith("MAIL FROM:<helpdesk@itworx.example>"), sender)
    check(recipients == ["RCPT TO:<neo@kgalagadi.example>"], recipients)
    check(b"\r\n" in data and not re.search(rb"[^\r]\n|\r[^\n]", data), "a bare CR or LF")
    later = [("greeting", "421 later"), ("greeting", "554 no"), ("EHLO", "550 no"),
             ("MAIL", "451 later"), ("MAIL", "550 not you"), ("RCPT", "450 full"),
             ("DATA", "451 later"), ("end", "452 no room"), ("greeting", None), ("EHLO", None),
             ("MAIL", None), ("RCPT", None), ("DATA", None), ("end", None)]
    never = [("RCPT", "550 no such user"), ("DATA", "554 no"), ("end", "554 spam")]
    for stage, answer in later + never:
        id_ = desk.open(f"{stage} {answer}")
        server.answers = {stage: answer}
        before = len(server.taken)
        desk.run("notify", status=1)
        state = [one for one in desk.outbox() if one["ticket"] == id_][0]["state"]
        expected = "given-up" if (stage, answer) in never else "failed"
        check(state == expected, f"{stage} {answer}: {state}, not {expected}\n{desk.err}")
        if answer is not None:
            check(len(server.taken) == before, "taken all the same")
        server.answers = {}
        desk.run("outbox", "retry")
        desk.run("notify")
        check(desk.outbox() == [], f"{stage} {answer}: still there")
        check("given-up" not in desk.ticket(id_), "marked as given up")
    server.delay = 0.3
    desk.open("slow")
    desk.run("notify")
    server.shutdown()
    server.server_close()
    desk.open("nobody there")
    desk.open("nobody there, again")
    desk.run("notify", status=1)
    check(desk.err.count("tkt: warning") == 1, "one obstacle is told once: " + desk.err)


def certificate(folder):
    key, crt = str(folder / "key.pem"), str(folder / "crt.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key,
                    "-out", crt, "-days", "2", "-subj", "/CN=localhost", "-addext",
                    "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(crt, key)
    return context, crt


def smtp_tls(desk, folder):
    context, crt = certificate(folder)
    server = SmtpServer(context)
    secret = folder / "secret"
    secret.write_text(SECRET + "\n")
    secret.chmod(0o644)
    login = f"security: starttls, user: helpdesk, password-file: {secret}"
    desk.settings(smtp_settings(server.port, login))
    id_ = desk.open("TLS")
    desk.run("notify", status=1)
    check("is not yours alone" in desk.err and SECRET not in desk.err, desk.err)
    secret.chmod(0o600)
    desk.run("notify", status=1)  # nobody vouches for the certificate
    check(not server.taken and not server.logins, "sent to somebody unknown")
    desk.settings(smtp_settings(server.port, f"{login}, authority: {crt}"))
    desk.run("outbox", "retry")
    desk.run("notify")
    check(len(server.taken) == 1 and len(server.logins) == 1, "not sent by TLS")
    variable = f"security: starttls, user: helpdesk, password-variable: TKT_MAIL, authority: {crt}"
    desk.settings(smtp_settings(server.port, variable))
    desk.open("variable")
    desk.run("notify", status=1)
    desk.run("outbox", "retry")
    desk.run("notify", TKT_MAIL=SECRET)
    check(len(server.logins) == 2 and server.logins[0] == server.logins[1], "two ways, one secret")
    if shutil.which("strace"):
        desk.open("argv")
        called = subprocess.run(["strace", "-f", "-s", "9999", "-e", "trace=execve", desk.tkt, "notify"],
                                cwd=desk.root, capture_output=True,
                                env={**desk.env, "TKT_NOW": desk.now, "TKT_MAIL": SECRET,
                                     "ASAN_OPTIONS": desk.env["ASAN_OPTIONS"] + ":detect_leaks=0"})
        check(called.returncode == 0 and SECRET.encode() not in called.stderr, "it is in argv")
    everything = desk.git("log", "-p") + (desk.root / ".git/tkt/outbox").read_text()
    check(SECRET not in everything, "the secret is in git or in the journal")
    check("sent" in desk.ticket(id_), "not marked")


def smtp_msmtp(desk, server, folder):
    if shutil.which("msmtp") is None:
        return
    config = folder / "msmtprc"
    config.write_text(f"account default\nhost 127.0.0.1\nport {server.port}\n")
    config.chmod(0o600)
    desk.git("config", "tkt.sendmail", desk.program("sendmail", f'exec msmtp -C {config} "$@"\n'))
    desk.open("by msmtp")
    desk.run("notify")
    sender, recipients, data = server.taken[-1]
    check(b"by msmtp" in data and recipients == ["RCPT TO:<neo@kgalagadi.example>"], "msmtp")
    desk.open("refused")
    server.answers = {"RCPT": "450 later"}
    desk.run("notify", status=1)
    check(desk.outbox()[0]["state"] == "failed", desk.err)


def test_smtp(tkt, folder):
    smtp_stages(Desk(tkt, folder / "a"), SmtpServer())
    desk = Desk(tkt, folder / "b")
    without_sms(desk)
    smtp_tls(desk, folder)
    desk = Desk(tkt, folder / "c")
    without_sms(desk)
    smtp_msmtp(desk, SmtpServer(), folder)


class Gateway(http.server.ThreadingHTTPServer):
    def __init__(self):
        self.answer, self.requests = (200, {}, b'{"status": "ok"}'), []
        super().__init__(("127.0.0.1", 0), GatewayRequest)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class GatewayRequest(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.requests.append((self.path, dict(self.headers), body))
        if self.server.answer == "slow":
            time.sleep(32)
            return
        if self.server.answer is None:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        status, headers, data = self.server.answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


def test_gateway(tkt, folder):
    desk, gateway = Desk(tkt, folder / "a"), Gateway()
    desk.git("config", "tkt.sendmail", "true")
    secret = folder / "secret"
    secret.write_text(SECRET)
    secret.chmod(0o600)
    desk.settings(f"""messages:
  brake: {{recipient: 1000}}
  gateway:
    url: http://127.0.0.1:{gateway.server_port}/send
    headers: {{Authorization: "Bearer {{{{secret}}}}", Idempotency-Key: "{{{{key}}}}"}}
    body: '{{"to": "{{{{number}}}}", "text": "{{{{text}}}}"}}'
    secret-file: {secret}
    success: {{pointer: /status, value: ok}}
""")
    id_ = desk.open('say "hi" \\ to\tall')
    desk.run("notify")
    path, headers, body = gateway.requests[-1]
    said = json.loads(body)
    check(said["to"] == "+26771234567" and said["text"].startswith(id_), body)
    check('say "hi" \\' in said["text"], said["text"])
    check(headers["Authorization"] == "Bearer " + SECRET, "no secret")
    key = headers["Idempotency-Key"]
    check(key.startswith(id_) and key.endswith(".sms"), key)
    cases = [((500, {}, b""), "failed"), ((429, {"Retry-After": "1800"}, b""), "failed"),
             ((200, {}, b"<html>"), "failed"), ((200, {}, b'{"status": "no"}'), "failed"),
             ((200, {}, b'{"state": "ok"}'), "failed"), ((302, {"Location": "/x"}, b""), "failed"),
             ((401, {}, b""), "failed"), (None, "failed"), ("slow", "failed"), ((400, {}, b"bad number"), "given-up")]
    for answer, expected in cases:
        id_ = desk.open(str(answer))
        gateway.answer = answer
        count = len(gateway.requests)
        desk.run("notify", status=1)
        first = gateway.requests[-1][1]["Idempotency-Key"]
        one = [one for one in desk.outbox("sms") if one["ticket"] == id_][0]
        check(one["state"] == expected and len(gateway.requests) == count + 1, f"{answer}: {one}")
        if answer and answer[0] == 429:  # it asks for half an hour
            check(one["next"] == "2026-11-23T08:50:00+02:00", one["next"])
        desk.run("notify", status=None)
        check(len(gateway.requests) == count + 1, "tried again at once")
        gateway.answer = (200, {}, b'{"status": "ok"}')
        desk.run("outbox", "retry")
        desk.run("notify")
        check(gateway.requests[-1][1]["Idempotency-Key"] == first, "another key")
        check(desk.outbox("sms") == [], f"{answer}: still there")
    check(SECRET not in desk.git("log", "-p"), "the secret is in git")
    night = desk.open("at night")
    desk.now = "2026-11-23T22:30:00+02:00"
    count = len(gateway.requests)
    desk.run("notify")
    check(len(gateway.requests) == count, "woke somebody: " + night)
    desk.now = "2026-11-24T06:00:00+02:00"
    desk.run("notify")
    check(len(gateway.requests) == count + 1, "not sent in the morning")
    form = Desk(tkt, folder / "b")  # the names of headers are alike in every case
    form.git("config", "tkt.sendmail", "true")
    form.settings(f"""messages:
  gateway:
    url: http://127.0.0.1:{gateway.server_port}/send
    headers: {{CONTENT-TYPE: application/x-www-form-urlencoded}}
    body: 'to={{{{number}}}}&text={{{{text}}}}'
""")
    form.open("50 % & more")
    form.run("notify")
    _, headers, body = gateway.requests[-1]
    kinds = [value for name, value in headers.items() if name.lower() == "content-type"]
    check(kinds == ["application/x-www-form-urlencoded"], headers)
    check(body.startswith(b"to=%2B26771234567&text=") and b"50%20%25%20%26" in body, body)


REPLY = """From: {sender}
To: helpdesk@itworx.example
Subject: Re: {subject}
Message-ID: <{number}@r.example>
In-Reply-To: <{answers}>

Here is what you asked for.

On Monday ITWorx wrote:
> Please send it.
"""


def test_intake(tkt, folder):
    desk = Desk(tkt, folder / "a")
    without_sms(desk)
    sent = folder / "sent"
    desk.git("config", "tkt.sendmail", desk.program("sendmail", f"cat >{sent}\n"))
    id_ = desk.open()
    desk.run("notify")
    message_id = email.message_from_bytes(sent.read_bytes())["Message-ID"].strip("<>")
    desk.run("wait", id_, "-m", "for the list")

    def reply(sender="Neo <neo@kgalagadi.example>", answers="", subject="x", number=1):
        text = REPLY.format(sender=sender, answers=answers, subject=subject, number=number)
        return desk.run("intake", data=text.encode()).strip()

    check(reply(answers=message_id) == id_, "a reply by our Message-ID")
    text = desk.ticket(id_)
    check("did: resume" in text and "what you asked for" in text and "> Please" not in text, text)
    check("status: open" in text, "it still waits")
    events = text.count("did:")
    check(reply(answers=message_id) == id_ and desk.ticket(id_).count("did:") == events, "twice")
    stranger = "x@nobody.example"
    check(reply(stranger, message_id, number=2) == id_, "our Message-ID is enough")
    check(reply(subject=f"[{id_}] more", number=3) == id_, "an ID and its client")
    check(reply(stranger, subject=f"[{id_}] let me in", number=4) == "", "an ID alone")
    check("kept aside" in desk.err, desk.err)
    desk.run("client", "add", "Chobe", "--category", "non-contract", "--contact", "Thato",
             "--email", "thato@chobe.example")
    other = reply("thato@chobe.example", subject=f"[{id_}] mine too", number=5)
    check(other and other != id_ and id_ in desk.ticket(other), "another client's ID")
    guessed = message_id.split(".")[0] + ".0000000000.contact@itworx.example"
    check(reply("thato@chobe.example", guessed, number=6) not in ("", id_), "a guessed event")
    desk.settings("messages:\n  intake: {client: chobe}\n")
    check("client: chobe" in desk.ticket(reply(stranger, number=7)), "no client for strangers")
    one = json.dumps({"channel": "whatsapp", "from": "26771234567", "text": f"about {id_}: done",
                      "id": "wamid.1", "at": "2026-11-23T08:00:00+02:00"}).encode()
    check(desk.run("intake", "--json", data=one).strip() == id_, "WhatsApp")
    check(desk.run("intake", "--json", data=one).strip() == id_, "WhatsApp again")
    check(desk.ticket(id_).count("channel: whatsapp") == 1, "taken twice")
    desk.run("notify", status=None)
    check(reply("new@kgalagadi.example", subject="answered beside it", number=9), "no ticket")
    desk.run("notify")
    answer = email.message_from_bytes(sent.read_bytes())
    check("answered beside it" in answer["Subject"], answer["Subject"])
    check(answer["In-Reply-To"] == "<9@r.example>", answer["In-Reply-To"])
    check(answer["References"].startswith("<9@r.example> <ITW-"), answer["References"])
    for bad in (b"", b"{", b'{"channel": "sms"}', b'[1]', b'{"channel": "fax", "from": "1"}'):
        desk.run("intake", "--json", data=bad, status=2)
    maildir(desk, folder)
    with_maildrop(desk, folder)


def maildir(desk, folder):
    box = folder / "box"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    for number in range(3):
        (box / "new" / f"{number}.x").write_text(REPLY.format(
            sender="neo@kgalagadi.example", answers="", subject=f"box {number}", number=f"b{number}"))
    ids = desk.run("intake", "--maildir", str(box)).split()
    check(len(set(ids)) == 3, ids)
    check(sorted(p.name for p in (box / "cur").iterdir()) == [f"{n}.x:2," for n in range(3)], "cur")
    check(not list((box / "new").iterdir()) and desk.run("intake", "--maildir", str(box)) == "", "new")


def with_maildrop(desk, folder):
    if shutil.which("maildrop") is None:
        return
    rules = folder / ".mailfilter"
    home = desk.env["HOME"]  # maildrop sets its own
    rules.write_text(f'to "| HOME={home} {desk.tkt} -C {desk.root} intake"\n')
    rules.chmod(0o600)
    text = REPLY.format(sender="neo@kgalagadi.example", answers="", subject="maildrop", number="md")
    subprocess.run(["maildrop", str(rules)], input=text.encode(), check=True,
                   env={**desk.env, "TKT_NOW": desk.now}, cwd=folder, capture_output=True)
    check("maildrop" in desk.run("list"), "maildrop delivered nothing")


def test_examples(tkt, folder):
    """What is shipped as an example works."""
    examples = pathlib.Path(__file__).parent.parent / "examples"
    desk = Desk(tkt, folder / "a")
    for name in ("desk-smtp.yaml", "desk-sms.yaml"):
        text = (examples / name).read_text().partition("\nmessages:")
        desk.settings("messages:" + text[2])
        desk.run("verify")
    desk.settings("messages: {}\n")
    tools = folder / "bin"
    tools.mkdir()
    (tools / "tkt").symlink_to(desk.tkt)
    inject = tools / "gammu-smsd-inject"
    inject.write_text(f'#!/bin/sh\necho "$@" >>{folder}/calls\ncat >>{folder}/calls\n')
    inject.chmod(0o700)
    path = f"{tools}:{desk.env['PATH']}"
    env = {**desk.env, "PATH": path, "TKT_NOW": desk.now, "TKT_DESK": str(desk.root)}

    def example(name, *words, data=b""):
        return subprocess.run([examples / name, *words], input=data, env=env,
                              capture_output=True).returncode

    desk.git("config", "tkt.sendmail", "true")
    desk.git("config", "tkt.sms-program", str(examples / "sms-gammu"))
    id_ = desk.open()
    desk.run("notify", PATH=path)
    check((folder / "calls").read_text().startswith(f"TEXT +26771234567\n{id_} logged"), "gammu")
    spool = folder / "outgoing"
    spool.mkdir()
    desk.git("config", "--unset", "tkt.sms-program")
    desk.git("config", "tkt.sms-spool", str(spool))
    id_ = desk.open("by smstools")
    desk.run("notify")
    files = list(spool.iterdir())
    check(len(files) == 1, files)
    head, _, text = files[0].read_text().partition("\n\n")
    check(head == "To: 26771234567" and text.startswith(id_), files[0].read_text())
    mail = b"From: neo@kgalagadi.example\nSubject: by an alias\nMessage-ID: <al@x>\n\nx\n"
    check(example("intake-or-later", str(desk.root), data=mail) == 0, "intake-or-later")
    check("by an alias" in desk.run("list"), "no ticket")
    check(example("intake-or-later", str(folder), data=mail) == 75, "not to be tried again")
    if shutil.which("jq"):
        script = (examples / "sms-webhook").read_text().replace("/srv/desk", str(desk.root))
        hook = desk.program("hook", script.partition("\n")[2])
        post = {"sender": "+26771234567", "message": "by a hook", "messageId": "1",
                "receivedAt": "2026-11-23T08:10:00+02:00"}
        subprocess.run([hook], input=json.dumps(post).encode(), env=env, check=True,
                       capture_output=True)
        check("by a hook" in desk.run("list"), "no ticket")


def answer_of(desk, sent):
    """What the desk sends now; empty for nothing."""
    sent.unlink(missing_ok=True)
    desk.run("notify", status=None)
    return sent.read_bytes() if sent.exists() else b""


def test_loops(tkt, folder):
    """Two desks that answer each other, one of which says not that it is a machine."""
    one = Desk(tkt, folder / "one", "one@kgalagadi.example")
    two = Desk(tkt, folder / "two", "neo@kgalagadi.example")
    two.run("client", "edit", "kgalagadi-foods", "--contact", "One", "--email",
            "one@kgalagadi.example")
    sent = folder / "sent"
    for desk in (one, two):
        without_sms(desk)
        desk.git("config", "tkt.sendmail", desk.program("sendmail", f"cat >{sent}\n"))
    for stripped in (False, True):
        rounds, desk, other = 0, one, two
        text = (f"From: neo@kgalagadi.example\nSubject: hello {stripped}\n"
                f"Message-ID: <start{stripped}@x>\n\nhi\n").encode()
        while text and rounds < 40:
            if stripped:
                text = re.sub(rb"(?m)^(Auto-Submitted|X-[A-Za-z-]+|In-Reply-To|References): .*\n",
                              b"", text)
                text = re.sub(rb"(?m)^Message-ID: .*$", b"Message-ID: <r%d@x>" % rounds, text)
                text = re.sub(rb"(?m)^Subject: .*$", b"Subject: round %d" % rounds, text)
            desk.run("intake", data=text)
            text = answer_of(desk, sent)
            desk, other = other, desk
            rounds += 1
        limit = 13 if stripped else 2
        check(rounds <= limit, f"they talk on after {rounds} rounds")
        if stripped:
            check(rounds > 3, "the brake was not what stopped them")


def test_corpus(tkt, folder):
    desk = Desk(tkt, folder / "a")
    desk.settings("messages:\n  intake: {acknowledgements: 1000}\n")
    count = 0
    for name, data, expected in corpus():
        fate, _, text = expected.partition(" ")
        ids = desk.run("intake", data=data, status=None).split()
        check("internal error" not in desk.err, f"{name}: {desk.err}")
        if fate == "aside":
            check(not ids and "kept aside" in desk.err and text in desk.err, f"{name}: {ids} {desk.err}")
        else:
            check(len(ids) == 1, f"{name}: {ids} {desk.err}")
            ticket = desk.ticket(ids[0])
            check(text in ticket, f"{name}: no '{text}' in\n{ticket}")
            check(("messages:" in ticket) == (fate == "open"), f"{name}: answered or not\n{ticket}")
        again = desk.run("intake", data=data, status=None).split()
        check(again == ids, f"{name}: taken twice, {ids} and {again}")
        count += 1
    check(count >= 60, f"only {count} messages")
    tickets = len(list(desk.root.glob("tickets/*/*/*/*.yaml")))
    check(tickets == sum(1 for _, _, e in corpus() if not e.startswith("aside")), "taken twice")
    aside = json.loads(desk.run("intake", "--aside", "--json"))
    check(len(aside) == sum(1 for _, _, e in corpus() if e.startswith("aside")), "aside is not shown")
    desk.run("verify")
    check(not list(desk.folder.glob("**/authorized_keys")), "an attachment chose its place")
    check("hunter2" not in desk.git("log", "-p") and "482913" not in desk.git("log", "-p"), "secret")


# Calls that change something or let go of something. A kill between two others leaves what a kill at
# the next of these does.
CHANGING = ("write", "pwrite64", "writev", "fsync", "fdatasync", "rename", "renameat", "renameat2",
            "link", "linkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "ftruncate", "flock",
            "fchmod", "chmod", "utimensat", "connect", "sendto", "sendmsg", "clone", "clone3", "vfork",
            "wait4", "exit_group")


def calls_of(log):
    """(name, number of it, whether it changes something) of each call."""
    counts, calls = {}, []
    for line in log.read_text(errors="replace").splitlines():
        match = re.match(r"(\w+)\(", line)
        if match and match[1] != "execve":
            name = match[1]
            counts[name] = counts.get(name, 0) + 1
            calls.append((name, counts[name], name in CHANGING or "O_CREAT" in line))
    return calls


class KillBench:
    """A desk with five messages waiting, and copies of it in which notify is killed."""

    def __init__(self, tkt, folder, server=None):
        self.folder, self.server = folder, server
        self.base = Desk(tkt, folder / "base")
        for number in range(5):
            self.base.run("client", "edit", "kgalagadi-foods", "--contact", f"Person {number}",
                          "--email", f"p{number}@kgalagadi.example")
            self.base.run("open", f"number {number}", "-c", "kgalagadi-foods", "--contact",
                          f"Person {number}", "-p", "low", "--channel", "phone", "-d", "x",
                          "--mobile", "+26771000001")
        without_sms(self.base)
        self.record = folder / "record"
        if server:
            self.base.settings(smtp_settings(server.port))
        else:
            script = f"grep -a -m1 ^Message-ID: >>{self.record}\n"
            self.base.git("config", "tkt.sendmail", self.base.program("sendmail", script))
        self.env = {**self.base.env, "TKT_NOW": self.base.now}

    def notify(self, *before, words=()):
        return subprocess.run([*before, self.base.tkt, "-C", str(self.folder / "run"), "notify",
                               *words], env=self.env, capture_output=True, timeout=60)

    def fresh(self):
        shutil.rmtree(self.folder / "run", ignore_errors=True)
        subprocess.run(["cp", "-a", str(self.base.root), str(self.folder / "run")], check=True)
        self.record.write_text("")
        if self.server:
            self.server.taken.clear()

    def sent(self):
        if self.server:
            return [email.message_from_bytes(data)["Message-ID"] for _, _, data in self.server.taken]
        return self.record.read_text().splitlines()

    def calls(self):
        self.fresh()
        log = self.folder / "log"
        self.notify("strace", "-o", str(log))
        return calls_of(log)

    def kill(self, name, number):
        """Kills notify there and runs it again; returns whether it came so far (how often it asks for
        its child varies), and how many messages were sent twice."""
        self.fresh()
        killed = self.notify("strace", "-o", "/dev/null", "-e", f"trace={name}", "-e",
                             f"inject={name}:signal=KILL:when={number}")
        done = self.notify()
        check(done.returncode == 0, done.stderr.decode())
        sent = self.sent()
        check(len(set(sent)) == 5, f"lost: {sent}")
        check(len(sent) <= 6, f"{len(sent)} sent")
        check(json.loads(self.notify(words=["--json"]).stdout) == [], "still owed")
        return killed.returncode in (-9, 137), len(sent) - 5


def kill_everywhere(bench, what, most):
    calls = bench.calls()
    points = [call[:2] for call in calls if call[2]]
    points = points[:: max(1, len(points) // most)]
    reached = twice = failed = 0
    for at, (name, number) in enumerate(points):
        if at % 50 == 0:
            print(f"{what}: {at} of {len(points)} points, {failed} failed", flush=True)
        try:
            killed, more = bench.kill(name, number)
            reached += killed
            twice += more
        except (AssertionError, OSError, subprocess.TimeoutExpired) as problem:
            failed += 1
            print(f"FAILED {what}, {name} #{number}: {problem}", flush=True)
    print(f"{what}: {len(calls)} calls, {len(points)} points, {reached} killed, {failed} failed, "
          f"{twice} messages sent twice", flush=True)
    check(failed == 0 and reached > min(most, len(points)) / 2, "see above")


def test_kill(tkt, folder, every=False):
    if shutil.which("strace") is None:
        sys.exit(77)
    most = 1 << 30 if every else 20
    kill_everywhere(KillBench(tkt, folder / "program"), "by a program", most)
    kill_everywhere(KillBench(tkt, folder / "server", SmtpServer()), "by a server", most)


def test_canary(tkt, folder):
    """A marked secret in every text of every command: refused, and nowhere in the repository."""
    desk = Desk(tkt, folder / "a")
    id_ = desk.open()
    commands = {}
    for line in desk.run("__surface").splitlines():
        words, names, takes, _ = line.split("\t")
        options = commands.setdefault(words, [])
        if names and takes:
            options.append((names.split(",")[0], takes))
    text = f"password: {SECRET}"
    texts = {"TEXT", "SUBJECT", "NAME", "CONTACT", "KEY=VALUE", "TAG", "TIME", "CLIENT", "NUMBER"}
    fill = {"ID": id_, "CLIENT": "kgalagadi-foods", "DURATION": "10m", "CATEGORY": "contract",
            "ROLE": "technician", "PRIORITY": "low", "CHANNEL": "phone", "EMAIL": "a@b.example",
            "DATE": "2026-12-24", "NAME": "Somebody", "STAFF": "letla", "NUMBER": "71234567",
            "TEXT": "words", "SUBJECT": "words", "CONTACT": "Neo Kgosi", "KEY=VALUE": "subject=x"}
    tried = 0
    for command, options in commands.items():
        words = command.split()
        if not words or words[0] in ("init", "edit", "commit"):
            continue
        for target in [one for one in options if one[1] in texts]:
            line = list(words)
            for one in options:
                name, takes = one
                value = fill.get(takes, "")
                if one == target:
                    value = "subject=" + text if takes == "KEY=VALUE" else text
                elif not value or name in ("--client", "--month", "--at"):
                    continue
                line += [name, value] if name.startswith("--") else [value]
            desk.run(*line, status=None)
            check(SECRET not in desk.git("ls-files"), f"{line} made a file of it")
            tried += 1
    check(tried > 40, f"only {tried} lines were tried")
    for path in desk.root.rglob("*"):
        if path.is_file() and ".git/objects" not in str(path):
            check(SECRET.encode() not in path.read_bytes(), f"it is in {path}")
    canary_in_files(desk, id_, text)
    check(SECRET not in desk.git("log", "--all", "-p"), "it is in git")
    check(SECRET not in desk.git("cat-file", "--batch-all-objects", "--batch",
                                 "--unordered"), "it is in an object of git")


def canary_in_files(desk, id_, text):
    """What comes by a file, a mail or an editor, and not by the command line."""
    opened = ("open", "x", "-c", "kgalagadi-foods", "--contact", "Neo Kgosi", "-p", "low",
              "--channel", "phone", "-F", "-")
    desk.run(*opened, data=text.encode(), status=1)
    editor = desk.program("editor", f"""sed -i "s/^subject: .*/subject: '{text}'/" "$1"\n""")
    desk.run("edit", id_, status=1, EDITOR=editor)
    ticket = next(desk.root.glob(f"tickets/*/*/*/{id_}.yaml"))
    for path, was in ((ticket, "subject: "), (desk.root / "clients/kgalagadi-foods.yaml", "name: ")):
        before = path.read_text()
        path.write_text(re.sub(f"(?m)^{was}.*$", f"{was}'{text}'", before))
        desk.run("commit", status=1)
        path.write_text(before + "# a remark\n")
        desk.run("commit", "-m", text, status=1)
        path.write_text(before)
    message = json.dumps({"channel": "sms", "from": "+26771234567", "text": text, "id": "c1"})
    desk.run("intake", "--json", data=message.encode())
    mail = f"From: neo@kgalagadi.example\nSubject: {text}\nMessage-ID: <c@x>\n\n{text}\n"
    desk.run("intake", data=mail.encode())


PARTS = {"smtp": test_smtp, "gateway": test_gateway, "examples": test_examples, "intake": test_intake, "loops": test_loops,
         "corpus": test_corpus, "kill": test_kill, "canary": test_canary}

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        if sys.argv[2] == "kill-all":
            test_kill(sys.argv[1], pathlib.Path(name), every=True)
        else:
            PARTS[sys.argv[2]](sys.argv[1], pathlib.Path(name))
