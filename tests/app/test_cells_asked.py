"""Cells that may name a person, on the page: written again, dropped or kept."""

from streamlit.testing.v1 import AppTest

from dashboard import state


def page():
    import datetime as dt

    from dashboard import state
    from dashboard.intake.importing import check
    from dashboard.screens._cells_asked import ask_cells, told_cells
    from dashboard.screens._problems import show_problems
    from dashboard.screens._returned import returned_button

    content = (
        b"kind;unit_code;label;founded_on\n"
        b"thematic_forum;03;Voir Karim Tazi;12/03/2024\n"
        b"thematic_forum;03;Appeler 06 12 34 56 78;12/03/2024\n"
    )
    checked = check(
        state.store(),
        "structures",
        content,
        file_name="s.csv",
        today=dt.date(2026, 11, 23),
        cells=told_cells(content),
    )
    show_problems(checked.problems, key="problems")
    returned_button(checked, key="returned")
    ask_cells(checked, key="import")


def test_answers_on_the_page_let_the_rest_go_on(tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "asked.duckdb"))
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["lang"] = "ar"
    app.run()
    assert not app.exception
    assert [one.value for one in app.text_input] == ["Voir Karim Tazi", "Appeler 06 12 34 56 78"]
    assert [len(one.options) for one in app.radio] == [3, 2]  # a phone cannot be kept

    app.text_input[0].set_value("Forum de la jeunesse")
    app.radio[1].set_value("drop")
    app.button[0].click().run()

    assert not app.exception
    assert len(app.text_input) == 0
    state.store().close()
