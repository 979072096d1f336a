#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Invoices as PDF and as journals, read by other programs.

usage: forms_test.py TKT
"""
import collections
import os
import re
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

TKT = os.path.abspath(sys.argv[1])
TOOLS = ("pdftotext", "pdffonts", "pdfinfo", "pdfimages", "qpdf", "hledger", "ledger")
FOLDER = Path(tempfile.mkdtemp())
DESK = FOLDER / "desk"
ENVIRONMENT = {
    "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""),
    "PATH": os.path.dirname(TKT) + ":" + os.environ["PATH"],
    "HOME": str(FOLDER),
    "TKT_NOW": "2026-11-24T08:00:00+02:00",
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
}
FIGURE = re.compile(r"-?\d+\.\d\d\b")
failures = []


def expect(holds, what):
    if not holds:
        failures.append(what)
        print(what)


def run(*call, fails=False, **more):
    done = subprocess.run(call, cwd=more.pop("cwd", DESK), env={**ENVIRONMENT, **more},
                          capture_output=True, check=False)
    if (done.returncode != 0) != fails:
        sys.exit(f"{' '.join(call)}: status {done.returncode}\n{done.stdout[-500:]}\n{done.stderr[-2000:]}")
    return done.stderr.decode() if fails else done.stdout


def money(thebe):
    return f"{thebe // 100}.{thebe % 100:02}"


def make_desk():
    (FOLDER / ".gitconfig").write_text("[user]\nname = Ntebo\nemail = ntebo@itworx.example\n")
    run("tkt", "init", str(DESK), cwd=FOLDER)
    desk = DESK / "desk.yaml"
    text = re.sub(r"rates: \{\} *", 'rates: {normal: "450.00", after-hours: "675.00"} ', desk.read_text())
    desk.write_text(text.replace('vat-number: ""', 'vat-number: "C00000000001"'))
    run("tkt", "commit", "-m", "Prices")
    run("tkt", "client", "add", "kgalagadi-foods", "--name", "Kgalagadi Foods (Pty) Ltd",
        "--category", "non-contract", "--address", "Plot 22")


def write_invoice(serial, client, descriptions, supplier="ITWorx"):
    """An issued invoice with a line for each description."""
    number = f"INV-2026-{serial:06}"
    lines, net = [], 0
    for index, description in enumerate(descriptions):
        minutes = 15 * (1 + index % 7)
        amount = 45000 * minutes // 60
        net += amount
        lines.append(
            f'  - {{ticket: "ITW-4F7K24", work: "{index:010}", by: ntebo, date: 2026-11-23, '
            f'description: "{description}", minutes: {minutes}, billed: {minutes}, rate: "450.00", '
            f'amount: "{money(amount)}", reason: normal rate}}\n')
    vat = (net * 14 + 50) // 100
    path = DESK / "invoices" / "2026" / f"{number}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"number: {number}\nkind: invoice\nissued: 2026-11-23T18:00:00+02:00\nby: ntebo\n"
        f'supplied: 2026-11-23\nclient: {{id: kgalagadi-foods, name: "{client}", address: [Plot 22]}}\n'
        f'supplier: {{name: "{supplier}", address: [Plot 1], vat-number: "C00000000001"}}\n'
        "currency: BWP\nlines:\n" + "".join(lines) +
        f'totals: {{net: "{money(net)}", vat: [{{percent: "14", base: "{money(net)}", '
        f'amount: "{money(vat)}"}}], gross: "{money(net + vat)}"}}\n')
    return number


def picture(width, height):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x10\x60\xa0" * width) * height
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def processor_time(number):
    """Seconds that printing a PDF takes, of which the start alone can be most in a checked build."""
    begin = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    pdf_of(number)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - begin


def pdf_of(number, **environment):
    path = FOLDER / f"{number}.pdf"
    path.write_bytes(run("tkt", "print", number, "--as", "pdf", **environment))
    return path


def text_of(pdf):
    return run("pdftotext", "-layout", str(pdf), "-").decode()


def check_pdf(number, pages):
    """Sound, with its fonts in it, and with the figures of the text form."""
    pdf = pdf_of(number)
    run("qpdf", "--check", str(pdf))
    fonts = run("pdffonts", str(pdf)).decode().splitlines()[2:]
    expect(fonts and all(font.split()[-5] == "yes" for font in fonts), f"{number}: fonts {fonts}")
    facts = run("pdfinfo", str(pdf)).decode()
    for fact in (f"Title: +.*{number}", "Author: +ITWorx", "Creator: +tkt", r"Page size: .*\(A4\)",
                 f"Pages: +{pages}\n"):
        expect(re.search(fact, facts), f"{number}: no '{fact}' in\n{facts}")
    text = text_of(pdf)
    for page in range(pages):
        expect(f"Page {page + 1} of {pages}" in text, f"{number}: page {page + 1}")
    expect(text.count("Description") == pages, f"{number}: the head is not on every page")
    form = run("tkt", "print", number).decode()
    expect(collections.Counter(FIGURE.findall(text)) == collections.Counter(FIGURE.findall(form)),
           f"{number}: other figures than those of the text form")
    return text


def check_forms():
    one = write_invoice(1, "Kgalagadi Foods (Pty) Ltd", ["VPN down: Restarted the gateway"])
    many = write_invoice(2, "Kgalagadi Foods (Pty) Ltd", [f"Line {i} of many" for i in range(200)])
    names = write_invoice(3, "The Kgalagadi " + "Very Long Name " * 20,
                          ["Šomarelo ya dikwalo tše", "خدمة الشبكة", "网络故障", "A" * 300, "word " * 2000])
    run("git", "add", "-A")
    run("git", "commit", "-qm", "Invoices")
    expect("Restarted the gateway" in check_pdf(one, 1), "the description is not to be found")
    text = check_pdf(many, 8)
    expect(all(f"Line {i} of many" in text for i in range(200)), "a line is lost")
    text = check_pdf(names, int(re.search(r"Page \d+ of (\d+)", text_of(pdf_of(names))).group(1)))
    for word in ("Šomarelo", "A" * 20):
        expect(word in text, f"'{word}' is not to be found")
    expect(text.count("word") == 2000, f"{text.count('word')} words of 2000")
    expect(pdf_of(one).read_bytes() == pdf_of(one).read_bytes(), "printed twice, two files")
    expect(processor_time(many) - processor_time(one) < 0.3, "a PDF of 200 lines takes too long")


def check_logo():
    pdf = pdf_of("INV-2026-000001")
    expect(len(run("pdfimages", "-list", str(pdf)).splitlines()) == 2, "a picture without a logo")
    (DESK / "templates").mkdir(exist_ok=True)
    (DESK / "templates" / "logo.png").write_bytes(picture(320, 96))
    run("tkt", "commit", "-m", "A logo")
    check_pdf("INV-2026-000001", 1)
    images = run("pdfimages", "-list", str(pdf_of("INV-2026-000001"))).decode().splitlines()[2:]
    expect(len(images) == 1 and images[0].split()[3:5] == ["320", "96"], f"the logo: {images}")
    page = run("tkt", "print", "INV-2026-000001", "--as", "html").decode()
    expect('src="data:image/png;base64,iVBORw0KGgo' in page, "no logo on the page")


def check_journal():
    run("tkt", "paid", "INV-2026-000001", "--amount", "50.00")
    for name in ("one", "two;  three | four"):
        ticket = run("tkt", "open", name, "-c", "kgalagadi-foods", "--contact", "Neo", "--mobile",
                     "71234567", "-p", "low", "--channel", "phone", "-d", "Slow").decode().strip()
        run("tkt", "resolve", ticket, "-m", "Faster", "--work", "25m")
        number = run("tkt", "invoice", ticket).decode().strip()
    run("tkt", "credit", number, "--reason", "Twice")
    credit = "CN-2026-000001"
    check_pdf(credit, 1)
    rows = run("tkt", "invoices", "--csv").decode().splitlines()
    heads = rows[0].split(",")
    rows = [dict(zip(heads, row.split(","))) for row in rows[1:]]
    total = lambda key: sum(round(float(row[key] or 0) * 100) for row in rows)
    expected = {"Assets:Bank": 5000, "Assets:Receivable:kgalagadi-foods": total("open"),
                "Income:Services": -total("net"), "Liabilities:VAT": -total("vat")}
    journal = FOLDER / "journal"
    journal.write_bytes(run("tkt", "invoices", "--as", "hledger"))
    for program in (["hledger", "balance", "--flat"], ["ledger", "--flat", "balance"]):
        output = run(program[0], "-f", str(journal), *program[1:]).decode()
        found = {account: round(float(amount) * 100)
                 for amount, account in re.findall(r"(-?[\d.]+) BWP +(\S+)", output)}
        expect(found == expected, f"{program[0]}: {found}, not {expected}")


def check_refusals():
    """Without a font no PDF is made; every other form is."""
    fonts = FOLDER / "fonts.conf"
    fonts.write_text('<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig/>')
    said = run("tkt", "print", "INV-2026-000001", "--as", "pdf", fails=True, FONTCONFIG_FILE=str(fonts))
    expect("no font is installed" in said and "fonts-dejavu-core" in said, said)
    (DESK / "templates" / "logo.png").write_bytes(picture(320, 96)[:60])
    run("git", "commit", "-qam", "Half a logo")
    said = run("tkt", "print", "INV-2026-000001", "--as", "pdf", fails=True)
    expect("no PNG" in said, said)


def main():
    for tool in TOOLS:
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            sys.exit(77)
    make_desk()
    check_forms()
    check_logo()
    check_journal()
    check_refusals()
    shutil.rmtree(FOLDER)
    sys.exit(1 if failures else 0)


main()
