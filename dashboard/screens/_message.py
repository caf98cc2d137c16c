"""Copy as message: a figure with its day, source and reliability as plain text, without a link."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from dashboard import state
from dashboard.followup.paper import Paper, as_message
from dashboard.screens._about import about_paper
from dashboard.screens._figures import Tile
from dashboard.screens._text import note
from dashboard.state.links import pinned_view

_STYLE = (
    "white-space:pre-wrap;user-select:all;-webkit-user-select:all;border:1px solid currentColor;"
    "padding:12px;margin:0;overflow-wrap:anywhere"
)
_FOLDER = Path(__file__).parent
_COPY = st.components.v2.component(
    "jahiziya_copy",
    html='<div class="cp"><button type="button"></button><span role="status"></span></div>',
    css=(_FOLDER / "copy.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "copy.js").read_text(encoding="utf-8"),
)
_LATIN_ISOLATE = re.compile("\u2066([^\u2066-\u2069]*)\u2069")
_ISOLATES = re.compile("[\u2066-\u2069]")


def copy_button(label: str, text: str, *, key: str, is_address: bool = False) -> None:
    """Draw a button that copies a text; an address is copied whole, with its host."""
    _ = state.wording()
    _COPY(
        key=key,
        data={
            "text": text,
            "label": label,
            "done": _("Copied."),
            "failed": _("It could not be copied: select the text and copy it."),
            "dir": _.direction,
            "address": is_address,
        },
    )


def show_message(text: str, *, key: str = "message_copied") -> None:
    """Draw a text that one press selects whole, and a button that copies it."""
    _ = state.wording()
    sent = for_sending(text)
    note(_("Press the text once: all of it is selected. Then copy it into your message."))
    st.html(f'<p dir="{_.direction}" style="{_STYLE}" data-copy="message">{html.escape(sent)}</p>')
    copy_button(_("Copy the message"), sent, key=key)


def for_sending(text: str) -> str:
    """Return a text for a messaging app: old ones draw a box for an isolate or a narrow space.

    What an isolate held stays whole between two left-to-right marks, which they all know.
    """
    marked = _LATIN_ISOLATE.sub("\u200e\\1\u200e", text)
    return _ISOLATES.sub("", marked).replace("\u202f", "\u00a0")


def tile_lines(figures: Sequence[Tile]) -> list[str]:
    """Return tiles as lines of a message: label, value, and what stands behind it."""
    _ = state.wording()
    return [
        _("{label}: {value}, {behind}", label=label, value=value, behind=behind)
        for label, value, behind in figures
    ]


@st.fragment
def message_part(title: str, lines: Callable[[], Sequence[str]]) -> None:
    """Draw the switch that shows what the page says as a message; made when it is asked for."""
    _ = state.wording()
    if not st.toggle(_("Copy as message"), key="page_message"):
        return
    notice = _("Demonstration data: these figures are synthetic.") if state.is_synthetic() else ""
    known = pinned_view().known_at
    days = _("Facts up to {day}, as known on {known}.", day=state.view().day,
             known=_.moment(known) if known else _("now"))  # fmt: skip
    about = about_paper()[1:]
    source = _("Source: what the provinces reported and the office entered, as stored here.")
    paper = Paper(title, tuple(lines()), (), (source, days, *about), notice)
    show_message(as_message(paper, _), key="page_message_copied")
