"""Lines of text on a page: findings, notes, asides. A name in them is only ever text."""

from __future__ import annotations

import html
import re

import streamlit as st

from dashboard import state

_MARKDOWN = re.compile(r"[\\`*_\[\]<>$~:|]")


def plain(text: str) -> str:
    """Return a text so that labels and alerts, which read Markdown, show it as it stands.

    For whatever holds a word of a file: its name, a header, a cell.
    """
    return _MARKDOWN.sub(r"\\\g<0>", text)


def finding(text: str) -> None:
    """Draw what the page says in one sentence."""
    _line("jz-finding", text)


def sentence(text: str) -> None:
    """Draw a line of running text."""
    _line("jz-sentence", text)


def note(text: str) -> None:
    """Draw a small line: a source, a method, why something is empty."""
    _line("jz-note", text)


def dated(caption: str) -> str:
    """Return a figure's caption with the day up to which its facts count."""
    _ = state.wording()
    return _("{caption}, facts up to {day}", caption=caption, day=state.view().day)


def aside(text: str) -> None:
    """Draw a framed line that changes how the page is to be read."""
    st.html(f'<p class="jz-past" role="note">{html.escape(text)}</p>')


def drawing(markup: str) -> None:
    """Draw what a page wrote as HTML itself; nothing where there is nothing to draw."""
    if markup:
        st.html(markup)


def numbered(lines: list[str]) -> None:
    """Draw a numbered list."""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    st.html(f'<ol class="jz-list">{items}</ol>')


def _line(look: str, text: str) -> None:
    st.html(f'<p class="{look}">{html.escape(text)}</p>')
