"""What is said where nothing is: what to send next, with the template that it goes into."""

from __future__ import annotations

from functools import partial
from zlib import crc32

import streamlit as st

from dashboard import state
from dashboard.contracts import contracts
from dashboard.screens._export import XLSX
from dashboard.screens._menu import script
from dashboard.screens._text import note
from dashboard.settings import for_this_region

# The tables a page stands on: what a first file holds. Every other page stands on the first ones.
_FIRST = ("structures", "membership", "meetings")
_OF_PAGE = {
    "coverage": ("structures",),
    "pace": ("structures",),
    "agenda": ("structures", "meetings"),
    "tours": ("structures", "teams", "market_days"),
    "meetings": ("meetings", "rhythms"),
    "decisions": ("decisions", "directives"),
    "communique": ("meetings", "decisions"),
    "constraints": ("constraint_reports", "diagnoses"),
    "channels": ("liaison_requests", "advocacy_items", "sectors"),
    "milestones": ("milestones", "milestone_tasks"),
    "next_meeting": ("decisions", "constraint_reports", "meetings"),
    "elections": ("elections",),
    "election_matrix": ("elections", "electorate"),
    "countdown": ("elections",),
    "candidates": ("candidacies", "seats"),
    "stations": ("polling_coverage",),
    "electorate": ("electorate",),
    "seats": ("seats", "elections"),
    "mandates": ("mandates", "results"),
    "calculator": ("results",),
    "quality": ("returns", *_FIRST),
}


def nothing(text: str, *tables: str) -> None:
    """Say why nothing is shown and what to send, with the templates of the tables it goes into."""
    _ = state.wording()
    note(text)
    _templates(tables, str(crc32(text.encode())))
    st.page_link(script("data"), label=_("Bring data in"), query_params=state.view().params())


def first_templates(page: str) -> None:
    """Draw the templates of what a page stands on, for a database that holds nothing yet."""
    _ = state.wording()
    note(_("What this page asks for comes in these templates:"))
    _templates(_OF_PAGE.get(page, _FIRST), "first")


def _templates(tables: tuple[str, ...], key: str) -> None:
    """Draw a button a table; its file is made when it is pressed."""
    # Heavy to load: only where files are asked for.
    from dashboard.intake.template_workbook import template_xlsx

    _, province = state.wording(), state.view().province
    with st.container(horizontal=True):
        for name in tables:
            contract = contracts()[name]
            places = [province] if province and contract.place else []
            st.download_button(
                _("Template: {table}", table=contract.title[_.language]),
                data=for_this_region(partial(template_xlsx, name, _.language, territories=places)),
                file_name=f"{name}-{_.language}.xlsx",
                mime=XLSX,
                key=f"template_{name}_{key}",
                on_click="ignore",
            )
