"""Right rows → a file as somebody would have written it, and where each row stands in it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
import zipfile
from dataclasses import dataclass, field
from functools import cache
from xml.sax.saxutils import escape, quoteattr

import openpyxl
from generator import BODY, MEETINGS, TEXTS, codes_of, make

from dashboard.territory.folding import fold
from dashboard.territory.register import register

FORMS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp1256", "mac_roman",
         "xlsx", "ods")  # fmt: skip
WORKBOOKS = ("xlsx", "ods")
_FR = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
       "octobre", "novembre", "décembre")  # fmt: skip
_AR = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر",
       "نونبر", "دجنبر")  # fmt: skip
_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_PERSIAN = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_LETTERS = {"ي": "ی", "ك": "ک"}
TITLES = ("Relevé de la région, édition d'été", "كشف الجهة", "Situation arrêtée à la clôture",
          "Annexe n° 3 — à compléter")  # fmt: skip
TOTALS = ("TOTAL", "Total général", "Totaux", "المجموع", "Sous-total")
PROVINCE_HEADERS = ("province", "Province ou préfecture", "العمالة أو الإقليم", "PROVINCE")


@dataclass
class Written:
    """A file, the number of each row in it, of its header, of its totals."""

    right: object
    form: str
    content: bytes
    rows: list[int]
    header_row: int
    totals: list[int]
    header: dict[str, str] = field(default_factory=dict)


@dataclass
class Sheet:
    """A file being written: cells by row; faults are put into it before it becomes bytes."""

    right: object
    form: str
    province_column: bool
    header: dict[str, str]
    cells: list[dict]
    order: list[str | None]  # None: a column without a header and without cells
    wide: list[int] = field(default_factory=list)  # rows to which a cell too many is added
    twice: list[tuple[str, str]] = field(default_factory=list)  # more columns: (key, header)


def sheet(rng, table, wanted, *, form=None):
    """Return right rows as messy cells of a sheet in a form and encoding."""
    form = form or rng.choice(FORMS)
    right = make(rng, table, wanted)
    writer = Writer(rng, form, right)
    order = list(right.columns)
    if writer.province_column:
        order.append("province")
    rng.shuffle(order)
    for _ in range(rng.choice((0, 0, 1, 2))):
        order.insert(rng.randint(0, len(order)), None)
    header = {name: writer.header(name) for name in order if name}
    cells = [writer.row(at) for at in range(len(right.rows))]
    return Sheet(right, form, writer.province_column, header, cells, order)


class Writer:
    """Writes values as people do, within what the encoding of the file can say."""

    def __init__(self, rng, form, right):
        self.rng, self.form, self.right = rng, form, right
        self.contract = right.contract
        has_place = bool(self.contract.place) and self.contract.place in right.columns
        self.province_column = has_place and rng.random() < 0.5
        self._styles = {}

    def can(self, text):
        if self.form in WORKBOOKS:
            return True
        try:
            return text.encode(self.form).decode(self.form) == text
        except UnicodeError:
            return False

    def pick(self, *texts):
        """One of the texts the encoding can say; the last stands when it can say none."""
        able = [one for one in texts if self.can(one)]
        return self.rng.choice(able) if able else texts[-1]

    def header(self, name):
        if name == "province":
            return self.pick(*PROVINCE_HEADERS)
        return self.worn(self.pick(*_titles(self.contract, name, self.form)))

    def worn(self, text):
        """A header or name with the folds of contracts.md: what must make no difference."""
        rng, worn = self.rng, text
        for _ in range(rng.choice((0, 1, 2))):
            turn = rng.choice((_bare, str.upper, str.lower, _gaps, _tatweel, _marked, _presented,
                               _persian, _spread, _hyphen))  # fmt: skip
            tried = turn(rng, worn) if turn in (_gaps, _tatweel, _marked, _presented, _spread,
                                                _persian, _bare, _hyphen) else turn(worn)  # fmt: skip  # noqa: E501
            worn = tried if self.can(tried) else worn
        return worn

    def row(self, at):
        values, cells = self.right.rows[at], {}
        for name in self.right.columns:
            if name in self.right.erased[at]:
                cells[name] = self.pick("-", "محذوف", "–", "-")
            elif name in values:
                self.fit(name, values)
                cells[name] = self.cell(name, values[name], values)
        if self.province_column:
            province = _province_of(values.get(self.contract.place))
            if province:
                cells["province"] = self.pick(
                    province.name_ar, province.name_fr, province.name_fr, province.code
                )
        return cells

    def fit(self, name, values):
        """A text the encoding has no letters for is another text."""
        column = self.contract.by_name[name]
        if column.type == "text" and not column.values_from and not self.can(values[name]):
            values[name] = self.rng.choice([one for one in TEXTS if self.can(one)])

    def cell(self, name, value, values):
        column = self.contract.by_name[name]
        if isinstance(value, list):
            joined = self.rng.choice(("|", " | ", "| "))
            return joined.join(str(self.one(column, item, values, True)) for item in value)
        return self.one(column, value, values, False)

    def one(self, column, value, values, in_list):
        kind = column.type
        if column.values_from or kind == "enum":
            words = codes_of(self.contract.table, column)[value]
            word = self.pick(*words, value)
            return self.worn(word) if word != value or "_" in word else word
        if kind in ("code", "unit", "units"):
            return self.place(column, value, values)
        if kind == "integer":
            return self.number(value)
        if kind == "boolean":
            return self.yes_or_no(value)
        if kind in ("date", "dates"):
            return self.day(column.name, value, in_list)
        if kind == "period":
            return self.month(value)
        if kind == "reference" and value in MEETINGS and self.rng.random() < 0.5:
            return self.meeting(value)
        return self.text(value) if kind == "text" else str(value)

    def text(self, value):
        if " " in value and not value.startswith("http") and self.rng.random() < 0.3:
            tried = value.replace(" ", self.rng.choice(("\n", "\u00a0", "  ")), 1)
            return tried if self.can(tried) else value
        return value

    def number(self, value):
        plain, grouped = str(value), f"{value:,}"
        forms = [plain, plain, grouped.replace(",", " "), grouped.replace(",", "\u00a0"),
                 grouped.replace(",", "\u202f"), grouped.replace(",", "."), f"{plain},0",
                 f"{plain}.0", plain.translate(_INDIC), plain.translate(_PERSIAN),
                 grouped.replace(",", "٬").translate(_INDIC), f" {plain}\u00a0",
                 grouped.replace(",", " ") + ",00", grouped.replace(",", "\u2009"),
                 f"{plain}٫0".translate(_INDIC)]  # fmt: skip
        if self.form in WORKBOOKS and self.rng.random() < 0.5:
            return value
        return self.pick(*forms, plain)

    def yes_or_no(self, value):
        if self.form in WORKBOOKS and self.rng.random() < 0.3:
            return value
        yes, no = (
            ("oui", "OUI", "نعم", "Yes", "true", "1", "x", "X"),
            ("non", "لا", "No", "FALSE", "0"),
        )
        return self.pick(*(yes if value else no), "1" if value else "0")

    def day(self, name, value, in_list):
        """One style a column, or several of which the day and month cannot be mistaken."""
        style = self._styles.setdefault(
            name, self.rng.choice(("slash", "iso", "dash", "mixed", "dot"))
        )
        if style == "mixed":
            is_plain = value.day > 12 or value.day == value.month
            styles = ["iso", "french", "arabic", "serial", "indic", "native"]
            style = self.rng.choice([*styles, "slash", "dash"] if is_plain else styles)
        if style == "native" and (in_list or self.form not in WORKBOOKS):
            style = "iso"
        if style == "arabic" and not self.can("شتنبر أ"):
            style = "french"
        if style == "indic" and not self.can("٠"):
            style = "iso"
        return self.dated(value, style)

    def dated(self, value, style):
        first = "1er" if value.day == 1 and self.can("1er") else str(value.day)
        fr = _FR[value.month - 1]
        fr = self.pick(fr, fr.title(), fr.upper(), fr)
        return {
            "iso": f"{value:%Y-%m-%d}",
            "slash": f"{value:%d/%m/%Y}",
            "dash": f"{value:%d-%m-%y}",
            "dot": f"{value.day}.{value.month}.{value.year}",
            "french": f"{first} {fr} {value.year}",
            "arabic": f"{value.day} {_AR[value.month - 1]} {value.year}",
            "serial": str((value - dt.date(1899, 12, 30)).days),
            "indic": f"{value:%Y/%m/%d}".translate(_INDIC),
            "native": value,
        }[style]

    def month(self, value):
        year, month = value.split("-")
        if self.form in WORKBOOKS and self.rng.random() < 0.3:
            return dt.date(int(year), int(month), 1)
        return self.pick(
            value, f"{month}/{year}", f"{_FR[int(month) - 1]} {year}", f"{_AR[int(month) - 1]} {year}",  # noqa: E501
            f"{year}/{month}", value.translate(_INDIC), value,
        )  # fmt: skip

    def meeting(self, code):
        kind, unit, day = MEETINGS[code]
        where = register().place(unit)
        if kind == "regional_secretariat":
            return self.pick(
                f"Réunion du secrétariat régional {day:%d/%m/%Y}",
                f"اجتماع الأمانة الجهوية {day:%d/%m/%Y}", code,
            )  # fmt: skip
        return self.pick(
            f"Réunion du secrétariat provincial de {where.name_fr} {day:%d/%m/%Y}",
            f"اجتماع الأمانة الإقليمية ب{where.name_ar} {day:%d/%m/%Y}", code,
        )  # fmt: skip

    def place(self, column, code, values):
        place = register().place(code)
        if place is None or place.level in ("country", "region") or self.rng.random() < 0.3:
            return code
        has_province = self.province_column and values.get(self.contract.place) is not None
        if has_province and column.name != self.contract.place:
            return code
        province = place.province_code if has_province else None
        forms = [form for form in _said(place) if _alone(form, place, province)]
        body = values.get(BODY.get(self.contract.table))
        if place.level == "province" and body == "provincial_secretariat":
            forms += [place.name_fr, place.name_ar]
        forms = [form for form in forms if self.can(form)]
        return self.worn(self.rng.choice(forms)) if forms else code


def _titles(contract, name, form):
    """The words that mean a column alone, without what another column also bears."""
    column = contract.by_name[name]
    said = {}
    for one in contract.columns:
        for text in (one.name, *one.labels.values(), *one.synonyms):
            said.setdefault(fold(text.replace("_", " ")), set()).add(one.name)
    fr, ar = column.labels["fr"], column.labels["ar"]
    if form in ("cp1252", "mac_roman"):
        words = [fr]
    elif form == "cp1256":
        words = [ar]
    else:
        words = [*column.labels.values(), *column.synonyms]
    words = [one for one in words if said[fold(one.replace("_", " "))] == {name}]
    return [*words, name] if form not in ("cp1252", "cp1256", "mac_roman") else [*words, name][:1]


def _province_of(code):
    place = register().place(code or "")
    if place is None or place.level not in ("commune", "arrondissement", "cercle"):
        return None
    return register().place(place.province_code)


def _said(place):
    """A place as people say it: the name, or the name after its level."""
    names = ((place.name_fr, "fr"), (place.name_ar, "ar"))
    levels = {"commune": ("Commune de ", "جماعة "), "province": ("Province de ", "إقليم "),
              "cercle": ("Cercle de ", "دائرة ")}  # fmt: skip
    for name, language in names:
        if place.level in ("commune", "arrondissement"):
            yield name
        if place.level in levels:
            yield levels[place.level][language == "ar"] + name


@cache
def _bearers():
    bearers = {}
    known = register()
    for one in (*known.communes(), *known.arrondissements(), *known.cercles(), *known.provinces(),
                known.region()):  # fmt: skip
        for name in (one.name_fr, one.name_ar):
            bearers.setdefault(fold(name), set()).add((one.level, one.code, one.province_code))
    return bearers


def _alone(form, place, province):
    """Say whether words name one place: by the level they say, in the province of the row."""
    is_bare = form in (place.name_fr, place.name_ar)
    name = place.name_fr if form.endswith(place.name_fr) else place.name_ar
    rivals = _bearers()[fold(name)]
    if not is_bare:
        rivals = {one for one in rivals if one[0] == place.level}
    if province and not any(one[0] in ("province", "region") for one in rivals if is_bare):
        rivals = {one for one in rivals if one[2] == province}
    return len(rivals) == 1


def _bare(_rng, text):
    apart = unicodedata.normalize("NFD", text)
    return "".join(c for c in apart if c > "\u0600" or not unicodedata.combining(c))


def _gaps(rng, text):
    return text.replace(" ", rng.choice(("_", "  ", "\u00a0")))


def _hyphen(_rng, text):
    return text.replace(" ", "-") if text.isascii() else text


def _spread(rng, text):
    return rng.choice(("  ", "\u00a0", "")) + text + " "


def _tatweel(rng, text):
    at = [i for i in range(1, len(text)) if "ب" <= text[i - 1] <= "ي" and "ب" <= text[i] <= "ي"
          and text[i - 1] not in "ةدذرزو"]  # fmt: skip
    i = rng.choice(at) if at else 0
    return text[:i] + "ـ" * rng.randint(1, 3) + text[i:] if at else text


def _marked(rng, text):
    at = [i + 1 for i, letter in enumerate(text) if "ب" <= letter <= "ي"]
    i = rng.choice(at) if at else 0
    return text[:i] + rng.choice("\u064e\u064f\u0650\u0651\u0652") + text[i:] if at else text


def _persian(_rng, text):
    return "".join(_LETTERS.get(letter, letter) for letter in text)


@cache
def _forms():
    shapes = {}
    for point in range(0xFE80, 0xFEF5):
        plain = unicodedata.normalize("NFKC", chr(point))
        if len(plain) == 1:
            shapes.setdefault(plain, []).append(chr(point))
    return shapes


def _presented(rng, text):
    return "".join(rng.choice(_forms().get(letter, [letter])) for letter in text)


# ——— from cells to bytes


def write(rng, made):
    """Return the sheet as a file, with title rows, blank rows and totals around its rows."""
    order, rows = made.order, []
    width = len(order) + len(made.twice)
    can = Writer(rng, made.form, made.right).can
    for _ in range(rng.choice((0, 0, 1, 2, 3))):
        titles = [one for one in TITLES if can(one)]
        rows.append([rng.choice(titles)] if titles and rng.random() < 0.7 else [None] * width)
    head = [made.header.get(name) if name else None for name in order]
    rows.append([*head, *(title for _, title in made.twice)])
    header_row, at, totals = len(rows), [], []
    for index, cells in enumerate(made.cells):
        while rng.random() < 0.15:
            rows.append([None] * width)
        cells = [cells.get(name) if name else None for name in order]
        cells += [made.cells[index].get(key) for key, _ in made.twice]
        rows.append([*cells, *(["de trop"] if index in made.wide else [])])
        at.append(len(rows))
    if rng.random() < 0.5:
        totals.append(_total(rng, made, rows, width, can))
    content = _bytes(rng, made.form, rows, width)
    return Written(made.right, made.form, content, at, header_row, totals, made.header)


def _total(rng, made, rows, width, can):
    rng_word = [word for word in TOTALS if can(word)]
    cells = [None] * width
    first = next(i for i, name in enumerate(made.order) if name)
    for i, name in enumerate(made.order):
        column = made.right.contract.by_name.get(name or "")
        if column is not None and column.type == "integer":
            cells[i] = rng.choice((1234, "1 234", 56))
    cells[first] = rng.choice(rng_word)
    rows.append(cells)
    return len(rows)


def _bytes(rng, form, rows, width):
    if form == "xlsx":
        return _xlsx(rows)
    if form == "ods":
        return _ods(rows)
    delimiter = rng.choice((";", ",", "\t", "|"))
    held = io.StringIO()
    writer = csv.writer(held, delimiter=delimiter, lineterminator=rng.choice(("\r\n", "\n")))
    if rng.random() < 0.25:
        held.write(f"sep={delimiter}\r\n")
    for cells in rows:
        blank = all(cell is None for cell in cells)
        if blank and rng.random() < 0.5:
            held.write("\n")
        else:
            full = (
                [*cells, *[None] * (width - len(cells))]
                if rng.random() < 0.7 or len(cells) > 1
                else cells
            )
            writer.writerow(["" if cell is None else cell for cell in full])
    return held.getvalue().encode(form)


def _xlsx(rows):
    book = openpyxl.Workbook()
    for number, cells in enumerate(rows, 1):
        for at, cell in enumerate(cells, 1):
            if cell is not None:
                book.active.cell(number, at, cell)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _ods(rows):
    lines = "".join(
        f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>" for cells in rows
    )
    names = "urn:oasis:names:tc:opendocument:xmlns"
    body = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        f'xmlns:office="{names}:office:1.0" xmlns:table="{names}:table:1.0" '
        f'xmlns:text="{names}:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
        f'<table:table table:name="Feuille1">{lines}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        f'<?xml version="1.0"?><manifest:manifest xmlns:manifest="{names}:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", body, zipfile.ZIP_DEFLATED)
        archive.writestr("META-INF/manifest.xml", manifest, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def _ods_cell(cell):
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, bool):
        return (f'<table:table-cell office:value-type="boolean" office:boolean-value='
                f'"{str(cell).lower()}"/>')  # fmt: skip
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    if isinstance(cell, dt.date):
        return (
            f'<table:table-cell office:value-type="date" office:date-value={quoteattr(str(cell))}/>'
        )
    parts = "".join(f"<text:p>{escape(part)}</text:p>" for part in cell.split("\n"))
    return f'<table:table-cell office:value-type="string">{parts}</table:table-cell>'
