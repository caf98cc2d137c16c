# ruff: noqa: E501 — tables of faults read better a fault a line
"""Right files with faults put in: each fault in a row of its own, with the refusal it must get."""

from __future__ import annotations

import datetime as dt

import messy
from generator import BODY, NATIONAL, OF_A_KIND, TODAY, kind_of

TOO_LONG = "suivi du dossier " * 40


def _fits(needs, row):
    """Say whether a row is the one asked for, by its index or by what it must hold."""
    if needs is None or isinstance(needs, int):
        return needs in (None, row)
    return needs(row)


class Spoiler:
    """Puts faults into the cells of a sheet and notes (code, row index, column) of each."""

    def __init__(self, rng, made):
        self.rng, self.made = rng, made
        self.right, self.contract = made.right, made.right.contract
        self.free = list(range(len(made.cells)))
        rng.shuffle(self.free)
        self.faults = []  # (code, index of the row, "header" or None for the file, column)
        self.used = set()
        self.writer = messy.Writer(rng, made.form, made.right)
        self.writer.province_column = made.province_column

    def columns(self, *types, keep=None):
        """Columns of the file with a type, in any order, that no other cell depends on."""
        found = [self.contract.by_name[name] for name in self.right.columns]
        found = [
            c for c in found if c.type in types and not c.values_from and c.name not in self.used
        ]
        self.rng.shuffle(found)
        return [c for c in found if keep is None or keep(c)]

    def put(self, code, column, cell, needs=None):
        """Put a faulty cell in a row that nothing else is wrong with."""
        row = next((i for i in self.free if _fits(needs, i)), None)
        if row is None or (isinstance(cell, str) and not self.writer.can(cell)):
            return False
        self.free.remove(row)
        self.made.cells[row][column] = cell
        self.faults.append((code, row, column))
        return True

    def has(self, name):
        return lambda row: name in self.right.rows[row]

    # ——— cells

    def number(self):
        for column in self.columns("integer")[:1]:
            self.put(*self.rng.choice((
                ("number.invalid", column.name, "douze"), ("number.negative", column.name, "-3"),
                ("number.not_whole", column.name, "12,5"), ("number.invalid", column.name, "1 23"),
                ("number.too_large", column.name, "3000000000"), ("number.invalid", column.name, "اثنا عشر"),
                ("number.ambiguous", column.name, "1,234"), ("number.invalid", column.name, "12 membres"),
            )))  # fmt: skip

    def day(self):
        for column in self.columns("date")[:1]:
            self.used.add(column.name)
            self.put(*self.rng.choice((
                ("date.invalid", column.name, "bientôt"), ("date.impossible", column.name, "30/02/2025"),
                ("date.impossible", column.name, "31 avril 2025"), ("date.invalid", column.name, "mai"),
                ("date.before_1990", column.name, "15/05/1985"), ("date.before_1990", column.name, "1889-12-31"),
                ("date.impossible", column.name, "2025-02-29"),
            )))  # fmt: skip

    def day_ambiguous(self):
        """A column of ISO days and one 03/04: nothing says which of its numbers is the month."""
        for column in self.columns("date")[:1]:
            if any(name == column.name for _, _, name in self.faults):
                continue
            self.used.add(column.name)
            for row, values in enumerate(self.right.rows):
                if column.name in values and self.made.cells[row].get(column.name) is not None:
                    self.made.cells[row][column.name] = values[column.name].isoformat()
            if sum(self.has(column.name)(row) for row in range(len(self.right.rows))) > 2:
                self.put("date.ambiguous", column.name, "03/04/2025")

    def month(self):
        for column in self.columns("period")[:1]:
            self.put(*self.rng.choice((
                ("period.invalid", column.name, "2026-13"), ("period.invalid", column.name, "hier"),
                ("date.before_1990", column.name, "1989-12"),
            )))  # fmt: skip

    def boolean(self):
        for column in self.columns("boolean")[:1]:
            self.put("boolean.invalid", column.name, self.rng.choice(("peut-être", "2", "ربما")))

    def listed(self):
        names = [
            c.name
            for c in self.contract.columns
            if c.type == "enum" and c.name in self.right.columns
        ]
        names = [n for n in names if n not in self._deciding()]
        if names:
            self.put(
                "value.unknown",
                self.rng.choice(names),
                self.rng.choice(("violet", "بنفسجي", "zzz")),
            )

    def _deciding(self):
        told = {BODY.get(self.contract.table), *self.contract.not_below_province_when}
        for column in self.contract.columns:
            told |= {*column.only_when, *column.required_when}
        return told

    def place(self):
        for column in self.columns("code", "unit")[:1]:
            wrong = [("territory.unknown", "Atlantide du Nord"), ("territory.unknown", "03.999.01.01"),
                     ("territory.part", "Centre de Bhalil"),
                     ("territory.part", "مركز البهاليل"), ("territory.part", "Ville de Bhalil"), ("territory.unknown", "بلاد الخيال")]  # fmt: skip
            if self.made.form in messy.WORKBOOKS:
                wrong.append(("territory.number", 3.231))
            if self.contract.table == "membership":
                wrong = [("territory.level", "03.561"), ("territory.level", "03"), *wrong[:2]]
            code, cell = self.rng.choice(wrong)
            body = BODY.get(self.contract.table)
            if code == "territory.part" and body:
                code, cell = "territory.unknown", "Atlantide du Nord"
            self.put(code, column.name, cell, None)

    def other_province(self):
        place = self.contract.place
        if self.made.province_column and place in self.right.columns:
            commune = "03.271.01.01"  # Azrou, in the province of Ifrane
            row = next((i for i in self.free if self._is_commune(i)), None)
            if row is not None and self.put("territory.other_province", place, commune, row):
                self.made.cells[row]["province"] = "Taounate"

    def unknown_province(self):
        if self.made.province_column:
            self.put("province.unknown", "province", "Atlantide", self._is_commune)
            if self.faults and self.faults[-1][0] == "province.unknown":
                row = self.faults[-1][1]
                self.made.cells[row][self.contract.place] = self.right.rows[row][
                    self.contract.place
                ]

    def _is_commune(self, row):
        values = self.right.rows[row]
        code = values.get(self.contract.place, "")
        body = values.get(BODY.get(self.contract.table))
        return messy._province_of(code) is not None and body in (None, "local_secretariat") and (
            self.made.cells[row].get("province") is not None
        )  # fmt: skip

    def text(self):
        texts = self.columns("text", keep=lambda c: not c.name.endswith("_url"))
        for column in texts[:1]:
            self.put(*self.rng.choice((
                ("text.too_long", column.name, TOO_LONG),
                ("personal_data.cell", column.name, "Appeler le 06 61 23 45 67"),
                ("personal_data.cell", column.name, "الهاتف ٠٦٦١٢٣٤٥٦٧"),
                ("personal_data.cell", column.name, "Écrire à bureau@exemple.ma"),
                ("personal_data.cell", column.name, "CIN CD123456"),
                ("personal_data.perhaps_a_name", column.name, "Voir Ahmed Benjelloun"),
            )))  # fmt: skip

    def address(self):
        for column in self.columns("text", keep=lambda c: c.name.endswith("_url")):
            self.put("url.invalid", column.name, "parti.ma/reunion", self._is_national)

    def _is_national(self, row):
        return self.right.rows[row].get("body_kind", NATIONAL[0]) in NATIONAL

    def reference(self):
        for column in self.columns("reference", "references")[:1]:
            if column.refers_to in ("meetings", "structures", "directives"):
                self.put("reference.unreadable", column.name, "la dernière fois")

    def formula(self):
        for column in self.columns("integer", "date", "enum", "period", "boolean")[:1]:
            if column.name not in self._deciding():
                self.used.add(column.name)
                self.put(
                    "cell.formula_error", column.name, self.rng.choice(("#REF!", "#N/A", "#DIV/0!"))
                )

    def erased(self):
        for column in self._required():
            self.put("cell.cannot_erase", column.name, "-")

    def empty(self):
        for column in self._required():
            if column.name == self.contract.place and BODY.get(self.contract.table):
                continue  # a lone body needs no place: nobody types where the region is
            # a row with nothing but its territory is a row of a template that nobody filled
            others = {*self.right.columns} - {column.name, self.contract.place}
            self.put("cell.missing", column.name, None,
                     lambda i, others=others: any(self.made.cells[i].get(n) is not None for n in others))  # fmt: skip

    def _required(self):
        required = [c for c in self.contract.columns if c.required and not c.default
                    and not c.default_from and c.name in self.right.columns
                    and c.name not in self._deciding()]  # fmt: skip
        self.rng.shuffle(required)
        return required[:1]

    # ——— rows

    def again(self, row, name, value):
        """Change a value of a row, and its cell with it."""
        self.right.rows[row][name] = value
        self.made.cells[row][name] = value.isoformat() if isinstance(value, dt.date) else str(value)

    def follows(self, name):
        return [c.name for c in self.contract.columns if name in (c.not_before, c.part_of)]

    def part(self):
        parts = self.columns("integer", keep=lambda c: c.part_of in self.right.columns
                             and not c.least_whole and not self.follows(c.name))  # fmt: skip
        for column in parts[:1]:
            row = next((i for i in self.free if column.part_of in self.right.rows[i]), None)
            if row is not None:
                whole = self.right.rows[row][column.part_of] + 1
                self.put("count.part_above_whole", column.name, str(whole), row)

    def order(self):
        later = self.columns("date", keep=lambda c: c.not_before in self.right.columns
                             and not self.follows(c.name) and not c.only_when)  # fmt: skip
        for column in later[:1]:
            row = next((i for i in self.free if column.not_before in self.right.rows[i]), None)
            if row is not None:
                first = self.right.rows[row][column.not_before] - dt.timedelta(days=1)
                if column.name in self.contract.natural_key:
                    continue
                self.used |= {column.name, column.not_before}
                self.put("date.order", column.name, first.isoformat(), row)

    def future(self):
        late = self.columns("date", keep=lambda c: c.past and not self.follows(c.name)
                            and not c.only_when)  # fmt: skip
        for column in late[:1]:
            day = TODAY + dt.timedelta(days=self.rng.randint(1, 400))
            self.used.add(column.name)
            self.put("date.future", column.name, day.isoformat())

    def small_body(self):
        for column in self.columns("integer", keep=lambda c: c.least_whole)[:1]:
            row = next(iter(self.free))
            for name in self.follows(column.part_of):
                self.made.cells[row].pop(name, None)
            self.again(row, column.part_of, 9)
            self.put("count.small_body", column.name, "2", row)

    def not_with(self):
        held = self.columns("date", "text", keep=lambda c: (c.only_when and not c.past) or c.name == "closed_on"
                            or (c.name == "answered_on" and c.only_when))  # fmt: skip
        for column in held[:1]:
            ((name, wanted),) = column.only_when.items()
            row = next(
                (i for i in self.free if self.right.rows[i].get(name, "open") not in wanted), None
            )
            if row is None or name not in self.right.columns:
                continue
            cell = "https://parti.example.ma/a" if column.type == "text" else "2026-11-01"
            self.used.add(column.name)
            self.put("cell.not_with", column.name, cell, row)

    def needed_with(self):
        """What another column of the row asks for is left empty."""
        for column in self.columns("date", keep=lambda c: c.required_when)[:1]:
            ((name, wanted),) = column.required_when.items()
            row = next((i for i in self.free if self.right.rows[i].get(name) in wanted), None)
            if row is not None and not (
                column.name == "held_on" and "minutes_filed_on" in self.right.rows[row]
            ):
                has_day = column.name != "held_on" or "planned_on" in self.right.rows[row]
                if has_day:
                    self.put("cell.missing", column.name, None, row)

    def bounds(self):
        held = self.columns("integer", keep=lambda c: c.most is not None)
        for column in held[:1]:
            self.put("number.out_of_bounds", column.name, str(column.most + 1))

    def judging(self):
        for name, wanted in self.contract.not_below_province_when.items():
            row = next((i for i in self.free if self.right.rows[i][name] in wanted), None)
            if row is not None:
                self.made.cells[row].pop("province", None)
                self.put("territory.judged_below_province", self.contract.place, "03.271.01.01",
                         row)  # fmt: skip

    def other_kind(self):
        """A unit in which this kind is not elected; of a by-election, in its id."""
        if self.contract.table in OF_A_KIND and self.free:
            row = self.free[0]
            is_communal = kind_of(self.right.rows[row]) == "communal"
            self.made.cells[row].pop("province", None)
            cell = "regional:03.561" if is_communal else "03.271.01.01"
            self.put("election.other_unit", "unit_code", cell, row)
        if self.contract.table == "elections":
            row = next((i for i in self.free if self.right.rows[i].get("is_by_election")), None)
            if row is not None:
                code = f"{self.right.rows[row]['kind']}.2031.by.03.271.99.01"
                self.put("election.id_unit", "election_id", code, row)

    def twice(self):
        """A row said again with another value: the second is in conflict with the first."""
        contract, cells = self.contract, self.made.cells
        names = [
            c.name
            for c in contract.facts
            if c.type == "text" or (c.type == "integer" and not c.part_of)
        ]
        names = [n for n in names if n in self.right.columns and not self.follows(n)]
        names = [n for n in names if contract.by_name[n].most is None and not n.endswith("_url")
                 and not (n == "label" and contract.label_kinds)]  # fmt: skip
        if not names or len(self.free) < 2 or "number" in names:
            return
        name = self.rng.choice(names)
        first = next((i for i in self.free if self.right.rows[i].get(name) is not None), None)
        if first is None:
            return
        self.free.remove(first)
        cells.append(dict(cells[first]))
        value = "77" if contract.by_name[name].type == "integer" else "Note de la section"
        cells[-1][name] = value
        self.right.rows.append(dict(self.right.rows[first]))
        self.right.erased.append(set())
        code = "row.same_key" if contract.id_column else "row.conflict"
        self.faults.append((code, len(cells) - 1, None))

    def ragged(self):
        if self.made.form in messy.WORKBOOKS or not self.free:
            return
        row = self.free.pop()
        self.made.wide.append(row)
        self.faults.append(("row.ragged", row, None))

    # ——— headers

    def stranger(self):
        self._more("column.unknown", self.rng.choice(("couleur", "Météo du jour")))

    def personal(self):
        header = self.rng.choice(
            ("CIN", "Téléphone", "Nom et prénom", "E-mail", "رقم الهاتف", "العنوان")
        )
        self._more("personal_data.column", header)

    def _more(self, code, header):
        if self.writer.can(header):
            self.made.twice.append((header, header))
            self.faults.append((code, "header", header))

    def same_column(self):
        name = self.rng.choice(self.right.columns)
        self.made.twice.append((f"{name} again", name))
        self.faults.append(("column.twice", "header", name))

    def unnamed(self):
        order = self.made.order
        order.insert(order.index(next(name for name in order if name)) + 1, "unnamed")
        self.made.cells[0]["unnamed"] = "?"
        self.faults.append(("column.unnamed", "header", None))

    def absent(self):
        """Without a required column nothing beyond single cells can be checked."""
        required = self._required()
        for column in required:
            if self.contract.id_column in self.right.columns:
                return
            self.made.order.remove(column.name)
            self.right.columns.remove(column.name)
            self.faults.append(("column.missing", "header", column.name))


