"""Milestones, the agenda of the next meeting and the briefing, worked out by hand.

Three as-of days (20 November, 1 December 2026, 1 March 2027) and two known-at days: the session's
date, 10 January, was moved to 20 January by a batch of 25 November.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.followup.body_asked import body_asked
from dashboard.followup.briefing import briefing
from dashboard.followup.next_agenda import QUESTIONS, agenda_paper
from dashboard.followup.paper import as_message
from dashboard.questions import ask, ask_many
from dashboard.wording import wording

MEKNES, SEFROU, COMMUNE = "03.061", "03.451", "03.061.05.01"
NOV, DEC, MARCH = dt.date(2026, 11, 20), dt.date(2026, 12, 1), dt.date(2027, 3, 1)
FIRST, MOVED = dt.datetime(2026, 11, 1), dt.datetime(2026, 11, 25)
BEFORE, AFTER = dt.datetime(2026, 11, 24), dt.datetime(2027, 6, 1)
SESSION = "milestones.03.session"


def milestone(key, unit="03", cycle="2027.1", number=1, **values):
    given = {"milestone_id": key, "kind": "national_council", "territory_code": unit,
             "cycle": cycle, "number": number, "title": "A session", "date_status": "unknown",
             "announced_on": dt.date(2026, 9, 1)}  # fmt: skip
    return given | values


def task(number, days_before, unit=MEKNES, key=SESSION, **values):
    return {"milestone_id": key, "territory_code": unit, "number": number, "summary": "A list",
            "owner_function": "provincial_secretary",
            "days_before": days_before} | values  # fmt: skip


@pytest.fixture
def announced(desk):
    dated = milestone(SESSION, happens_on=dt.date(2027, 1, 10), date_status="confirmed",
                      members_expected=40, members_confirmed=22, members_women=7)  # fmt: skip
    country = milestone("milestones.MA", "MA", members_expected=400)
    undated = milestone("milestones.03.undated", cycle="2027.2")
    desk.put("milestones", dated, country, undated, at=FIRST)
    desk.put("milestone_tasks", task(1, 60), task(2, 50, done_on=dt.date(2026, 11, 25)),
             task(3, 10, SEFROU), task(1, 30, key="milestones.03.undated"), at=FIRST)  # fmt: skip
    return dated


@pytest.fixture
def told(desk, announced):
    desk.put("milestones", {**announced, "happens_on": dt.date(2027, 1, 20)}, at=MOVED)
    return desk.store


def asked(store, name, as_of=NOV, known_at=BEFORE, **more):
    rows = ask(store, name, as_of=as_of, known_at=known_at, scope=["03"], **more)
    return list(rows.itertuples(index=False))


def tasks(store, as_of, known_at):
    return {
        (row.milestone_id, row.number): (
            row.state,
            None if pd.isna(row.due_on) else row.due_on.date(),
            None if pd.isna(row.days_late) else row.days_late,
        )
        for row in asked(store, "milestone_tasks_due", as_of, known_at)
    }


def test_tasks_are_planned_back_and_move_with_the_day(told):
    # 10 January less 60 days is 11 November, less 50 is 21 November, less 10 is 31 December.
    found = tasks(told, NOV, BEFORE)
    assert found[SESSION, 1] == ("late", dt.date(2026, 11, 11), 9)
    assert found[SESSION, 2] == ("due", dt.date(2026, 11, 21), 0)  # done on the 25th
    assert found[SESSION, 3] == ("due", dt.date(2026, 12, 31), 0)
    assert found["milestones.03.undated", 1] == ("waiting", None, None)
    # Ten days later once the move is known: the first task is due on the 21st.
    found = tasks(told, NOV, AFTER)
    assert found[SESSION, 1] == ("due", dt.date(2026, 11, 21), 0)


@pytest.mark.parametrize(
    ("as_of", "known_at", "first", "second"),
    [
        (DEC, BEFORE, ("late", 20), ("done", 4)),
        (DEC, AFTER, ("late", 10), ("done", 0)),
        (MARCH, BEFORE, ("late", 110), ("done", 4)),
        (MARCH, AFTER, ("late", 100), ("done", 0)),
    ],
)
def test_tasks_grow_late_by_the_day(told, as_of, known_at, first, second):
    found = tasks(told, as_of, known_at)
    assert (found[SESSION, 1][0], found[SESSION, 1][2]) == first
    assert (found[SESSION, 2][0], found[SESSION, 2][2]) == second


def coming(store, as_of, known_at):
    return {row.milestone_id: row for row in asked(store, "milestones_coming", as_of, known_at)}


@pytest.mark.parametrize(
    ("as_of", "known_at", "state", "days"),
    [
        (NOV, BEFORE, "confirmed", 51),
        (NOV, AFTER, "confirmed", 61),
        (DEC, BEFORE, "confirmed", 40),
        (DEC, AFTER, "confirmed", 50),
        (MARCH, BEFORE, "gone_by", -50),
        (MARCH, AFTER, "gone_by", -40),
    ],
)
def test_days_are_counted_between_two_named_days(told, as_of, known_at, state, days):
    found = coming(told, as_of, known_at)
    assert (found[SESSION].state, found[SESSION].days_to) == (state, days)
    assert found["milestones.03.undated"].state == "undated"
    assert pd.isna(found["milestones.03.undated"].days_to)


def test_counts_of_persons_are_published_and_a_weight_needs_both_numbers(told):
    found = coming(told, NOV, BEFORE)[SESSION]
    assert (found.members_confirmed, found.members_women) == (20, 5)  # of 22 and 7
    assert found.confirmed_share == pytest.approx(20 / 40)
    assert found.women_share == pytest.approx(5 / 20)
    assert found.weight_expected == pytest.approx(40 / 400)
    assert pd.isna(found.weight_confirmed)
    assert (found.tasks, found.tasks_late, found.tasks_due, found.tasks_done) == (3, 1, 2, 0)


def test_what_was_not_announced_yet_is_not_there(told):
    assert coming(told, dt.date(2026, 8, 31), AFTER) == {}


def meeting(unit, day, status="held", kind="provincial_secretariat", **values):
    held = {"held_on": day} if status == "held" else {"planned_on": day}
    return {"meeting_id": f"meetings.{unit}.{day}", "kind": "ordinary", "body_kind": kind,
            "body_unit_code": unit, "status": status} | held | values  # fmt: skip


def decision(number, due_on, summary="Do it #now $x$", **values):
    key = f"meetings.{MEKNES}.2026-10-10"
    return {"decision_id": f"decisions.{number}", "meeting_id": key, "number": number,
            "meeting_on": dt.date(2026, 10, 10), "theme": "membership", "summary": summary,
            "owner_function": "provincial_secretary", "territory_code": MEKNES, "status": "open",
            "due_on": due_on} | values  # fmt: skip


def constraint(number, raised_on, level, unit=COMMUNE, **values):
    return {"constraint_id": f"c.{number}", "raised_on": raised_on, "territory_code": unit,
            "category": "resources", "number": number, "summary": "No room", "status": "open",
            "answer_level": level} | values  # fmt: skip


@pytest.fixture
def settled(announced, desk):
    desk.put("meetings", meeting(MEKNES, dt.date(2026, 10, 10)),
             meeting(MEKNES, dt.date(2026, 11, 12), "planned"),
             meeting(MEKNES, dt.date(2026, 12, 15), "planned"),
             meeting(SEFROU, dt.date(2026, 11, 2)), at=FIRST)  # fmt: skip
    desk.put("decisions", decision(1, dt.date(2026, 11, 10)), decision(2, dt.date(2026, 11, 30)),
             decision(3, None), decision(4, dt.date(2026, 10, 20), status="dropped"),
             decision(5, dt.date(2026, 10, 20), done_on=dt.date(2026, 10, 21), status="done"),
             at=FIRST)  # fmt: skip
    desk.put("constraint_reports",
             constraint(1, dt.date(2026, 10, 1), "province", due_on=dt.date(2026, 11, 1)),
             constraint(2, dt.date(2026, 10, 2), "region"), constraint(3, NOV, None),
             constraint(4, NOV, "province", SEFROU), at=FIRST)  # fmt: skip
    desk.put("sectors", {"sector_code": "justice", "name_ar": "العدل", "name_fr": "Justice",
                         "valid_from": dt.date(2024, 1, 1)}, at=FIRST)  # fmt: skip
    desk.put("advocacy_items",
             {"item_id": "a.1", "territory_code": COMMUNE, "sector_code": "justice",
              "need_on": dt.date(2026, 9, 1), "number": 1, "summary": "A road",
              "answered_on": dt.date(2026, 11, 5), "outcome": "partly"}, at=FIRST)  # fmt: skip
    return desk.store


def papers(store, as_of=NOV, language="en", known_at=BEFORE):
    place = {"territory": MEKNES, "body_kind": "provincial_secretariat"}
    found = ask_many(store, QUESTIONS, as_of=as_of, known_at=known_at, scope=["03"], **place)
    body = body_asked(found["next_meeting_body"])
    moved = ask(store, "next_meeting_movements", as_of=as_of, known_at=known_at, scope=["03"],
                territory=MEKNES, since=body.last_held_on)  # fmt: skip
    answers = {**found, "next_meeting_movements": moved}
    return body, agenda_paper(body, answers, wording(language), about=["Facts"], notice="Demo")


def test_the_agenda_carries_what_is_overdue_at_its_own_level(settled):
    body, paper = papers(settled)
    decisions, constraints, _stones, late, answers, moved = paper.sections

    assert (body.last_held_on, body.next_on) == (dt.date(2026, 10, 10), dt.date(2026, 12, 15))
    assert body.unreported == 1
    assert [row[-1] for row in decisions.rows] == ["10 days"]
    assert decisions.sentences[1:] == (
        "1 more is open and not yet due.", "1 open decision has no due day: give it one.",
    )  # fmt: skip
    assert [row[3:] for row in constraints.rows] == [("50 days", "19 days")]
    assert constraints.sentences[-1] == "1 more has no level that must answer: choose it."
    assert len(late.rows) == 1
    assert [row[1:] for row in answers.rows] == [
        ("Justice", "Dkhissa", wording("en").date(dt.date(2026, 11, 5), "medium"), "15 days")
    ]
    assert moved.rows == ()


def test_what_a_province_left_unanswered_comes_up_to_the_region(settled):
    def asked(as_of):
        rows = ask(settled, "next_meeting_constraints", as_of=as_of, known_at=BEFORE,
                   scope=["03"], territory="03", body_kind="regional_secretariat")  # fmt: skip
        return {
            row.constraint_id: (row.is_escalated, None if row.days_late != row.days_late
                                else row.days_late)
            for row in rows.astype({"days_late": "float"}).itertuples() if row.is_leveled
        }  # fmt: skip

    # c.1 was due from the province on 1 November; c.2 has the region's 60 days, up to 1 December;
    # c.4 has the province's 45 days from 20 November, up to 4 January.
    assert asked(NOV) == {"c.1": (True, 19), "c.2": (False, None)}
    assert asked(MARCH) == {"c.1": (True, 120), "c.2": (False, 90), "c.4": (True, 56)}


def test_days_overdue_grow_with_as_of(settled):
    assert [row[-1] for row in papers(settled, DEC)[1].sections[0].rows] == ["21 days", "1 day"]
    assert [row[-1] for row in papers(settled, MARCH)[1].sections[0].rows] == [
        "111 days", "91 days",
    ]  # fmt: skip


def test_a_message_says_what_the_paper_says(settled):
    paper = papers(settled)[1]
    said = as_message(paper, wording("en"))

    assert said.startswith("Demo\nAgenda of the next meeting\n")
    assert "Do it #now $x$" in said
    assert said.endswith("Facts")


def counts(store, as_of, unit, since=dt.date(2026, 10, 31), known_at=BEFORE):
    rows = asked(store, "briefing_counts", as_of, known_at, since=since)
    (found,) = (row for row in rows if row.unit_code == unit)
    return found


def test_a_briefing_counts_what_happened_after_the_day(settled):
    meknes, region = counts(settled, NOV, MEKNES), counts(settled, NOV, "03")

    assert (meknes.meetings_held, region.meetings_held) == (0, 1)
    assert (meknes.decisions_late, meknes.decisions_done) == (1, 0)
    assert (meknes.constraints_raised, region.constraints_raised) == (1, 2)
    assert (meknes.constraints_open, region.constraints_open) == (3, 4)
    assert counts(settled, DEC, MEKNES).decisions_late == 2
    assert counts(settled, MARCH, MEKNES, DEC).constraints_raised == 0
    before = dt.datetime(2026, 10, 31)
    assert counts(settled, NOV, MEKNES, known_at=before).constraints_open == 0


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_a_briefing_is_five_sentences_at_most_and_says_silence(settled, language):
    words, since = wording(language), dt.date(2026, 10, 31)
    said = briefing(counts(settled, NOV, MEKNES), None, since, words)
    silent = briefing(counts(settled, NOV, "03.591"), None, since, words)

    assert 2 < len(said) <= 5
    assert len(silent) == 2
    assert silent[0] == words(
        "Since {day}, nothing was reported: no return of a month that ended after it is in. "
        "That is silence, not calm.",
        day=since,
    )
