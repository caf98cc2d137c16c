"""Who meets, at what pace and with what minutes, worked out by hand; and what a form refuses.

Three as-of days (30 June, 30 September, 31 December 2026) and two known-at days: before and after
a batch of 20 December. Minutes are due 15 days after a meeting; recent is the last 90 days.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.errors import Refused
from dashboard.followup.meeting_entry import decided_at, last_number, meeting_and_decisions
from dashboard.followup.method import followup_method
from dashboard.intake.entered import EntrySender, RowOf, check_entered, commit_entered
from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, Store, commit, imports

REGION, MEKNES, SEFROU, COMMUNE = "03", "03.061", "03.451", "03.061.05.01"
JUNE, SEPTEMBER, DECEMBER = dt.date(2026, 6, 30), dt.date(2026, 9, 30), dt.date(2026, 12, 31)
EARLY, LATE = dt.datetime(2026, 10, 1), dt.datetime(2027, 6, 1)
MOMENTS = [(day, known) for day in (JUNE, SEPTEMBER, DECEMBER) for known in (EARLY, LATE)]
PROVINCIAL, LOCAL = "provincial_secretariat", "local_secretariat"
YOUTH, WOMEN = "youth_organisation", "women_organisation"


def dated(values):
    return {
        name: dt.date.fromisoformat(value) if name.endswith(("_on", "_since")) else value
        for name, value in values.items()
    }


def meeting(code, body, unit, status, day, **values):
    given = {"meeting_id": code, "kind": "ordinary", "body_kind": body, "body_unit_code": unit,
             "status": status, "key_on": day}  # fmt: skip
    given["held_on" if status == "held" else "planned_on"] = day
    return dated(given | values)


def structure(body, unit, founded, **values):
    given = {"structure_id": f"{body}.{unit}", "kind": body, "unit_code": unit, "number": 1,
             "founded_on": founded}  # fmt: skip
    return dated(given | values)


def decision(number, meeting_id="m.6", on="2026-06-28"):
    return dated({"decision_id": f"d.{number}", "meeting_id": meeting_id, "number": number,
                  "meeting_on": on, "theme": "training", "summary": "A list",
                  "owner_function": "regional_secretary", "territory_code": REGION,
                  "status": "open"})  # fmt: skip


def reported(*months):
    return [{"territory_code": MEKNES, "table_name": "meetings", "period": month}
            for month in months]  # fmt: skip


BEFORE = {
    "structures": [
        structure(PROVINCIAL, MEKNES, "2024-01-10"),
        structure(LOCAL, COMMUNE, "2026-04-15"),
        structure(LOCAL, SEFROU, "2024-01-10", dormant_since="2026-03-01"),
        structure(YOUTH, SEFROU, "2024-01-10"),
        structure(WOMEN, SEFROU, "2024-01-10"),
    ],
    "rhythms": [
        {"body_kind": kind, "meetings_per_year": n, "source": "An assumption"}
        for kind, n in ((PROVINCIAL, 12), (LOCAL, 6), (YOUTH, 2), (WOMEN, 1))
    ],
    "meetings": [
        meeting("m.1", PROVINCIAL, MEKNES, "held", "2025-07-15", minutes_filed_on="2025-07-20"),
        meeting("m.2", PROVINCIAL, MEKNES, "held", "2026-05-10", minutes_filed_on="2026-05-30"),
        meeting("m.3", PROVINCIAL, MEKNES, "held", "2026-06-20", attendees_total=48,
                attendees_women=7, attendees_parliamentarians=3),
        meeting("m.4", LOCAL, COMMUNE, "held", "2026-04-15", kind="founding_assembly",
                minutes_filed_on="2026-04-20"),
        meeting("m.5", LOCAL, COMMUNE, "planned", "2026-07-10"),
        meeting("m.6", "regional_secretariat", REGION, "held", "2026-06-28",
                host_territory_code=MEKNES),
        meeting("m.7", PROVINCIAL, MEKNES, "planned", "2026-11-05"),
        meeting("m.8", PROVINCIAL, MEKNES, "cancelled", "2026-08-01"),
        meeting("m.10", YOUTH, SEFROU, "held", "2026-02-10", minutes_filed_on="2026-02-12"),
        meeting("m.11", WOMEN, SEFROU, "held", "2026-03-01", minutes_filed_on="2026-03-02"),
    ],
    "decisions": [decision(1), decision(2)],
    "returns": reported(*(f"2025-{n:02d}" for n in range(7, 13)),
                        *(f"2026-{n:02d}" for n in range(1, 9))),
}  # fmt: skip
AFTER = {
    "meetings": [
        meeting("m.3", PROVINCIAL, MEKNES, "held", "2026-06-20", minutes_filed_on="2026-07-01"),
        meeting("m.5", LOCAL, COMMUNE, "held", "2026-07-12", planned_on="2026-07-10",
                key_on="2026-07-10"),
        meeting("m.7", PROVINCIAL, MEKNES, "postponed", "2027-01-15", key_on="2026-11-05"),
        meeting("m.9", PROVINCIAL, MEKNES, "held", "2026-11-30"),
    ],
    "returns": reported("2026-09", "2026-10", "2026-11"),
}  # fmt: skip


def give(store, table, rows, at):
    part = Part(table, "upsert", tuple(Row(n, row, ()) for n, row in enumerate(rows, 1)), None)
    commit(store, [Batch((part,), "reported")], at=at)


@pytest.fixture(scope="module")
def world():
    with Store.open(None) as store:
        for rows, at in ((BEFORE, dt.datetime(2026, 9, 15)), (AFTER, dt.datetime(2026, 12, 20))):
            for table, given in rows.items():
                give(store, table, given, at)
        yield store


def answers(store, name):
    """Ask once for each known-at day: all as-of days together."""
    days = (JUNE, SEPTEMBER, DECEMBER)
    found = {}
    for known in (EARLY, LATE):
        rows = ask(store, name, as_of=days, known_at=known, scope=[REGION])
        found |= {(day, known): rows[rows.as_of == str(day)] for day in days}
    return found


@pytest.fixture(scope="module")
def registers(world):
    return answers(world, "meeting_register")


@pytest.fixture(scope="module")
def paces(world):
    return answers(world, "meeting_rhythms")


@pytest.fixture(scope="module")
def months(world):
    return answers(world, "meeting_months")


def by_id(rows):
    return {row.meeting_id: row for row in rows.itertuples(index=False)}


# Held in 90 days, held in 12 months, without an outcome, minutes late among those of 12 months.
COUNTED = {
    (JUNE, EARLY): (4, 7, 0, 0),  # m.2 m.3 m.4 m.6; m.1 m.10 m.11 too; nothing is due yet
    (JUNE, LATE): (4, 7, 0, 0),  # m.5 held in July was planned then; m.9 is not there
    (SEPTEMBER, EARLY): (0, 6, 1, 2),  # m.1 is over a year ago; m.5 unknown; m.3 and m.6 late
    (SEPTEMBER, LATE): (1, 7, 0, 2),  # m.5 held on 12 July, its minutes late; m.3 filed
    (DECEMBER, EARLY): (0, 6, 2, 2),  # m.7 of 5 November has gone by too
    (DECEMBER, LATE): (1, 8, 0, 3),  # m.9: due on 15 December
}


@pytest.mark.parametrize(("day", "known"), MOMENTS)
def test_what_was_held_and_what_is_owed_is_counted_as_known_on_the_day(registers, day, known):
    rows = registers[day, known]
    late = rows.is_of_year & (rows.minutes == "late")
    found = (rows.is_recent.sum(), rows.is_of_year.sum(), (rows.state == "unknown").sum(),
             late.sum())  # fmt: skip
    assert found == COUNTED[day, known]


@pytest.mark.parametrize(
    ("code", "states"),
    [
        ("m.5", ("planned", "planned", "unknown", "held", "unknown", "held")),
        ("m.7", ("planned", "postponed", "planned", "postponed", "unknown", "postponed")),
        ("m.8", ("cancelled",) * 6),
        ("m.9", (None, None, None, None, None, "held")),
    ],
)
def test_a_meeting_stands_where_the_day_and_the_batches_put_it(registers, code, states):
    rows = [by_id(registers[moment]) for moment in MOMENTS]
    found = tuple(one[code].state if code in one else None for one in rows)
    assert found == states


@pytest.mark.parametrize(
    ("day", "known", "code", "minutes"),
    [
        (JUNE, EARLY, "m.2", ("filed", "2026-05-30")),  # late, but filed
        (JUNE, LATE, "m.3", ("not_due", "2026-07-05")),  # filed in July, which June does not know
        (SEPTEMBER, EARLY, "m.3", ("late", "2026-07-05")),
        (SEPTEMBER, LATE, "m.3", ("filed", "2026-07-01")),
        (SEPTEMBER, LATE, "m.5", ("late", "2026-07-27")),
        (DECEMBER, LATE, "m.9", ("late", "2026-12-15")),
        (DECEMBER, LATE, "m.8", (None, None)),
    ],
)
def test_minutes_are_filed_late_or_not_due_yet(registers, day, known, code, minutes):
    row = by_id(registers[day, known])[code]
    on = row.minutes_filed_on if row.minutes == "filed" else row.minutes_due_on
    shown = (None if pd.isna(row.minutes) else row.minutes, None if pd.isna(on) else f"{on:%F}")
    assert shown == minutes
    assert followup_method().minutes_days == 15


def test_persons_are_published_offices_exact_decisions_counted(registers):
    rows = by_id(registers[JUNE, EARLY])
    present = rows["m.3"]
    assert (present.attendees_total, present.attendees_women) == (50, 5)  # 48; 7 is masked
    assert present.attendees_parliamentarians == 3
    assert (rows["m.6"].decisions, rows["m.3"].decisions) == (2, 0)
    assert pd.isna(rows["m.5"].decisions)  # not held: nothing decided, and not «none»
    assert rows["m.6"].province_code == MEKNES  # of its host: the region has none
    assert list(rows)[:2] == ["m.5", "m.7"]  # what is to come, by day


# Expected, held, missing, months not reported, state.
PACE = {
    # 12 a year for a body of 2024; each month of the window is reported but the newest.
    PROVINCIAL: [
        (12, 3, 9, 0, "behind"),  # m.1 m.2 m.3
        (12, 3, 9, 0, "behind"),
        (12, 2, 10, 1, "behind"),  # m.1 is over a year ago; September is not reported
        (12, 2, 10, 0, "behind"),
        (12, 2, 10, 4, "behind"),  # four months at that pace would bring 4 of the 10
        (12, 3, 9, 1, "behind"),  # m.9
    ],
    # Founded on 15 April: 2, 5 and 8 whole months at 6 a year are 1, 2.5 and 4 meetings.
    LOCAL: [
        (1, 0, 1, 0, "behind"),  # the founding assembly does not count
        (1, 0, 1, 0, "behind"),
        (2, 0, 2, 1, "behind"),
        (2, 1, 1, 0, "behind"),  # m.5 was held after all
        (4, 0, 4, 4, "behind"),
        (4, 1, 3, 1, "behind"),
    ],
    # Nobody reports Sefrou: one of two is known, the other may have been held.
    YOUTH: [(2, 1, 1, 12, "unknown")] * 6,
    WOMEN: [(1, 1, 0, 12, "kept")] * 6,
}


@pytest.mark.parametrize("body", PACE)
def test_the_pace_held_stands_against_the_one_expected(paces, body):
    found = []
    for moment in MOMENTS:
        rows = paces[moment]
        (row,) = rows[rows.body_kind == body].itertuples(index=False)
        found.append((row.expected, row.held, row.missing, row.unreported_months, row.state))
    assert found == PACE[body]


# Held in a month, and the share of the adults whose communes returned it.
MONTHS = {
    (MEKNES, "2026-06-01"): [(1, 1.0)] * 6,  # m.3; m.6 is of the region and not of its host
    (MEKNES, "2026-07-01"): [None, None, (0, 1.0), (1, 1.0), (0, 1.0), (1, 1.0)],  # m.5
    (MEKNES, "2026-11-01"): [None, None, None, None, (0, 0.0), (1, 1.0)],  # m.9
    (SEFROU, "2026-02-01"): [(1, 0.0)] * 6,  # m.10: held, though nobody returned the month
    (REGION, "2026-06-01"): [(1, 0.0)] * 6,  # m.6: the region closed no month
    (MEKNES, "2025-07-01"): [(1, 1.0), (1, 1.0), None, None, None, None],  # m.1
}


@pytest.mark.parametrize("cell", MONTHS)
def test_each_month_counts_what_was_held_and_says_what_is_reported(months, cell):
    found = []
    for moment in MOMENTS:
        rows = months[moment]
        here = rows[(rows.unit_code == cell[0]) & (rows.month == cell[1])]
        found.append(next(zip(here.held, here.known_share, strict=True), None))
    assert found == MONTHS[cell]


def test_without_a_rhythm_it_is_unknown_and_a_dormant_body_is_not_asked(paces):
    rows = paces[DECEMBER, LATE]
    (regional,) = rows[rows.body_kind == "regional_secretariat"].itertuples(index=False)
    assert (regional.state, regional.held) == ("no_rhythm", 1)
    assert pd.isna(regional.expected)
    assert f"{regional.since_on:%F}" == "2026-06-28"  # no body is stored: from its first meeting on
    assert set(rows[rows.body_kind == LOCAL].unit_code) == {COMMUNE}
    assert list(rows.state) == ["behind", "behind", "unknown", "no_rhythm", "kept"]


TODAY = dt.date(2026, 11, 23)
HELD = dated({"kind": "ordinary", "body_kind": PROVINCIAL, "body_unit_code": MEKNES,
              "status": "held", "held_on": "2026-11-12"})  # fmt: skip
DECIDED = {"summary": "Dresser une liste", "theme": "training", "owner_function": "training_pole",
           "due_on": dt.date(2026, 12, 15)}  # fmt: skip


def entered(store, changed=None, *decisions):
    rows = meeting_and_decisions(HELD | (changed or {}), decisions)
    return check_entered(store, rows, EntrySender(today=TODAY))


def test_decisions_left_empty_are_none_and_the_others_are_numbered_on():
    rows = meeting_and_decisions(HELD, [{}, DECIDED, {"summary": "", "due_on": None}, DECIDED],
                                 decided_before=2)  # fmt: skip
    assert [one["number"] for one in rows["decisions"]] == [3, 4]
    assert {one["territory_code"] for one in rows["decisions"]} == {MEKNES}
    assert all(one["meeting_id"] == RowOf("meetings") for one in rows["decisions"])
    assert list(meeting_and_decisions(HELD, [{}])) == ["meetings"]


def test_what_a_body_on_a_constituency_decides_is_done_in_its_province():
    assert decided_at("legislative:fes-nord") == "03.231"
    assert decided_at("chamber.crafts:03") == REGION
    assert decided_at(COMMUNE) == COMMUNE


def test_a_decision_added_later_takes_the_next_number(store):
    commit_entered(store, entered(store, None, DECIDED, DECIDED))
    rows = ask(store, "meeting_register", as_of=TODAY, scope=[REGION])
    assert last_number(store, rows.meeting_id[0]) == 2
    assert last_number(store, "meetings.none") == 0


BAD = {
    "held in the future": (
        {"held_on": dt.date(2026, 12, 1)}, {}, "date.future",
        "This has not happened yet: the date is after today.",
    ),
    "an assembly before it was convened": (
        {"kind": "founding_assembly", "body_kind": LOCAL, "body_unit_code": COMMUNE}, {},
        "meeting.before_convening",
        "This founding assembly is held before its body was convened.",
    ),
    "more women than persons": (
        {"attendees_total": 12, "attendees_women": 20}, {}, "count.part_above_whole",
        "This part is larger than its whole.",
    ),
    "an owner who is not on the list": (
        {}, {"owner_function": "the_boss"}, "value.unknown", None,
    ),
    "done before it was decided": (
        {}, {"done_on": dt.date(2026, 11, 1), "status": "done"}, "date.order",
        "This date comes before the date that must precede it.",
    ),
    "due before it was decided": (
        {}, {"due_on": dt.date(2026, 11, 1)}, "date.order",
        "This date comes before the date that must precede it.",
    ),
    "a decision without its line": ({}, {"summary": None}, "cell.missing", None),
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_is_stored(store, fault):
    changed, cells, code, sentence = BAD[fault]
    give(store, "structures",
         [structure(LOCAL, COMMUNE, "2026-11-20", convened_on="2026-11-15")],
         dt.datetime(2026, 11, 1))  # fmt: skip
    before = len(imports(store))
    checked = entered(store, changed, DECIDED | cells)

    ((_table, problem),) = checked.errors
    assert problem.code == code
    assert problem.remedy is not None
    assert sentence is None or problem.message.text(lambda one, **_values: one) == sentence
    with pytest.raises(Refused):
        commit_entered(store, checked)
    assert len(imports(store)) == before


def test_an_assembly_on_the_day_it_was_convened_to_goes_in(store):
    give(store, "structures",
         [structure(LOCAL, COMMUNE, "2026-11-12", convened_on="2026-11-12")],
         dt.datetime(2026, 11, 1))  # fmt: skip
    own = {"kind": "founding_assembly", "body_kind": LOCAL, "body_unit_code": COMMUNE}
    assert not entered(store, own).refused
