"""A template as a workbook: what it offers, and that what is filled in it is what is imported."""

from __future__ import annotations

import datetime as dt
import io
import random
from functools import cache

import pytest
from openpyxl import load_workbook

from dashboard.contracts import Column, Contract, contracts
from dashboard.errors import Refused
from dashboard.intake.headers import columns_of
from dashboard.intake.importing import check
from dashboard.intake.places import ANY, place_code, province_code
from dashboard.intake.template_meanings import choices
from dashboard.intake.template_workbook import template_xlsx
from dashboard.intake.templates import clear_name, columns_in_order, headers, template_csv
from dashboard.store import Batch, Part, Row, Store
from dashboard.store import commit as put
from dashboard.territory.register import register
from dashboard.wording import LANGUAGES

TABLES = contracts()
BOTH = [(table, language) for table in TABLES for language in LANGUAGES]
TODAY = dt.date(2026, 11, 20)
IFRANE = "03.271"
UNITS = sorted(one.code for one in register().communes() if one.province_code == IFRANE)
PLACED = [table for table in TABLES if TABLES[table].place]
# Rows that references of the round trip name.
STORED = {
    "elections": {
        "election_id": "communal.2027",
        "kind": "communal",
        "is_by_election": False,
        "date_status": "unknown",
        "source": "test",
    },
    "structures": {
        "structure_id": "structures.03.271.1",
        "kind": "provincial_secretariat",
        "unit_code": IFRANE,
        "number": 1,
    },
    "directives": {
        "directive_id": "directives.ma.1",
        "kind": "note",
        "issued_on": dt.date(2024, 12, 5),
        "body": "political_bureau",
        "number": 1,
        "title": "Note",
    },
    "meetings": {
        "meeting_id": "meetings.03.271.1",
        "kind": "ordinary",
        "body_kind": "provincial_secretariat",
        "body_unit_code": IFRANE,
        "status": "held",
        "held_on": dt.date(2024, 12, 5),
        "key_on": dt.date(2024, 12, 5),
    },
    "milestones": {
        "milestone_id": "milestones.03.1",
        "kind": "congress",
        "territory_code": "03",
        "cycle": "2027.1",
        "number": 1,
        "title": "Congrès",
        "date_status": "unknown",
    },
}


@pytest.fixture(scope="module")
def shelf():
    """One store for all: a check writes nothing."""
    with Store.open(None) as store:
        for table, values in STORED.items():
            put(store, [Batch([Part(table, "upsert", [Row(1, values)])], "reported")])
        yield store


@cache
def made(table, language, *territories):
    return template_xlsx(table, language, territories=territories or None)


@cache
def opened(table, language, *territories):
    """The template as it is, for all tests to read."""
    return load_workbook(io.BytesIO(made(table, language, *territories)))


def validations(workbook):
    """The rule of each column of the first sheet, by the column's letter."""
    found = {}
    for rule in workbook.worksheets[0].data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        assert cells.min_row == 2
        found[cells.coord.split(":")[0].rstrip("2")] = rule
    return found


def offered(workbook, rule):
    """The values of a drop-down, read from the hidden sheet."""
    name, cells = rule.formula1.split("!")
    return [cell.value for (cell,) in workbook[name][cells.replace("$", "")]]


def letter_of(contract, language, column):
    titles = headers(contract, language)
    index = titles.index(contract.label(column, language))
    return chr(ord("A") + index)


