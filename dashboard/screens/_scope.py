"""The scope of a replacing file: which territories, which days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from dashboard import state
from dashboard.contracts import Contract
from dashboard.store import Scope
from dashboard.territory.register import register


def chosen_scope(replaced: Sequence[Contract]) -> Scope:
    """Draw the choice of territories and days that replacing files of tables stand for."""
    _ = state.wording()
    territories: tuple[str, ...] = ()
    first = last = None
    if any(one.place for one in replaced):
        known = register()
        codes = [state.settings().region_code, *(place.code for place in known.provinces())]
        territories = tuple(
            st.multiselect(
                _("Territories the file stands for"),
                codes,
                default=codes[:1],
                format_func=lambda code: known.unit_name(code, _.language),
                placeholder=_("Choose territories"),
                key="import_territories",
            )
        )
    if any(one.dated_by for one in replaced):
        with st.container(horizontal=True):
            first = _month(_("From the month"), "import_first")
            last = _month(_("To the month, included"), "import_last")
    return Scope(territories, first, _end(last) if last else None)


def scope_of(contract: Contract, chosen: Scope | None) -> Scope | None:
    """Return what of a choice a table can be replaced by: it may have no place, or no date."""
    if chosen is None:
        return None
    has_days = bool(contract.dated_by)
    return Scope(
        chosen.territories if contract.place else (),
        chosen.first if has_days else None,
        chosen.last if has_days else None,
    )


def _month(label: str, key: str) -> dt.date | None:
    _ = state.wording()
    start = state.today().replace(day=1)
    months: list[dt.date | None] = [None]
    for _step in range(60):
        months.append(start)
        start = (start - dt.timedelta(days=1)).replace(day=1)
    return st.selectbox(
        label, months, format_func=lambda day: _.month(day) if day else _("no bound"), key=key
    )


def _end(month: dt.date) -> dt.date:
    following = (month.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    return following - dt.timedelta(days=1)
