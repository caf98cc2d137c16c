"""Rows entered by a short form: the checks of a file, one batch, problems by field."""

import datetime as dt

import pytest

from dashboard.errors import Refused, UserError
from dashboard.intake.entered import (
    EntrySender,
    RowOf,
    check_entered,
    commit_entered,
)
from dashboard.store import check_integrity, imports, undo

TODAY = dt.date(2026, 11, 23)
BY = EntrySender(today=TODAY)
MEETING = {
    "kind": "ordinary",
    "body_kind": "provincial_secretariat",
    "body_unit_code": "03.561",
    "status": "held",
    "held_on": dt.date(2026, 11, 12),
    "topics": ["founding_agenda", "elections_preparation"],
    "attendees_total": 20,
}


def decision(number, **changed):
    return {
        "meeting_id": RowOf("meetings"),
        "number": number,
        "theme": "founding_agenda",
        "summary": "Programmer la fondation de trois secrétariats locaux",
        "owner_function": "provincial_secretary",
        "territory_code": "03.561",
        "due_on": dt.date(2026, 12, 15),
        **changed,
    }


def look(store, *decisions, sender=BY, **meeting):
    rows = {"meetings": [{**MEETING, **meeting}], "decisions": list(decisions)}
    return check_entered(store, rows, sender)


def codes(checked):
    return {
        (table, row, column, one.code)
        for (table, row, column), problems in checked.by_field().items()
        for one in problems
    }


def test_a_meeting_and_its_decisions_go_in_as_one_batch(store, desk):
    checked = look(store, decision(1), decision(2), decision(3))
    assert codes(checked) == set()
    assert (checked.previews["meetings"].new, checked.previews["decisions"].new) == (1, 3)

    number = commit_entered(store, checked)

    (meeting,) = desk.rows("meetings")
    assert (meeting["key_on"], meeting["attendees_total"]) == (dt.date(2026, 11, 12), 20)
    assert meeting["topics"] == ["founding_agenda", "elections_preparation"]
    made = desk.rows("decisions")
    assert {one["meeting_id"] for one in made} == {meeting["meeting_id"]}
    assert sorted(one["number"] for one in made) == [1, 2, 3]
    assert {one["status"] for one in made} == {"open"}  # the contract's default
    assert {one["meeting_on"] for one in made} == {dt.date(2026, 11, 12)}
    assert len(imports(store)) == 1
    assert check_integrity(store) == []
    undo(store, number)
    assert desk.rows("meetings") == desk.rows("decisions") == []


def test_entering_the_same_twice_changes_nothing(store, desk):
    commit_entered(store, look(store, decision(1)))
    again = look(store, decision(1))
    assert again.changes_nothing
    commit_entered(store, again)
    assert (len(desk.rows("meetings")), len(desk.rows("decisions"))) == (1, 1)


def test_problems_are_of_the_field_they_are_in(store):
    checked = look(
        store,
        decision(1, owner_function="the_boss"),
        decision(2, done_on=dt.date(2026, 11, 1), status="done"),
        decision(3, summary=""),
    )
    assert codes(checked) == {
        ("decisions", 1, "owner_function", "value.unknown"),
        ("decisions", 2, "done_on", "date.order"),
        ("decisions", 3, "summary", "cell.missing"),
    }
    with pytest.raises(Refused):
        commit_entered(store, checked)
    assert imports(store).empty


def test_a_refused_meeting_is_said_once_and_not_of_each_decision(store):
    checked = look(store, decision(1), decision(2), held_on=dt.date(2026, 12, 1))
    assert codes(checked) == {("meetings", 1, "held_on", "date.future")}


@pytest.mark.parametrize("text", ["Appeler le 0661 23 45 67", "CIN AB123456"])
def test_what_finds_a_person_is_refused_and_not_quoted(store, text):
    checked = look(store, decision(1, summary=text))
    assert codes(checked) == {("decisions", 1, "summary", "personal_data.cell")}
    assert all(text not in str(one.found) for _table, one in checked.errors)


def test_what_may_be_a_name_is_asked_and_goes_in_when_it_names_nobody(store, desk):
    text = "Confier le dossier à Mohammed Alaoui"
    asked = look(store, decision(1, summary=text))
    assert codes(asked) == {("decisions", 1, "summary", "personal_data.perhaps_a_name")}
    nobody = EntrySender(today=TODAY, names_nobody=frozenset({("decisions", 1, "summary")}))
    commit_entered(store, look(store, decision(1, summary=text), sender=nobody))
    assert desk.rows("decisions")[0]["summary"] == text


def test_a_held_meeting_near_a_planned_one_is_asked_about(store, desk):
    commit_entered(
        store,
        look(store, status="planned", held_on=None, planned_on=dt.date(2026, 11, 20),
             attendees_total=None),
    )  # fmt: skip
    (planned,) = desk.rows("meetings")
    (problem,) = look(store).by_field()["meetings", 1, "meeting_id"]
    assert problem.candidates == (planned["meeting_id"], "new")
    commit_entered(store, look(store, meeting_id=planned["meeting_id"]))
    (held,) = desk.rows("meetings")
    assert (held["status"], held["planned_on"]) == ("held", dt.date(2026, 11, 20))


def test_a_reference_to_nothing_is_refused_not_kept_aside(store):
    checked = look(store, decision(1, meeting_id="meetings.03.561.2020-01-01.01"))
    assert codes(checked) == {("decisions", 1, "meeting_id", "reference.unknown")}


def test_a_store_that_moved_is_looked_at_again(store, desk):
    first, second = look(store, decision(1)), look(store, decision(1), body_unit_code="03.271")
    commit_entered(store, first)
    commit_entered(store, second)
    assert len({one["meeting_id"] for one in desk.rows("decisions")}) == 2


def test_an_unknown_table_or_column_is_said(store):
    with pytest.raises(UserError):
        check_entered(store, {"parties": [{"a": 1}]}, BY)
    with pytest.raises(UserError):
        check_entered(store, {"meetings": [{"secret": 1}]}, BY)
    with pytest.raises(Refused):
        commit_entered(store, check_entered(store, {"decisions": []}, BY))
