"""Decisions and papers, worked out by hand on a small world of three provinces.

Every count, rate and age is asked at three days (30 June, 30 September and 31 December 2026) and as
known on two (1 October 2026, and afterwards). The method: a month is known when it began more than
45 days before; of 12 months, 80 % must be known, that is 9 of 11 each time.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, commit
from tests.lakes import a_store

R, A, B, C = "09", "09.1", "09.2", "09.3"
A1, A2, B1, C1 = "09.1.01.01", "09.1.01.03", "09.2.01.01", "09.3.01.01"
JUNE, SEPTEMBER, DECEMBER = (dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31))
EARLY, LATE = dt.datetime(2026, 10, 1), dt.datetime(2027, 6, 1)
TIMES = [(day, known) for day in (JUNE, SEPTEMBER, DECEMBER) for known in (EARLY, LATE)]
OF_A, OF_R = ("provincial_secretariat", A), ("regional_secretariat", R)


def dated(values):
    return {
        name: dt.date.fromisoformat(value) if name.endswith("_on") and value else value
        for name, value in values.items()
    }


def meeting(code, body, on, **values):
    held = {"status": "held", "held_on": on} if "status" not in values else {}
    return dated({"meeting_id": code, "kind": "ordinary", "body_kind": body[0],
                  "body_unit_code": body[1], "key_on": on} | held | values)  # fmt: skip


def decision(code, at, on, place, due=None, owner="local_secretary", **values):
    return dated({"decision_id": code, "meeting_id": at, "meeting_on": on,
                  "number": int(code[-1]), "theme": "membership", "summary": code,
                  "owner_function": owner, "territory_code": place, "due_on": due,
                  "status": "open"} | values)  # fmt: skip


def paper(code, body, on, due=None):
    return dated({"directive_id": code, "kind": "directive", "issued_on": on, "body": body,
                  "number": 1, "title": code, "due_on": due})  # fmt: skip


def body(code, unit, **values):
    return dated({"structure_id": code, "number": 1, "kind": "local_secretariat",
                  "unit_code": unit, "founded_on": "2025-01-01", "reported_on": "2026-01-01",
                  } | values)  # fmt: skip


def closing(place, table, first, last):
    months = pd.period_range(first, last, freq="M")
    return [
        {"territory_code": place, "table_name": table, "period": str(month)} for month in months
    ]


BEFORE = {
    "structures": [body("s.1", A1, covers=[A1, A2]), body("s.2", B1)],
    "directives": [
        paper("p.1", "political_bureau", "2026-04-01", "2026-08-31"),
        paper("p.2", "regional_secretariat", "2026-09-01"),
        paper("p.3", "provincial_secretariat", "2026-05-01"),  # names no province
    ],
    "meetings": [
        meeting("m.1", OF_A, "2026-03-10"),
        meeting("m.2", OF_A, "2026-06-15", directive_ids=["p.1"]),
        meeting("m.3", OF_A, "2026-09-20", directive_ids=["p.2"]),
        meeting("m.4", OF_A, "2027-01-15", status="planned", planned_on="2027-01-15"),
        meeting("m.5", OF_R, "2026-05-05"),
    ],
    "decisions": [
        decision("d.1", "m.1", "2026-03-10", A, "2026-04-30", "provincial_secretary"),
        decision("d.2", "m.1", "2026-03-10", A1, "2026-05-31", done_on="2026-05-20", status="done"),
        decision("d.3", "m.5", "2026-05-05", B, "2026-08-31", "provincial_secretary",
                 directive_id="p.1", status="in_progress"),
        decision("d.4", "m.5", "2026-05-05", R, None, "regional_secretary"),
        decision("d.5", "m.2", "2026-06-15", A2, "2026-07-15", status="done"),  # on no day
        decision("d.6", "m.2", "2026-06-15", A, "2026-07-01", directive_id="p.1",
                 status="dropped"),
    ],
    "returns": [
        *closing(R, "decisions", "2025-07", "2026-08"),
        *closing(R, "meetings", "2026-04", "2026-08"),  # of its bodies and the provinces'
        *closing(B1, "meetings", "2026-04", "2026-05"),
        *closing(C1, "structures", "2026-01", "2026-01"),
    ],
}  # fmt: skip
AFTER = {
    "meetings": [
        meeting("m.6", OF_R, "2026-11-10"),
        meeting("m.7", ("local_secretariat", A1), "2026-06-20", directive_ids=["p.1"]),
    ],
    "decisions": [
        decision("d.1", "m.1", "2026-03-10", A, "2026-04-30", "provincial_secretary",
                 done_on="2026-09-25", status="done"),
        decision("d.3", "m.5", "2026-05-05", B, "2026-08-31", "provincial_secretary",
                 done_on="2026-12-01", status="done"),
        decision("d.7", "m.6", "2026-11-10", B1, "2026-12-15"),
        decision("d.8", "m.3", "2026-09-20", A, None, "regional_secretary", directive_id="p.2"),
    ],
    "returns": [
        *closing(R, "decisions", "2026-09", "2026-11"),
        *closing(R, "meetings", "2026-09", "2026-11"),
        *closing(B1, "meetings", "2026-06", "2026-11"),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def store(store_kind, reference):
    """Two batches: what was known on 1 October, and what came after it."""
    with a_store(store_kind, reference) as opened:
        for batch, at in ((BEFORE, dt.datetime(2026, 9, 25)), (AFTER, dt.datetime(2026, 12, 20))):
            parts = [
                Part(table, "upsert", tuple(Row(n, row, ()) for n, row in enumerate(rows, 1)), None)
                for table, rows in batch.items()
            ]
            commit(opened, [Batch(tuple(parts), "reported")], at=at)
        yield opened


def asked(store, question, as_of, known=LATE, scope=R, **parameters):
    rows = ask(store, question, as_of=as_of, known_at=known, scope=[scope], **parameters)
    return list(rows.itertuples())


def plain(value):
    return None if pd.isna(value) else value


def standing(store, as_of, known):
    """State, age, days late, carried; for those done: days taken, days late, carried."""
    return {
        row.decision_id: ("done", plain(row.taken_days), plain(row.done_late_days),
                          plain(row.carried_count))
        if row.state == "done"
        else (row.state, plain(row.age_days), plain(row.days_late), plain(row.carried_count))
        for row in asked(store, "decision_register", as_of, known)
    }  # fmt: skip


ENDED = {
    "d.2": ("done", 71, 0, 0),  # 10 March to 20 May, due 31 May
    "d.5": ("done", None, None, None),  # on no day: nobody knows whether it was carried
    "d.6": ("dropped", None, None, None),
}
DECIDED = {
    (JUNE, EARLY): ENDED | {
        "d.1": ("open", 112, 61, 1),  # due 30 April; its body met again on 15 June
        "d.3": ("in_progress", 56, 0, 0),
        "d.4": ("open", 56, None, 0),  # no day is due: it is not late, and not known not to be
    },
    (JUNE, LATE): ENDED | {
        "d.1": ("open", 112, 61, 1),  # done in September: not yet in June
        "d.3": ("open", 56, 0, 0),  # what was under way in June is no longer said
        "d.4": ("open", 56, None, 0),
    },
    (SEPTEMBER, EARLY): ENDED | {
        "d.1": ("open", 204, 153, 2),  # and on 20 September
        "d.3": ("in_progress", 148, 30, 0),
        "d.4": ("open", 148, None, 0),
    },
    (SEPTEMBER, LATE): ENDED | {
        "d.1": ("done", 199, 148, 2),  # 25 September, after both meetings
        "d.3": ("open", 148, 30, 0),
        "d.4": ("open", 148, None, 0),
        "d.8": ("open", 10, None, 0),
    },
    (DECEMBER, EARLY): ENDED | {
        "d.1": ("open", 296, 245, 2),
        "d.3": ("in_progress", 240, 122, 0),  # the meeting of 10 November is not known
        "d.4": ("open", 240, None, 0),
    },
    (DECEMBER, LATE): ENDED | {
        "d.1": ("done", 199, 148, 2),
        "d.3": ("done", 210, 92, 1),  # 1 December: once carried, on 10 November
        "d.4": ("open", 240, None, 0),
        "d.7": ("open", 51, 16, 0),
        "d.8": ("open", 102, None, 0),
    },
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "known"), TIMES)
def test_decisions_age_fall_late_and_are_carried(store, as_of, known):
    assert standing(store, as_of, known) == DECIDED[as_of, known]


def test_the_longest_late_come_first_and_the_ended_last(store):
    rows = asked(store, "decision_register", SEPTEMBER, EARLY)

    assert [row.decision_id for row in rows] == ["d.1", "d.3", "d.4", "d.5", "d.6", "d.2"]
    by_id = {row.decision_id: row for row in rows}
    assert by_id["d.1"].next_on.date() == dt.date(2027, 1, 15)
    assert pd.isna(by_id["d.3"].next_on)  # nothing is planned by the region
    assert pd.isna(by_id["d.2"].next_on)
    assert plain(by_id["d.4"].province_code) is None
    assert by_id["d.5"].province_code == A


def rate(store, as_of, known, unit, part="all", subject=""):
    """Due, on time, late, undone, on no day; those kept apart; whether the unit is known."""
    (row,) = [
        one for one in asked(store, "decision_rates", as_of, known)
        if (one.unit_code, one.part, one.subject) == (unit, part, subject)
    ]  # fmt: skip
    return (row.due, row.on_time, row.late, row.undone, row.unsaid), row.due_unknown, row.is_known


@pytest.mark.parametrize(
    ("as_of", "known", "region", "province"),
    [
        # d.1 and d.2 came due
        (JUNE, EARLY, ((2, 1, 0, 1, 0), 0, True), ((2, 1, 0, 1, 0), 0, True)),
        (JUNE, LATE, ((2, 1, 0, 1, 0), 0, True), ((2, 1, 0, 1, 0), 0, True)),
        # and d.3 and d.5; d.6 is dropped, d.4 has no day
        (SEPTEMBER, EARLY, ((4, 1, 0, 2, 1), 0, True), ((3, 1, 0, 1, 1), 0, True)),
        (SEPTEMBER, LATE, ((4, 1, 1, 1, 1), 0, True), ((3, 1, 1, 0, 1), 0, True)),
        # of 11 months 8 are known: what came due is kept apart, and no share is said
        (DECEMBER, EARLY, ((0, 0, 0, 0, 0), 4, False), ((0, 0, 0, 0, 0), 3, False)),
        (DECEMBER, LATE, ((5, 1, 2, 1, 1), 0, True), ((3, 1, 1, 0, 1), 0, True)),
    ],
)
def test_the_share_done_in_time_is_that_of_the_indicator(store, as_of, known, region, province):
    for unit, expected in ((R, region), (A, province)):
        assert rate(store, as_of, known, unit) == expected
        (row,) = [
            one for one in asked(store, "territory_indicators", as_of, known, territory=unit)
            if (one.unit_code, one.indicator) == (unit, "decisions_on_time")
        ]  # fmt: skip
        due, on_time = expected[0][:2]
        assert plain(row.value) == (pytest.approx(on_time / due) if due else None)


def test_none_due_and_not_known_are_told_apart(store):
    assert rate(store, JUNE, LATE, C) == ((0, 0, 0, 0, 0), 0, True)
    assert rate(store, DECEMBER, EARLY, C) == ((0, 0, 0, 0, 0), 0, False)


def test_rates_are_told_by_function_and_by_body(store):
    owners = {"local_secretary": (3, 1, 0, 1, 1), "provincial_secretary": (2, 0, 2, 0, 0)}
    for owner, expected in owners.items():
        assert rate(store, DECEMBER, LATE, R, "owner", owner)[0] == expected
    assert rate(store, DECEMBER, LATE, R, "body", "provincial_secretariat")[0] == (3, 1, 1, 0, 1)
    assert rate(store, DECEMBER, LATE, R, "body", "regional_secretariat")[0] == (2, 0, 1, 1, 0)
    assert rate(store, DECEMBER, EARLY, R, "owner", "local_secretary")[1] == 2


AGES = {  # classes 0–30, 31–90, 91–180, 181 and more: open, overdue, without a due day
    (JUNE, EARLY): [(0, 0, 0), (2, 0, 1), (1, 1, 0), (0, 0, 0)],
    (JUNE, LATE): [(0, 0, 0), (2, 0, 1), (1, 1, 0), (0, 0, 0)],
    (SEPTEMBER, EARLY): [(0, 0, 0), (0, 0, 0), (2, 1, 1), (1, 1, 0)],
    (SEPTEMBER, LATE): [(1, 0, 1), (0, 0, 0), (2, 1, 1), (0, 0, 0)],
    (DECEMBER, EARLY): [(0, 0, 0), (0, 0, 0), (0, 0, 0), (3, 2, 1)],
    (DECEMBER, LATE): [(0, 0, 0), (1, 1, 0), (1, 0, 1), (1, 0, 1)],
}


@pytest.mark.parametrize(("as_of", "known"), TIMES)
def test_open_decisions_are_counted_by_age(store, as_of, known):
    rows = [one for one in asked(store, "decision_ages", as_of, known) if one.unit_code == R]
    counted = [(one.open_count, one.overdue_count, one.undated_count) for one in rows]
    assert counted == AGES[as_of, known]


def test_the_day_a_decision_is_31_days_old_it_leaves_the_first_class(store):
    def young(day):
        rows = asked(store, "decision_ages", day)
        return next(one.open_count for one in rows if (one.unit_code, one.class_no) == (B, 1))

    assert (young(dt.date(2026, 12, 10)), young(dt.date(2026, 12, 11))) == (1, 0)  # d.7


NEVER = {C1: "no_body"}  # its structures are returned, and none is there
CASCADE = {
    (JUNE, EARLY): {R: "decided", A: "discussed", B: "silent", C: "silent", A1: "unknown",
                    A2: "unknown", B1: "silent"},
    (JUNE, LATE): {R: "decided", A: "discussed", B: "silent", C: "silent", A1: "discussed",
                   A2: "discussed", B1: "silent"},
    # April to August are due: B1 returned April and May
    (SEPTEMBER, EARLY): {R: "decided", A: "discussed", B: "silent", C: "silent", A1: "unknown",
                         A2: "unknown", B1: "unknown"},
    (SEPTEMBER, LATE): {R: "decided", A: "discussed", B: "silent", C: "silent", A1: "discussed",
                        A2: "discussed", B1: "silent"},
    # April to November are due: the region had closed up to August
    (DECEMBER, EARLY): {R: "decided", A: "discussed", B: "unknown", C: "unknown", A1: "unknown",
                        A2: "unknown", B1: "unknown"},
    (DECEMBER, LATE): {R: "decided", A: "discussed", B: "silent", C: "silent", A1: "discussed",
                       A2: "discussed", B1: "silent"},
}  # fmt: skip


def cascade(store, code, as_of, known=LATE):
    rows = asked(store, "directive_cascade", as_of, known)
    return {row.unit_code: row for row in rows if row.directive_id == code}


@pytest.mark.parametrize(("as_of", "known"), TIMES)
def test_a_paper_comes_down_from_the_region_to_the_communes(store, as_of, known):
    found = {unit: row.state for unit, row in cascade(store, "p.1", as_of, known).items()}
    assert found == CASCADE[as_of, known] | NEVER


def test_a_cascade_says_its_days(store):
    found = cascade(store, "p.1", SEPTEMBER)
    assert found[R].decided_on.date() == dt.date(2026, 5, 5)
    assert found[A].discussed_on.date() == dt.date(2026, 6, 15)
    assert pd.isna(found[A].decided_on)  # the decision that carried it out was dropped
    assert found[A2].discussed_on.date() == dt.date(2026, 6, 20)  # the body of A1 covers A2
    assert (found[B].months_asked, found[B].months_known) == (5, 5)
    assert (plain(found[B].days_late), plain(found[R].days_late)) == (30, None)


def test_a_paper_of_the_region_starts_at_the_provinces_and_needs_a_month(store):
    early = {unit: row.state for unit, row in cascade(store, "p.2", SEPTEMBER, EARLY).items()}
    assert early == {A: "discussed", B: "early", C: "early", A1: "early", A2: "early",
                     B1: "early", C1: "no_body"}  # fmt: skip
    late = {unit: row.state for unit, row in cascade(store, "p.2", SEPTEMBER).items()}
    assert late == early | {A: "decided"}
    assert cascade(store, "p.2", JUNE) == {}  # not issued yet
    assert cascade(store, "p.2", DECEMBER, EARLY)[B].state == "unknown"
    assert cascade(store, "p.2", DECEMBER)[B].state == "silent"


REACH = {  # units, discussed, decided, silent, no body, unknown of p.1
    (SEPTEMBER, EARLY): {(R, "region"): (1, 1, 1, 0, 0, 0), (R, "province"): (3, 1, 0, 2, 0, 0),
                         (R, "commune"): (4, 0, 0, 0, 1, 3), (A, "commune"): (2, 0, 0, 0, 0, 2)},
    (SEPTEMBER, LATE): {(R, "region"): (1, 1, 1, 0, 0, 0), (R, "province"): (3, 1, 0, 2, 0, 0),
                        (R, "commune"): (4, 2, 0, 1, 1, 0), (A, "commune"): (2, 2, 0, 0, 0, 0)},
    (DECEMBER, EARLY): {(R, "region"): (1, 1, 1, 0, 0, 0), (R, "province"): (3, 1, 0, 0, 0, 2),
                        (R, "commune"): (4, 0, 0, 0, 1, 3), (A, "commune"): (2, 0, 0, 0, 0, 2)},
}  # fmt: skip


@pytest.mark.parametrize(("as_of", "known"), REACH)
def test_the_units_a_paper_reached_are_counted_by_level(store, as_of, known):
    found = {
        (row.unit_code, row.level): (row.units, row.discussed, row.decided, row.silent,
                                     row.no_body, row.unknown)
        for row in asked(store, "directive_reach", as_of, known) if row.directive_id == "p.1"
    }  # fmt: skip
    for key, expected in REACH[as_of, known].items():
        assert found[key] == expected


def test_the_papers_say_how_far_they_came_and_whose_way_is_not_followed(store):
    rows = {row.directive_id: row for row in asked(store, "directive_register", DECEMBER)}

    assert list(rows) == ["p.2", "p.3", "p.1"]  # the newest first
    one = rows["p.1"]
    assert (one.units, one.discussed, one.decided, one.silent, one.no_body) == (8, 4, 1, 3, 1)
    assert (one.days_late, plain(rows["p.2"].days_late)) == (122, None)
    assert plain(rows["p.3"].units) is None


def test_a_reader_of_one_province_sees_its_rows_alone_and_the_rates_of_all(store):
    for question in ("decision_register", "directive_cascade"):
        rows = ask(store, question, as_of=DECEMBER, known_at=LATE, scope=[A])
        column = "territory_code" if "territory_code" in rows else "unit_code"
        assert len(rows)
        assert set(rows[column]) <= {A, A1, A2}
    rates = {row.unit_code for row in asked(store, "decision_rates", DECEMBER, scope=A)}
    assert rates == {row.unit_code for row in asked(store, "decision_rates", DECEMBER)}
