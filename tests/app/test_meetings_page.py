"""The page of meetings: what waits first, a meeting with its decisions by one form, refusals."""

import datetime as dt

import streamlit as st

from dashboard.contracts import contracts
from dashboard.intake.known import Known
from dashboard.store import Store, imports
from tests.app.shown import drawn, entering, filled, saved, tables

TAZA = "03.561"
MEETINGS = "Meetings, those without an outcome first"
PACE = "The pace of the bodies, the furthest behind first"


def stored(file, table):
    st.cache_resource.clear()
    with Store.open(file) as store:
        rows = Known(store.cursor(), contracts()[table]).current.values()
        return [dict(one) for one in rows], len(imports(store))


def decision(n, **changed):
    given = {"summary": f"Dresser la liste {n}", "theme": "training",
             "owner_function": "training_pole", "due_on": dt.date(2026, 12, 15)}  # fmt: skip
    return {f"{n}_{name}": value for name, value in (given | changed).items()}


def test_every_meeting_and_body_says_what_comes_next_and_the_choices_narrow(opened, demo):
    run = opened(demo, "meetings", lang="en")
    assert not run.exception
    rows, paces = tables(run)[MEETINGS], tables(run)[PACE]
    assert all(row["Next step"] for row in [*rows, *paces])
    assert rows[0]["State"] == "outcome not reported"
    states = [row["Pace"] for row in paces]
    order = ["behind", "unknown: months not reported", "at the pace decided"]
    assert [order.index(state) for state in states] == sorted(map(order.index, states))
    assert len(set(states)) == 3
    assert drawn(run).count('<div class="jz-figure') == 9  # a tile for each province
    assert "Days to file the minutes after a meeting: 15. An assumption" in drawn(run)

    run.selectbox(key="meetings_body").set_value("regional_council").run()
    run.selectbox(key="meetings_shown").set_value("all").run()
    assert {row["Body"] for row in tables(run)[MEETINGS]} == {"Regional council of the party"}
    assert {row["Kind"] for row in tables(run)[MEETINGS]} == {"Council session"}


def test_a_province_shows_its_own_and_a_day_before_every_meeting_says_so(opened, demo):
    here = tables(opened(demo, "meetings", lang="en", province=TAZA))
    assert {row["Seat"].rpartition(", ")[2] for row in here[PACE]} == {"Taza"}
    run = opened(demo, "meetings", lang="ar", as_of="2019-12-31")
    assert not run.exception
    assert "لا يوجد هنا أي اجتماع مسجل" in drawn(run)


def test_a_meeting_and_three_decisions_are_one_batch_or_nothing(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = entering(opened(file, "meetings", lang="fr", province=TAZA), "held")
    cells = {"held_on": dt.date(2026, 11, 12), "attendees_total": "20", "attendees_women": "25"}
    run = saved(
        filled(
            run, "new_meetings", **cells, **decision(1), **decision(3, due_on=dt.date(2026, 11, 1))
        )
    )
    said = [one.value.split("\\:")[0].strip() for one in run.error]
    assert said == ["Dont femmes", "Décision 3, Échéance"]
    assert "Rien n'a été enregistré." in [one.value for one in run.caption]

    run = saved(filled(run, "new_meetings", attendees_women="7", **decision(2), **decision(3)))
    assert not run.error
    assert "lot 1" in run.success[0].value
    (row,) = tables(run)["Réunions, celles sans issue connue d'abord"]
    assert (row["État"], row["Décisions"]) == ("Tenue", "3")
    assert row["Prochaine étape"] == "Déposer son procès-verbal au plus tard le 27 novembre 2026"

    ((meeting,), batches), (made, _batches) = stored(file, "meetings"), stored(file, "decisions")
    assert batches == 1
    assert (meeting["body_kind"], meeting["body_unit_code"]) == ("provincial_secretariat", TAZA)
    assert sorted(one["number"] for one in made) == [1, 2, 3]
    assert {one["territory_code"] for one in made} == {TAZA}


def test_a_planned_meeting_is_recognised_gets_its_outcome_and_its_minutes(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = entering(opened(file, "meetings", lang="en", province=TAZA), "planned")
    run = saved(filled(run, "new_meetings", planned_on=dt.date(2026, 11, 10)))
    assert tables(run)[MEETINGS][0]["State"] == "outcome not reported"

    run = saved(filled(entering(run, "held"), "new_meetings", held_on=dt.date(2026, 11, 12)))
    assert "is it that one?" in run.error[0].value
    assert run.checkbox(key="new_meetings_another").label.startswith("It is another meeting")
    run.selectbox(key="new_meetings_which").select_index(1).run()
    run = saved(filled(run, "new_meetings", **decision(1)))
    assert not run.error
    ((meeting,), _n) = stored(file, "meetings")
    assert (meeting["status"], meeting["held_on"]) == ("held", dt.date(2026, 11, 10))

    run = entering(opened(file, "meetings", lang="en", province=TAZA), "minutes")
    run = saved(filled(run, "changed_meetings", minutes_filed_on=dt.date(2026, 11, 9)))
    assert run.error  # before it was held
    run = saved(filled(run, "changed_meetings", minutes_filed_on=dt.date(2026, 11, 20)))
    assert tables(run)[MEETINGS][0]["Minutes"] == "filed on 20 Nov 2026"


def test_a_planned_meeting_is_postponed_then_held_and_never_held_without_its_day(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = entering(opened(file, "meetings", lang="en", province=TAZA), "planned")
    run = saved(filled(run, "new_meetings", planned_on=dt.date(2026, 11, 10)))

    run = saved(filled(entering(run, "outcome"), "changed_meetings", status="held"))
    assert run.error[0].value.startswith("held\\_on\\: This cell must be filled.")
    run = saved(
        filled(run, "changed_meetings", status="postponed", planned_on=dt.date(2026, 12, 5))
    )
    (row,) = tables(run)[MEETINGS]
    assert (row["State"], row["Next step"]) == (
        "Postponed", "Hold it on 5 December 2026, and report it",
    )  # fmt: skip
    run = saved(filled(run, "changed_meetings", status="held", held_on=dt.date(2026, 11, 20)))
    (row,) = tables(run)[MEETINGS]
    assert (row["State"], row["Day"]) == ("Held", "20 Nov 2026")
    assert len(stored(file, "meetings")[0]) == 1


def test_another_meeting_near_a_planned_one_is_stored_beside_it(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = entering(opened(file, "meetings", lang="en", province=TAZA), "planned")
    run = saved(filled(run, "new_meetings", planned_on=dt.date(2026, 11, 10)))
    run = saved(filled(entering(run, "held"), "new_meetings", held_on=dt.date(2026, 11, 12)))
    run.checkbox(key="new_meetings_another").check()
    run = saved(run)
    assert not run.error
    assert len(stored(file, "meetings")[0]) == 2


def test_what_may_be_a_name_is_asked_once_and_goes_in_when_it_names_nobody(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = entering(opened(file, "meetings", lang="fr", province=TAZA), "held")
    line = "Confier le dossier à Mohammed Alaoui"
    run = saved(filled(run, "new_meetings", **decision(1, summary=line)))
    assert stored(file, "decisions") == ([], 0)
    run.checkbox(key="new_meetings_nobody").check()
    run = saved(run)
    assert not run.error
    assert stored(file, "decisions")[0][0]["summary"] == line
