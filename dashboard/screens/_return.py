"""The monthly return: download it, bring it back as a file or as text, or fill it in here."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import partial

import streamlit as st

from dashboard import state
from dashboard.errors import UserError
from dashboard.intake.monthly.returning import CheckedReturn, Sender, check_pasted, check_workbook
from dashboard.intake.monthly.workbook import file_name, monthly_workbook
from dashboard.screens._lost_file import tell_lost
from dashboard.screens._problems import show_problems
from dashboard.screens._return_form import fill_in
from dashboard.screens._return_preview import show_checked, tell_last
from dashboard.screens._text import aside, note, plain
from dashboard.settings import for_this_region
from dashboard.territory.register import register
from dashboard.wording import N_, language_name, languages

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MONTHS = 24
_KEPT = "return_checked"
_WAYS = {
    "form": N_("Fill it in here"),
    "file": N_("Workbook"),
    "text": N_("Paste a text"),
}


def return_form() -> None:
    """Draw the choice of province, month and way, and what the return would change."""
    _ = state.wording()
    tell_last()
    note(
        _(
            "One return a month is a province's whole duty. "
            "A row without its tick is not read: a pre-filled value is never a report."
        )
    )
    province, period = _province(), _month()
    way = st.segmented_control(
        _("How to send it"),
        list(_WAYS),
        format_func=lambda one: _(_WAYS[one]),
        default="form",
        key="return_way",
    )
    try:
        if way == "file":
            _by_file(province, period)
        elif way == "text":
            _by_text(province, period)
        else:
            fill_in(province, period)
    except UserError as fault:
        st.error(plain(_.say(fault.said)))
        show_problems(getattr(fault, "problems", ()), key="return_refused")


def _province() -> str:
    _ = state.wording()
    codes = [one.code for one in register().provinces() if state.sees(one.code)]
    wished = state.view().province
    chosen: str = st.selectbox(
        _("Province or prefecture"),
        codes,
        index=codes.index(wished) if wished in codes else 0,
        format_func=lambda code: register().unit_name(code, _.language),
        key="return_province",
    )
    return chosen


def _month() -> str:
    """The last month that is over comes first; the running one can be chosen too."""
    _ = state.wording()
    day = state.today()
    months = []
    for _step in range(_MONTHS):
        months.append(f"{day:%Y-%m}")
        day = day.replace(day=1) - dt.timedelta(days=1)
    chosen: str = st.selectbox(
        _("Month"), months, index=1, format_func=lambda one: _.month(one), key="return_month"
    )
    return chosen


def _by_file(province: str, period: str) -> None:
    _ = state.wording()
    note(
        _(
            "Download the workbook, fill it in, tick what is right and bring it back. "
            "It holds the exact figures of the province: do not pass it on."
        )
    )
    with st.container(horizontal=True):
        for language in languages():
            st.download_button(
                _("Workbook: {language}", language=language_name(language)),
                data=for_this_region(
                    partial(monthly_workbook, state.store(), province, period, language)
                ),
                file_name=file_name(province, period, language),
                mime=_XLSX,
                key=f"return_download_{language}",
                on_click="ignore",
            )
    key = f"return_file_{st.session_state.get('returns_done', 0)}"
    given = st.file_uploader(_("The workbook, filled in"), key=key)
    tell_lost(key)
    if given is None:
        return
    _show(_checked_once(given.getvalue(), given.name, province, period), province, period)


def _checked_once(content: bytes, name: str, province: str, period: str) -> CheckedReturn:
    """Return the check of a workbook: kept until an answer, the choice or the data change."""
    sha256, sender = hashlib.sha256(content).hexdigest(), _sender()
    asked = (sha256, province, period, sender, state.data_version())
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] != asked:
        checked = check_workbook(
            state.store(), content,
            file_name=name, province=province, period=period, sender=sender,
        )  # fmt: skip
        kept = (asked, checked)
        st.session_state[_KEPT] = kept
    found: CheckedReturn = kept[1]
    return found


def _by_text(province: str, period: str) -> None:
    _ = state.wording()
    note(
        _(
            "Paste cells with their row of headers, or the lines of a message: "
            "«commune: secretariat and day, members, women, …». In a message, writing the line "
            "is its tick."
        )
    )
    text = st.text_area(
        _("Text"), key=f"return_text_{st.session_state.get('returns_done', 0)}", height=220
    )
    if text.strip():
        checked = check_pasted(
            state.store(), text, province=province, period=period, sender=_sender()
        )
        _show(checked, province, period)


def _show(checked: CheckedReturn, province: str, period: str) -> None:
    _ = state.wording()
    filled = checked.filled
    if (filled.province, filled.period) != (province, period):
        aside(
            _(
                "This file says itself what it is of: {province}, {month}.",
                province=register().unit_name(filled.province, _.language),
                month=_.month(filled.period),
            )
        )
    show_checked(checked)


def _sender() -> Sender:
    rows = st.session_state.get("return_names_nobody", ())
    return Sender(today=state.today(), names_nobody=frozenset(rows))
