"""What a row of an answer says in words: its class, its range, its next step; pages and papers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.figures.map_table import STATE_WORDS
from dashboard.readiness.method import classes
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.wording import Wording


def class_words(row: Any, words: Wording) -> str:
    """Return the word of a row's class, or of the reason why it has none."""
    if isinstance(row.state, str):
        return state_words(row.state, words)
    return classes()[int(row.class_no) - 1].name(words.language)


def range_words(row: Any, words: Wording) -> str:
    """Return «from 31 to 56», or that nothing is known."""
    if number(row.low) is None or row.state == "no_data":
        return words("not reported")
    low, high = round(row.low), round(row.high)
    return words.number(low) if low == high else words("{low} to {high}", low=low, high=high)


def score_words(row: Any, words: Wording) -> str:
    """Return the score with its range, «58 (53 to 61)»; the range alone where not assessable."""
    low_high = range_words(row, words)
    if number(row.score) is None or row.state == "no_data" or round(row.low) == round(row.high):
        return low_high
    return words("{score} ({range})", score=words.number(round(row.score)), range=low_high)


def step_words(row: Any, words: Wording) -> str:
    """Return the next step of a row, with the date it is about."""
    if not isinstance(row.next_step, str):
        return ""
    step, about = words(NEXT_STEPS[row.next_step]), day(row.next_step_on)
    return words("{step} ({day})", step=step, day=about) if about else step


def state_words(why: str, words: Wording) -> str:
    """Return why there is no value, in words."""
    return words(STATE_WORDS[why])  # type: ignore[index]


def number(value: Any) -> Any:
    """Return a number of a row, None where it is missing."""
    return None if value is None or pd.isna(value) else value


def day(value: Any) -> Any:
    """Return a day of a row, None where it is missing."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def text(value: Any) -> str:
    """Return a text of a row, empty where it is missing."""
    return value if isinstance(value, str) else ""


def local(row: Any, prefix: str, words: Wording) -> str:
    """Return a place's name in the language: `name_ar`, else `name_fr`."""
    return text(getattr(row, f"{prefix}_ar" if words.language == "ar" else f"{prefix}_fr"))
