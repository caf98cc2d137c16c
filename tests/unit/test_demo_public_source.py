"""What is publicly known is told as the sources tell it: no invented figure, date or person."""

import csv
import datetime as dt
import re

import pytest

from dashboard.contracts import contracts
from dashboard.demo.history import history
from dashboard.demo.public_source import arrivals, batches
from dashboard.intake.checks import Standing, check_row
from dashboard.intake.lists import listed_code
from dashboard.intake.personal import refuse_personal
from dashboard.paths import DEMO
from dashboard.store import check_integrity, commit, imports

FILES = sorted((DEMO / "public_source").glob("*.csv"))
MEETING = dt.date(2025, 5, 18)
# Polling days and the first day of the campaign of 2026, from the domain notes; the meeting's day.
DAYS = {
    "2025-05-18", "2026-09-23", "2026-09-10",
    "2021-09-08", "2021-09-21", "2021-08-06", "2021-10-05",
}  # fmt: skip
# Other numbers of the sources: days and years in words, cycles, a decree, parts of addresses.
NUMBERS = {
    "8", "21", "6", "5", "2021", "2026", "2027", "2025", "190", "26", "2", "202603070062", "2020",
    "10", "12", "24", "1", "3", "4", "01", "02", "03", "04", "061",
}  # fmt: skip


@pytest.fixture
def loaded(desk):
    return desk, commit(desk.store, batches(), at=dt.datetime(2026, 11, 1))


def cells():
    for path in FILES:
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield from row.values()


def test_two_batches_of_public_source_say_where_they_come_from(loaded):
    desk, numbers = loaded
    listed = imports(desk.store)

    assert sorted(listed["batch_no"]) == numbers
    assert set(listed["origin"]) == {"public_source"}
    assert all("مصدر" in note or "مصادر" in note for note in listed["note"])
    assert check_integrity(desk.store) == []


def test_the_meeting_of_may_2025_has_no_invented_figure(loaded):
    desk, _ = loaded
    (meeting,) = desk.rows("meetings")

    assert meeting["body_kind"] == "regional_secretariat"
    assert meeting["host_territory_code"] == "03.061"
    assert (meeting["status"], meeting["held_on"]) == ("held", MEETING)
    assert [name for name in meeting if name.startswith("attendees") and meeting[name]] == []
    assert {"founding_agenda", "milestones", "constraints"} < set(meeting["topics"])


def test_its_milestones_have_no_date(loaded):
    desk, _ = loaded
    rows = desk.rows("milestones")

    assert {row["kind"] for row in rows} == {
        "national_council", "leadership_meeting", "regional_council_session",
    }  # fmt: skip
    assert {(row["date_status"], row["happens_on"]) for row in rows} == {("unknown", None)}


def test_its_decisions_have_neither_limit_nor_outcome(loaded):
    desk, _ = loaded
    rows = desk.rows("decisions")

    assert len(rows) == 4
    assert {(row["due_on"], row["done_on"], row["status"]) for row in rows} == {
        (None, None, "open")
    }
    assert {row["meeting_on"] for row in rows} == {MEETING}


def test_seven_sectors_in_three_languages(loaded):
    desk, _ = loaded
    rows = desk.rows("sectors")

    assert len(rows) == 7
    assert {row["valid_from"] for row in rows} == {MEETING}
    assert all(row["name_ar"] and row["name_fr"] and row["name_en"] for row in rows)


def test_calendar_holds_what_was_held_and_leaves_2027_without_a_date(loaded):
    desk, _ = loaded
    held = {r["election_id"]: r["polling_on"] for r in desk.rows("elections") if r["polling_on"]}
    coming = [row for row in desk.rows("elections") if row["election_id"].endswith(".2027")]

    assert held["legislative.2026"] == dt.date(2026, 9, 23)
    assert held["communal.2021"] == held["regional.2021"] == dt.date(2021, 9, 8)
    assert held["professional_chambers.2021"] == dt.date(2021, 8, 6)
    assert len(coming) == 6
    assert {row["date_status"] for row in coming} == {"expected"}
    assert not [
        name for row in coming for name, value in row.items() if name.endswith("_on") and value
    ]
    assert all(row["source"] for row in desk.rows("elections"))


def test_an_election_still_to_come_has_no_date_until_it_is_held():
    told = [(on, rows["elections"]) for on, rows, _ in arrivals(history(dt.date(2026, 11, 23)))[1:]]
    (first, entered), (later, held) = told
    (then,) = [row for row in entered if row["election_id"] == "legislative.2026"]

    assert first == dt.date(2025, 5, 20)
    assert then["date_status"] == "expected"
    assert [name for name in then if name.endswith("_on")] == []
    assert later == dt.date(2026, 9, 24)
    assert [(row["election_id"], row["polling_on"]) for row in held] == [
        ("legislative.2026", dt.date(2026, 9, 23))
    ]


def test_no_number_that_the_sources_do_not_give():
    for cell in cells():
        words = cell
        for day in re.findall(r"\d{4}-\d{2}-\d{2}", cell):
            assert day in DAYS
            words = words.replace(day, "")
        assert set(re.findall(r"\d+", words)) <= NUMBERS, cell


def test_no_person_and_no_address_beyond_the_sources():
    for cell in cells():
        refuse_personal(cell)
        assert "://" not in cell
        assert not re.search("الدكتور|السيدة?|[Mm]onsieur|[Mm]adame", cell)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_rows_keep_the_contract(path, loaded):
    desk, _ = loaded
    contract = contracts()[path.stem]
    for number, row in enumerate(desk.rows(path.stem), 2):
        now = {name: row[name] for name in contract.by_name}
        given = frozenset(name for name, value in now.items() if value is not None)

        assert list(check_row(contract, Standing(number, given, now), dt.date(2026, 11, 1))) == []
        for column in contract.columns:
            if column.type == "enum" and now[column.name] is not None:
                assert listed_code(path.stem, column, now[column.name]) == now[column.name]
            if column.max_length and now[column.name]:
                assert len(now[column.name]) <= column.max_length
