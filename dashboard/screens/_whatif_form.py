"""The scenario's form: weights of pillars, floors and targets, what is taken as done or as so."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import records
from dashboard.readiness.actions import actions
from dashboard.readiness.method import profiles
from dashboard.screens._columns import number
from dashboard.screens._text import note
from dashboard.state.scenarios import change_draft, draft, draft_key
from dashboard.territory.register import register
from dashboard.wording import Wording

_VALUE = "value"


def weights_form(catalogue: pd.DataFrame) -> None:
    """Draw a weight in percent for each pillar of the profile; their sum is shown."""
    _ = state.wording()
    current = profiles()[state.profile()].pillar_weights
    names = _pillar_names(catalogue)
    kept = draft().weights or current
    given: dict[str, float] = {}
    with st.container(horizontal=True, key="whatif_weights"):
        for pillar in names:
            share = st.number_input(
                names[pillar],
                min_value=0,
                max_value=100,
                step=5,
                value=round(100 * kept.get(pillar, 0.0)),
                key=f"weight_{pillar}_{draft_key()}",
            )
            given[pillar] = share / 100
    change_draft(weights={} if _is_same(given, current) else given)
    note(_("Weights in percent; they add up to {total}.", total=_.share(sum(given.values()))))


def aims_form(catalogue: pd.DataFrame, names: dict[str, str]) -> None:
    """Draw floor and target of the indicators chosen."""
    _ = state.wording()
    weighing = catalogue[catalogue["weight_commune"].notna() | catalogue["weight_above"].notna()]
    rows = {row.indicator: row for row in records(weighing)}
    chosen = st.multiselect(
        _("Indicators with another floor or target"),
        list(rows),
        default=[one for one in draft().aims if one in rows],
        format_func=names.__getitem__,
        placeholder=_("Choose indicators"),
        key=f"aims_{draft_key()}",
    )
    change_draft(aims={one: _aim(rows[one], names[one]) for one in chosen})


def facts_form(names: dict[str, str]) -> None:
    """Draw what is taken as done or as so in one place, and the list of it."""
    _ = state.wording()
    with st.container(horizontal=True, vertical_alignment="bottom", key="whatif_facts"):
        unit = st.selectbox(
            _("Place"),
            _units(),
            format_func=lambda code: _place(code, _),
            key=f"fact_unit_{draft_key()}",
        )
        is_province = unit in {place.code for place in register().provinces()}
        done = [one.code for one in actions().values() if one.level == "commune" and one.effects
                and not one.is_report]  # fmt: skip
        options = [*([] if is_province else done), *(f"{_VALUE}:{one}" for one in names)]
        what = st.selectbox(
            _("What would be so"),
            options,
            format_func=lambda code: _what(code, names, _),
            key=f"fact_what_{draft_key()}",
        )
        value = 0.0
        if what.startswith(_VALUE):
            value = st.number_input(
                _("Value (a share from 0 to 1, or per 1,000)"),
                min_value=0.0,
                step=0.1,
                value=1.0,
                key=f"fact_value_{draft_key()}",
            )
        if st.button(_("Add"), key="fact_add"):
            _add(unit, what, value)
    _listed(names)


def _aim(row: Any, name: str) -> tuple[float, float]:
    _ = state.wording()
    kept = draft().aims.get(row.indicator)
    floor, target = kept or (number(row.floor) or 0.0, _target(row))
    with st.container(horizontal=True):
        low = st.number_input(
            _("{indicator}: floor", indicator=name),
            value=float(floor),
            step=0.05,
            key=f"floor_{row.indicator}_{draft_key()}",
        )
        high = st.number_input(
            _("{indicator}: target", indicator=name),
            value=float(target),
            step=0.05,
            key=f"target_{row.indicator}_{draft_key()}",
        )
    return float(low), float(high)


def _target(row: Any) -> float:
    for given in (row.target_commune, row.target_above):
        if number(given) is not None:
            return float(given)
    return 1.0


def _add(unit: str, what: str, value: float) -> None:
    kind, _colon, indicator = what.partition(":")
    if kind == _VALUE:
        others = [one for one in draft().values if one[:2] != (unit, indicator)]
        change_draft(values=(*others, (unit, indicator, value)))
    else:
        change_draft(done=tuple(dict.fromkeys((*draft().done, (unit, what)))))


def _listed(names: dict[str, str]) -> None:
    """List what is taken as so, each with a button that takes it off again."""
    _ = state.wording()
    for n, (unit, action) in enumerate(draft().done):
        said = _("{place}: {what}", place=_place(unit, _), what=actions()[action].name(_.language))
        if _line(said, f"done_{n}"):
            change_draft(done=tuple(one for one in draft().done if one != (unit, action)))
            st.rerun()
    for n, (unit, indicator, value) in enumerate(draft().values):
        what = _("{indicator} = {value}", indicator=names.get(indicator, indicator), value=value)
        if _line(_("{place}: {what}", place=_place(unit, _), what=what), f"values_{n}"):
            change_draft(
                values=tuple(one for one in draft().values if one[:2] != (unit, indicator))
            )
            st.rerun()


def _line(said: str, key: str) -> bool:
    _ = state.wording()
    with st.container(horizontal=True, vertical_alignment="center"):
        note(said)
        return st.button(_("Take off"), key=f"off_{key}_{draft_key()}")


def _units() -> list[str]:
    known, now = register(), state.view()
    places = [place for place in state.seen_places() if now.province in (None, place.province_code)]
    language = state.wording().language
    places.sort(key=lambda place: place.name(language))
    provinces = [one.code for one in known.provinces() if now.province in (None, one.code)]
    return [*(place.code for place in places), *provinces]


def _place(code: str, words: Wording) -> str:
    return register().unit_name(code, words.language)


def _what(code: str, names: dict[str, str], words: Wording) -> str:
    """Return the words of a choice; the language is given, for the box asks after the run too."""
    _ = words
    kind, _colon, indicator = code.partition(":")
    if kind == _VALUE:
        return _("Value of: {indicator}", indicator=names[indicator])
    return actions()[code].name(_.language)


def _pillar_names(catalogue: pd.DataFrame) -> dict[str, str]:
    named = catalogue[f"pillar_name_{state.wording().label_language}"]
    return dict(zip(catalogue["pillar"], named, strict=True))


def _is_same(given: dict[str, float], current: dict[str, float]) -> bool:
    return all(abs(weight - current.get(name, 0.0)) < 1e-9 for name, weight in given.items())
