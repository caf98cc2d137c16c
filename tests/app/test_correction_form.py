"""«This figure is wrong» on a page: batch row, history, correction, refusal."""

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.intake.correction import current_row
from dashboard.intake.importing import check, commit
from dashboard.store import imports

AZROU = "03.271.01.01"
FILES = {
    "membership": "territory_code;period;members;women\nAzrou;2026-09;120;45\n",
    "structures": "kind;unit_code;founded_on\nlocal_secretariat;Azrou;12/03/2024\n",
    "meetings": "body_kind;body_unit_code;status;held_on\n"
    "local_secretariat;Azrou;held;12/03/2026\n",
}


def page():
    from dashboard import state
    from dashboard.screens._correction import correction

    asked = {
        "structures": "territory_bodies",
        "membership": "territory_members",
        "meetings": "territory_meetings",
    }
    for table, question in asked.items():
        rows = state.answers(
            (question,),
            territory="03.271.01.01",
            **({"exact": True} if table == "membership" else {}),
        )[question]
        correction(table, rows)


@pytest.fixture(params=["ar", "en"])
def shown(request, tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "correction.duckdb"))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")
    store = state.store()
    for table, text in FILES.items():
        commit(store, check(store, table, text.encode(), file_name=f"{table}.csv"))
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["lang"] = request.param
    yield app.run(), store
    store.close()


def opened(app, table):
    app.toggle(key=f"correct_{table}").set_value(True).run()
    assert not app.exception
    return app


def send(app, value, reason):
    app.selectbox(key="correct_membership_figure").set_value("members").run()
    app.text_input(key="correct_membership_value").set_value(value)
    app.text_input(key="correct_membership_reason").set_value(reason)
    app.button[0].click().run()
    assert not app.exception
    return app


def test_every_table_opens_its_row(shown):
    app, _ = shown
    for table in FILES:
        opened(app, table)


def test_a_figure_is_corrected_in_a_batch_of_its_own(shown):
    app, store = shown
    send(opened(app, "membership"), "112", "typed twice")

    key = {"territory_code": AZROU, "period": "2026-09"}
    assert len(app.success) == 1
    assert current_row(store, "membership", key)["members"] == 112
    assert imports(store).iloc[0][["rows", "note"]].tolist() == [1, "typed twice"]


@pytest.mark.parametrize(("value", "reason"), [("many", "typed twice"), ("112", ""), ("", "why")])
def test_what_is_refused_is_said_and_changes_nothing(shown, value, reason):
    app, store = shown
    send(opened(app, "membership"), value, reason)

    assert len(app.error) == 1
    assert len(imports(store)) == 3


def behind():
    from dashboard.screens._correction_behind import correction_of_indicators

    correction_of_indicators("03.271.01.01")


REPORTED = {
    "electorate": "territory_code;counted_on;registered;registered_women\n"
    "Azrou;31/03/2026;9000;4000\nDkhissa;31/03/2026;8000;3000\n",
    "constraint_reports": "territory_code;raised_on;category;summary\n"
    "Azrou;10/10/2026;organisation;Local sans chauffage\n",
}


@pytest.fixture
def reported(tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "behind.duckdb"))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-11-23")
    store = state.store()
    for table, text in REPORTED.items():
        commit(store, check(store, table, text.encode(), file_name=f"{table}.csv"))
    app = AppTest.from_function(behind, default_timeout=60)
    app.query_params["lang"] = "fr"
    app.run().toggle(key="correct_behind").set_value(True).run()
    assert not app.exception
    yield app, store
    store.close()


def test_what_stands_behind_indicators_is_named_in_words_and_corrected(reported):
    app, store = reported
    assert len(app.selectbox(key="correct_behind_table").options) == 2
    (row,) = app.selectbox(key="correct_electorate_row").options  # Dkhissa is not of this sheet
    assert "Azrou" in row
    assert "31 mar. 2026" in row

    app.text_input(key="correct_electorate_value").set_value("9100")
    app.text_input(key="correct_electorate_reason").set_value("faute de frappe")
    app.button[0].click().run()

    assert not app.exception
    assert len(app.success) == 1
    key = {"territory_code": AZROU, "counted_on": dt.date(2026, 3, 31)}
    assert current_row(store, "electorate", key)["registered"] == 9100


def test_a_constraint_is_known_by_its_words_not_by_its_id(reported):
    app, _ = reported
    app.selectbox(key="correct_behind_table").set_value("constraint_reports").run()
    assert not app.exception
    (row,) = app.selectbox(key="correct_constraint_reports_row").options
    assert "Local sans chauffage" in row
    assert "constraint_reports." not in row
