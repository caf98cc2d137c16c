"""What is typed in a form outlives a lost connection: the browser's tab keeps it until it is saved.

A form reaches the server only when it is sent. Until then the tab alone knows what was typed; the
components here hold it in the tab's own memory (it ends with the tab) and give it back when the
page is loaded anew. So do the answers of a long form, commune by commune, until they are committed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st


def _component(name: str, script: str) -> Any:
    js = (Path(__file__).parent / script).read_text(encoding="utf-8")
    return st.components.v2.component(f"jahiziya_{name}", html="<i></i>", js=js)


_DRAFT = _component("draft", "drafts.js")
_ANSWERS = _component("answers", "answers.js")
_GIVEN = "drafts_in_fields"  # the keys of fields that hold what a draft gave
_SAVED = "drafts_saved"  # how often each form was saved in this session


def keep_draft(form: str, of: Mapping[str, Any] | None = None) -> None:
    """Keep what is typed in a form, and take back what its tab kept. Call it before the form.

    Args:
        form: what the keys of its fields begin with, before an underscore.
        of: the key of the row that the form changes; a draft of another row stays where it is.
    """
    _DRAFT(
        key=f"draft_{form}",
        data={
            "form": form,
            "of": json.dumps(of or {}, default=str, sort_keys=True),
            "saved": st.session_state.get(_SAVED, {}),
        },
        on_draft_change=lambda: _take_back(form),
    )


def drop_draft(form: str) -> None:
    """Forget what was typed in a form: it is stored now."""
    saved = st.session_state.setdefault(_SAVED, {})
    saved[form] = saved.get(form, 0) + 1


def typed_text(key: str, now: str = "") -> str:
    """Return what a text field starts with; nothing where a draft says it."""
    kept = _kept(key)
    if kept is not None:
        _give(key, kept)
    return "" if _is_given(key) else now


def typed_day(key: str, now: dt.date | None) -> dt.date | None:
    """Return the day that a date field starts with."""
    kept = _kept(key)
    if kept is not None:
        try:
            _give(key, dt.date.fromisoformat(kept) if kept else None)
        except ValueError:
            return now
    return None if _is_given(key) else now


def typed_number(key: str, now: int | None) -> int | None:
    """Return the whole number that a field starts with."""
    kept = _kept(key)
    if kept is not None and (kept.isdigit() or not kept):
        _give(key, int(kept) if kept else None)
    return None if _is_given(key) else now


def typed_choice(key: str, words: Mapping[str, str], now: str | None) -> int | None:
    """Return the position at which a choice of codes by their words starts."""
    kept = _kept(key)
    if kept is not None:
        by_words = {word: code for code, word in words.items()}
        if kept in by_words or not kept:
            _give(key, by_words.get(kept))
    if _is_given(key) or now is None or now not in words:
        return None
    return list(words).index(now)


def typed_choices(
    key: str, words: Mapping[str, str], now: list[str] | None = None
) -> list[str] | None:
    """Return the codes with which a choice of several starts; a tab keeps a line for each."""
    kept = _kept(key)
    if kept is not None:
        lines = kept.splitlines()
        _give(key, [code for code, word in words.items() if word in lines])
    return None if _is_given(key) else now


def keep_answers(of: str, answers: str, *, begun: bool, on_back: Callable[[str], None]) -> None:
    """Keep the answers of a long form as JSON, `{}` for none; `on_back` gets what a tab kept.

    `begun`: this session has had answers before; when they are gone, they were sent.
    """
    key = f"answers_{of}"
    data = {"of": of, "answers": answers, "begun": begun}
    _ANSWERS(key=key, data=data, on_answers_change=lambda: on_back(_text(key)))


def _text(key: str) -> str:
    given = st.session_state[key].get("answers")
    return given if isinstance(given, str) else "{}"


def _give(key: str, value: Any) -> None:
    """Put what a draft says into a field that is drawn next."""
    st.session_state[key] = value
    st.session_state.setdefault(_GIVEN, set()).add(key)


def _is_given(key: str) -> bool:
    """Return whether a field holds what a draft gave: only then it starts with nothing.

    A start that changes between two runs would empty a field that nobody touched.
    """
    given = st.session_state.get(_GIVEN, set())
    if key in given and key not in st.session_state:  # the form was emptied since
        given.discard(key)
    return key in given


def _kept(key: str) -> str | None:
    """Return what the tab gave back for a field, once."""
    given: dict[str, str] = st.session_state.get("drafts_given", {})
    return given.pop(key, None)


def _take_back(form: str) -> None:
    """Hold what the tab gave back until the fields are drawn; what it says is text, or nothing."""
    given = st.session_state[f"draft_{form}"].get("draft")
    if not isinstance(given, dict):
        return
    mine = {
        key: text[:2000]
        for key, text in given.items()
        if isinstance(text, str) and key.startswith(f"{form}_")
    }
    st.session_state.setdefault("drafts_given", {}).update(mine)
