"""What is typed in a form outlives a lost connection: the browser's tab keeps it until it is saved.

A form reaches the server only when it is sent. Until then the tab alone knows what was typed; the
components here hold it in the tab's own memory (it ends with the tab) and give it back when the
page is loaded anew. So do the answers of a long form, commune by commune, until they are committed.

What a tab gives back may have been changed there, or be of another version: a value that its field
could not hold is dropped, and the field starts as if nothing had been kept.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from dashboard.intake.values import is_one_line


def _component(name: str, script: str) -> Any:
    js = (Path(__file__).parent / script).read_text(encoding="utf-8")
    return st.components.v2.component(f"jahiziya_{name}", html="<i></i>", js=js)


_DRAFT = _component("draft", "drafts.js")
_ANSWERS = _component("answers", "answers.js")
_GIVEN = "drafts_in_fields"  # the keys of fields that hold what a draft gave
_SAVED = "drafts_saved"  # how often each form was saved in this session
_LONGEST, _MOST_FIELDS = 2_000, 300  # signs of a field, fields of a form: more is not ours
_LONGEST_ANSWERS = 500_000  # signs: a province of sixty communes has a tenth of it
_DAY, _WHOLE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), re.compile(r"[0-9]{1,9}")
FIRST_DAY, LAST_DAY = dt.date(1990, 1, 1), dt.date(2099, 12, 31)  # what a form's day may be


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


def typed_text(key: str, now: str = "", most: int | None = None) -> str:
    """Return what a text field starts with; nothing where a draft, not above `most`, says it."""
    kept = _kept(key)
    if kept is not None and len(kept) <= (most or _LONGEST) and is_one_line(kept):
        _give(key, kept)
    return "" if _is_given(key) else now


def typed_day(key: str, now: dt.date | None, latest: dt.date | None = None) -> dt.date | None:
    """Return the day that a date field starts with; none of a draft is after `latest`."""
    kept = _kept(key)
    if kept == "":
        _give(key, None)
    elif kept and (day := day_back(kept)) and day <= (latest or LAST_DAY):
        _give(key, day)
    return None if _is_given(key) else now


def day_back(text: object) -> dt.date | None:
    """Return the day that a tab kept as text, None for what is none that a form may hold."""
    if not isinstance(text, str) or _DAY.fullmatch(text) is None:
        return None
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def typed_number(key: str, now: int | None) -> int | None:
    """Return the whole number that a field starts with."""
    kept = _kept(key)
    if kept is not None and (not kept or _WHOLE.fullmatch(kept)):
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
        if set(lines) <= set(words.values()):
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
    return given if isinstance(given, str) and len(given) <= _LONGEST_ANSWERS else "{}"


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
    if not isinstance(given, dict) or len(given) > _MOST_FIELDS:
        return
    mine = {
        key: text
        for key, text in given.items()
        if isinstance(text, str) and len(text) <= _LONGEST and key.startswith(f"{form}_")
    }
    st.session_state.setdefault("drafts_given", {}).update(mine)
