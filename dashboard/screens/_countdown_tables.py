"""The tasks before elections as tables: for what, by whom, by when, where it stands, what next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.elections.countdown import PRESSING, Line, tasks
from dashboard.elections.legal_dates import legal_dates
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.screens import _columns as columns
from dashboard.screens._elections_tables import OWN_DAYS
from dashboard.screens._elections_words import basis_words, election_name
from dashboard.territory.register import register
from dashboard.wording import N_
from dashboard.wording.terms import LEVEL_WORDS

STATES = {
    "late": N_("late"),
    "unknown": N_("gone by, not reported"),
    "unfollowed": N_("gone by, no figure follows it"),
    "due": N_("ahead"),
    "waiting": N_("waits for the legal day"),
    "hidden": N_("confidential until nominations close"),
    "done": N_("done"),
}
_STEPS = {
    "late": N_("Do it now, the places named first"),
    "unfollowed": N_("Ask whether it is done, and make it a task of a milestone"),
    "waiting": N_("Give the legal day once it is published"),
    "hidden": N_("Ask whoever may see candidacies"),
    "done": N_("Nothing is due"),
}


def line_rows(found: Sequence[Line], caption: str) -> Table:
    """Return tasks as a table, in their order."""
    _ = state.wording()
    return table(
        _framed(found),
        [
            columns.text_column(_("Task"), lambda row: task_name(row.of)),
            TableColumn(
                _("Due on"), lambda row: due_words(row.of), lambda row: row.of.due_on
            ),
            columns.text_column(_("Next step"), lambda row: step_words(row.of)),
            columns.text_column(_("For"), lambda row: for_words(row.of)),
            columns.text_column(
                _("Level of territory"), lambda row: _(LEVEL_WORDS[row.of.row.level])
            ),
            columns.text_column(_("Owner"), lambda row: owner_words(row.of)),
            columns.text_column(_("Where it stands"), lambda row: stands_words(row.of)),
            columns.text_column(_("Counted back from"), lambda row: back_words(row.of)),
            columns.text_column(
                _("Certainty of the task"), lambda row: basis_words(tasks()[row.of.row.task].basis)
            ),
        ],
        caption=caption,
        id_column="code",
    )  # fmt: skip


def short_rows(found: Sequence[Line], caption: str) -> Table:
    """Return tasks with what a printed list has room for."""
    _ = state.wording()
    return table(
        _framed(found),
        [
            columns.text_column(_("Task"), lambda row: task_name(row.of)),
            columns.text_column(_("For"), lambda row: for_words(row.of)),
            columns.text_column(_("Owner"), lambda row: owner_words(row.of)),
            TableColumn(_("Due on"), lambda row: due_words(row.of), lambda row: row.of.due_on),
            columns.text_column(_("Where it stands"), lambda row: stands_words(row.of)),
        ],
        caption=caption,
        id_column="code",
    )


def owner_rows(found: Sequence[Line]) -> Table:
    """Return the tasks of each level and function, by state, those with most late ones first."""
    _ = state.wording()
    counted = pd.DataFrame(
        [{"level": one.row.level, "owner_function": one.row.owner_function, **_counted(one)}
         for one in found]
    ).groupby(["level", "owner_function"], as_index=False).sum()  # fmt: skip
    return table(
        counted.sort_values(["late", "due", "waiting"], ascending=False, kind="stable"),
        [
            columns.text_column(
                _("Owner"),
                lambda row: columns.value_words(
                    "milestone_tasks", "owner_function", row.owner_function
                ),
            ),
            columns.text_column(_("Level of territory"), lambda row: _(LEVEL_WORDS[row.level])),
            columns.number_column(_("Tasks late"), "late"),
            columns.number_column(_("Tasks ahead"), "due"),
            columns.number_column(_("Tasks waiting"), "waiting"),
            columns.number_column(_("Tasks done"), "done"),
        ],
        caption=_("Tasks by function"),
        id_column="owner_function",
    )


def _counted(line: Line) -> dict[str, int]:
    """Return a task as one under the state it is shown under."""
    shown = "late" if line.state in PRESSING else "due" if line.state == "hidden" else line.state
    return {name: int(name == shown) for name in ("late", "due", "waiting", "done")}


def task_name(line: Line) -> str:
    """Return what is to be done."""
    return tasks()[line.row.task].names[state.wording().language]


def for_words(line: Line) -> str:
    """Return the election a task prepares, or the revision of the lists."""
    _ = state.wording()
    if isinstance(line.row.election_id, str):
        return election_name(line.row.election_id)
    return _("Electoral lists, revision of {year}", year=_.isolate(str(int(line.row.cycle))))


def owner_words(line: Line) -> str:
    """Return the function that has to do it: never a person."""
    return columns.value_words("milestone_tasks", "owner_function", line.row.owner_function)


def due_words(line: Line) -> str:
    """Return the day due; without a legal day, what it would be at the end of the term."""
    _ = state.wording()
    if line.due_on is not None:
        return _.date(line.due_on, "medium")
    if line.term_due_on is None:
        return _("waits for the legal day")
    return _("waits; {day} if polling falls on the last day of the term (inferred)",
             day=_.date(line.term_due_on, "medium"))  # fmt: skip


def stands_words(line: Line) -> str:
    """Return where a task stands: in how many provinces, and which are late; or its figure."""
    _ = state.wording()
    if line.total == 1:
        return _.join([_(STATES[line.state]), *_measured(line.row)])
    said = []
    for name, codes in line.places.items():
        word = _("{state} in {n} of {all}", state=_(STATES[name]), n=len(codes), all=line.total)
        if name in ("late", "unknown"):
            named = _.join(register().unit_name(code, _.language) for code in codes)
            word = _("{said}: {places}", said=word, places=named)
        said.append(word)
    return "; ".join(said) if _.language != "ar" else "؛ ".join(said)


def step_words(line: Line) -> str:
    """Return the next step of a task."""
    _ = state.wording()
    row = line.row
    if line.state == "due":
        return _("Do it by {day}", day=line.due_on)
    asks_report = columns.number(row.need) is not None and float(row.need) <= 0
    if line.state == "unknown" or (line.state == "late" and asks_report):
        return _("Report it for every commune: {indicator}", indicator=_indicator(row.indicator))
    return _(_STEPS[line.state])


def back_words(line: Line) -> str:
    """Return how many days before which legal day a task is due."""
    _ = state.wording()
    days, legal = int(line.row.days_before), _.inside(anchor_words(line))
    if days == 0:
        return _("the last day of: {legal}", legal=legal)
    return _.count("{n} day before: {legal}", "{n} days before: {legal}", days, legal=legal)


def anchor_words(line: Line) -> str:
    """Return the legal day with its date and how sure it is, or that none is published."""
    _ = state.wording()
    row, on = line.row, columns.day(line.row.anchor_on)
    name = anchor_name(row)
    if on is None:
        return _("{what}: not published", what=name)
    return _("{what}: {day} ({basis})", what=name, day=_.date(on, "medium"),
             basis=basis_words(row.basis))  # fmt: skip


def anchor_name(row: Any) -> str:
    """Return the name of the legal day."""
    _ = state.wording()
    if row.anchor in OWN_DAYS:
        return _(OWN_DAYS[row.anchor])
    prefix, _dot, what = row.anchor.partition(".")
    code = f"{prefix}.{int(row.cycle)}.{what}"
    return next(one for one in legal_dates() if one.code == code).names[_.language]


def _measured(row: Any) -> list[str]:
    """Return the figure that follows a task, and what it must reach; empty where none does."""
    _ = state.wording()
    value, need = columns.number(row.value), columns.number(row.need)
    if need is None or not isinstance(row.indicator, str):
        return []
    known = columns.number(row.k)
    if value is None or known is None:
        return [_("not reported")]
    if need <= 0:  # never rounded up to all of them
        share = known if known > 1 - 1e-9 else min(known, 0.999)
        return [_("reported for {share} of the adults", share=_.share(share, 1))]
    shares = {"value": _.share(value), "need": _.share(need)}
    if known > 1 - 1e-9:
        return [_("{value} reached, {need} needed", **shares)]
    return [_("{value} reached of what is reported, {need} needed", **shares)]


def _indicator(code: str) -> str:
    names = state.answer("indicator_catalogue")
    found = names[names["indicator"] == code]
    return str(found[f"name_{state.wording().label_language}"].iloc[0])


def _framed(found: Sequence[Line]) -> pd.DataFrame:
    codes = [f"{one.row.profile} {one.row.task}" for one in found]
    return pd.DataFrame({"code": codes, "of": pd.Series(list(found), dtype=object)})


def legal_day(line: Line) -> dt.date | None:
    """Return the legal day a task counts back from."""
    day: dt.date | None = columns.day(line.row.anchor_on)
    return day
