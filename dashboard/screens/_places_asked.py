"""Names that are nearly a place, or several: the analyst says which, and may have it remembered."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.intake.importing import Checked
from dashboard.intake.place_answers import AskedPlace, place_answer, remember_place
from dashboard.screens._file_told import tell, told_of
from dashboard.screens._text import note, plain
from dashboard.store import Store
from dashboard.territory.register import register

_SHOWN = 20
_NONE = ""


def ask_places(checked: Checked, *, key: str) -> None:
    """Draw the names that matched no place, each with what is proposed, the likeliest first."""
    _ = state.wording()
    asked = [one for one in checked.places_asked if one.candidates][:_SHOWN]
    if not asked:
        return
    own = f"{key}_{checked.sha256[:12]}_place"
    st.subheader(_("Which place is meant?"))
    note(_("Nothing is taken for a place that it may not be: a person chooses."))
    with st.form(f"{own}s_asked"):
        for number, one in enumerate(asked):
            _ask(one, f"{own}_{number}")
        st.checkbox(_("Remember these answers for the files to come"), key=f"{own}s_remembered")
        st.form_submit_button(
            _("Check again with these answers"),
            on_click=_answer,
            args=(state.store(), checked, asked, own),
        )


def _ask(one: AskedPlace, key: str) -> None:
    _ = state.wording()
    codes = [_NONE, *(candidate.code for candidate in one.candidates)]
    st.selectbox(
        plain(_("{name}, row {row}", name=one.name, row=one.row)),
        codes,
        format_func=_place_words,
        key=key,
    )


def _place_words(code: str) -> str:
    _ = state.wording()
    if code == _NONE:
        return _("None of these")
    known, place = register(), register().place(code)
    name = known.unit_name(code, _.language)
    if place is None or place.province_code in (None, code):
        return name
    province = known.unit_name(place.province_code, _.language)
    return _("{commune}, {province}", commune=name, province=province)


def _answer(store: Store, checked: Checked, asked: list[AskedPlace], own: str) -> None:
    given = [
        (one, st.session_state[f"{own}_{number}"])
        for number, one in enumerate(asked)
        if st.session_state[f"{own}_{number}"]
    ]
    before = told_of(checked.file.content).places
    answers = tuple(place_answer(one, code, checked.account) for one, code in given)
    tell(checked.sha256, places=(*before, *answers))
    if st.session_state.get(f"{own}s_remembered"):
        for one, code in given:
            if one.can_be_remembered:
                remember_place(store, one, code, checked.account)
