"""What a browser's tab gives back to a form may have been changed there: it is never trusted."""

import datetime as dt
import json

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.intake.monthly.form import answers_back
from dashboard.screens import _drafts

LATEST = dt.date(2026, 11, 23)
WORDS = {"a": "Fès", "b": "Taza"}


@pytest.fixture
def held(monkeypatch):
    """The session's memory, as a form that is drawn finds it."""
    memory = {}
    monkeypatch.setattr(_drafts.st, "session_state", memory)
    return memory


def given(held, draft, form="new"):
    held[f"draft_{form}"] = {"draft": draft}
    _drafts._take_back(form)
    return held.get("drafts_given", {})


@pytest.mark.parametrize(
    "draft",
    [
        None, 7, "x", ["new_a"], {"new_a": 7}, {"new_a": None}, {"new_a": {"new_a": "x"}},
        {"new_a": ["x"]}, {"other_a": "x"}, {"new_a": "x" * 2_001}, {7: "x"} | {"new": "x"},
        {f"new_{n}": "x" for n in range(301)},
    ],
    ids=lambda one: type(one).__name__,
)  # fmt: skip
def test_what_is_no_text_of_a_field_of_the_form_is_dropped(held, draft):
    if isinstance(draft, dict):
        draft = {key: value for key, value in draft.items() if isinstance(key, str)}
    assert given(held, draft) == {}


@pytest.mark.parametrize(
    ("start", "now", "good", "bad"),
    [
        (lambda now: _drafts.typed_text("new_a", now, 10), "old", "typed \u200fهنا"[:10],
         ["x" * 11, "two\nlines", "\x00", "\ud800"]),
        (lambda now: _drafts.typed_day("new_a", now, LATEST), dt.date(2026, 1, 1), "2026-11-23",
         ["2026-11-24", "0001-01-01", "9999-12-31", "2026-02-30", "20261101", "2026-W47-1", "x",
          "٢٠٢٦-١١-٢٣"]),
        (lambda now: _drafts.typed_number("new_a", now), 4, "12",
         ["²", "-1", "1.5", "١٢", "1e9", "9" * 10, "9" * 5_000, "x", " 1"]),
        (lambda now: _drafts.typed_choice("new_a", WORDS, now), "a", "Taza",
         ["a", "Meknès", "fès", "0"]),
        (lambda now: _drafts.typed_choices("new_a", WORDS, now), ["a"], "Taza\nFès",
         ["Taza\nMeknès", "a", "\n"]),
    ],
    ids=["text", "day", "number", "choice", "choices"],
)  # fmt: skip
def test_a_value_that_its_field_could_not_hold_is_dropped(held, start, now, good, bad):
    without = start(now)
    for one in bad:
        held["drafts_given"] = {"new_a": one}
        assert start(now) == without, one
        assert "new_a" not in held, one
    held["drafts_given"] = {"new_a": good}
    start(now)
    assert held["new_a"] not in (None, now)
    held.clear()
    held["drafts_given"] = {"new_a": ""}  # an emptied field is a draft too
    start(now)
    assert held["new_a"] in ("", None, [])


ANSWER = {"secretariat": "founded", "date": "2024-03-10", "members": 120, "no_meeting": True,
          "meeting_on": None, "summary": "سقف المقر", "category": "organisation"}  # fmt: skip


@pytest.mark.parametrize(
    "changed",
    [
        {"secretariat": "nobody"}, {"secretariat": ["founded"]}, {"date": "x"}, {"date": 7},
        {"date": "0001-01-01"}, {"members": "120"}, {"members": -1}, {"members": True},
        {"members": 1e300}, {"members": 10**30}, {"no_meeting": "yes"}, {"summary": "x" * 141},
        {"summary": 7}, {"summary": "\ud800"}, {"category": {}}, {"other": 1},
    ],
    ids=str,
)  # fmt: skip
def test_an_answer_of_a_long_form_that_it_could_not_have_given_is_left_out(changed):
    text = json.dumps({"03.271.01.01": ANSWER, "03.271.01.03": ANSWER | changed, "MA": ANSWER})
    units = ["03.271.01.01", "03.271.01.03"]
    day = {"date": dt.date(2024, 3, 10)}
    assert answers_back(text, units) == {"03.271.01.01": ANSWER | day}


@pytest.mark.parametrize("text", ["", "x", "[]", "7", "null", "[" * 100_000, '{"a": "\\ud8'])
def test_answers_that_are_no_answers_are_none(text):
    assert answers_back(text, ["a"]) == {}


def page():
    from dashboard.contracts import contracts
    from dashboard.screens._row_fields import field

    by_name = contracts()["meetings"].by_name
    for name in ("held_on", "source_url", "status", "attendees_total"):
        field(by_name[name], f"new_{name}")


def test_fields_of_a_tampered_draft_are_drawn_as_without_one():
    app = AppTest.from_function(page)
    app.session_state["drafts_given"] = {
        "new_held_on": "2999-01-01", "new_source_url": "\ud800", "new_status": "none of these",
        "new_attendees_total": "9" * 1_999,
    }  # fmt: skip
    app.run()
    assert not app.exception
    assert app.date_input(key="new_held_on").value is None
    assert app.text_input(key="new_source_url").value == ""
    assert app.selectbox(key="new_status").value is None
