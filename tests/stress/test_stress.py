"""The stress set: 60 messy files read to the row, 60 wrong ones refused fault by fault."""

import csv
import datetime as dt
import io
import random
import sys
from pathlib import Path

import openpyxl
import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused
from dashboard.intake.importing import check, commit
from dashboard.intake.template_workbook import template_xlsx
from dashboard.intake.templates import columns_in_order, template_csv
from dashboard.store import Batch, Part, Row, Store, current_select
from dashboard.store import commit as put

sys.path.insert(0, str(Path(__file__).parent))

import messy
import wrong
from generator import BASE, TODAY, expected, make

FILES = range(60)
TABLES = sorted(contracts())
NAMES = ("relevé.csv", "classeur.xlsx", "sans nom", "كشف.ods", "export.txt")


@pytest.fixture(scope="module")
def store():
    with Store.open(None) as opened:
        seed(opened)
        yield opened


def seed(store):
    """Store the rows that others refer to."""
    for table in contracts():
        rows = [Row(n, values) for n, values in enumerate(BASE.get(table, ()), 1)]
        if rows:
            put(store, [Batch([Part(table, "upsert", rows)], "reported")])


def values_read(right, row):
    """The values of a checked row, without an id the product gave."""
    known = set(right.contract.by_name) - {right.contract.id_column}
    return {name: value for name, value in row.values.items() if name in known}


def messy_file(n):
    rng = random.Random(f"messy {n}")
    table, form = TABLES[n % len(TABLES)], messy.FORMS[n % len(messy.FORMS)]
    return table, rng.choice(NAMES), messy.write(rng, messy.sheet(rng, table, 8, form=form))


@pytest.mark.parametrize("n", FILES)
def test_a_messy_file_gives_the_rows_it_says(store, n):
    table, name, file = messy_file(n)

    checked = check(store, table, file.content, file_name=name, today=TODAY)

    assert [
        (p.code, p.row, p.column, p.found) for p in checked.problems if p.level == "error"
    ] == []
    assert [p.row for p in checked.problems if p.code == "row.total"] == file.totals
    assert checked.sheet.header_row == file.header_row
    assert [row.row for row in checked.rows] == file.rows
    for at, row in enumerate(checked.rows):
        assert values_read(file.right, row) == expected(file.right, at)
        assert set(row.erased) == file.right.erased[at]


def test_the_messy_set_holds_every_table_and_every_form():
    made = [messy_file(n) for n in FILES]

    assert {table for table, _, _ in made} == set(TABLES)
    assert {file.form for _, _, file in made} == set(messy.FORMS)
    assert sum(len(file.rows) for _, _, file in made) > 350


def wrong_file(n):
    rng = random.Random(f"wrong {n}")
    table, form = TABLES[n * 5 % len(TABLES)], messy.FORMS[n % len(messy.FORMS)]
    return table, rng.choice(NAMES), *wrong.wrong_file(rng, table, form)


@pytest.mark.parametrize("n", FILES)
def test_a_wrong_file_is_refused_with_every_fault_and_no_other(store, n):
    table, name, file, faults = wrong_file(n)
    before = store.state_no()

    checked = check(store, table, file.content, file_name=name, today=TODAY)
    errors = [problem for problem in checked.every_problem if problem.level == "error"]

    assert {(one.code, one.row, one.column) for one in errors} == faults
    assert len(errors) == len(faults)
    with pytest.raises(Refused):
        commit(store, checked)
    assert store.state_no() == before


def test_the_wrong_set_holds_every_code_a_row_can_raise():
    faults = [fault for n in FILES for fault in wrong_file(n)[3]]

    assert {code for code, _, _ in faults} >= wrong.CODES
    assert {wrong_file(n)[0] for n in FILES} == set(TABLES)
    assert len(faults) > 240


# ——— template → fill → import → current rows → import again


def filled(language, right, form):
    """The template of a table with rows typed in plainly, as its own columns stand."""
    names = [column.name if column else None for column in columns_in_order(right.contract)]
    lines = [[plain(row.get(name), form) for name in names] for row in right.rows]
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(template_xlsx(right.table, language)))
        for cells in lines:
            book.worksheets[0].append(cells)
        held = io.BytesIO()
        book.save(held)
        return held.getvalue()
    return template_csv(right.table, language) + written(lines, "," if language == "en" else ";")


def written(lines, delimiter=";"):
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter).writerows(lines)
    return held.getvalue().encode()


def plain(value, form="csv"):
    if isinstance(value, list):
        return "|".join(map(str, value))
    if value is None:
        return None if form == "xlsx" else ""
    if form == "xlsx" and not isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)


def current(store, contract):
    asked = {"known_at": dt.datetime(9999, 1, 1)}
    if any(column.is_undated for column in contract.columns):
        asked["as_of"] = [dt.date(2030, 1, 1)]
    found = store.cursor().execute(current_select(contract), asked)
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return [{name: row[name] for name in contract.by_name} for row in rows]


def told(rows, contract):
    """Rows without what was not reported and without ids, in an order of their own."""
    known = [
        {name: value for name, value in row.items()
         if value is not None and name != contract.id_column}
        for row in rows
    ]  # fmt: skip
    return sorted(known, key=lambda row: repr(sorted(row.items())))


@pytest.mark.parametrize(
    ("table", "form"), [(table, ("csv", "xlsx")[n % 2]) for n, table in enumerate(TABLES)]
)
def test_a_filled_template_comes_back_as_it_was(table, form):
    rng = random.Random(f"round {table} {form}")
    contract, right = contracts()[table], make(rng, table, 12)
    for row in right.rows if table == "structures" else ():
        row.setdefault("reported_on", dt.date(2026, 10, 31))  # else the day of the commit
    base = [dict(row) for row in BASE.get(table, ())]
    with Store.open(None) as store:
        seed(store)
        before = current(store, contract)
        content = filled(rng.choice(("ar", "fr", "en")), right, form)
        checked = check(store, table, content, file_name="t", today=TODAY)
        assert [(p.code, p.row, p.column) for p in checked.problems if p.level == "error"] == []
        commit(store, checked)
        rows = current(store, contract)

        right.erased = [set() for _ in right.rows]
        added = [expected(right, at) for at in range(len(right.rows))]
        for row in added if table == "structures" else ():
            if "planned_on" in row:  # the first plan is the one stored first
                row.setdefault("first_planned_on", row["planned_on"])
        assert len(before) == len(base)
        assert told(rows, contract) == told([*before, *added], contract)

        names = [*contract.by_name]
        lines = [names, *([plain(row[name]) for name in names] for row in rows)]
        # What gave no day of its own was reported on the day of the commit, which is today's.
        back_on = max(TODAY, dt.datetime.now(dt.UTC).date())
        again = check(store, table, written(lines), file_name="export", today=back_on)
        assert [(p.code, p.row, p.column) for p in again.problems if p.level == "error"] == []
        assert (again.preview.new, again.preview.changed) == (0, 0)
        assert again.preview.unchanged == len(rows)
