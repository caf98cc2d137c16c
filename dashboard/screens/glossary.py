"""Glossary: what does this word mean?"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.figures.tables import Table, table
from dashboard.screens import _columns as columns
from dashboard.screens._menu import PAGES, page_title, script
from dashboard.screens._opening import opening
from dashboard.screens._table import show_table
from dashboard.screens._text import finding, note, sentence
from dashboard.wording import language_name, languages
from dashboard.wording.glossary import CHAPTERS, Term, glossary


def open_term(code: str) -> None:
    """Open the glossary on the word pressed."""
    state.go(term=code)


def one_term(term: Term) -> None:
    """Draw a word: what it means, the word in the other languages, the pages that use it."""
    _ = state.wording()
    finding(term.names[_.language])
    sentence(term.abouts[_.language])
    others = [one for one in languages() if one != _.language and one in term.names]
    note(_.join(
        _("{language}: {word}", language=language_name(one), word=_.isolate(term.names[one]))
        for one in others
    ))  # fmt: skip
    used = [page for page in PAGES if page in term.pages]
    if used:
        now = replace(state.view(), commune=None, term=None)
        with st.container(horizontal=True):
            for page in used:
                st.page_link(script(page), label=page_title(page), query_params=now.params())


def terms_table() -> Table:
    """Return every word with its meaning, by chapter."""
    _ = state.wording()
    terms = sorted(glossary().values(), key=lambda one: list(CHAPTERS).index(one.chapter))
    rows = pd.DataFrame(
        {
            "code": [one.code for one in terms],
            "name": [one.names[_.language] for one in terms],
            "about": [one.abouts[_.language] for one in terms],
        }
    )
    return table(
        rows,
        [
            columns.text_column(_("Word"), lambda row: row.name),
            columns.text_column(_("Meaning"), lambda row: row.about),
        ],
        caption=_("Glossary"),
        id_column="code",
    )


def shown() -> None:
    """Draw the word of the view, then all of them."""
    chosen = glossary().get(state.view().term or "")
    if chosen:
        one_term(chosen)
    show_table(
        terms_table(), key="glossary", selected=chosen.code if chosen else None, height=720,
        on_pick=open_term,
    )  # fmt: skip


_ = state.wording()
opening("glossary", _("What does this word mean?"), when_empty=shown)
shown()
