"""Milestones, next meeting and briefing: a date entered moves the tasks, a choice narrows."""

import datetime as dt
import shutil

import pytest

from dashboard import state
from dashboard.access.roles import Reader, rights_of_roles
from dashboard.state import reading
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.wording import wording
from tests.app.shown import drawn, entering, given_tables, saved

BOULEMANE, IFRANE = "03.131", "03.271"


def tables(run):
    return {
        one["labels"]["caption"]: [[cell[0] for cell in row["cells"]] for row in one["rows"]]
        for one in given_tables(run)
    }


@pytest.fixture
def own(demo_file, tmp_path):
    return shutil.copy(demo_file, tmp_path / "own.duckdb")


def test_a_date_entered_moves_every_task_of_its_milestone(opened, own):
    run = opened(own, "milestones", lang="en")
    before = tables(run)["Tasks, the late first"]
    assert [row[6] for row in before].count("late") == 1

    run = entering(run, "date")
    assert run.selectbox(key="changed_milestones_date_status").value == "confirmed"
    run.date_input(key="changed_milestones_happens_on").set_value(dt.date(2026, 12, 1))
    run = saved(run)

    assert not run.exception
    assert "Saved in batch" in run.success[0].value
    after = tables(run)["Tasks, the late first"]
    moved = [row for row in after if row[1] == before[0][1]]
    # 45 days before 1 December is 17 October, 30 is 1 November: all not done are late.
    assert [row[6] for row in after].count("late") > 1
    assert "17 Oct 2026" in {row[4] for row in moved}


def test_a_confirmed_date_needs_its_day_and_what_was_typed_stays(opened, demo):
    run = entering(opened(demo, "milestones", lang="en"), "date")
    undated = run.selectbox(key="milestone_row")
    run = undated.select_index(undated.options.index("الدورة المقبلة للمجلس الوطني للحزب")).run()
    run.selectbox(key="changed_milestones_date_status").select("confirmed")
    run = saved(run)

    assert any("This cell must be filled." in one.value for one in run.error)
    assert run.selectbox(key="changed_milestones_date_status").value == "confirmed"


def test_a_task_is_done_on_a_day(opened, own):
    run = entering(opened(own, "milestones", lang="en", province=IFRANE), "done")
    run.date_input(key="changed_milestone_tasks_done_on").set_value(dt.date(2026, 11, 20))
    run = saved(run)

    assert "Saved in batch" in run.success[0].value
    assert "late" not in [row[6] for row in tables(run)["Tasks, the late first"]]


def test_a_milestone_of_the_kingdom_and_its_task_are_entered_on_the_page(opened, tmp_path):
    run = entering(opened(tmp_path / "new.duckdb", "milestones", lang="en"), "new")
    run.selectbox(key="new_milestones_kind").select("national_council")
    run.selectbox(key="new_milestones_territory_code").select("MA")
    run.text_input(key="new_milestones_cycle").set_value("2027.1")
    run.text_input(key="new_milestones_title").set_value("National council")
    run.selectbox(key="new_milestones_date_status").select("unknown")
    run = entering(saved(run), "task")
    run.text_input(key="new_milestone_tasks_summary").set_value("Confirm who goes")
    run.selectbox(key="new_milestone_tasks_owner_function").select("provincial_secretary")
    run.text_input(key="new_milestone_tasks_days_before").set_value("-5")
    refused = saved(run)
    assert any("negative" in one.value for one in refused.error)

    refused.text_input(key="new_milestone_tasks_days_before").set_value("30")
    run = saved(refused)
    assert not run.exception
    assert [row[6] for row in tables(run)["Tasks, the late first"]] == ["waits for the date"]


def test_the_agenda_is_of_the_body_chosen(opened, demo):
    run = opened(demo, "next_meeting", lang="fr", province=BOULEMANE)
    said = drawn(run)
    assert "Secrétariat provincial : Boulemane" in said
    assert "3 décisions de cette structure sont en retard." in said
    assert len(run.get("download_button")) == 2

    run.toggle(key="next_meeting_message").set_value(True).run()
    assert "Ordre du jour de la prochaine réunion" in drawn(run)
    bodies = run.selectbox(key=f"next_meeting_body_{BOULEMANE}")
    run = bodies.select(1).run()
    assert "Secrétariat local : " in drawn(run)


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_briefing_says_at_most_five_sentences_a_place(opened, demo, lang):
    run = opened(demo, "briefing", lang=lang, since="2026-08-31")
    lists = [one.proto.body for one in run.get("html") if one.proto.body.startswith("<h2>")]

    assert len(lists) == 10
    assert all(1 <= one.count("<li>") <= 5 for one in lists)
    assert wording(lang)("Demonstration data: these figures are synthetic.") in drawn(run)


def test_the_briefing_of_a_day_long_gone_compares_with_months_before_it(opened, demo):
    run = opened(demo, "briefing", lang="fr", as_of="2020-01-31")

    assert not run.error
    assert run.selectbox(key="pick_since").value == "2019-11-30"


def test_officials_of_two_provinces_are_asked_which_secretariat_meets(opened, demo, monkeypatch):
    """None of the region's bodies, and no body of a province that lies elsewhere."""
    right = rights_of_roles()["provincial"]
    who = Reader("t1", "provincial", ("03.171", "03.451"), right)
    for one in (state, reading):
        monkeypatch.setattr(one, "reader", lambda: who)
    run = opened(demo, "next_meeting", lang="fr")

    assert not run.error
    said = run.selectbox(key="next_meeting_body_None").options
    assert said[:2] == ["Secrétariat provincial : El Hajeb", "Secrétariat provincial : Sefrou"]
    run = opened(demo, "next_meeting", lang="fr", province="03.061")
    assert not run.error
    assert "hors de vos territoires" in drawn(run)
    assert not run.get("download_button")


def test_nothing_ahead_is_a_page_too(opened, tmp_path):
    """All that is stored has happened: there is no card to draw, and the list stands."""
    file = tmp_path / "past.duckdb"
    held = {"milestone_id": "m", "kind": "congress", "territory_code": "03", "cycle": "2025.1",
            "number": 1, "title": "المؤتمر", "date_status": "held",
            "happens_on": dt.date(2025, 5, 18)}  # fmt: skip
    paper = {"directive_id": "d", "kind": "note", "issued_on": dt.date(2026, 11, 20),
             "body": "national_council", "number": 1, "title": "مذكرة"}  # fmt: skip
    parts = [Part(table, "upsert", [Row(1, row)])
             for table, row in (("milestones", held), ("directives", paper))]  # fmt: skip
    with Store.open(file) as store:
        commit(store, [Batch(parts, "reported")])
    for page in ("milestones", "decisions", "elections"):
        assert not opened(file, page, lang="fr").exception
