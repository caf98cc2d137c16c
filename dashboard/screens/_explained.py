"""Why is the score what it is, and what moved it: the waterfall and its sentences."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.waterfall import Bar, steps_from, waterfall
from dashboard.questions.earlier import ask_under
from dashboard.readiness.explaining import Change, Explanation, compare, explain
from dashboard.readiness.method import method
from dashboard.readiness.method_in_force import earlier_method
from dashboard.readiness.steps_said import (
    moved_sentences,
    range_sentence,
    step_sentence,
    total_sentence,
)
from dashboard.screens._choices import month_ends
from dashboard.screens._text import dated, note
from dashboard.state.picking import pick
from dashboard.state.places import rows_of
from dashboard.store.reference_tables import Table

_MONTHS_BACK = 24


def steps_of(code: str, **moment: Any) -> pd.DataFrame:
    """Return the rows of `score_steps` of one unit, not of what lies in it."""
    region = state.settings().region_code  # asked once for all units, cut here
    rows = state.answers(("score_steps",), territory=region, **moment)["score_steps"]
    return rows_of(code, rows)


def explained(steps: pd.DataFrame) -> None:
    """Draw the score of a unit from 0 to its value, then how the unknown makes the range."""
    _ = state.wording()
    found = explain(steps)
    if found is None:
        return
    st.header(_("What is the score made of?"))
    st.html(waterfall(_bars(found), _, caption=dated(_("Points of 100, from zero, by indicator"))))
    note(_range(found))
    if found.of == "low":
        note(_("Too little is known for a score: the rows add up to the low end of the range."))
    _others(found)


def what_changed(code: str, steps: pd.DataFrame) -> None:
    """Draw what moved the score of a unit, now these steps, since a day the reader chooses."""
    _ = state.wording()
    st.header(_("What has changed since an earlier day?"))
    now = state.view()
    days = [day for day in month_ends(state.today(), _MONTHS_BACK) if day < now.day]
    since = pick("since", _("Compare with"), days, _.date, width=320)
    then = dt.datetime.combine(since, dt.time.max)
    known_then = min(then, now.known_until) if now.known_until else then
    former = earlier_method(state.store(), known_then)
    change = compare(
        steps_of(code, days=[since], known_until=known_then),
        steps_of(code, days=[since]),
        steps,
        _under(former[1], code, since, known_then) if former else None,
    )
    if change is None:
        note(_("There is no score on one of the two days: nothing can be compared."))
        return
    st.html(waterfall(_moves(change, since), _, caption=_compared(change)))
    _sentences([said for one in change.moved for said in moved_sentences(one, _)])
    note(_method_said(change.method, former[0] if former else None))


def _under(
    tables: Mapping[str, Table], code: str, since: dt.date, known_then: dt.datetime
) -> pd.DataFrame:
    """Return the steps of a day as known then, under the method in force then."""
    asked = ask_under(
        state.store(),
        tables,
        ("score_steps",),
        as_of=since,
        known_at=known_then,
        territory=code,
        scope=list(state.scope()),
        profile=state.profile(),
        sees_candidacies=state.may_see_candidacies(),
    )
    rows = asked["score_steps"]
    return rows[rows["unit_code"] == code]


def _method_said(points: float, former: str | None) -> str:
    _ = state.wording()
    if former is None:
        return _(
            "Method changed: {n}. One version, {version}, is in force and both days are computed "
            "with it.",
            n=0,
            version=method().version,
        )
    return _(
        "Method changed: {n}. Version {former} was in force on the earlier day, {version} is now.",
        n=_.signed(points, 1),
        former=former,
        version=method().version,
    )


def _bars(found: Explanation) -> list[Bar]:
    _ = state.wording()
    shown = [(step_sentence(step, _), step.points) for step in found.shown()]
    bars = steps_from(0, shown, _)
    total = Bar(total_sentence(found, _), 0, found.total, _.number(found.total, 1), "total")
    low = sum(step.row.low_part for step in found.steps)
    if round(found.unknown, 1) == 0:
        return [*bars, total]
    said = _("Unknown: between the low end and the high end of the range")
    label = _.number(found.unknown, 1)
    return [*bars, total, Bar(said, low, low + found.unknown, label, "unknown")]


def _range(found: Explanation) -> str:
    low = sum(step.row.low_part for step in found.steps)
    return range_sentence(low, found.unknown, state.wording())


def _others(found: Explanation) -> None:
    """List the steps that have no row of their own, and what is not measured here."""
    shown = {step.indicator for step in found.shown()}
    rest = [step for step in found.steps if step.indicator not in shown]
    _sentences([step_sentence(step, state.wording()) for step in rest])


def _moves(change: Change, since: dt.date) -> list[Bar]:
    _ = state.wording()
    parts = [
        (_("Method changed"), change.method),
        (_("Data arrived since: what that day was, as known now"), change.arrived),
        (_("Facts changed between the two days"), change.facts),
    ]
    before, after = (_.number(value, 1) for value in (change.before, change.after))
    day = state.view().day
    return [
        Bar(_("{day}, as known then: {n}", day=since, n=before), 0, change.before, before, "total"),
        *steps_from(change.before, [(_told(said, n), n) for said, n in parts], _),
        Bar(_("{day}, as known now: {n}", day=day, n=after), 0, change.after, after, "total"),
    ]


def _told(said: str, points: float) -> str:
    _ = state.wording()
    return _("{name}: {value}", name=said, value=_.signed(points, 1))


def _compared(change: Change) -> str:
    _ = state.wording()
    if change.of == "score":
        return _("Score, points of 100")
    return _("Low end of the range, points of 100: on one of the days there is no score")


def _sentences(lines: list[str]) -> None:
    if lines:
        items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
        st.html(f'<ul class="jz-sentences">{items}</ul>')