@pytest.mark.parametrize(("table", "language"), BOTH)
def test_every_header_is_recognised_by_the_import(table, language) -> None:
    contract = TABLES[table]
    titles = tuple(cell.value for cell in opened(table, language).worksheets[0][1])

    found = columns_of(contract, titles, 1)

    assert found.problems == ()
    assert set(found.at) == set(contract.by_name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_sheets_the_last_hidden_and_arabic_runs_right_to_left(language) -> None:
    workbook = opened("constraint_reports", language)

    assert [sheet.sheet_state for sheet in workbook] == ["visible", "visible", "hidden"]
    assert workbook.worksheets[0].title == TABLES["constraint_reports"].title[language]
    for sheet in workbook:
        assert sheet.sheet_view.rightToLeft == (language == "ar")
    assert [sheet.freeze_panes for sheet in workbook.worksheets[:2]] == ["A2", "A2"]
    assert workbook.worksheets[0].page_setup.orientation == "landscape"


@pytest.mark.parametrize(("table", "language"), BOTH)
def test_the_second_sheet_explains_every_column_in_the_order_of_the_first(table, language) -> None:
    contract = TABLES[table]
    _, *rows = opened(table, language).worksheets[1].iter_rows(values_only=True)

    columns = [column for column in columns_in_order(contract) if column]
    assert [row[0] for row in rows] == [column.labels[language] for column in columns]
    assert [row[3] for row in rows] == [column.about[language] for column in columns]
    assert [bool(row[1]) for row in rows] == [
        column.required or column.name in contract.natural_key for column in columns
    ]
    for row, column in zip(rows, columns, strict=True):
        assert row[4] is None or set(choices(column, language)) <= set(row[4].split("\n"))
        assert bool(row[5]) == bool(column.example)


@pytest.mark.parametrize(("table", "language"), BOTH)
def test_drop_downs_offer_the_labels_of_the_language(table, language) -> None:
    contract, workbook = TABLES[table], opened(table, language)
    rules = validations(workbook)

    for column in contract.columns:
        rule = rules.get(letter_of(contract, language, column.name))
        if column.type in ("enum", "boolean"):
            assert offered(workbook, rule) == choices(column, language)
        if column.type in ("integer", "date"):
            assert rule.type == {"integer": "whole", "date": "date"}[column.type]
        if rule is not None:
            assert rule.errorStyle == "warning"  # a dash that erases stays possible


def test_a_list_of_several_values_is_not_questioned() -> None:
    contract, workbook = TABLES["meetings"], opened("meetings", "fr")

    topics = validations(workbook)[letter_of(contract, "fr", "topics")]
    status = validations(workbook)[letter_of(contract, "fr", "status")]

    assert not topics.showErrorMessage
    assert status.showErrorMessage


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_offered_leads_to_one_place_of_the_province(language) -> None:
    contract, workbook = TABLES["diagnoses"], opened("diagnoses", language, IFRANE)
    rule = validations(workbook)[letter_of(contract, language, "territory_code")]

    *names, province, region = offered(workbook, rule)

    assert sorted(place_code(name, IFRANE, ANY) for name in names) == UNITS
    assert place_code(province, IFRANE, ANY) == IFRANE
    assert place_code(region, None, ANY) == "03"
    assert len(UNITS) == 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_province_offered_is_read_as_itself(language) -> None:
    workbook = opened("diagnoses", language)
    names = offered(workbook, validations(workbook)[letter_of_province(language)])

    assert [province_code(name) for name in names] == [p.code for p in register().provinces()]
    places = offered(
        workbook, validations(workbook)[letter_of(TABLES["diagnoses"], language, "territory_code")]
    )
    assert [place_code(name, None, ANY) for name in places[-10:-1]] == [
        province.code for province in register().provinces()
    ]


def letter_of_province(language):
    columns = list(columns_in_order(TABLES["diagnoses"]))
    return chr(ord("A") + columns.index(None))


def test_members_are_counted_in_communes_so_no_province_is_offered() -> None:
    workbook = opened("membership", "fr", IFRANE)
    rule = validations(workbook)[letter_of(TABLES["membership"], "fr", "territory_code")]

    names = offered(workbook, rule)

    assert len(names) == 10
    assert "Azrou" in names
    assert "Province de Ifrane" not in names


def test_codes_and_months_stay_text_and_days_are_shown_as_days() -> None:
    sheet, contract = opened("electorate", "fr").worksheets[0], TABLES["electorate"]

    formats = {
        name: sheet.column_dimensions[letter_of(contract, "fr", name)].number_format
        for name in contract.by_name
    }

    assert formats == {
        "territory_code": "@",
        "counted_on": "dd/mm/yyyy",
        "registered": "0",
        "registered_women": "0",
    }


def test_severity_takes_one_to_four() -> None:
    rules = validations(opened("constraint_reports", "en"))
    rule = rules[letter_of(TABLES["constraint_reports"], "en", "severity")]

    assert (rule.formula1, rule.formula2) == ("1", "4")


@pytest.mark.parametrize("table", PLACED)
def test_rows_left_as_they_were_are_not_read(table, shelf) -> None:
    content = template_xlsx(table, "ar", territories=[IFRANE])

    checked = check(shelf, table, content, file_name=f"{table}.xlsx", today=TODAY)

    assert [problem.code for problem in checked.problems] == ["row.untouched"]
    assert checked.problems[0].level == "warning"
    assert checked.rows == ()


def test_rows_of_a_territory_are_those_of_the_csv_template() -> None:
    _, *rows = opened("membership", "fr", "03.231").worksheets[0].iter_rows(values_only=True)
    lines = template_csv("membership", "fr", territories=["03.231"]).decode("utf-8-sig")

    assert [";".join(cell or "" for cell in row) for row in rows] == lines.splitlines()[1:]


@pytest.mark.parametrize(
    ("table", "territories", "message"),
    [
        ("members", None, "No table is called members"),
        ("membership", ["03.999"], "No territory has the code"),
        ("sectors", [IFRANE], "has no territory"),
    ],
)
def test_what_cannot_be_made_is_refused(table, territories, message) -> None:
    with pytest.raises(Refused, match=message):
        template_xlsx(table, "en", territories=territories)


class Filler:
    """Makes rows that a table takes: values as typed, and the words a person types for them."""

    def __init__(self, contract: Contract, language: str) -> None:
        self.contract, self.language = contract, language
        self.random = random.Random(f"{contract.table}.{language}")

    def row(self, number: int) -> dict[str, object]:
        values: dict[str, object] = {}
        waiting = sorted(self.contract.columns, key=lambda one: bool(one.only_when))
        for column in waiting:
            self._fill(column, values, number)
        if self.contract.table == "elections":  # an id says kind and cycle, and the rest follows
            values["election_id"] = f"{values['kind']}.{2027 + 6 * number}"
            values["is_by_election"] = False
        return values

    def _fill(self, column: Column, values: dict[str, object], number: int) -> None:
        is_issued = column.name == self.contract.id_column
        if column.name in values or is_issued:
            return
        allowed = all(values.get(n) in codes for n, codes in column.only_when.items())
        is_needed = column.required or bool(column.required_when) or column.name == "planned_on"
        if allowed and (is_needed or self.random.random() < 0.8):
            values[column.name] = self._value(column, values, number)

    def _value(self, column: Column, values: dict[str, object], number: int) -> object:
        if column.type == "integer":
            if column.name == "number":
                return number
            if column.part_of:
                whole = self.contract.by_name[column.part_of]
                values.setdefault(whole.name, self._value(whole, values, number))
                return self.random.randint(0, values[whole.name])
            return (
                self.random.randint(max(column.least or 0, 10), max(column.most or 90, 10))
                if (column.most is None or column.most > 10)
                else self.random.randint(column.least, column.most)
            )
        if column.type in ("date", "dates"):
            day = dt.date(2025, 1, 1) + dt.timedelta(days=20 * self._rank(column) + number)
            return [day] if column.type == "dates" else day
        if column.type in ("reference", "references"):
            target = TABLES[column.refers_to]
            code = STORED[column.refers_to][target.id_column or target.natural_key[0]]
            return [code] if column.type == "references" else code
        return self._word(column, number)

    def _rank(self, column: Column) -> int:
        """Later columns are later days: the order of dates in a contract is the order of facts."""
        order = [one.name for one in self.contract.columns if one.type in ("date", "dates")]
        if column.name == "polling_on":
            return len(order)  # polling comes last, and stands first in its table
        return order.index(column.name)

    def _word(self, column: Column, number: int) -> object:
        if column.type == "enum":
            return self.random.choice(self._codes(column))
        if column.type == "texts":
            return self.random.sample([v.code for v in column.values], 2)
        if column.type == "boolean":
            return self.random.random() < 0.5
        if column.type == "period":
            return f"2026-{number:02d}"
        if column.type == "units":
            return UNITS[:2]
        if column.type in ("code", "unit"):
            return UNITS[number]
        if column.type == "id":
            return f"own-{number}"
        return "https://example.org/note" if column.name.endswith("_url") else f"Texte {number}"

    def _codes(self, column: Column) -> list[str]:
        judging = self.contract.not_below_province_when.get(column.name, ())
        codes = [v.code for v in column.values if v.code not in judging]
        if column.name in ("body_kind", "kind") and "local_secretariat" in codes:
            return ["local_secretariat"]  # whose unit is a commune
        return ["communal"] if column.name == "council_kind" else codes  # so is that of this one

    def typed(self, column: Column, value: object) -> object:
        """What a person types or picks for a value."""
        if column.type in ("code", "unit"):
            return clear_name(register().place(str(value)), self.language)
        if column.type == "units":
            return " | ".join(clear_name(register().place(one), self.language) for one in value)
        if column.type == "boolean":
            return choices(column, self.language)[not value]
        if column.type == "enum":
            return column.by_code[value].labels[self.language]
        if column.type == "texts":
            return " | ".join(column.by_code[one].labels[self.language] for one in value)
        if column.type == "dates":
            return " | ".join(f"{day:%d/%m/%Y}" for day in value)
        return " | ".join(value) if column.type == "references" else value


def filled(table: str, language: str, rows: list[dict[str, object]], filler: Filler) -> bytes:
    """The template with rows typed below its header, as a spreadsheet saves it."""
    workbook = load_workbook(io.BytesIO(made(table, language)))
    columns = list(columns_in_order(TABLES[table]))
    sheet = workbook.worksheets[0]
    for line, values in enumerate(rows, 2):
        for index, column in enumerate(columns, 1):
            if column is not None and column.name in values:
                sheet.cell(line, index, filler.typed(column, values[column.name]))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


@pytest.mark.parametrize("table", TABLES)
def test_what_is_filled_in_is_what_is_imported(table, shelf) -> None:
    for language in LANGUAGES:
        filler = Filler(TABLES[table], language)
        rows = [filler.row(number) for number in (1, 2, 3)]
        if table == "rhythms":  # one row a body
            rows = rows[:1]

        content = filled(table, language, rows, filler)
        checked = check(shelf, table, content, file_name="filled.xlsx", today=TODAY)

        assert [(p.code, p.row, p.column) for p in checked.problems if p.level == "error"] == []
        assert len(checked.rows) == len(rows)
        for row, values in zip(checked.rows, rows, strict=True):
            assert {name: row.values[name] for name in values} == values
