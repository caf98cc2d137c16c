"""Actions in words and as rows: what to do, its follow-up, days, points, class before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import state
from dashboard.figures import tokens
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.readiness.actions import actions
from dashboard.readiness.gains import Gain, Standing
from dashboard.readiness.method import classes
from dashboard.screens import _columns as columns
from dashboard.territory.register import register


def bundle_words(gain: Gain) -> str:
    """Return the actions of a bundle, in the order they are done."""
    _ = state.wording()
    return _.join(actions()[code].name(_.language) for code in gain.bundle.actions)


def follow_up_words(gain: Gain) -> str:
    """Return what follows each action of a bundle."""
    _ = state.wording()
    return ". ".join(actions()[code].follow_up(_.language) for code in gain.bundle.actions)


def points_words(gain: Gain) -> str:
    """Return the points gained; what depends on a return is said as up to."""
    _ = state.wording()
    least, most = round(gain.points, 1), round(gain.points_at_most, 1)
    if most <= least:
        return _.number(least, 1)
    if least == 0:
        return _("0, up to {most} by what is reported", most=most)
    return _("{least}, up to {most} by what is reported", least=least, most=most)


def class_name(standing: Standing) -> str:
    """Return the class of the low end in words."""
    _ = state.wording()
    if standing.class_no is None:
        return columns.state_words("not_assessable")
    return classes()[standing.class_no - 1].name(_.language)


def gain_rows(gains: Sequence[Gain], caption: str, *, is_one_unit: bool = False) -> Table:
    """Return bundles as a table, one a row; of one unit its name is left out."""
    _ = state.wording()
    rows = pd.DataFrame({"gain": list(gains), "code": [one.bundle.unit.code for one in gains]})
    first, last = _places(gains)
    per_day = _number(_("Points per person-day"), lambda gain: gain.points_per_day)
    listed = [
        *([] if is_one_unit else first),
        columns.text_column(_("What to do"), lambda row: bundle_words(row.gain)),
        _number(_("Person-days"), lambda gain: gain.bundle.days),
        TableColumn(
            _("Points gained"),
            lambda row: points_words(row.gain),
            lambda row: round(row.gain.points, 6),
            kind="number",
        ),
        *([per_day] if is_one_unit else []),
        _class(_("Class before"), lambda gain: gain.before),
        _class(_("Class after"), lambda gain: gain.after),
        columns.text_column(_("Follow-up"), lambda row: follow_up_words(row.gain)),
        *([] if is_one_unit else last),
    ]
    return table(rows, listed, caption=caption, id_column="code")


def catalogue_rows() -> Table:
    """Return the catalogue as a table: what each action costs and changes."""
    _ = state.wording()
    names = state.answer("indicator_catalogue")
    titles = dict(zip(names["indicator"], names[f"name_{_.label_language}"], strict=True))
    rows = pd.DataFrame({"action": list(actions().values()), "code": list(actions())})
    listed = [
        columns.text_column(_("What to do"), lambda row: row.action.name(_.language)),
        columns.text_column(_("Follow-up"), lambda row: row.action.follow_up(_.language)),
        columns.text_column(
            _("Indicators it changes"),
            lambda row: (
                _.join(titles[one] for one in row.action.effects if one in titles)
                or _("none today")
            ),
        ),
        _number(_("Person-days"), lambda action: action.days, "action"),
        _number(_("Person-days for one more"), lambda action: action.days_each, "action"),
    ]
    return table(rows, listed, caption=_("Actions and their effort"), id_column="code")


def _places(gains: Sequence[Gain]) -> tuple[list[TableColumn], list[TableColumn]]:
    """Return the column of places, and that of their provinces where there are several."""
    _ = state.wording()
    known = register()
    name = columns.text_column(
        _("Place"), lambda row: known.unit_name(row.gain.bundle.unit.code, _.language)
    )
    if len({one.bundle.unit.province_code for one in gains}) < 2 or any(
        one.bundle.unit.grain == "province" for one in gains
    ):
        return [name], []
    province = columns.text_column(
        _("Province or prefecture"),
        lambda row: known.unit_name(row.gain.bundle.unit.province_code, _.language),
    )
    return [name], [province]


def _number(label: str, value: Any, field: str = "gain") -> TableColumn:
    _ = state.wording()
    return TableColumn(
        label,
        lambda row: _.number(value(getattr(row, field)), 2),
        lambda row: round(value(getattr(row, field)), 6),
        kind="number",
    )


def _class(label: str, standing: Any) -> TableColumn:
    def colour(row: Any) -> str | None:
        number = standing(row.gain).class_no
        return None if number is None else tokens.css_colour(f"readiness.{number}")

    return TableColumn(
        label,
        lambda row: class_name(standing(row.gain)),
        lambda row: standing(row.gain).class_no,
        kind="class",
        swatch=colour,
    )
