"""Templates to fill and the dictionary that explains them."""

from __future__ import annotations

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.dictionary import dictionary
from dashboard.intake.template_workbook import template_xlsx
from dashboard.intake.templates import template_csv
from dashboard.screens._export import XLSX
from dashboard.screens._text import note
from dashboard.territory.register import register


def template_form() -> None:
    """Draw the choice of a table and a province, and the template as a file."""
    _ = state.wording()
    known, places = contracts(), register()
    name = st.selectbox(
        _("Table"),
        list(known),
        format_func=lambda one: known[one].title[_.language],
        key="template_table",
    )
    wanted: list[str] = []
    if known[name].place:
        codes = [None, *(place.code for place in places.provinces())]
        province = st.selectbox(
            _("With a row for each commune of"),
            codes,
            format_func=lambda code: (
                places.unit_name(code, _.language) if code else _("no province: headers only")
            ),
            key="template_province",
        )
        wanted = [province] if province else []
    with st.container(horizontal=True):
        st.download_button(
            _("Template as XLSX, with lists to choose from"),
            data=template_xlsx(name, _.language, territories=wanted),
            file_name=f"{name}-{_.language}.xlsx",
            mime=XLSX,
            on_click="ignore",
        )
        st.download_button(
            _("Template as CSV"),
            data=template_csv(name, _.language, territories=wanted),
            file_name=f"{name}-{_.language}.csv",
            mime="text/csv",
            on_click="ignore",
        )
    note(_("An empty cell keeps what was known; a dash erases to not reported; zero is zero."))


def dictionary_text() -> None:
    """Draw the data dictionary in the reader's language."""
    st.markdown(dictionary(state.wording()))
