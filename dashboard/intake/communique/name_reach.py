"""How far a person's name reaches: «عبد الصمد», «محمد بن عبد الله», «El Khattabi»."""

from __future__ import annotations

import re
from collections.abc import Collection

from dashboard.intake.communique.name_marks import has_title, is_given_key, is_never, is_office
from dashboard.intake.communique.text import COMMA, Sentence
from dashboard.intake.name_words import key_of, listed_keys, ordinary_words

_JOINS_NEXT = frozenset(
    (
        "عبد",
        "بن",
        "بنت",
        "ايت",
        "ولد",
        "ابو",
        "بو",
        "ام",
        "ben",
        "bent",
        "el",
        "al",
        "ait",
        "abd",
        "abdel",
        "ould",
        "bou",
        "si",
        "moulay",
        "sidi",
        "lalla",
        "مولاي",
        "سيدي",
        "لاله",
    )
)
_LONGEST = 5


def name_end(sentence: Sentence, begin: int, places: Collection[int]) -> int:
    """Return the number of the last word of a name that begins at a word."""
    last = begin
    parts = 1
    joins = _joins(sentence, begin)
    while last + 1 < len(sentence.tokens) and last - begin < _LONGEST:
        follows = last + 1
        token = sentence.tokens[follows]
        if token.key == COMMA or follows in places or not _blank_between(sentence, last, follows):
            break
        if not joins and not _goes_on(sentence, follows, parts):
            break
        parts += 0 if joins else 1
        joins = _joins(sentence, follows)
        last = follows
    return last


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a word makes one part of a name with the next: «عبد», «بن», «نور الدين»."""
    key = sentence.tokens[at].key
    follows = sentence.tokens[at + 1].key if at + 1 < len(sentence.tokens) else ""
    return key in _JOINS_NEXT or key.removeprefix("و") in _JOINS_NEXT or follows == "الدين"


def _goes_on(sentence: Sentence, at: int, parts: int) -> bool:
    """Whether a word goes on with a name of so many parts."""
    key = sentence.tokens[at].key
    if key.isascii():
        is_word = is_office(key) or has_title(key)
        return is_capital(sentence, at) and not is_word and parts < 4
    if is_never(key) or is_office(key) or has_title(key) or key[:1].isdigit():
        return False
    if key in _JOINS_NEXT or parts == 1:
        return not (key.startswith("و") and len(key) > 3 and is_given_key(key[1:]))
    is_family = key.startswith("ال") or key_of(key) in listed_keys("family")
    return parts == 2 and is_family and key_of(key) not in ordinary_words()


def _blank_between(sentence: Sentence, one: int, other: int) -> bool:
    start, end = sentence.tokens[one].end, sentence.tokens[other].start
    return re.fullmatch(r"[ \u00a0.'’\-]{0,3}", sentence.cut(start, end)) is not None


def is_capital(sentence: Sentence, at: int) -> bool:
    """Whether a word begins with a capital."""
    token = sentence.tokens[at]
    return sentence.cut(token.start, token.end)[:1].isupper()
