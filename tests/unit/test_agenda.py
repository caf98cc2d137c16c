"""The agenda and the turns of hosts, worked out by hand on a small world of three provinces.

As-of is 31 December 2026; a mandate lasts 48 months and is said to be soon over 180 days before.
A meeting of the region is known for 12 months where the region declared its months of meetings.
"""

from __future__ import annotations

import datetime as dt
import html

import pandas as pd
import pytest

from dashboard.figures.month_calendar import Entry, month_calendar
from dashboard.paths import REFERENCE
from dashboard.planning.method import planning_method
from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.wording import wording
from tests.small_reference import small_reference

R, A, B, C = "09", "09.1", "09.2", "09.3"
A1, A2, B1, C1, C2 = "09.1.01.01", "09.1.01.03", "09.2.01.01", "09.3.01.01", "09.3.01.0"
AS_OF = dt.date(2026, 12, 31)
METHOD = (
    "indicators", "indicator_weights", "pillar_weights", "pillars", "classes", "method",
    "living_rules", "planning_method", "population_bands",
)  # fmt: skip
COMMUNES = "".join(
    f"{code},{code},{code},{R},{code[:4]},,rural,2000,1000,500,500\n"
    for code in (A1, A2, B1, C1, C2)
)
CONSTITUENCIES = (REFERENCE / "constituencies.csv").read_text("utf-8").splitlines()[0]
PLACES = {
    "constituencies": f"{CONSTITUENCIES}\n",
    "regions": f"code,name_fr,name_ar\n{R},R,R\n",
    "provinces": "code,name_fr,name_ar,region_code\n"
    + "".join(f"{code},{code},{code},{R}\n" for code in (A, B, C)),
    "cercles": "code,name_fr,name_ar,region_code,province_code\n",
    "communes": "code,name_fr,name_ar,region_code,province_code,cercle_code,milieu,"
    f"population_2024,adults_18_plus,women_18_plus,men_18_plus\n{COMMUNES}",
    "arrondissements": "code,name_fr,name_ar,region_code,province_code,commune_code,milieu,"
    "population_2024,adults_18_plus,women_18_plus,men_18_plus\n"
    f"09.3.01.05,F1,F1,{R},{C},{C2},rural,2000,1000,500,500\n",
}


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    return small_reference(tmp_path_factory.mktemp("reference"), METHOD, PLACES)


@pytest.fixture
def store(reference):
    with Store.open(None, reference=reference) as opened:
        yield opened


def day(text):
    return dt.date.fromisoformat(text)


def give(store, table, *rows, at=dt.datetime(2026, 1, 1)):
    part = Part(table, "upsert", tuple(Row(n, row, ()) for n, row in enumerate(rows, 1)), None)
    commit(store, [Batch((part,), "reported")], at=at)


def dated(values):
    return {
        name: day(value) if name.endswith(("_on", "_since")) else value
        for name, value in values.items()
    }


def body(seat, **values):
    given = {"structure_id": f"s.{seat}", "kind": "local_secretariat", "unit_code": seat,
             "number": 1, "reported_on": day("2026-11-30")}  # fmt: skip
    return given | dated(values)


def meeting(unit, on, kind="ordinary", **values):
    body_kind = "regional_secretariat" if unit == R else "local_secretariat"
    given = {"meeting_id": f"m.{unit}.{on}", "kind": kind, "body_kind": body_kind,
             "body_unit_code": unit, "status": "planned", "planned_on": day(on)}  # fmt: skip
    return given | dated(values)


def hosted(province, on):
    return meeting(R, on, status="held", held_on=on, host_territory_code=province)


def declared(store):
    """The region declares its meetings of every month of 2026."""
    months = [f"2026-{n:02d}" for n in range(1, 13)]
    told = [{"territory_code": R, "table_name": "meetings", "period": one} for one in months]
    give(store, "returns", *told)


def rows(store, question, as_of=AS_OF):
    known = dt.datetime(2027, 6, 1)
    return list(ask(store, question, as_of=as_of, known_at=known, scope=[R]).itertuples())


def known(value):
    return None if pd.isna(value) else value


def agenda(store, as_of=AS_OF):
    return {
        row.subject: (row.kind, row.state, known(row.slippage_days))
        for row in rows(store, "agenda", as_of)
    }


def hosts(store):
    return {
        row.unit_code: (row.state, known(row.next_rank)) for row in rows(store, "rotation_hosts")
    }


def test_a_founding_is_late_once_its_day_has_gone_by(store):
    give(store, "structures", body(A1, first_planned_on="2026-12-01", planned_on="2026-12-11"))

    assert agenda(store) == {f"s.{A1}": ("founding", "late", 30)}  # 1 December to the 31st
    on_the_day = agenda(store, day("2026-12-11"))
    assert on_the_day == {f"s.{A1}": ("founding", "coming", 10)}  # 1 December to the 11th


def test_the_late_come_first_and_what_has_no_day_last(store):
    give(
        store, "structures",
        body(A1, status="not_started"), body(A2, planned_on="2027-02-01"),
        body(B1, planned_on="2026-12-30", convened_on="2026-12-15"),
        body(C1, founded_on="2026-05-01"),
    )  # fmt: skip

    found = rows(store, "agenda")

    assert [(row.unit_code, row.state, row.status) for row in found] == [
        (B1, "late", "convened"),
        (A2, "coming", "planned"),
        (A1, "undated", "not_started"),
    ]
    assert [row.province_code for row in found] == [B, A, A]


