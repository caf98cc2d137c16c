"""The impact of a large file is the one a small file has: the same figures, both ways."""

import datetime as dt
import random

import pytest

from dashboard.intake import checking
from dashboard.intake.importing import check, commit
from dashboard.readiness import bulk_impact
from dashboard.readiness.impact import impact
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
COMMUNES = [f"03.271.01.{n:02d}" for n in (1, 3)] + ["03.271.03.01", "03.561.01.01"]
HEADER = "meeting_id;kind;body_kind;body_unit_code;status;planned_on;held_on;attendees_total\n"
BODIES = "kind,unit_code,founded_on,reported_on\n"


def bodies(store):
    rows = "".join(f"local_secretariat,{code},2015-03-10,2026-11-01\n" for code in COMMUNES)
    text = (BODIES + rows).encode()
    commit(store, check(store, "structures", text, file_name="s.csv", today=TODAY))


def meetings(seed, *, step=0, first=1990):
    """Meetings of any year, some planned ahead, some without an id, no two on one day."""
    pick, lines, taken = random.Random(seed), [], set()
    for n in range(120):
        year = pick.choice([first, 2004, 2023, 2024, 2025, 2026])
        day = dt.date(year, pick.randint(1, 10), pick.randint(1, 28))
        while {day, day + dt.timedelta(days=90)} & taken:
            day -= dt.timedelta(days=1)
        taken |= {day, day + dt.timedelta(days=90)}
        present = 12 + (step if pick.random() < 0.5 else 0)
        local = f"ordinary;local_secretariat;{COMMUNES[n % len(COMMUNES)]}"
        if n % 17 == 3:
            lines.append(f";ordinary;provincial_secretariat;03.271;held;;{day};{present}\n")
        elif n % 5 == 0:
            lines.append(f"r-{n};{local};planned;{day + dt.timedelta(days=90)};;\n")
        else:
            lines.append(f"r-{n};{local};held;;{day};{present}\n")
    return (HEADER + "".join(lines)).encode()


def seen(store, content, monkeypatch, *, as_columns):
    monkeypatch.setattr(checking, "BULK_ROWS", 0 if as_columns else 10**9)
    checked = check(store, "meetings", content, file_name="m.csv", today=TODAY)
    assert not checked.refused, checked.problems[:3]
    assert (checked.plain is not None) is as_columns
    return checked, impact(store, checked)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, 6))]
)
def test_both_ways_foretell_the_same(seed, monkeypatch):
    with Store.open(None) as store:
        bodies(store)
        _, small = seen(store, meetings(seed), monkeypatch, as_columns=False)
        checked, large = seen(store, meetings(seed), monkeypatch, as_columns=True)
        assert large == small
        assert small.provinces
        assert small.parts

        commit(store, checked)
        other = meetings(seed, step=7)
        _, small = seen(store, other, monkeypatch, as_columns=False)
        _, large = seen(store, other, monkeypatch, as_columns=True)

    assert large == small
    assert 0 < large.values_changed < large.values_present


@pytest.mark.parametrize(("changed", "is_much"), [(3, False), (4, True)])
def test_more_than_thirty_percent_of_a_large_file_is_said(changed, is_much, monkeypatch):
    header = "meeting_id,kind,body_kind,body_unit_code,attendees_total\n"
    body = f"ordinary,local_secretariat,{COMMUNES[0]}"
    with Store.open(None) as store:
        held = [f"r-{n};ordinary;local_secretariat;{COMMUNES[0]};held;;2020-01-{n + 1:02d};20\n"
                for n in range(10)]  # fmt: skip
        checked, _ = seen(store, (HEADER + "".join(held)).encode(), monkeypatch, as_columns=True)
        commit(store, checked)
        rows = "".join(f"r-{n},{body},{25 if n < changed else 20}\n" for n in range(10))

        _, found = seen(store, (header + rows).encode(), monkeypatch, as_columns=True)

    assert (found.values_changed, found.values_present) == (changed, 10)
    assert found.changes_much is is_much
    assert found.provinces == ()


def test_only_rows_that_can_move_a_figure_are_rehearsed(monkeypatch):
    with Store.open(None) as store:
        bodies(store)
        checked, _ = seen(store, meetings(1, first=1991), monkeypatch, as_columns=True)
        (batch,) = bulk_impact.rehearsed(store, [checked], TODAY)
        rows = batch.parts[0].columns
        assert 0 < rows.num_rows < checked.plain.rows.num_rows
        days = [d for row in rows.to_pylist() for d in (row["held_on"], row["planned_on"]) if d]
        assert min(days) >= dt.date(2023, 11, 1)

        commit(store, checked)
        recent = next(r for r in rows.to_pylist() if r["held_on"])
        body = f"ordinary;local_secretariat;{recent['body_unit_code']}"
        moved = f"{recent['meeting_id']};{body};held;;1995-02-03;9\n"
        later, _ = seen(store, (HEADER + moved).encode(), monkeypatch, as_columns=True)
        (batch,) = bulk_impact.rehearsed(store, [later], TODAY)

    assert batch.parts[0].columns.num_rows == later.plain.rows.num_rows == 1
