"""The papers of a place: a province's brief, a commune's sheet, the region's report."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import state
from dashboard.reports.brief_files import (
    PAPER_LANGUAGES,
    PaperLanguage,
    brief_file,
    briefs_zip,
    file_name,
    report_file,
    sheet_file,
)
from dashboard.reports.gathered import Ask, Gathered, gather, gather_commune
from dashboard.reports.occasion import Occasion
from dashboard.screens._leaving import file_button
from dashboard.screens._text import note
from dashboard.state.papers import Made, asking, kept, occasion
from dashboard.wording import N_, language_name

_BOTH = N_("Arabic and French")
_MIME = {"pdf": "application/pdf", "zip": "application/zip"}


def papers(*, is_whole: bool = False) -> None:
    """Draw the choice of a language and the papers of the view's place; made when pressed.

    `is_whole`: the papers of the region, whatever the view's place.
    """
    _ = state.wording()
    now = state.view()
    if not state.may("export") or not _is_whole(now.commune or now.province, is_whole=is_whole):
        return
    st.header(_("On paper"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        paper, of = _paper_language(), occasion()
        if now.commune and not is_whole:
            _button(_("Commune sheet (PDF)"), "sheet", now.commune, of, paper)
        elif now.province and not is_whole:
            _button(_("Province brief (PDF)"), "brief", now.province, of, paper)
        else:
            region = state.settings().region_code
            _button(_("All province briefs (ZIP)"), "briefs", region, of, paper)
            _button(_("Report of the region (PDF)"), "report", region, of, paper)
    note(
        _("A4, readable in black and white. The file is made when the button is pressed, for the "
          "days and the readiness chosen above; candidacies stay out until nominations close.")
    )  # fmt: skip


def _is_whole(place: str | None, *, is_whole: bool) -> bool:
    """Return whether every row a paper is made of may be seen: none is made of a part."""
    return state.sees(state.settings().region_code if is_whole or place is None else place)


def _paper_language() -> PaperLanguage:
    _ = state.wording()
    own: PaperLanguage = "fr" if _.language == "fr" else "ar"
    chosen = st.segmented_control(
        _("Language of the paper"),
        PAPER_LANGUAGES,
        default=own,
        required=True,
        format_func=lambda one: _(_BOTH) if one == "both" else language_name(one),
        key=f"paper_language_{_.language}",
    )
    return chosen or own


def _button(label: str, kind: str, code: str, of: Occasion, paper: PaperLanguage) -> None:
    name = file_name(kind, code, of, paper)
    make = partial(_file, kind, code, of, paper, asking(), kept(of, "gathered"))
    file_button(
        label,
        partial(kept(of, name).take, make),
        name=name,
        mime=_MIME[name.rpartition(".")[2]],
        key=f"paper_{kind}",
    )


def _file(
    kind: str, code: str, of: Occasion, paper: PaperLanguage, ask: Ask, shared: Made[Gathered]
) -> bytes:
    """Make a file; the answers that every paper of the region stands on are asked for once."""
    if kind == "sheet":
        return sheet_file(gather_commune(ask, of, code), code, of, paper)
    gathered = shared.take(partial(gather, ask, of))
    if kind == "brief":
        return brief_file(gathered, code, of, paper)
    return briefs_zip(gathered, of, paper) if kind == "briefs" else report_file(gathered, of, paper)
