"""The pages of constraints and channels: next steps, forms that store, and refusals."""

import datetime as dt

import streamlit as st

from dashboard.store import Store
from tests.app.shown import current, drawn, entering, filled, saved, tables

FES = "03.231"


CONSTRAINTS = "Constraints, the longest overdue first"


def test_every_open_constraint_has_a_next_step_and_its_line_only_in_a_province(opened, demo):
    run = opened(demo, "constraints", lang="en")
    everywhere = tables(run)[CONSTRAINTS]
    here = tables(opened(demo, "constraints", lang="en", province=FES))[CONSTRAINTS]

    assert not run.exception
    assert all(row["Next step"] for row in [*everywhere, *here])
    assert any(row["Next step"].startswith("Overdue: take it to the next") for row in everywhere)
    assert "Constraint" not in everywhere[0]
    assert all(row["Constraint"] for row in here)
    assert 0 < len(here) < len(everywhere)
    assert " of 9</td>" in drawn(run) or " of 9<small>" in drawn(run)


def test_lifting_is_computed_on_demand_and_says_it_is_a_bound(opened, demo):
    run = opened(demo, "constraints", lang="en", province=FES)
    assert "At most, if lifting it" not in drawn(run)

    held = [row for row in tables(run)[CONSTRAINTS] if row["Pillar it holds back"] == "People"]
    run.selectbox(key="lift_row").set_value(held[0]["id"]).run()
    run.button(key="lift").click().run()

    assert "today:" in drawn(run)
    assert "That is a bound, not a forecast." in drawn(run)


def enter(run, what, form, **cells):
    return saved(filled(entering(run, what), form, **cells))


def test_a_constraint_goes_from_empty_to_closed_by_two_short_forms(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = opened(file, "constraints", lang="fr", province=FES)
    given = {
        "raised_on": dt.date(2026, 11, 1),
        "category": "resources",
        "summary": "Aucun local pour se réunir",
        "answer_level": "province",
    }
    run = enter(run, "new", "new_constraint_reports", **given)
    assert not run.exception
    (row,) = tables(run)["Contraintes, d'abord les plus en retard"]
    assert row["Doit répondre"] == "Province ou préfecture"
    assert row["Échéance"] == "16 déc. 2026 (supposée)"  # 1 November and 45 days of the level

    run = enter(run, "close", "changed_constraint_reports", closed_on=dt.date(2026, 10, 1))
    assert [one.value for one in run.error]  # before it was raised
    assert "Rien n'a été enregistré." in [one.value for one in run.caption]

    run = enter(run, "close", "changed_constraint_reports", closed_on=dt.date(2026, 11, 20))
    assert not run.error
    st.cache_resource.clear()
    (stored,) = current(file, "constraint_reports")
    assert (stored["status"], stored["closed_on"]) == ("closed", dt.date(2026, 11, 20))


def test_a_judging_constraint_of_a_commune_is_refused_in_a_sentence(opened, tmp_path):
    run = opened(tmp_path / "one.duckdb", "constraints", lang="en", province=FES)
    given = {
        "territory_code": "03.231.01.01",
        "raised_on": dt.date(2026, 11, 1),
        "category": "elected_officials",
        "summary": "Council meetings without the elected",
    }
    run = enter(run, "new", "new_constraint_reports", **given)

    assert any("province" in one.value for one in run.error)
    assert state_no(tmp_path / "one.duckdb") == 0


def state_no(file):
    st.cache_resource.clear()
    with Store.open(file) as store:
        return store.state_no()


def test_a_request_and_a_need_go_from_empty_to_answered(opened, tmp_path):
    file = tmp_path / "one.duckdb"
    run = opened(file, "channels", lang="ar", province=FES)
    sent = {
        "sector_code": "health",
        "opened_on": dt.date(2026, 9, 1),
        "channel": "letter",
        "summary": "توسيع المركز الصحي",
    }
    run = enter(run, "request", "new_liaison_requests", **sent)
    run = enter(run, "answer", "changed_liaison_requests", answered_on=dt.date(2026, 10, 1))
    need = {"sector_code": "health", "need_on": dt.date(2026, 9, 1), "summary": "طريق الى المركز"}
    run = enter(run, "need", "new_advocacy_items", **need)
    for name, day in (("mp_on", 5), ("ministry_on", 9), ("answered_on", 20), ("fed_back_on", 25)):
        run = enter(run, "step", "changed_advocacy_items", **{name: dt.date(2026, 9, day)})
        assert not run.error, [one.value for one in run.error]

    st.cache_resource.clear()
    (request,), (item,) = current(file, "liaison_requests"), current(file, "advocacy_items")
    assert (request["status"], request["answered_on"]) == ("answered", dt.date(2026, 10, 1))
    assert item["fed_back_on"] == dt.date(2026, 9, 25)


def test_a_day_before_every_list_of_sectors_says_so(opened, demo):
    run = opened(demo, "channels", lang="en", as_of="2024-12-31")
    assert not run.exception
    assert "(not on the list)" in drawn(run)


def test_every_need_at_a_step_says_what_comes_next(opened, demo):
    run = opened(demo, "channels", lang="en", province=FES)
    run.selectbox(key="board").select("answered").run()

    rows = tables(run)["Needs at one step, those waiting longest first"]
    assert {row["Next step"] for row in rows} == {"Tell the commune what came back"}
    days = [int(row["Days at this step"]) for row in rows]
    assert days == sorted(days, reverse=True)
    assert all(row["Next step"] for row in tables(run)["Never carried in the last 12 months"])


def test_every_place_of_the_form_has_a_label_of_its_own(opened, tmp_path):
    """Fès is a prefecture and a commune in it; a box knows an option by its words alone."""
    for language in ("ar", "fr"):
        for view in ({}, {"province": FES}):
            run = opened(tmp_path / "one.duckdb", "constraints", lang=language, **view)
            entering(run, "new")
            options = run.selectbox(key="new_constraint_reports_territory_code").options
            assert len(options) == len(set(options)) > 1
