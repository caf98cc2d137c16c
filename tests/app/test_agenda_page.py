"""The page of the agenda: the late first, a month at a time, the provinces' turns; and its echo."""

import datetime as dt

from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.territory.register import register
from tests.app.shown import drawn, given_tables

MEKNES = "03.061"


def listed(run):
    (found,) = given_tables(run)
    return [[cell[0] for cell in row["cells"]] for row in found["rows"]]


def test_the_late_come_first_and_every_row_has_a_next_step(opened, demo):
    rows = listed(opened(demo, "agenda", lang="en"))
    stages = [row[3] for row in rows]
    is_late = [stage.endswith("late") or stage == "mandate over" for stage in stages]

    assert True in is_late
    assert False in is_late
    assert is_late == sorted(is_late, reverse=True)
    assert all(row[-1] for row in rows)


def test_a_province_leaves_its_own_and_all_nine_turns(opened, demo):
    everything = listed(opened(demo, "agenda", lang="en"))
    run = opened(demo, "agenda", lang="en", province=MEKNES)

    name = register().unit_name(MEKNES, "en")
    assert len(listed(run)) == sum(row[1] == name for row in everything)
    assert drawn(run).count('<div class="jz-figure') == 9
    assert drawn(run).count('<div class="jz-figure next"') == 1


def test_the_month_asked_for_is_drawn(opened, demo):
    run = opened(demo, "agenda", lang="fr")
    assert "rendez-vous en novembre 2026" in drawn(run)
    assert '<span class="mark">Aujourd\'hui</span>' in drawn(run)

    run.selectbox(key="agenda_month").select(dt.date(2026, 12, 1)).run()

    assert "rendez-vous en décembre 2026" in drawn(run)
    assert '<span class="mark">Aujourd\'hui</span>' not in drawn(run)


def test_what_is_not_known_gets_no_turn_and_no_day(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    row = {"structure_id": "s.1", "kind": "local_secretariat", "unit_code": "03.271.01.01",
           "number": 1, "status": "not_started", "reported_on": dt.date(2026, 10, 31)}  # fmt: skip
    with Store.open(file) as store:
        part = Part("structures", "upsert", [Row(1, row)])
        commit(store, [Batch([part], "reported")], at=dt.datetime(2026, 11, 1))

    said = drawn(opened(file, "agenda", lang="en"))

    assert "Nothing has a day here: send the days planned" in said
    assert "1 local secretariat not founded has no day yet." in said
    assert "No host can be suggested" in said
    assert said.count('<dd class="key">Unknown</dd>') == 9


def test_the_provinces_page_says_coverage_and_pace(opened, demo):
    said = drawn(opened(demo, "province", lang="en", province=MEKNES))

    assert "with their own secretariat" in said
    assert "in the last 12 months" in said
