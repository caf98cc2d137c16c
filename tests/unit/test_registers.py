"""The registers of follow-up, worked out by hand on a small world of three provinces.

Every count, rate and age is asked at three days (30 June, 30 September and 31 December 2026) and as
known on two (1 October 2026, and afterwards). The method: 30, 45, 60 and 90 days for the levels
from commune to nation; an answer of a sector is late after 60 days; a month is known when it began
more than 45 days before.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.followup.levels import levels
from dashboard.followup.lifting import closed_in_time, lifted, pillar_reached
from dashboard.followup.numbering import next_number
from dashboard.questions import ask
from dashboard.readiness.bundles import Fact, Unit
from dashboard.store import Batch, Part, Row, Store, commit
from tests.lakes import a_store

R, A, B, C = "09", "09.1", "09.2", "09.3"
A1, A2, B1, C1 = "09.1.01.01", "09.1.01.03", "09.2.01.01", "09.3.01.01"
JUNE, SEPTEMBER, DECEMBER = (dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31))
DAYS = (JUNE, SEPTEMBER, DECEMBER)
EARLY, LATE = dt.datetime(2026, 10, 1), dt.datetime(2027, 6, 1)


@pytest.fixture(scope="module")
def store(store_kind, reference):
    """Two batches: what was known on 1 October, and what came after it."""
    with a_store(store_kind, reference) as opened:
        for table, rows in BEFORE.items():
            give(opened, table, *rows, at=dt.datetime(2026, 9, 15))
        for table, rows in AFTER.items():
            give(opened, table, *rows, at=dt.datetime(2026, 12, 20))
        yield opened


def day(text):
    return dt.date.fromisoformat(text)


def dated(values):
    return {
        name: day(value) if name.endswith(("_on", "_from", "_to")) and value else value
        for name, value in values.items()
    }


def give(store, table, *rows, at):
    part = Part(table, "upsert", tuple(Row(n, row, ()) for n, row in enumerate(rows, 1)), None)
    commit(store, [Batch((part,), "reported")], at=at)


def constraint(code, place, raised, category="organisation", **values):
    given = {"constraint_id": code, "territory_code": place, "raised_on": raised, "number": 1,
             "category": category, "summary": code, "status": "open"}  # fmt: skip
    return dated(given | values)


def request(code, place, opened, sector="health", **values):
    given = {"request_id": code, "territory_code": place, "sector_code": sector, "number": 1,
             "opened_on": opened, "channel": "letter", "summary": code,
             "status": "open"}  # fmt: skip
    return dated(given | values)


def need(code, place, on, sector="health", **values):
    given = {"item_id": code, "territory_code": place, "sector_code": sector, "need_on": on,
             "number": 1, "summary": code}  # fmt: skip
    return dated(given | values)


def sector(code, since, until=None):
    return dated({"sector_code": code, "name_ar": code, "name_fr": code, "name_en": code,
                  "valid_from": since, "valid_to": until})  # fmt: skip


def closing(place, table, months):
    return [
        {"territory_code": place, "table_name": table, "period": f"2026-{n:02d}"} for n in months
    ]


BEFORE = {
    "sectors": [
        sector("health", "2025-05-18"),
        sector("energy", "2025-05-18", "2026-09-30"),
        sector("justice", "2026-10-01"),
    ],
    "constraint_reports": [
        # due 1 April (stored); provincial: 29 days of age less its own days
        constraint("c.1", A1, "2026-03-01", answer_level="province", due_on="2026-04-01",
                   owner_function="provincial_secretary", pillar="activity"),
        # no day stored: 20 May and 30 days of the level commune is 19 June
        constraint("c.2", A2, "2026-05-20", answer_level="commune"),
        # nobody says who must answer: no day is due, so overdue is unknown
        constraint("c.3", B1, "2026-06-10", "resources"),
        constraint("c.4", R, "2026-06-25", "resources", answer_level="national"),
        constraint("c.5", B, "2026-02-01", status="dropped"),
    ],
    "diagnoses": [
        dated({"diagnosis_id": "d.1", "noted_on": "2026-06-01", "territory_code": A,
               "level": "local", "theme": "training", "number": 1, "kind": "weakness",
               "severity": 2, "summary": "d.1", "status": "open"}),
        dated({"diagnosis_id": "d.2", "noted_on": "2026-08-01", "territory_code": R,
               "level": "regional", "theme": "training", "number": 1, "kind": "threat",
               "severity": 4, "summary": "d.2"}),
        dated({"diagnosis_id": "d.3", "noted_on": "2026-12-01", "territory_code": R,
               "level": "national", "theme": "youth", "number": 1, "kind": "opportunity",
               "summary": "d.3", "status": "closed"}),
    ],
    "liaison_requests": [
        request("r.1", A1, "2026-04-01"),
        request("r.2", A, "2026-06-20", "energy", status="forwarded"),
        request("r.3", B1, "2025-06-01", "energy", status="closed"),
    ],
    "advocacy_items": [
        need("n.1", A1, "2026-01-10", mp_on="2026-01-20", channel="oral_question",
             ministry_on="2026-02-09", answered_on="2026-07-09"),
        need("n.2", A1, "2026-05-01", "energy", ministry_on="2026-06-01"),
        need("n.3", B1, "2026-06-15"),
    ],
    "returns": [
        *closing(R, "liaison_requests", range(1, 9)),
        *closing(A, "advocacy_items", range(1, 9)),
    ],
}  # fmt: skip
AFTER = {
    "constraint_reports": [
        constraint("c.1", A1, "2026-03-01", status="closed", closed_on="2026-09-10"),
        constraint("c.6", C1, "2026-11-01", answer_level="commune"),
    ],
    "liaison_requests": [
        request("r.1", A1, "2026-04-01", status="answered", answered_on="2026-05-11"),
    ],
    "advocacy_items": [
        need("n.1", A1, "2026-01-10", fed_back_on="2026-07-29", outcome="partly"),
        need("n.3", B1, "2026-06-15", mp_on="2026-10-13"),
    ],
    "returns": [
        *closing(R, "liaison_requests", range(9, 12)),
        *closing(A, "advocacy_items", range(9, 12)),
    ],
}


def asked(store, question, as_of, known=LATE, **parameters):
    given = {} if question == "sector_list" else {"scope": [R]}
    return list(
        ask(store, question, as_of=as_of, known_at=known, **given, **parameters).itertuples()
    )


def plain(value):
    return None if pd.isna(value) else value


def standing(store, as_of, known=LATE):
    return {
        row.constraint_id: (row.state, plain(row.age_days), plain(row.overdue_days),
                            plain(row.escalates_to))
        for row in asked(store, "constraint_register", as_of, known)
    }  # fmt: skip


EARLY_JUNE = {
    "c.1": ("open", 121, 90, "region"),  # 1 March to 30 June; due 1 April
    "c.2": ("open", 41, 11, "province"),  # 20 May; due 19 June
    "c.3": ("open", 20, None, None),  # no level, no day
    "c.4": ("open", 5, 0, None),  # due 23 September
    "c.5": ("dropped", None, None, None),
}
CLOSED = ("closed", None, None, None)
CONSTRAINTS = {
    (JUNE, EARLY): EARLY_JUNE,
    (JUNE, LATE): EARLY_JUNE,  # closed on 10 September: still open in June
    (SEPTEMBER, EARLY): EARLY_JUNE | {
        "c.1": ("open", 213, 182, "region"),
        "c.2": ("open", 133, 103, "province"),
        "c.3": ("open", 112, None, None),
        "c.4": ("open", 97, 7, None),  # no level above the nation
    },
    (SEPTEMBER, LATE): EARLY_JUNE | {
        "c.1": CLOSED,
        "c.2": ("open", 133, 103, "province"),
        "c.3": ("open", 112, None, None),
        "c.4": ("open", 97, 7, None),
    },
    (DECEMBER, EARLY): EARLY_JUNE | {
        "c.1": ("open", 305, 274, "region"),
        "c.2": ("open", 225, 195, "province"),
        "c.3": ("open", 204, None, None),
        "c.4": ("open", 189, 99, None),
    },
    (DECEMBER, LATE): EARLY_JUNE | {
        "c.1": CLOSED,
        "c.2": ("open", 225, 195, "province"),
        "c.3": ("open", 204, None, None),
        "c.4": ("open", 189, 99, None),
        "c.6": ("open", 60, 30, "province"),  # 1 November; due 1 December
    },
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "known"), CONSTRAINTS)
def test_constraints_age_fall_due_and_go_up(store, as_of, known):
    assert standing(store, as_of, known) == CONSTRAINTS[as_of, known]


def test_the_longest_overdue_come_first_and_the_ended_last(store):
    rows = asked(store, "constraint_register", DECEMBER)

    assert [row.constraint_id for row in rows] == ["c.2", "c.4", "c.6", "c.3", "c.1", "c.5"]
    by_id = {row.constraint_id: row for row in rows}
    assert by_id["c.1"].taken_days == 193  # 1 March to 10 September
    assert by_id["c.2"].is_due_assumed
    assert not by_id["c.1"].is_due_assumed
    assert by_id["c.1"].owner_function == "provincial_secretary"  # an empty cell keeps it


HEAT = {  # open, overdue, raised in 12 months, by category and unit; all others are 0
    (JUNE, EARLY): {("organisation", A): (2, 2, 2), ("resources", B): (1, 0, 1),
                    ("resources", R): (1, 0, 1)},
    (JUNE, LATE): {("organisation", A): (2, 2, 2), ("resources", B): (1, 0, 1),
                   ("resources", R): (1, 0, 1)},
    (SEPTEMBER, EARLY): {("organisation", A): (2, 2, 2), ("resources", B): (1, 0, 1),
                         ("resources", R): (1, 1, 1)},
    (SEPTEMBER, LATE): {("organisation", A): (1, 1, 2), ("resources", B): (1, 0, 1),
                        ("resources", R): (1, 1, 1)},
    (DECEMBER, EARLY): {("organisation", A): (2, 2, 2), ("resources", B): (1, 0, 1),
                        ("resources", R): (1, 1, 1)},
    (DECEMBER, LATE): {("organisation", A): (1, 1, 2), ("organisation", C): (1, 1, 1),
                       ("resources", B): (1, 0, 1), ("resources", R): (1, 1, 1)},
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "known"), HEAT)
def test_a_category_is_counted_where_it_is_open(store, as_of, known):
    rows = asked(store, "constraint_heat", as_of, known)

    counted = {
        (row.category, row.unit_code): (row.open_count, row.overdue_count, row.raised_count)
        for row in rows
    }
    assert len(rows) == 6 * 4  # the categories, over three provinces and the region
    assert {key: n for key, n in counted.items() if any(n)} == HEAT[as_of, known]
    assert {row.known_share for row in rows} == {0}  # nobody returned: a 0 here is no «none»


def test_findings_are_dated_and_the_gravest_come_first(store):
    found = {day: [row.diagnosis_id for row in asked(store, "diagnosis_register", day)]
             for day in DAYS}  # fmt: skip

    assert found == {JUNE: ["d.1"], SEPTEMBER: ["d.2", "d.1"], DECEMBER: ["d.2", "d.1", "d.3"]}
    ages = {row.diagnosis_id: row.age_days for row in asked(store, "diagnosis_register", DECEMBER)}
    assert ages == {"d.1": 213, "d.2": 152, "d.3": 30}


LIAISON = {  # state, days to the answer, days of waiting, late
    (JUNE, EARLY): {"r.1": ("open", None, 90, True), "r.2": ("forwarded", None, 10, False),
                    "r.3": ("closed", None, None, False)},
    (JUNE, LATE): {"r.1": ("answered", 40, None, False), "r.2": ("forwarded", None, 10, False),
                   "r.3": ("closed", None, None, False)},
    (SEPTEMBER, EARLY): {"r.1": ("open", None, 182, True), "r.2": ("forwarded", None, 102, True),
                         "r.3": ("closed", None, None, False)},
    (SEPTEMBER, LATE): {"r.1": ("answered", 40, None, False),
                        "r.2": ("forwarded", None, 102, True),
                        "r.3": ("closed", None, None, False)},
    (DECEMBER, EARLY): {"r.1": ("open", None, 274, True), "r.2": ("forwarded", None, 194, True),
                        "r.3": ("closed", None, None, False)},
    (DECEMBER, LATE): {"r.1": ("answered", 40, None, False),
                       "r.2": ("forwarded", None, 194, True),
                       "r.3": ("closed", None, None, False)},
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "known"), LIAISON)
def test_requests_wait_are_answered_and_are_late(store, as_of, known):
    found = {
        row.request_id: (row.state, plain(row.answer_days), plain(row.waiting_days), row.is_late)
        for row in asked(store, "liaison_register", as_of, known)
    }
    assert found == LIAISON[as_of, known]


def cell(store, as_of, known, sector_code, unit):
    (row,) = [
        one
        for one in asked(store, "liaison_matrix", as_of, known)
        if (one.sector_code, one.unit_code) == (sector_code, unit)
    ]
    return row.state, row.requests, row.answered, row.open, row.late, plain(row.median_days)


def test_the_matrix_tells_a_hole_from_silence(store):
    # In June the months asked are July 2025 to April 2026 and May: 1 May is 60 days before.
    assert cell(store, JUNE, LATE, "health", A) == ("asked", 1, 1, 0, 0, 40)
    assert cell(store, JUNE, EARLY, "health", A) == ("asked", 1, 0, 1, 1, None)
    assert cell(store, JUNE, LATE, "health", B)[0] == "partial"  # 2025 is not reported
    # In December the months asked are January to October (1 November is 60 days before: it too).
    assert cell(store, DECEMBER, LATE, "health", B) == ("hole", 0, 0, 0, 0, None)
    assert cell(store, DECEMBER, EARLY, "health", B)[0] == "partial"  # only up to August
    # The province's column holds its own and its communes'; the region's its own alone.
    assert cell(store, SEPTEMBER, LATE, "energy", A) == ("asked", 1, 0, 1, 1, None)
    assert cell(store, SEPTEMBER, LATE, "health", R)[1] == 0
    # A request of June 2025 has left the 12 months.
    assert cell(store, SEPTEMBER, LATE, "energy", B)[1] == 0


def test_sectors_are_those_of_the_day_and_one_that_ended_stays_while_it_holds_a_request(store):
    def listed(as_of):
        rows = asked(store, "liaison_matrix", as_of)
        return {row.sector_code: row.is_listed for row in rows}

    assert listed(SEPTEMBER) == {"health": True, "energy": True}
    assert listed(DECEMBER) == {"health": True, "justice": True, "energy": False}
    assert listed(dt.date(2025, 5, 1)) == {}
    states = {row.sector_code: row.state for row in asked(store, "sector_list", DECEMBER)}
    assert states == {"health": "listed", "energy": "ended", "justice": "listed"}
    ahead = {row.sector_code: row.state for row in asked(store, "sector_list", SEPTEMBER)}
    assert ahead["justice"] == "ahead"


ADVOCACY = {  # step, days at it, then days of the four steps
    (JUNE, EARLY): {"n.1": ("ministry", 141, 10, 20, None, None),
                    "n.2": ("ministry", 29, None, None, None, None),
                    "n.3": ("need", 15, None, None, None, None)},
    (SEPTEMBER, EARLY): {"n.1": ("answered", 83, 10, 20, 150, None),
                         "n.2": ("ministry", 121, None, None, None, None),
                         "n.3": ("need", 107, None, None, None, None)},
    (SEPTEMBER, LATE): {"n.1": ("fed_back", None, 10, 20, 150, 20),
                        "n.2": ("ministry", 121, None, None, None, None),
                        "n.3": ("need", 107, None, None, None, None)},
    (DECEMBER, LATE): {"n.1": ("fed_back", None, 10, 20, 150, 20),
                       "n.2": ("ministry", 213, None, None, None, None),
                       "n.3": ("parliamentarian", 79, 120, None, None, None)},
}  # fmt: skip
ADVOCACY[JUNE, LATE] = ADVOCACY[JUNE, EARLY]
ADVOCACY[DECEMBER, EARLY] = {
    "n.1": ("answered", 175, 10, 20, 150, None),
    "n.2": ("ministry", 213, None, None, None, None),
    "n.3": ("need", 199, None, None, None, None),
}


@pytest.mark.parametrize(("as_of", "known"), ADVOCACY)
def test_a_need_is_carried_step_by_step(store, as_of, known):
    found = {
        row.item_id: (row.step, *(plain(value) for value in (
            row.waiting_days, row.mp_days, row.ministry_days, row.answer_days,
            row.fed_back_days)))
        for row in asked(store, "advocacy_register", as_of, known)
    }  # fmt: skip
    assert found == ADVOCACY[as_of, known]


def test_the_days_of_a_step_say_of_how_many_and_how_many_are_unknown(store):
    rows = {
        (row.unit_code, row.step): (row.passed, row.timed, plain(row.median_days), row.waiting)
        for row in asked(store, "advocacy_steps", DECEMBER)
    }
    # n.1 took 10 days, n.3 120; n.2 reached the ministry with no day of a parliamentarian
    assert rows[R, "parliamentarian"] == (3, 2, 65, 0)
    assert rows[R, "ministry"] == (2, 1, 20, 1)
    assert rows[R, "answered"] == (1, 1, 150, 1)
    assert rows[R, "fed_back"] == (1, 1, 20, 0)
    assert rows[B, "parliamentarian"] == (1, 1, 120, 0)
    assert rows[C, "fed_back"] == (0, 0, None, 0)
    before = {
        (row.unit_code, row.step): (row.passed, row.timed, plain(row.median_days), row.waiting)
        for row in asked(store, "advocacy_steps", DECEMBER, EARLY)
    }
    assert before[R, "parliamentarian"] == (2, 1, 10, 1)
    assert before[R, "fed_back"] == (0, 0, None, 1)


def never(store, as_of, known=LATE):
    return {
        row.subject: (row.waiting, plain(row.last_carried_on), row.is_known)
        for row in asked(store, "advocacy_uncarried", as_of, known)
    }


def test_who_was_never_carried_and_how_sure_that_is(store):
    # Province A closed January to November; B and C no month; the region none of advocacy.
    assert never(store, DECEMBER) == {
        A2: (0, None, True),
        C1: (0, None, False),
        "justice": (0, None, False),
    }
    assert never(store, DECEMBER, EARLY) == {
        A2: (0, None, False),  # closed up to August only
        B1: (1, None, False),  # its need waits
        C1: (0, None, False),
        "justice": (0, None, False),
    }
    assert set(never(store, JUNE)) == {A2, B1, C1}
    later = never(store, dt.date(2027, 6, 1))
    assert later[A1][1].date() == dt.date(2026, 6, 1)  # carried 12 months before: no longer


def share(store, as_of, indicator, unit, known=LATE):
    (row,) = [
        one
        for one in asked(store, "channel_shares", as_of, known)
        if (one.indicator, one.unit_code) == (indicator, unit)
    ]
    return int(row.numerator), int(row.denominator)


@pytest.mark.parametrize(
    ("as_of", "known", "answered", "fed_back"),
    [
        # opened 60 to 425 days before: r.1, and of 2025 r.3; needs 180 to 545 days old: none
        (JUNE, EARLY, (0, 2), (0, 0)),
        (JUNE, LATE, (1, 2), (0, 0)),
        (SEPTEMBER, EARLY, (0, 2), (0, 1)),  # r.3 is 486 days old; n.1 is 263
        (SEPTEMBER, LATE, (1, 2), (1, 1)),
        (DECEMBER, EARLY, (0, 2), (0, 3)),
        (DECEMBER, LATE, (1, 2), (1, 3)),
    ],
)
def test_shares_are_those_of_the_indicators(store, as_of, known, answered, fed_back):
    assert share(store, as_of, "liaison_answered", R, known) == answered
    assert share(store, as_of, "advocacy_fed_back", R, known) == fed_back


def test_an_empty_store_answers_every_question_without_a_row(reference):
    with Store.open(None, reference=reference) as empty:
        for question in ("constraint_register", "diagnosis_register", "liaison_register",
                         "liaison_matrix", "advocacy_register", "sector_list"):  # fmt: skip
            assert asked(empty, question, DECEMBER) == []


def test_a_reader_of_one_province_sees_its_rows_alone(store):
    for question in ("constraint_register", "liaison_register", "advocacy_register"):
        rows = ask(store, question, as_of=DECEMBER, known_at=LATE, scope=[A])
        assert set(rows["territory_code"]) <= {A, A1, A2}
        assert len(rows)


def test_the_number_of_a_new_row_follows_those_of_its_key(store):
    row = {"raised_on": day("2026-03-01"), "territory_code": A1, "category": "organisation"}

    assert next_number(store, "constraint_reports", row) == 2
    assert next_number(store, "constraint_reports", row | {"category": "other"}) == 1


def test_levels_lead_one_to_the_next_and_end():
    chain, at = [], "commune"
    while at:
        chain.append(at)
        at = levels()[at].next_level
    assert chain == list(levels()) == ["commune", "province", "region", "national"]
    assert all(one.default_days > 0 and one.name("ar") for one in levels().values())


def fact(value, denominator=4.0, **changed):
    given = {"floor": 0.0, "target": 0.7, "is_applicable": True, "is_inherited": False}
    return Fact(value, denominator, **(given | changed))


def test_closing_one_in_time_adds_it_to_both_sides_of_the_share():
    assert closed_in_time(fact(0.5)) == {"constraints_closed": pytest.approx(3 / 5)}
    assert closed_in_time(fact(None)) == {}
    assert closed_in_time(fact(0.5, is_inherited=True)) == {}
    assert closed_in_time(None) == {}


def test_a_pillar_reaches_only_what_is_known_of_it():
    facts = {"a": fact(0.2), "b": fact(None), "c": fact(0.9), "d": fact(0.1, is_inherited=True)}
    unit = Unit("x", "commune", A, 1000.0, None, facts)

    assert pillar_reached(unit, ["a", "b", "c", "d", "e"]) == {"a": 0.7}


def test_lifting_says_when_its_days_are_over_and_where_there_is_no_readiness(store):
    asked_for = {"as_of": DECEMBER, "known_at": LATE, "scope": [R], "profile": "organisational",
                 "sees_candidacies": True, "pillar": None}  # fmt: skip

    late = lifted(store, unit_code=A1, raised_on=day("2026-03-01"), **asked_for)
    fresh = lifted(store, unit_code=A1, raised_on=day("2026-12-01"), **asked_for)

    assert (late.counts_on, fresh.counts_on) == (None, day("2027-03-01"))
    assert late.closed == late.today
    assert late.at_most is None
    assert lifted(store, unit_code=R, raised_on=day("2026-12-01"), **asked_for) is None
