"""The parts of the page of constraints: the heat table, lifting one, entering and closing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.grid_table import GridCell, grid_table
from dashboard.figures.tables import records
from dashboard.followup.levels import levels
from dashboard.followup.lifting import Lifted, lifted
from dashboard.readiness.caps import cap_sentence
from dashboard.readiness.gains import Standing
from dashboard.readiness.method import classes
from dashboard.screens import _columns as columns
from dashboard.screens._constraints_tables import place_words
from dashboard.screens._row_entry import changed_row, new_row, what_is_entered
from dashboard.screens._text import dated, note, sentence
from dashboard.territory.register import register

_NEW = ("territory_code", "raised_on", "category", "summary", "severity", "answer_level",
        "owner_function", "due_on", "pillar")  # fmt: skip
_NEW_FINDING = ("territory_code", "noted_on", "level", "theme", "kind", "severity", "summary",
                "evidence")  # fmt: skip


def levels_note() -> None:
    """Say the days that each level is given, and that they are an assumption."""
    _ = state.wording()
    given = [_level_days(one.name(_.language), one.default_days) for one in levels().values()]
    note(
        _(
            "Where no day is stored a level is given its own days to answer, an assumption: "
            "{given}. Once they are over the constraint goes to the next level up.",
            given=_.join(given),
        )
    )


def _level_days(level: str, days: int) -> str:
    _ = state.wording()
    return _.count("{level}, {n} day", "{level}, {n} days", days, level=level)


def heat_part(rows: pd.DataFrame) -> None:
    """Draw each category over the provinces: open, overdue, and in how many provinces."""
    _ = state.wording()
    st.header(_("Which constraints come back, and where?"))
    provinces = list(dict.fromkeys(rows.loc[rows["grain"] == "province", "unit_code"]))
    region = list(dict.fromkeys(rows.loc[rows["grain"] == "region", "unit_code"]))
    units = [*provinces, *region]
    names = [register().unit_name(code, _.language) for code in units]
    headers = [_("Category"), _("Seen in"), *names]
    lines = []
    for category, found in rows.groupby("category", sort=False):
        by_unit = {row.unit_code: row for row in records(found)}
        cells = [_heat_cell(by_unit[code]) for code in units]
        of_provinces = [by_unit[code] for code in provinces]
        label = columns.value_words("constraint_reports", "category", category)
        lines.append((label, [_seen_in(of_provinces), *cells]))
    st.html(grid_table(dated(_("Open constraints by category and province")), headers, lines))
    note(
        _(
            "A number is of the constraints open on the day, what lies in the province included; "
            "the region's column holds its own alone. Seen in: provinces with one open. Without a "
            "return of every commune a 0 is no «none»."
        )
    )


def lift_part(rows: pd.DataFrame) -> None:
    """Draw the choice of an open constraint, and on demand what lifting it would bring."""
    _ = state.wording()
    st.header(_("What would lifting one bring?"))
    open_ones = records(rows[rows["age_days"].notna()])
    if not open_ones:
        note(_("No constraint is open here."))
        return
    by_id = {row.constraint_id: row for row in open_ones}
    words = {one: row_words(row) for one, row in by_id.items()}
    chosen = st.selectbox(
        _("Constraint"), list(words), format_func=lambda one: words[one], key="lift_row"
    )
    if st.button(_("Compute"), key="lift"):
        with st.spinner(_("Computing the readiness…")):
            _tell_lifted(by_id[chosen])


def entry_part(rows: pd.DataFrame) -> None:
    """Draw the forms: a new constraint, one closed, a new finding."""
    _ = state.wording()
    words = {
        "new": _("A new constraint"),
        "close": _("A constraint that was lifted"),
        "finding": _("A finding of the diagnosis"),
    }
    chosen = what_is_entered(("constraint_reports", "diagnoses"), words)
    if chosen == "new":
        note(_("The work of elected officials is noted for a province or the region alone."))
        new_row("constraint_reports", _NEW, {"status": "open"})
    elif chosen == "finding":
        note(_("A weakness or a threat is noted for a province or the region alone."))
        new_row("diagnoses", _NEW_FINDING, {"status": "open"})
    elif chosen == "close":
        _close(rows)


def row_words(row: Any) -> str:
    """Return what a constraint is known by: place, category, day."""
    _ = state.wording()
    category = columns.value_words("constraint_reports", "category", row.category)
    number = f" ({_.number(row.number)})" if row.number > 1 else ""
    return (
        _.join([place_words(row), category, _.date(columns.day(row.raised_on), "medium")]) + number
    )


def _close(rows: pd.DataFrame) -> None:
    _ = state.wording()
    by_id = {row.constraint_id: row for row in records(rows[rows["age_days"].notna()])}
    if not by_id:
        note(_("No constraint is open here."))
        return
    words = {one: row_words(row) for one, row in by_id.items()}
    chosen = st.selectbox(
        _("Constraint"), list(words), format_func=lambda one: words[one], key="close_row"
    )
    key = {"constraint_id": chosen}
    changed_row("constraint_reports", key, ("closed_on",), {"status": "closed"})


def _heat_cell(row: Any) -> GridCell:
    _ = state.wording()
    n, late = int(row.open_count), int(row.overdue_count)
    share = columns.number(row.known_share) or 0.0
    if n == 0 and share == 0:
        return GridCell(_("not reported"), look="unknown")
    behind = _.count("{n} overdue", "{n} overdue", late) if late else ""
    if share < 1 and not behind:
        behind = _("reported in part")
    return GridCell(_.number(n), behind, weight=n)


def _seen_in(rows: list[Any]) -> GridCell:
    _ = state.wording()
    seen = sum(int(row.open_count) > 0 for row in rows)
    silent = sum(
        int(row.open_count) == 0 and (columns.number(row.known_share) or 0.0) < 1 for row in rows
    )
    behind = _.count("{n} perhaps", "{n} perhaps", silent) if silent else ""
    return GridCell(_("{n} of {all}", n=seen, all=len(rows)), behind)


def _tell_lifted(row: Any) -> None:
    _ = state.wording()
    now = state.view()
    found = lifted(
        state.store(),
        unit_code=row.territory_code,
        raised_on=columns.day(row.raised_on),
        pillar=row.pillar if isinstance(row.pillar, str) else None,
        as_of=now.day,
        known_at=now.known_until,
        scope=state.scope(),
        profile=state.profile(),
        sees_candidacies=state.may_see_candidacies(),
    )
    if found is None:
        note(_("No readiness to move here: the region as a whole, or an election that is past."))
        return
    for line in _lifted_lines(row, found):
        sentence(line)


def _lifted_lines(row: Any, found: Lifted) -> list[str]:
    _ = state.wording()
    name = register().unit_name(found.unit_code, _.language)
    lines = [_("{place} today: {standing}.", place=name, standing=_standing(found.today))]
    lines += _cap(found.unit_code, found.today)
    if found.counts_on is None:
        lines.append(_("Its days are over: closing it now no longer counts as closed in time."))
    else:
        gain = found.closed.low - found.today.low
        lines.append(
            _(
                "Closed by {day}, it counts as closed in time: {points} points in the low end.",
                day=found.counts_on, points=_.signed(gain, 1),
            )
        )  # fmt: skip
    if found.at_most is None:
        lines.append(
            _("The pillar it holds back is not said, weighs nothing here, or is at its targets.")
        )
        return lines
    pillar = columns.value_words("constraint_reports", "pillar", row.pillar)
    lines.append(
        _(
            "At most, if lifting it brought all that is known of the pillar {pillar} to its "
            "targets: {standing}. That is a bound, not a forecast.",
            pillar=pillar, standing=_standing(found.at_most),
        )
    )  # fmt: skip
    return lines + _cap(found.unit_code, found.at_most)


def _standing(one: Standing) -> str:
    _ = state.wording()
    low, high = _.number(round(one.low)), _.number(round(one.high))
    said = _("{low} to {high}", low=low, high=high)
    if one.class_no is None:
        return _.join([said, _("not assessable")])
    return _.join([said, classes()[one.class_no - 1].name(_.language)])


def _cap(unit_code: str, one: Standing) -> list[str]:
    """Return the sentence of the cap that limits the class, none where none does."""
    place = register().place(unit_code)
    said = cap_sentence(one.limited_by, place.level if place else "province")
    return [state.wording()(said)] if said else []
