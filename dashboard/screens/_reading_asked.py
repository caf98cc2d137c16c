"""How a file was read, and other ways to read it: encoding, sheet, delimiter."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.intake.importing import Checked
from dashboard.screens._file_told import tell
from dashboard.screens._text import note
from dashboard.wording import N_

_CERTAINTY = {
    "certain": N_("The file itself says so."),
    "words": N_("Known headers and names read well this way."),
    "letters": N_("The letters read best this way: look at the lines below."),
    "said": N_("As you chose."),
}


def how_read(checked: Checked, *, key: str) -> None:
    """Say how the file was read, and let another encoding or sheet be chosen where there is one."""
    _ = state.wording()
    sheet = checked.sheet
    said = [
        _("Encoding: {name}.", name=sheet.encoding) if sheet.encoding else "",
        _(_CERTAINTY[sheet.certainty]) if sheet.certainty else "",
        _("Delimiter: {sign}.", sign=_delimiter(sheet.delimiter)) if sheet.delimiter else "",
        _("Sheet: {name}.", name=sheet.sheet) if sheet.sheet else "",
    ]
    note(" ".join(one for one in said if one))
    if len(sheet.previews) > 1:
        _choose_encoding(checked, key)
    if len(sheet.sheets) > 1:
        _choose_sheet(checked, key)


def _choose_encoding(checked: Checked, key: str) -> None:
    _ = state.wording()
    names = [name for name, _lines in checked.sheet.previews]
    previews = dict(checked.sheet.previews)
    with st.expander(_("Do the letters look wrong? Read the file another way")):
        chosen = st.selectbox(_("Encoding"), names, key=f"{key}_encoding")
        st.code(previews[chosen], language=None)
        st.button(
            _("Read it this way"),
            key=f"{key}_read_encoding",
            on_click=tell,
            args=(checked.sha256,),
            kwargs={"encoding": chosen},
        )


def _choose_sheet(checked: Checked, key: str) -> None:
    _ = state.wording()
    sheets = list(checked.sheet.sheets)
    at = sheets.index(checked.sheet.sheet) if checked.sheet.sheet in sheets else 0
    chosen = st.selectbox(_("Sheet of the workbook"), sheets, index=at, key=f"{key}_sheet")
    if chosen != checked.sheet.sheet:
        st.button(
            _("Read this sheet"), key=f"{key}_read_sheet",
            on_click=tell, args=(checked.sha256,), kwargs={"sheet": chosen},
        )  # fmt: skip


def _delimiter(sign: str) -> str:
    _ = state.wording()
    named = {"\t": _("tab"), ";": _("semicolon"), ",": _("comma")}
    return named.get(sign, sign)
