"""Files that somebody should never have sent, and right ones among them; seeded, so known again.

`hostile(n)` is the n-th: its kind, the page it goes to, the table chosen there, its name and bytes.
Only kind `right` must be taken, with exactly `rows`.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import re
import sys
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import docx
import openpyxl

from dashboard.contracts import contracts
from dashboard.territory.register import register

sys.path.insert(0, str(Path(__file__).parents[1] / "stress"))

import messy
import wrong

PHONE = "06 61 98 76 54"  # planted; nothing of it may stay anywhere
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NAMES = (
    "retour.csv", "classeur.xlsx", "كشف.ods", "sans extension", "../../etc/passwd",
    "..\\..\\windows\\win.ini", "%2e%2e%2fapp.py", "<img src=x onerror=alert(1)>.csv",
    "=cmd|' /C calc'!A0.csv", "CON", "a" * 240 + ".csv", "\u202egnp.csv", "nul\x01byte.csv",
    "[x](http://evil.example) $a$ :red[b].xlsx", "evil.exe", "membership.csv", "' or 1=1 --.csv",
)  # fmt: skip
FORMULAS = (
    "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x")',
    "=DDE(\"cmd\";\"/C calc\")", "＝1+1",
)  # fmt: skip
TEXTS = (
    "<script>alert(1)</script>", "'; drop table app.batches; --", "{{7*7}} ${7*7} #{7*7}",
    "#panic(1) $x^2$ @ref", "\u202eabc\u2066", "a\x00b", "e\u0301" * 3000, "𝕏" * 400,
    f"Appeler {PHONE}", "[x](javascript:alert(1))", "‮‭﻿", "%s%s%n", "../" * 40,
)  # fmt: skip


@dataclass
class Hostile:
    """One upload."""

    kind: str
    name: str
    content: bytes
    table: str = "membership"
    page: str = "data"
    rows: list = field(default_factory=list)


def hostile(n):
    """The n-th upload: one of ten is right, and so is one of the first ten."""
    rng = random.Random(f"hostile {n}")
    kind = "right" if n % 10 == 3 else KINDS[n % len(KINDS)]
    if kind == "right":
        return right(n)
    made = _MAKERS[kind](rng)
    return Hostile(kind, rng.choice(NAMES), *(made if isinstance(made, tuple) else (made,)))


@cache
def communes():
    return sorted(one.code for one in register().communes())


def right(n):
    """Five rows of membership that no other file holds, as CSV or as a workbook."""
    rows = []
    for at in range(5 * n, 5 * n + 5):
        months, commune = divmod(at, len(communes()))
        month = dt.date(2012 + months // 12, months % 12 + 1, 1)
        rows.append((communes()[commune], f"{month:%Y-%m}", at % 900 + 10))
    cells = [["territory_code", "period", "members"]]
    cells += [list(row) for row in rows]
    content = _xlsx(cells) if n % 20 == 3 else _csv(cells)
    return Hostile("right", f"juste {n}.csv", content, rows=rows)


def _csv(cells):
    return "".join(";".join(str(one) for one in row) + "\n" for row in cells).encode()


def _xlsx(cells):
    book, held = openpyxl.Workbook(), io.BytesIO()
    book.properties.created = dt.datetime(2026, 1, 1)
    for row in cells:
        book.active.append(row)
    book.save(held)
    return _without_its_hour(held.getvalue())


def _without_its_hour(content):
    """The same bytes whenever it is made: a zip's parts are of no hour, nor is the workbook."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = re.sub(
                rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2026-01-01T00:00:00Z", old.read(name)
            )
            new.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _seed(rng):
    """A messy file of any table but the one whose rows are counted, and its table."""
    table = rng.choice([name for name in sorted(contracts()) if name != "membership"])
    form = rng.choice(messy.FORMS)
    return messy.write(rng, messy.sheet(rng, table, rng.randint(1, 6), form=form)).content, table


def _flipped(rng):
    content, table = _seed(rng)
    held = bytearray(content)
    for _ in range(rng.choice((1, 3, 20, 200))):
        at = rng.randrange(len(held))
        what = rng.randrange(3)
        if what == 0:
            held[at] = rng.randrange(256)
        elif what == 1:
            held[at:at] = rng.randbytes(rng.randint(1, 9))
        else:
            del held[at : at + rng.randint(1, 9)]
        held = held or bytearray(b"x")
    return bytes(held), table


def _cut(rng):
    content, table = _seed(rng)
    return content[: rng.randrange(len(content))], table


def _wrong(rng):
    table = rng.choice([name for name in sorted(contracts()) if name != "membership"])
    file, _faults = wrong.wrong_file(rng, table, rng.choice(messy.FORMS))
    return file.content, table


def _other_table(rng):
    content, _table = _seed(rng)
    return content, rng.choice(sorted(contracts()))


def _noise(rng):
    heads = (
        b"", b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x1f\x8b", b"MZ",
        b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"SQLite format 3\x00", b"DUCK",
    )  # fmt: skip
    return rng.choice(heads) + rng.randbytes(rng.choice((0, 1, 7, 500, 20_000)))


def _encoded(rng):
    text = "territory_code;period;members\nأزرو;2003-05;120\nImouzzer Été;2003-05;45\n"
    encoding = rng.choice(("utf-16-be", "utf-32", "utf-7", "cp037", "shift_jis", "cp775", "koi8_r",
                           "iso2022_jp", "cp1256", "big5"))  # fmt: skip
    return text.encode(encoding, errors="replace")


