"""The monthly return on its page: commune by commune on a phone, resumed, sent as one batch."""

from __future__ import annotations

import datetime as dt

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import state
from dashboard.intake.monthly.layout import layout
from dashboard.store import Batch, Part, Row, commit

IFRANE, AZROU, IFRANE_TOWN = "03.271", "03.271.01.01", "03.271.01.03"
KEY = f"return_{IFRANE}_2026-05"


def page():
    from dashboard.screens._return import return_form

    return_form()


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("JAHIZIYA_DB", str(tmp_path / "return.duckdb"))
    monkeypatch.setenv("JAHIZIYA_TODAY", "2026-06-03")
    opened = state.store()
    body = {"structure_id": "s.1", "kind": "local_secretariat", "unit_code": AZROU, "number": 1,
            "founded_on": dt.date(2024, 3, 10)}  # fmt: skip
    members = {"territory_code": AZROU, "period": "2026-04", "members": 120, "women": 45}
    parts = [Part("structures", "upsert", [Row(1, body)]),
             Part("membership", "upsert", [Row(1, members)])]  # fmt: skip
    commit(opened, [Batch(parts, "reported")])
    yield opened
    opened.close()


@pytest.fixture
def form(store):
    app = AppTest.from_function(page, default_timeout=60)
    app.query_params["lang"] = "ar"
    app.query_params["province"] = IFRANE
    return app.run()


def current(table, store):
    found = store.cursor().execute(
        f"select * from app.{table}_rows where batch_no = 2 order by row_no"  # noqa: S608
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def answered(app):
    return set(app.session_state["return_answers"][IFRANE, "2026-05"])


def send(app):
    app.toggle(key=f"return_end_{IFRANE}_2026-05").set_value(True).run()
    return app.button(key="return_commit").click().run()


def test_no_change_is_one_tap_and_the_whole_is_one_batch(form, store):
    assert not form.exception
    assert form.selectbox(key=f"return_at_{IFRANE}_2026-05").value == AZROU

    form.checkbox(key=f"{KEY}_{AZROU}_no_meeting").check().run()
    form.button(key=f"{KEY}_{AZROU}_same").click().run()

    assert answered(form) == {AZROU}
    assert form.selectbox(key=f"return_at_{IFRANE}_2026-05").value == IFRANE_TOWN
    send(form)
    assert not form.exception
    assert [one.value for one in form.success] != []
    assert [(row["territory_code"], row["members"]) for row in current("membership", store)] == [
        (AZROU, 120)
    ]
    assert {row["table_name"]: row["is_nil"] for row in current("returns", store)} == {
        "structures": False, "membership": False, "meetings": True, "constraint_reports": False,
    }  # fmt: skip
    assert answered(form) == set()  # sent: the form begins again


def test_a_commune_of_which_nothing_is_known_has_fields_and_no_tap(form, store):
    form.button(key=f"{KEY}_{AZROU}_same").click().run()
    assert form.button(key=f"{KEY}_{IFRANE_TOWN}_same").disabled

    form.selectbox(key=f"{KEY}_{IFRANE_TOWN}_secretariat").set_value("planned")
    form.date_input(key=f"{KEY}_{IFRANE_TOWN}_date").set_value(dt.date(2026, 9, 20))
    form.number_input(key=f"{KEY}_{IFRANE_TOWN}_members").set_value(30)
    submit = next(one for one in form.button if "_form-" in (one.key or "") or one.form_id)
    submit.click().run()

    assert not form.exception
    assert answered(form) == {AZROU, IFRANE_TOWN}
    send(form)
    assert [(row["unit_code"], row["planned_on"]) for row in current("structures", store)][1] == (
        IFRANE_TOWN, dt.date(2026, 9, 20),
    )  # fmt: skip
    assert current("membership", store)[1]["members"] == 30


def test_it_goes_on_where_it_was_after_another_way_or_province(form):
    form.button(key=f"{KEY}_{AZROU}_same").click().run()

    form.selectbox(key="return_province").set_value("03.231").run()
    assert form.session_state["return_answers"]["03.231", "2026-05"] == {}
    form.selectbox(key="return_province").set_value(IFRANE).run()

    assert answered(form) == {AZROU}
    assert form.selectbox(key=f"return_at_{IFRANE}_2026-05").value == IFRANE_TOWN


def test_its_words_are_those_of_the_workbook_in_the_language(form):
    label = layout("communes").by_name["no_meeting"].labels["ar"]

    assert form.checkbox(key=f"{KEY}_{AZROU}_no_meeting").label == label


def test_a_pasted_message_is_previewed_and_refused_with_its_problems(form, store):
    form.segmented_control(key="return_way").set_value("text").run()
    form.text_area[0].set_value("أزرو: بدون تغيير، لا اجتماع\nأزرووو: بدون تغيير").run()
    assert not form.exception
    assert len(form.error) == 1
    assert "return_commit" not in [one.key for one in form.button]

    form.text_area[0].set_value("أزرو: بدون تغيير، لا اجتماع").run()
    form.button(key="return_commit").click().run()

    assert len(current("returns", store)) == 4
