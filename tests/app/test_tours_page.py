"""The tour page: asked, found, edited, kept, accepted; what cannot be is told, nothing is lost."""

import datetime as dt
import shutil

import pytest

from dashboard.questions import ask
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.store.agendas import saved_agendas
from tests.app.shown import drawn

TEAM = {"team_id": "equipe-1", "home_territory_code": "03.561.01.11"}
DAYS = {"days": ["saturday", "sunday"], "hours_a_day": 8, "meetings_a_day": 2}


@pytest.fixture(scope="module")
def teams(demo_file, tmp_path_factory):
    """The demonstration with one team of ours, the only one asked for."""
    file = shutil.copy(demo_file, tmp_path_factory.mktemp("tours") / "demo.duckdb")
    with Store.open(file) as store:
        rows = [Row(1, {**TEAM, **DAYS})]
        commit(store, [Batch([Part("teams", "upsert", rows)], "synthetic")])
    return file


def button(run, label):
    return next(one for one in run.button if one.label == label)


def made(run, *, most=4):
    run.number_input(key="tour_most").set_value(most)
    run.number_input(key="tour_teams").set_value(1)
    return button(run, "Make the agenda").click().run()


def told(run):
    return [one.value for one in (*run.error, *run.success)]


def first_saturday(file):
    """How many foundings are planned on the first Saturday."""
    with Store.open(file) as store:
        rows = ask(store, "tour_bodies", as_of=dt.date(2026, 11, 23), scope=["03"])
    return int((rows.planned_on.dropna().dt.date == dt.date(2026, 11, 28)).sum())


@pytest.fixture
def page(opened, teams):
    run = opened(teams, "tours", lang="en", province="03.561")
    assert not run.exception
    return run


def test_an_agenda_is_made_edited_saved_opened_and_accepted(page, teams):
    run = made(page)
    assert not run.exception
    assert not run.error
    assert "4 communes of 4 have their day" in drawn(run)
    assert "Checked: hours, road" in drawn(run)

    run = button(run, "Leave it out and find the rest anew").click().run()
    assert "0 gained, 1 lost" in told(run)[0]
    assert "3 communes of 3 have their day" in drawn(run)

    run.text_input(key="tour_save_name").set_value("Winter tour")
    run = button(run, "Save").click().run()
    assert told(run) == ["Saved as version 1."]
    stored = first_saturday(teams)
    run = button(run, "See what accepting would change").click().run()
    assert not run.exception
    assert "planned dates would be stored, new or moved" in drawn(run)
    assert first_saturday(teams) == stored  # looking writes nothing

    run = button(run, "Accept as planned dates").click().run()
    assert told(run)[0].startswith("The days are planned dates now: batch")

    with Store.open(teams) as store:
        assert [one.name for one in saved_agendas(store)] == ["Winter tour"]
    assert first_saturday(teams) > stored
    run = button(run, "See what accepting would change").click().run()
    assert "Every day of this agenda is stored already." in drawn(run)


def test_what_stands_against_a_request_is_told_and_the_agenda_stays(page):
    run = made(page)
    before = run.session_state["tour"]
    run.number_input(key="tour_most").set_value(0)
    run = button(run, "Make the agenda").click().run()
    assert told(run) == ["No agenda can be made as asked."]
    assert "There is no commune to go to. Choose at least one." in drawn(run)
    assert run.session_state["tour"] is before

    run.date_input(key="tour_last").set_value(dt.date(2026, 11, 1))
    run = button(run, "Make the agenda").click().run()
    assert "Choose a last day on 24 November 2026 or later." in drawn(run)


def test_a_team_without_a_home_is_named(page):
    page.number_input(key="tour_teams").set_value(9)
    run = button(page.run(), "Make the agenda").click().run()
    assert told(run)[0].endswith("has no home commune. Choose one.")
    assert "tour" not in run.session_state


def test_without_a_name_nothing_is_saved(page):
    run = button(made(page), "Save").click().run()
    assert told(run) == ["Give the agenda a name."]


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_it_is_said_in_the_reader_language(opened, teams, lang):
    run = opened(teams, "tours", lang=lang, province="03.561")
    run.number_input(key="tour_most").set_value(2)
    run.number_input(key="tour_teams").set_value(1)
    run = run.button[-1].click().run()
    assert not run.exception
    assert not run.error
    assert {"ar": "الطريق", "fr": "Temps de route"}[lang] in drawn(run)