CELLS = ("number", "day", "day_ambiguous", "month", "boolean", "listed", "place", "other_province",
         "unknown_province", "text", "address", "reference", "formula", "erased", "empty", "ragged")  # fmt: skip
ROWS = (
    "part",
    "order",
    "future",
    "small_body",
    "not_with",
    "needed_with",
    "bounds",
    "judging",
    "twice",
)
HEADERS = ("stranger", "personal", "same_column", "unnamed")


def wrong_file(rng, table, form):
    """Return a file with several faults and the refusals: (code, row, column) of each."""
    made = messy.sheet(rng, table, 14, form=form)
    spoiler = Spoiler(rng, made)
    lot = rng.random()
    if lot < 0.15:
        spoiler.absent()
        kinds = rng.sample([kind for kind in CELLS if kind not in ("empty", "reference")], 4)
    else:
        kinds = ["other_kind", *rng.sample(ROWS, 6), *rng.sample(CELLS, 7)]
    if table == "decisions" and "reference" not in kinds and lot >= 0.15:
        kinds.insert(0, "reference")
    if lot > 0.7:
        kinds.append(rng.choice(HEADERS))
    for kind in kinds:
        getattr(spoiler, kind)()
    if not spoiler.faults:
        spoiler.number()
        spoiler.erased()
        spoiler.empty()
    file = messy.write(rng, made)
    where = {None: None, "header": file.header_row, **dict(enumerate(file.rows))}
    return file, {(code, where[row], column) for code, row, column in spoiler.faults}


CODES = {
    "boolean.invalid", "cell.cannot_erase", "cell.formula_error", "cell.missing", "cell.not_with",
    "column.missing", "column.twice", "column.unknown", "column.unnamed",
    "count.part_above_whole", "count.small_body",
    "date.ambiguous", "date.before_1990", "date.future", "date.impossible", "date.invalid",
    "date.order", "election.id_unit", "election.other_unit", "number.ambiguous", "number.invalid", "number.negative", "number.not_whole",
    "number.out_of_bounds", "number.too_large", "period.invalid",
    "personal_data.cell", "personal_data.column", "personal_data.perhaps_a_name",
    "province.unknown", "reference.unreadable", "row.conflict", "row.ragged", "row.same_key",
    "territory.judged_below_province", "territory.level", "territory.number",
    "territory.other_province", "territory.part", "territory.unknown", "text.too_long",
    "url.invalid", "value.unknown",
}  # fmt: skip
