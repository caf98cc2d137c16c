"""The names of persons in a communiqué: found so that they are left out; titles stay.

A name stands after a title («السيدة», «M.») or after «برئاسة», or begins with a given name of the
list, or stands right before an office («X Y، الأمين الإقليمي»). Too much is rather hidden than too
little: what is stored is looked at once more by the check of every free text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache, lru_cache

from dashboard.intake.communique.name_marks import (
    folded,
    is_ambiguous,
    is_given,
    is_given_key,
    is_never,
    is_office,
    is_office_word,
    same,
)
from dashboard.intake.communique.terms import lists
from dashboard.intake.communique.text import COMMA, Sentence
from dashboard.intake.name_words import key_of, listed_keys, ordinary_words
from dashboard.territory.folding import plain_words

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


def persons_in(sentence: Sentence, places: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return the first and last word of each person's name; `places` are words of place names."""
    found: list[tuple[int, int]] = []
    reached = 0
    for at in range(len(sentence.tokens)):
        if at < reached or at in places:
            continue
        one = _after_a_title(sentence, at, places) or _given(sentence, at, places)
        if one:
            found.append(one)
            reached = one[1] + 1
    return found


def _after_a_title(sentence: Sentence, at: int, places: Collection[int]) -> tuple[int, int] | None:
    """Return the name that stands after a title or after «برئاسة», if a name is there."""
    token = sentence.tokens[at]
    begin, is_titled = at + 1, _is_title(sentence, at)
    if not is_titled:
        begin = _past_a_cue(sentence, at)
        if not begin:
            return None
    while begin < len(sentence.tokens) and _is_title(sentence, begin):
        begin, is_titled = begin + 1, True  # «السيد الدكتور …», «M. le docteur»
    if begin >= len(sentence.tokens) or begin in places:
        return None
    if not _may_begin(sentence, begin, is_titled=True):
        return None
    last = _name_end(sentence, begin, places)
    if not is_titled and not is_given(sentence.tokens[begin]) and not _has_office(sentence, last):
        return None
    is_alone = last == begin
    if is_alone and token.key.isascii() and len(token.key) > 2 and not _is_capital(sentence, begin):
        return None
    return begin, last


def _past_a_cue(sentence: Sentence, at: int) -> int:
    """Return the number of the word after «برئاسة», «présidée par»; 0 where none is."""
    if not _may_lead(sentence.tokens[at].key):
        return 0
    for cue in _cues():
        keys = [one.key for one in sentence.tokens[at : at + len(cue)]]
        if len(keys) == len(cue) and all(
            same(key, word) for key, word in zip(keys, cue, strict=True)
        ):
            return at + len(cue)
    return 0


def _given(sentence: Sentence, at: int, places: Collection[int]) -> tuple[int, int] | None:
    """Return the name that begins with a given name, or that an office follows."""
    if not _may_begin(sentence, at, is_titled=False):
        return None
    last = _name_end(sentence, at, places)
    if last == at:
        return None
    if is_given(sentence.tokens[at]) and (
        not sentence.tokens[at].key.isascii() or _is_capital(sentence, at)
    ):
        return at, last
    if is_ambiguous(sentence.tokens[at]) and at and is_office_word(sentence.tokens[at - 1].key):
        return at, last
    is_arabic = not sentence.tokens[at].key.isascii()
    is_name = is_arabic or (_is_capital(sentence, last) and at > 0)
    if is_name and _has_office(sentence, last):
        return at, last
    return None


def _has_office(sentence: Sentence, last: int) -> bool:
    """Whether a comma and an office, or an office, stand right after a word."""
    follows = [one.key for one in sentence.tokens[last + 1 : last + 3]]
    return any(is_office(key) for key in follows if key != COMMA)


def _name_end(sentence: Sentence, begin: int, places: Collection[int]) -> int:
    """Return the number of the last word of a name that begins at a word."""
    last = begin
    parts = 1
    joins = sentence.tokens[begin].key in _JOINS_NEXT
    while last + 1 < len(sentence.tokens) and last - begin < _LONGEST:
        follows = last + 1
        token = sentence.tokens[follows]
        if token.key == COMMA or follows in places or not _blank_between(sentence, last, follows):
            break
        if not joins and not _goes_on(sentence, follows, parts):
            break
        parts += 0 if joins else 1
        joins = token.key in _JOINS_NEXT
        last = follows
    return last


def _goes_on(sentence: Sentence, at: int, parts: int) -> bool:
    """Whether a word goes on with a name of so many parts."""
    key = sentence.tokens[at].key
    if key.isascii():
        return _is_capital(sentence, at) and not is_office(key) and parts < 4
    if is_never(key) or is_office(key) or key[:1].isdigit():
        return False
    if key in _JOINS_NEXT or parts == 1:
        return not (key.startswith("و") and len(key) > 3 and is_given_key(key[1:]))
    is_family = key.startswith("ال") or key_of(key) in listed_keys("family")
    return parts == 2 and is_family and key_of(key) not in ordinary_words()


def _may_begin(sentence: Sentence, at: int, *, is_titled: bool) -> bool:
    token = sentence.tokens[at]
    key = token.key
    if key == COMMA or key[:1].isdigit() or _is_title(sentence, at):
        return False
    if key.isascii():
        return _is_capital(sentence, at) and not is_office(key)
    if is_never(key) or is_office(key):
        return False
    if is_titled:
        return len(key) > 1 and (is_given(token) or key_of(key) not in ordinary_words())
    return is_given(token) or is_ambiguous(token)


def _is_title(sentence: Sentence, at: int) -> bool:
    key = sentence.tokens[at].key
    if key in _titles():
        if key in ("m", "me", "dr", "pr", "mm"):
            return _is_capital(sentence, at)
        return True
    return not key.isascii() and any(
        len(key) > cut + 2
        and key[:cut] in ("و", "ب", "ل", "وب", "ول", "ف", "لل", "ولل", "ك")
        and (key[cut:] in _titles() or "ال" + key[cut:] in _titles())
        for cut in (1, 2, 3)
    )


def _blank_between(sentence: Sentence, one: int, other: int) -> bool:
    start, end = sentence.tokens[one].end, sentence.tokens[other].start
    return re.fullmatch(r"[ \u00a0.'’\-]{0,3}", sentence.cut(start, end)) is not None


def _is_capital(sentence: Sentence, at: int) -> bool:
    token = sentence.tokens[at]
    return sentence.cut(token.start, token.end)[:1].isupper()


@cache
def _titles() -> frozenset[str]:
    return frozenset(folded("titles"))


@lru_cache(maxsize=20_000)
def _may_lead(key: str) -> bool:
    return any(same(key, cue[0]) for cue in _cues())


@cache
def _cues() -> tuple[tuple[str, ...], ...]:
    told: list[str] = lists()["persons"]["before"]
    return tuple(tuple(plain_words(one)) for one in sorted(told, key=len, reverse=True))
