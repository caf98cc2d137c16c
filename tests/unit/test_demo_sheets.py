"""The sheets of the demonstration: accepted by the intake, the same for a seed and a day."""

import csv
import datetime as dt
import io
import os
import subprocess
import sys

import pytest

from dashboard.contracts import contracts
from dashboard.demo.generate import sheets
from dashboard.demo.history import history
from dashboard.demo.sheets import World
from dashboard.intake.checks import Standing, check_row
from dashboard.intake.delimited import read_delimited
from dashboard.intake.headers import columns_of
from dashboard.intake.personal import refuse_personal
from dashboard.intake.rules import check_table, derived_status
from dashboard.intake.staging import stage

TODAY = dt.date(2026, 11, 23)
DIGEST = """
import datetime as dt, hashlib
from dashboard.demo.generate import sheets
from dashboard.demo.history import history
from dashboard.demo.sheets import World
told = sheets(World(history(dt.date(2026, 11, 23))))
print(hashlib.sha256(repr([(s.on, s.rows, s.note) for s in told]).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def told():
    return list(sheets(World(history(TODAY))))


def test_status_written_is_the_one_the_product_derives(told):
    rows = [row for sheet in told for row in sheet.rows.get("structures", ())]

    assert rows
    for row in rows:
        assert derived_status(row, row["reported_on"]) == row["status"]


@pytest.mark.parametrize("table", list(contracts()))
def test_every_sheet_passes_the_intake(told, table):
    """A sheet written as a CSV file is read back without an error, cell by cell and as a table."""
    contract = contracts()[table]
    for sheet in told:
        if not sheet.rows.get(table):
            continue
        standings, problems = _read_back(contract, sheet.rows[table])
        for one in standings:
            problems += check_row(contract, one, sheet.on)
        problems += check_table(contract, standings, {}, sheet.on)
        assert [problem for problem in problems if problem.level == "error"] == []
        assert len(standings) == len(sheet.rows[table])


def _read_back(contract, given):
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\n")
    lines.writerow(contract.by_name)
    lines.writerows(_as_text(row, contract).values() for row in given)
    read = read_delimited(text.getvalue(), "utf-8", lambda title: title in contract.by_name)
    columns = columns_of(contract, tuple(map(str, read.header)), read.header_row)
    rows, problems = stage(contract, read, columns)
    standings = [Standing(one.row, frozenset(one.values), one.values) for one in rows]
    return standings, [*problems, *read.problems, *columns.problems]


def _as_text(row, contract):
    return {column.name: _cell(row.get(column.name)) for column in contract.columns}


def _cell(value):
    if value is None:
        return ""
    if isinstance(value, list):
        return "|".join(map(_cell, value))
    return "oui" if value is True else "non" if value is False else str(value)


def test_no_text_holds_a_personal_pattern(told):
    for sheet in told:
        texts = [sheet.note]
        texts += [
            value
            for table, rows in sheet.rows.items()
            for row in rows
            for name, value in row.items()
            if contracts()[table].by_name[name].type == "text"
        ]
        for text in texts:
            refuse_personal(text)


def test_the_same_seed_and_day_give_the_same_rows_in_any_process():
    digests = [
        subprocess.run(
            [sys.executable, "-c", DIGEST],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]

    assert digests[0] == digests[1] != ""


def test_another_seed_gives_other_rows():
    one, other = (World(history(TODAY, seed)) for seed in (1, 2))

    assert [body.founded_on for body in one.local] != [body.founded_on for body in other.local]


@pytest.mark.parametrize("today", ["2026-01-03", "2026-12-31", "2027-03-08", "2028-02-29"])
def test_any_day_of_the_year_will_do(today):
    day = dt.date.fromisoformat(today)
    for sheet in sheets(World(history(day))):
        assert sheet.on < day
        assert any(sheet.rows.values())
        for table, rows in sheet.rows.items():
            contract = contracts()[table]
            for row in rows:
                one = Standing(2, frozenset(row), row)
                assert list(check_row(contract, one, sheet.on)) == []
