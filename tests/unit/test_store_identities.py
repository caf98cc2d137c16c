"""Finding a row by its natural key, and the ids issued when there is none."""

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.store import undo
from dashboard.store.identities import Identities, find, issue_id

MEKNES, FES = "03.061.01.01", "03.231.01.0"
DAY, MARCH = dt.date(2026, 11, 23), dt.date(2026, 3, 12)
MEETING = {"kind": "ordinary", "body_kind": "local_secretariat", "body_unit_code": MEKNES}


def found(desk, table, **values):
    return find(desk.store.cursor(), contracts()[table], values)


@pytest.mark.parametrize(
    ("table", "values", "issued"),
    [
        ("structures", {"unit_code": MEKNES}, f"structures.{MEKNES}.2026-11-23.01"),
        ("meetings", MEETING | {"held_on": MARCH}, f"meetings.{MEKNES}.2026-03-12.01"),
        ("directives", {"issued_on": dt.date(2026, 5, 18)}, "directives.ma.2026-05-18.01"),
        ("milestones", {"territory_code": "MA", "cycle": "2025.1"}, "milestones.MA.2026-11-23.01"),
    ],
)  # fmt: skip
def test_an_issued_id_tells_table_territory_and_day(store, table, values, issued):
    assert issue_id(store.cursor(), contracts()[table], values, day=DAY) == issued


def test_an_id_is_issued_once(desk, store):
    first = f"structures.{MEKNES}.2026-11-23.01"
    number = desk.put(
        "structures", {"structure_id": first, "kind": "local_secretariat", "unit_code": MEKNES}
    )
    undo(store, number)
    known = Identities(store.cursor(), contracts()["structures"])
    row = {"unit_code": MEKNES}
    issued = [known.issue(row, day=DAY, taken={first[:-2] + "03"}) for _ in range(2)]
    assert issued == [first[:-2] + "02", first[:-2] + "04"]


def test_a_body_is_found_by_its_key_and_a_second_label_makes_no_second_body(desk):
    row = {"structure_id": "s1", "kind": "local_secretariat", "unit_code": MEKNES, "label": "one"}
    desk.put("structures", row)
    key = {"kind": "local_secretariat", "unit_code": MEKNES}
    assert found(desk, "structures", **key, label="other") == ["s1"]
    assert found(desk, "structures", **key, number=2) == []
    assert found(desk, "structures", **key | {"unit_code": FES}) == []


def test_a_forum_is_told_apart_by_its_label(desk):
    forum = {"kind": "thematic_forum", "unit_code": MEKNES}
    desk.put("structures", {"structure_id": "f1", **forum, "label": "health"})
    assert found(desk, "structures", **forum, label="health") == ["f1"]
    assert found(desk, "structures", **forum, label="water") == []


def test_a_meeting_is_found_by_any_day_it_had(desk):
    planned, held = dt.date(2026, 3, 10), dt.date(2026, 3, 12)
    desk.put(
        "meetings", {"meeting_id": "m1", **MEETING, "status": "planned", "planned_on": planned}
    )
    desk.put("meetings", {"meeting_id": "m1", "status": "held", "held_on": held})
    assert found(desk, "meetings", **MEETING, planned_on=planned) == ["m1"]
    assert found(desk, "meetings", **MEETING, held_on=held) == ["m1"]
    assert found(desk, "meetings", **MEETING, held_on=dt.date(2026, 3, 20)) == []
    assert found(desk, "meetings", **MEETING | {"body_unit_code": FES}, held_on=held) == []


def test_what_counts_is_preferred_to_what_was_undone(desk, store):
    key = {"kind": "local_secretariat", "unit_code": MEKNES, "number": 1}
    number = desk.put("structures", {"structure_id": "old", **key})
    undo(store, number)
    assert found(desk, "structures", **key) == ["old"]
    desk.put("structures", {"structure_id": "new", **key})
    assert found(desk, "structures", **key) == ["new"]


def test_a_row_without_id_is_its_own_key(desk):
    desk.put("membership", {"territory_code": MEKNES, "period": "2026-05", "members": 3})
    key = {"territory_code": MEKNES, "period": "2026-05"}
    assert found(desk, "membership", **key) == [(MEKNES, "2026-05")]
    assert found(desk, "membership", **key | {"period": "2026-06"}) == []
