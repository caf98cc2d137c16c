"""Several files of one upload on the page: checked together, gone in together or not at all."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.intake.likely_table import likely_table, table_of_headers
from dashboard.screens._text import plain
from dashboard.store import imports

MEETING = "body_kind;body_unit_code;status;held_on\nprovincial_secretariat;03.561;held;12/03/2026\n"
DECISION = (
    "meeting;number;theme;summary;owner_function;territory_code\n"
    "اجتماع الأمانة الإقليمية بتازة 12/03/2026;1;{theme};Ouvrir le local;"
    "provincial_secretary;03.561\n"
)


def page():
    import streamlit as st

    from dashboard.intake.importing import File
    from dashboard.screens import _import

    _import._tell_last()
    given = dict(st.session_state["given"])
    names = given.pop("names", {})
    files = [
        File(table, text.encode(), names.get(table, f"{table}.csv"))
        for table, text in given.items()
    ]
    _import._checked(files, "one upload")


@pytest.fixture
def opened(tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "several.duckdb"))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")

    def run(lang, **given):
        app = AppTest.from_function(page, default_timeout=60)
        app.query_params["lang"] = lang
        app.session_state["given"] = given
        app.run()
        assert not app.exception
        return app

    yield run
    state.store().close()


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_each_file_is_shown_and_all_go_in_by_one_press(opened, lang):
    app = opened(lang, decisions=DECISION.format(theme="membership"), meetings=MEETING)

    titles = [one.label for one in app.expander]
    assert [("meetings.csv" in title, "decisions.csv" in title) for title in titles] == [
        (True, False), (False, True),
    ]  # fmt: skip
    (button,) = [one for one in app.button if "2" in one.label or "هذين" in one.label]
    button.click().run()

    assert not app.exception
    found = imports(state.store())
    assert list(found["file_name"]) == ["decisions.csv", "meetings.csv"]
    assert list(found["rows"]) == [1, 1]
    assert set(found["note"]) == {"one upload"}


def test_one_refused_file_stops_all_and_is_the_open_one(opened):
    app = opened("en", decisions=DECISION.format(theme="weather"), meetings=MEETING)

    assert [one.proto.expanded for one in app.expander] == [False, True]
    assert "decisions.csv" in app.error[0].value
    assert "meetings.csv" not in app.error[0].value
    assert [one.label for one in app.button] == []
    assert imports(state.store()).empty


def test_a_hostile_name_of_a_file_or_header_is_only_ever_text(opened):
    hostile = "[x](http://evil.example) **b** $a$ :red[c] <i>.csv"
    app = opened("en", names={"meetings": hostile}, decisions=DECISION, meetings="a;b\n1;2\n")

    shown = [*(one.label for one in app.expander), app.error[0].value]
    assert any("evil" in text for text in shown)
    for text in shown:
        assert not re.search(r"(?<!\\)[\[\]*<>$~`:]", text.replace("\\\\", "")), text
    assert plain("a_b*c") == r"a\_b\*c"


def test_a_file_named_after_a_table_is_proposed_for_it_and_another_for_none():
    assert likely_table("membership-fr.xlsx") == "membership"
    assert likely_table("Réunions Taza octobre.csv") == "meetings"
    assert likely_table("انخراط تازة.xlsx") == likely_table("adhesions.csv") == "membership"
    assert likely_table("export (3).csv") is None


def test_headers_of_another_table_are_told():
    assert table_of_headers(("territory_code", "period", "members"), "structures") == "membership"
    assert table_of_headers(("territory_code", "period", "members"), "membership") is None
    assert table_of_headers(("a", "b"), "structures") is None


def test_a_file_of_another_table_is_read_as_that_one_by_one_press(opened):
    app = opened("ar", structures="territory_code;period;members\n03.061.07.07;2026-10;120\n")
    (press,) = [one for one in app.button if one.key == "import_other_table"]
    assert "الانخراط" in press.label

    press.click().run()
    assert app.session_state["import_table"] == "membership"