def test_a_mandate_is_on_the_agenda_from_the_alarm_on(store):
    alarm = planning_method().expiry_alarm_days
    ends_on = AS_OF + dt.timedelta(days=alarm)
    give(
        store, "structures",
        body(A1, founded_on="2022-12-21"),  # ended 21 December 2026, 10 days before
        body(A2, founded_on=ends_on.replace(year=ends_on.year - 4).isoformat()),
        body(B1, founded_on=(ends_on.replace(year=ends_on.year - 4) + dt.timedelta(1)).isoformat()),
    )  # fmt: skip

    assert agenda(store) == {
        f"s.{A1}": ("renewal", "late", 10),
        f"s.{A2}": ("renewal", "coming", 0),
    }


def test_a_meeting_gone_by_is_unreported_and_not_late(store):
    give(
        store, "meetings",
        meeting(A1, "2026-12-20"), meeting(A2, "2027-01-05"),
        meeting(B1, "2026-11-02", status="held", held_on="2026-11-03"),
        meeting(C1, "2026-12-20", status="cancelled"),
        meeting(C1, "2027-01-09", kind="founding_assembly"),
    )  # fmt: skip
    give(store, "structures", body(A1, founded_on="2025-01-01"))

    assert agenda(store) == {
        f"m.{A1}.2026-12-20": ("meeting", "unreported", None),
        f"m.{A2}.2027-01-05": ("meeting", "coming", 0),
    }


def test_slippage_is_the_one_of_the_life_of_the_body(store):
    give(
        store, "structures",
        body(A1, first_planned_on="2026-03-01", planned_on="2027-03-01"),
        body(A2, first_planned_on="2026-03-01"), body(B1, planned_on="2026-12-01"),
    )  # fmt: skip

    lives = {row.structure_id: row.slippage_days for row in rows(store, "body_life")}

    assert {one: days for one, (_, _, days) in agenda(store).items()} == lives
    assert lives == {f"s.{A1}": 365, f"s.{A2}": 305, f"s.{B1}": 30}


def test_silence_gives_nobody_the_turn(store):
    give(store, "meetings", hosted(A, "2025-06-01"))

    assert hosts(store) == dict.fromkeys((A, B, C), ("unknown", None))


def test_the_longest_not_hosted_comes_next_and_none_stored_first(store):
    declared(store)
    give(store, "meetings", hosted(A, "2026-06-01"), hosted(C, "2025-06-01"))

    assert hosts(store) == {A: ("hosted", 3), B: ("not_hosted", 1), C: ("not_hosted", 2)}


def test_a_reader_of_one_province_sees_the_turns_of_all(store):
    declared(store)
    give(store, "meetings", hosted(A, "2026-06-01"), hosted(C, "2025-06-01"))

    found = ask(store, "rotation_hosts", as_of=AS_OF, known_at=dt.datetime(2027, 6, 1), scope=[A])

    turns = list(zip(found["unit_code"], found["next_rank"], strict=True))
    assert turns == [(A, 3), (B, 1), (C, 2)]


def test_a_host_is_known_by_its_meeting_alone_the_others_are_not(store):
    give(store, "meetings", hosted(A, "2026-06-01"))

    assert hosts(store) == {A: ("hosted", 1), B: ("unknown", None), C: ("unknown", None)}


def test_a_meeting_in_a_commune_counts_for_its_province_one_of_a_province_does_not(store):
    declared(store)
    give(store, "meetings", hosted(A1, "2026-06-01"))
    other = hosted(B, "2026-06-02") | {"body_kind": "provincial_secretariat", "body_unit_code": B}
    give(store, "meetings", other)

    assert hosts(store)[A][0] == "hosted"
    assert hosts(store)[B][0] == "not_hosted"


def test_a_province_that_has_a_meeting_planned_is_not_suggested_again(store):
    declared(store)
    give(store, "meetings", meeting(R, "2027-02-01", host_territory_code=B))
    give(store, "meetings", hosted(A, "2026-06-01"), hosted(C, "2026-05-01"))

    assert hosts(store) == {A: ("hosted", 2), B: ("not_hosted", None), C: ("hosted", 1)}


def test_of_two_that_hosted_on_one_day_the_less_ready_comes_first(store):
    declared(store)
    give(store, "structures", body(A1, founded_on="2026-02-01"), body(A2, founded_on="2026-02-01"),
         body(B1, status="not_started"))  # fmt: skip
    give(store, "meetings", hosted(A, "2026-06-01"), hosted(C, "2026-09-01"))
    same_day = {"meeting_id": "m.R.2", "kind": "extraordinary"}
    give(store, "meetings", hosted(B, "2026-06-01") | same_day)

    found = {row.unit_code: row for row in rows(store, "rotation_hosts")}

    assert found[B].low < found[A].low
    assert [found[code].next_rank for code in (B, A, C)] == [1, 2, 3]


def test_the_month_starts_on_monday_and_says_each_day_in_words():
    entry = Entry(day("2026-12-02"), "late", "!■", "Azrou <b>", "Founding, late")
    drawn = month_calendar(
        day("2026-12-15"), [entry, Entry(day("2027-01-01"), "coming", "■", "Ifrane", "x")],
        wording("fr"), caption="c", today=day("2026-12-03"), boxed={day("2026-12-31"): "Conseil"},
    )  # fmt: skip

    assert drawn.index("lundi") < drawn.index("mardi") < drawn.index("dimanche")
    # 1 December 2026 is a Tuesday: one empty cell before it, three after Thursday the 31st.
    assert drawn.count("<td></td>") == 1 + 3
    assert "<tr><td></td><td><b>1</b></td>" in drawn
    assert "Azrou &lt;b&gt;: Founding, late" in drawn
    assert "Ifrane" not in drawn
    assert f'<b>3</b><span class="mark">{html.escape(wording("fr")("Today"))}</span>' in drawn
    assert '<td class="boxed"><b>31</b><span class="mark">Conseil</span>' in drawn
