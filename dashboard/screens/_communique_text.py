"""The text of a communiqué: pasted or from a file, read once, kept only while it is looked at."""

from __future__ import annotations

import dataclasses
import hashlib

import streamlit as st

from dashboard import state
from dashboard.errors import Refused, Said, UserError
from dashboard.intake.communique.documents import MAX_BYTES
from dashboard.intake.communique.draft import Draft
from dashboard.intake.communique.reading import read
from dashboard.intake.isolation import read_document_apart
from dashboard.screens._text import plain

_DRAFT = "communique_draft"  # the draft, with names already left out
_FORM = "communique_text"


def text_part() -> Draft | None:
    """Draw where a text is given, until one is read; return its draft, None before."""
    if _DRAFT not in st.session_state:
        _form()
    held: Draft | None = st.session_state.get(_DRAFT)
    return held


def read_again() -> None:
    """Draw the way to another communiqué: the draft and its text are forgotten."""
    _ = state.wording()
    st.button(_("Leave it and read another"), on_click=forget, key="communique_leave")


def forget() -> None:
    """Forget the text and its draft."""
    for name in [one for one in st.session_state if str(one).startswith((_DRAFT, _FORM, "reader"))]:
        del st.session_state[name]


def saved_number() -> int | None:
    """Return, once, the batch that what was ticked went into; its draft is forgotten."""
    saved = [one for one in st.session_state if str(one).startswith("reader") and
             str(one).endswith("_saved")]  # fmt: skip
    number: int | None = st.session_state.pop(saved[0]) if saved else None
    if number is not None:
        forget()
    return number


def digest(draft: Draft) -> str:
    """Return what tells this text from another, in the keys of its form."""
    return hashlib.sha256(draft.masked.encode()).hexdigest()[:8]


def _form() -> None:
    _ = state.wording()
    with st.form(_FORM, border=True):
        text = st.text_area(
            _("Text of the communiqué, in Arabic or French"), height=260, key=f"{_FORM}_area"
        )
        # Without `type=`: a name that is sent past the browser's own filter would end the run with
        # Streamlit's words; what a file is, is seen by its bytes and said in ours.
        given = st.file_uploader(
            _("Or its file: text, PDF or DOCX, at most {n} MB", n=MAX_BYTES // 2**20),
            key=f"{_FORM}_file",
        )
        pressed = st.form_submit_button(_("Read it"), type="primary")
    if not pressed:
        return
    try:
        draft = read(_text(text, given.getvalue() if given else None))
    except UserError as fault:
        _tell(fault)
        return
    st.session_state[_DRAFT] = dataclasses.replace(draft, text=draft.masked)
    st.rerun()


def _text(pasted: str, content: bytes | None) -> str:
    """Return the text that is to be read.

    Raises:
        UserError: a text and a file are given, or the file is not read.
    """
    if content is None:
        return pasted
    if pasted.strip():
        raise UserError(
            Said("A text and a file are given: take one of them away, one communiqué is read at a "
                 "time.")
        )  # fmt: skip
    return read_document_apart(content)


def _tell(fault: UserError) -> None:
    """Say what is wrong, what was expected and what to do; nothing was stored."""
    _ = state.wording()
    parts = [_.say(fault.said)]
    for one in fault.problems[:1] if isinstance(fault, Refused) else ():
        if one.expected:
            parts.append(_("Expected: {what}.", what=_.say(one.expected)))
        parts.append(_.say(one.remedy))
    st.error(plain(" ".join(parts)))
    st.caption(_("Nothing was stored."))