def _cells(rng):
    """Formulas, markup, planted persons and odd letters in the cells of a good table."""
    odd = [rng.choice(FORMULAS + TEXTS) for _ in range(4)]
    table, column = rng.choice((("decisions", "summary"), ("constraint_reports", "summary"),
                                ("membership", "members"), ("diagnoses", "summary")))  # fmt: skip
    cells = [["territory_code", "period", column, *odd[:1]]]
    cells += [["Azrou", "2003-05", one, one] for one in odd]
    content = _csv(cells) if rng.random() < 0.6 else _xlsx_of(cells)
    return content, table


def _xlsx_of(cells):
    return _xlsx([[messy_cell(one) for one in row] for row in cells])


def messy_cell(text):
    return "".join(one for one in text if one >= " " or one in "\t\r")


def _wide(rng):
    what = rng.randrange(5)
    if what == 0:
        return b";".join(b"c%d" % n for n in range(rng.choice((300, 40_000)))) + b"\n1;2\n"
    if what == 1:
        return b"territory_code;period;members\nAzrou;2003-05;" + b"9" * 1_000_000 + b"\n"
    if what == 2:
        return b'territory_code;period;members\nAzrou;2003-05;"' + b"x\n" * 200_000
    if what == 3:
        return b"territory_code;period;members\n" + b";;\n" * 60_000
    return b"\n" * 300_000 + b"territory_code;period\n"


@cache
def _workbook():
    return _xlsx([["territory_code", "period", "members"], ["Azrou", "2003-05", 120]])


def _with(changed=(), added=()):
    """The good workbook with some parts changed and some added."""
    held, changed = io.BytesIO(), dict(changed)
    with (
        zipfile.ZipFile(io.BytesIO(_workbook())) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            change = changed.get(name)
            new.writestr(name, change(old.read(name)) if change else old.read(name))
        for name, content in added:
            new.writestr(name, content)
    return held.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@cache
def _bombs():
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"lol")
                      for n in range(9))  # fmt: skip
    head, outside = (
        b"<?xml version='1.0'?><!DOCTYPE x [",
        b'<!ENTITY f SYSTEM "file:///etc/passwd">',
    )
    deep = b"<a>" * 60_000 + b"</a>" * 60_000
    lying = bytearray(_with(added=[("xl/media/a.bin", b"0" * 3_000_000)]))
    lying[22:26] = (7).to_bytes(4, "little")
    nested = _with(added=[("xl/embeddings/b.xlsx", _with(added=[("c.zip", _workbook())]))])
    linked = (
        b'<externalLink xmlns="%s"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    )
    return (
        _with(added=[("xl/worksheets/sheet9.xml", b"0" * 320 * 2**20)]),
        _with([(SHEET, lambda _old: head + laughs + b"]><x>&l8;</x>")]),
        _with([(SHEET, lambda _old: head + outside + b"]><x>&f;</x>")]),
        _with([(SHEET, lambda _old: b'<worksheet xmlns="%s">' % MAIN.encode() + deep)]),
        _with([(SHEET, lambda old: old.replace(b"</row>", b"<c t='s'><v>99999999</v></c></row>"))]),
        _with([(SHEET, lambda old: old.replace(b'r="A1"', b'r="XFD1048576"'))]),
        _with([(SHEET, lambda old: old[:200])]),
        _with(added=[("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" * 90)]),
        _with(added=[("xl/externalLinks/externalLink1.xml", linked % MAIN.encode())]),
        _with(added=[(f"xl/x{n}.xml", b"") for n in range(12_000)]),
        _with(added=[("../../evil.py", b"raise SystemExit"), ("/etc/evil", b"x")]),
        _with([(SHEET, lambda _old: b"<x/>")]),
        bytes(lying), nested,
        b"\x1f\x8b\x08\x00" + zlib.compress(b"0" * 9_000_000),
    )  # fmt: skip


def _bomb(rng):
    return rng.choice(_bombs())


def _document(rng):
    """For the communiqué's page: texts, Word files and PDFs, whole, broken and planted."""
    line = f"قررت الأمانة الإقليمية بتازة عقد اجتماع. {rng.choice(TEXTS + FORMULAS)}"
    document, held = docx.Document(), io.BytesIO()
    document.add_paragraph(messy_cell(line))
    document.save(held)
    whole = rng.choice((line.encode("utf-8", "replace"), held.getvalue(), _pdf(rng),
                        line.encode("cp1256", "replace")))  # fmt: skip
    if rng.random() < 0.6:
        broken = bytearray(whole)
        for _ in range(rng.choice((1, 30))):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        whole = bytes(broken[: rng.choice((len(broken), rng.randrange(len(broken))))])
    return whole, "membership", "communique"


def _pdf(rng):
    """A PDF that points at itself, at nothing, or says it has a million pages."""
    count = rng.choice((1, 2, 1_000_000, -4))
    kids = rng.choice(("[2 0 R]", "[3 0 R]", "[9 0 R 3 0 R]", "[]"))
    return (
        f"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids {kids}"
        f"/Count {count}>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/Contents 3 0 R>>endobj\n"
        "trailer<</Root 1 0 R/Size 4>>\n%%EOF"
    ).encode()


_MAKERS = {
    "flipped": _flipped, "cut": _cut, "wrong": _wrong, "other table": _other_table,
    "noise": _noise, "encoded": _encoded, "cells": _cells, "wide": _wide, "bomb": _bomb,
    "document": _document,
}  # fmt: skip
KINDS = ("flipped", "cut", "cells", "bomb", "noise", "document", "wrong", "encoded", "flipped",
         "other table", "wide")  # fmt: skip
