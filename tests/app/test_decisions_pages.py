"""The page of decisions: next steps, rates, the way of papers, forms that store, and refusals."""

import datetime as dt

import streamlit as st

from dashboard.store import Batch, Part, Row, Store, commit
from tests.app.shown import current, drawn, entering, filled, saved, tables

TAZA = "03.561"
DECISIONS = "Decisions, the longest overdue first"
MEETING = {"meeting_id": "meetings.t", "kind": "ordinary", "body_kind": "provincial_secretariat",
           "body_unit_code": TAZA, "status": "held", "held_on": dt.date(2026, 10, 1),
           "key_on": dt.date(2026, 10, 1)}  # fmt: skip


def test_every_decision_has_a_next_step_and_its_line_only_in_a_province(opened, demo):
    run = opened(demo, "decisions", lang="en")
    everywhere = tables(run)[DECISIONS]
    here = tables(opened(demo, "decisions", lang="en", province=TAZA))[DECISIONS]

    assert not run.exception
    assert all(row["Next step"] for row in [*everywhere, *here])
    assert everywhere[0]["Next step"].startswith("Overdue: ")
    assert "Decision" not in everywhere[0]
    assert all(row["Decision"] for row in here)
    assert 0 < len(here) < len(everywhere)

    lines = {row["Decision"] for row in here}
    run.toggle(key="correct_decisions").set_value(True).run()
    entering(run, "done")
    for key in ("correct_decisions_row", "decision_row"):
        said = run.selectbox(key=key).options
        assert len(said) == len(everywhere)
        assert not [one for one in said for line in lines if line in one]

    run.selectbox(key="decisions_state").select("late").run()
    late = tables(run)[DECISIONS]
    assert 0 < len(late) < len(everywhere)
    assert f"{len(late)} are overdue." in drawn(run)
    bodies = run.selectbox(key="decisions_body_None")
    bodies.select(next(one for one in bodies.options if one.startswith("Regional"))).run()
    assert {row["Body"] for row in tables(run)[DECISIONS]} == {bodies.value}
    run.button_group(key="rates_part").set_value("all").run()
    (rates,) = [rows for caption, rows in tables(run).items() if "came due" in caption]
    assert len(rates) == 9


def test_the_way_of_a_paper_is_told_place_by_place(opened, demo):
    run = opened(demo, "decisions", lang="en")
    papers = tables(run)["Communiqués, directives and notes, the newest first"]
    (caption,) = [one for one in tables(run) if one.startswith("The way down")]
    places = tables(run)[caption]

    assert all(row["Next step"] for row in [*papers, *places])
    told = sum(row["State"] in ("discussed", "decided on") for row in places)
    assert papers[0]["Discussed"] == f"{told} of {len(places)}"
    run.selectbox(key="paper_state").select("silent").run()
    assert {row["State"] for row in tables(run)[caption]} == {"silent"}
    here = opened(demo, "decisions", lang="fr", province=TAZA)
    (row,) = [
        one for one in tables(here)["Communiqués, directives et notes, d'abord les plus récents"]
        if one["Titre"] == papers[0]["Title"]
    ]  # fmt: skip
    assert row["Examiné"].endswith(" sur 39")  # the province and its 38 communes


def enter(run, what, form, **cells):
    run = saved(filled(entering(run, what), form, **cells))
    assert not run.exception
    return run


def test_a_decision_goes_from_a_meeting_to_done_by_the_short_forms(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    with Store.open(file) as store:
        commit(store, [Batch([Part("meetings", "upsert", [Row(1, MEETING)])], "reported")])
    run = opened(file, "decisions", lang="fr", province=TAZA)
    new = {"theme": "membership", "summary": "Ouvrir la campagne", "due_on": dt.date(2026, 9, 1),
           "owner_function": "provincial_secretary"}  # fmt: skip
    run = enter(run, "new", "new_decisions", **new)
    assert [one.value for one in run.error]  # due before it was decided
    assert current(file, "decisions") == []

    run = opened(file, "decisions", lang="fr", province=TAZA)
    run = enter(run, "new", "new_decisions", **new | {"due_on": dt.date(2026, 11, 1)})
    (row,) = tables(run)["Décisions, d'abord les plus en retard"]
    assert (row["Retard"], row["Reportée"]) == ("22 jours", "jamais")
    run = enter(run, "done", "changed_decisions", done_on=dt.date(2026, 9, 30))
    assert "Rien n'a été enregistré." in [one.value for one in run.caption]
    run = enter(run, "done", "changed_decisions", done_on=dt.date(2026, 11, 20))
    assert not run.error
    (stored,) = current(file, "decisions")
    assert (stored["status"], stored["done_on"]) == ("done", dt.date(2026, 11, 20))


def test_a_paper_goes_from_issued_to_discussed_by_the_short_forms(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = opened(file, "decisions", lang="ar", province=TAZA)
    given = {"kind": "directive", "body": "political_bureau", "title": "برمجة الأمانات المحلية"}
    run = enter(run, "paper", "new_directives", issued_on=dt.date(2026, 10, 2), **given)
    st.cache_resource.clear()
    with Store.open(file) as store:
        commit(store, [Batch([Part("meetings", "upsert", [Row(1, MEETING)])], "reported")])
    run = enter(opened(file, "decisions", lang="ar", province=TAZA), "discussed", "")
    assert [one.value for one in run.error]  # issued the day after the meeting
    assert [row["directive_ids"] for row in current(file, "meetings")] == [None]

    run = opened(file, "decisions", lang="ar", province=TAZA)
    run = enter(run, "paper", "new_directives", issued_on=dt.date(2026, 9, 30), **given)
    entering(run, "discussed")
    papers = run.selectbox(key="entry_paper_True")
    papers.select(papers.options[1]).run()
    run = enter(run, "discussed", "")
    assert not run.error
    ((listed,),) = [row["directive_ids"] for row in current(file, "meetings")]
    issued = {row["directive_id"]: row["issued_on"] for row in current(file, "directives")}
    assert issued[listed] == dt.date(2026, 9, 30)
