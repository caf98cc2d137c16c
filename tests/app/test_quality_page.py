"""The quality page: what is missing, the message for it, and a warning acknowledged."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.store import Batch, Part, Row, Store, commit
from dashboard.wording import LANGUAGES, wording
from tests.app.shown import drawn

IFRANE, AZROU = "03.271", "03.271.01.01"


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "quality.duckdb"
    members = [
        {"territory_code": AZROU, "period": "2026-09", "members": 100},
        {"territory_code": AZROU, "period": "2026-10", "members": 163},
    ]
    sent = [
        {"territory_code": AZROU, "table_name": table, "period": "2026-10",
         "received_on": dt.date(2026, 11, 5), "is_nil": False}
        for table in ("structures", "membership", "meetings")
    ]  # fmt: skip
    parts = [
        Part(table, "upsert", [Row(n, row) for n, row in enumerate(rows, 1)])
        for table, rows in (("membership", members), ("returns", sent))
    ]
    with Store.open(path) as made:
        commit(made, [Batch(parts, "reported")])
    return path


def message(run):
    (text,) = re.findall(r'data-copy="message">(.*?)</p>', drawn(run), re.S)
    return text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_for_the_region_and_for_a_province(opened, database, lang):
    for query in ({}, {"province": IFRANE}):
        run = opened(database, "quality", lang=lang, **query)
        assert not run.exception
        assert not run.error
        assert run.title[0].value == wording(lang)("Who has reported, and what looks unusual?")


def test_the_message_names_what_is_missing_and_no_figure_of_persons(opened, database):
    text = message(opened(database, "quality", lang="fr", province=IFRANE))

    assert "Azrou" in text
    assert "Timahdite" in text
    assert "163" not in text
    assert "100" not in text
    assert "165" not in text
    assert AZROU not in text


def test_a_warning_acknowledged_goes_from_the_list_and_can_come_back(opened, database):
    run = opened(database, "quality", lang="en", province=IFRANE)
    run.button(key="acknowledge_it").click().run()
    assert run.error  # no note

    run.text_input(key="acknowledge_note").set_value("a membership drive").run()
    run.button(key="acknowledge_it").click().run()
    assert not run.exception
    assert run.success
    assert "acknowledge_choice" not in [one.key for one in run.selectbox]
    assert state.answer("open_warnings").empty

    run.button(key="take_it_back").click().run()
    assert not run.exception
    assert "acknowledge_choice" in [one.key for one in run.selectbox]


def sheet(text):
    def page():
        import streamlit as st

        from dashboard import state
        from dashboard.intake.importing import check
        from dashboard.screens._impact import show_impact

        given = st.session_state["given"].encode()
        checked = check(state.store(), "membership", given, file_name="m.csv", today=state.today())
        show_impact([checked])

    run = AppTest.from_function(page, default_timeout=60)
    run.query_params["lang"] = "en"
    run.session_state["given"] = f"territory_code,period,members\n{text}\n"
    return run.run()


def test_the_impact_of_a_file_is_said_before_its_commit(database, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(database))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")

    run = sheet(f"{AZROU},2026-10,200")

    assert not run.exception
    assert "100% of the values it speaks of would change or go." in drawn(run)
    assert "Is this everything for Ifrane in October 2026?" in drawn(run)
    assert "Communes in the file: 1 of 10." in drawn(run)
    (effect,) = [one.proto.json for one in run.get("bidi_component")]
    assert "What changes in coverage and readiness" in effect


def test_a_file_that_changes_nothing_says_it(database, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(database))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")

    run = sheet(f"{AZROU},2026-10,163")

    assert not run.exception
    assert "This changes nothing: all that it says is known already." in drawn(run)
    assert not run.get("bidi_component")
