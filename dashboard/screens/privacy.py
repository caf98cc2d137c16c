"""Privacy: what is held, why, how long, and who sees it?"""

from __future__ import annotations

from functools import partial
from operator import itemgetter

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, TableColumn, table
from dashboard.followup.paper import PaperSection
from dashboard.reports.paper_docx import paper_docx
from dashboard.reports.paper_pdf import paper_pdf
from dashboard.reports.privacy import page_sections, register_entry
from dashboard.screens._leaving import file_button
from dashboard.screens._opening import opening
from dashboard.screens._table import show_table
from dashboard.screens._text import aside, sentence

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def section_table(section: PaperSection) -> Table:
    """Return the rows of a section as a table."""
    cells = [itemgetter(at) for at in range(len(section.headers))]
    columns = [
        TableColumn(head, cell, cell) for head, cell in zip(section.headers, cells, strict=True)
    ]
    return table(pd.DataFrame(list(section.rows)), columns, caption=section.title)


def draft() -> None:
    """Offer the entry of the register, marked as a draft."""
    _ = state.wording()
    st.header(_("Register of processing: draft of an entry"))
    aside(_("DRAFT, to be checked by a lawyer before it is used. It is no legal advice."))
    sentence(
        _("The entry is made from the same tables, roles and settings as this page; each of its "
          "lines says what it rests on, a source or an assumption.")
    )  # fmt: skip
    paper = register_entry(_)
    with st.container(horizontal=True):
        for form, make, label, mime in (
            ("docx", paper_docx, _("Download DOCX"), DOCX),
            ("pdf", paper_pdf, _("Download PDF"), "application/pdf"),
        ):
            file_button(
                label, partial(make, paper, _),
                name=f"jahiziya-privacy-register-{_.language}.{form}",
                mime=mime, key=f"privacy_{form}",
            )  # fmt: skip


def shown() -> None:
    """Draw what is held, how persons are counted, who sees it, how long, and the draft."""
    for at, section in enumerate(page_sections(state.wording())):
        st.header(section.title)
        for line in section.sentences:
            sentence(line)
        if section.rows:
            show_table(
                section_table(section), key=f"privacy_{at}", searchable=len(section.rows) > 9
            )
    draft()


_ = state.wording()
opening("privacy", _("What is held, why, how long, and who sees it?"), when_empty=shown)
shown()
