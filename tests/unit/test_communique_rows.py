"""The rows a communiqué proposes, and the entry that the accepted ones make."""

import datetime as dt

import pytest

from dashboard.errors import UserError
from dashboard.followup.communique_entry import entered
from dashboard.followup.communiques import Accepted, drafted_rows, stored_meeting
from dashboard.intake.communique.reading import read
from dashboard.intake.entered import RowOf, check_entered, commit_entered

TODAY = dt.date(2026, 11, 23)
TEXT = (
    "عقدت الأمانة المحلية بجماعة بني لنث بإقليم تازة اجتماعها يوم 14 فبراير 2026.\n"
    "وسجل الحاضرون ضعف أداء المنتخبين، وقلة الموارد المالية.\n"
    "وقرر الاجتماع تنظيم لقاءات تواصلية مع المواطنين، وأوصى بفتح مقر قبل 31 مارس 2026.\n"
    "وسينعقد المجلس الوطني يوم 11 أبريل 2026.\n"
)


def drafted(store, text=TEXT):
    return {one.key: one for one in drafted_rows(read(text), store, TODAY)}


def accepted(rows, *keys, **more):
    return [Accepted(key, rows[key].table, {**rows[key].values, **more}) for key in keys]


def test_a_row_that_judges_is_proposed_for_the_province(store):
    rows = drafted(store)
    assert rows["constraint_1"].values["category"] == "elected_officials"
    assert rows["constraint_1"].values["territory_code"] == "03.561"
    assert rows["constraint_2"].values["territory_code"] == rows["meeting"].values["body_unit_code"]


def test_a_line_is_short_and_begins_with_its_own_word(store):
    long = TEXT + "وأوصى الاجتماع بتنظيم " + "حملة انخراط واسعة " * 12 + "."
    lines = [one.values["summary"] for key, one in drafted(store, long).items()
             if key.startswith("decision")]  # fmt: skip
    assert lines[1].startswith("أوصى بفتح مقر")
    assert max(map(len, lines)) <= 140
    assert lines[2].endswith("…")


def test_accepted_rows_go_in_as_one_batch_tied_to_their_meeting(store):
    rows = drafted(store)
    chosen = [
        *accepted(rows, "meeting", "constraint_2", "milestone_1"),
        *accepted(rows, "decision_1", "decision_2", owner_function="local_secretariat"),
    ]
    entry = entered(store, chosen, rows["meeting"].values)
    assert [one["number"] for one in entry["decisions"]] == [1, 2]
    assert entry["decisions"][0]["meeting_id"] == RowOf("meetings")
    checked = check_entered(store, entry)
    assert checked.errors == []
    assert commit_entered(store, checked) == 1

    again = drafted(store)
    assert again["milestone_1"].known_as  # changed, not doubled
    assert stored_meeting(store, again["meeting"].values)
    more = accepted(again, "decision_1", owner_function="local_secretariat")
    later = entered(store, more, again["meeting"].values)
    assert [one["number"] for one in later["decisions"]] == [3]
    twice = accepted(again, "constraint_2", "constraint_2")
    numbers = [one["number"] for one in entered(store, twice, again["meeting"].values)
               ["constraint_reports"]]  # fmt: skip
    assert numbers == [2, 3]


@pytest.mark.parametrize(
    ("keys", "day", "said"),
    [
        (("decision_1",), dt.date(2026, 2, 14), "Accept the meeting too"),
        (("meeting", "decision_1"), None, "on which day the meeting was held"),
        (("constraint_1",), None, "on which day the meeting was held"),
    ],
)
def test_what_cannot_stand_alone_is_said(store, keys, day, said):
    rows = drafted(store)
    with pytest.raises(UserError, match=said):
        entered(store, accepted(rows, *keys), {**rows["meeting"].values, "held_on": day})
