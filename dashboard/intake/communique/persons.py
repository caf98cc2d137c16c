"""The names of persons in a communiqué: found so that they are left out; titles stay.

A name stands after a title («السيدة», «M.») or after «برئاسة», or begins with a given name of the
list, or stands right before an office («X Y، الأمين الإقليمي»). Too much is rather hidden than too
little: what is stored is looked at once more by the check of every free text.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache, lru_cache

from dashboard.intake.communique.name_gaps import is_initial, is_quote
from dashboard.intake.communique.name_marks import (
    folded,
    is_ambiguous,
    is_capital,
    is_given,
    is_never,
    is_never_at,
    is_office,
    is_office_word,
    is_vocabulary,
    same,
)
from dashboard.intake.communique.name_reach import is_known_name, name_begin, name_end
from dashboard.intake.communique.terms import lists
from dashboard.intake.communique.text import COMMA, Sentence
from dashboard.intake.name_places import is_before_place
from dashboard.intake.name_words import key_of, ordinary_words
from dashboard.territory.folding import plain_words


def persons_in(sentence: Sentence, places: Collection[int] = ()) -> list[tuple[int, int]]:
    """Return the first and last word of each person's name; `places` are words of place names."""
    found: list[tuple[int, int]] = []
    reached = 0
    for at in range(len(sentence.tokens)):
        if at < reached or at in places:
            continue
        before = found[-1][1] if found else None
        one = (
            _after_a_title(sentence, at, places)
            or _given(sentence, at, places)
            or _next_of_list(sentence, at, places, before)
        )
        if one:
            found.append((max(name_begin(sentence, one[0], places), reached), one[1]))
            reached = one[1] + 1
    return found


def _next_of_list(
    sentence: Sentence, at: int, places: Collection[int], before: int | None
) -> tuple[int, int] | None:
    """Return the name that «و», «et» or a comma joins to the one that ends at a word before."""
    if before is None or any(
        one.key not in ("et", "و", COMMA) for one in sentence.tokens[before + 1 : at]
    ):
        return None
    key = sentence.tokens[at].key
    is_joined = at > before + 1 or (not key.isascii() and key.startswith("و"))
    bare = key[1:] if not key.isascii() and key.startswith("و") and len(key) > 3 else key
    if not is_joined or is_vocabulary(key) or is_vocabulary(bare):
        return None
    if not _may_begin(sentence, at, is_titled=True):
        return None
    last = name_end(sentence, at, places)
    if last == at or is_vocabulary(sentence.tokens[last].key):
        return None
    only_comma = all(one.key == COMMA for one in sentence.tokens[before + 1 : at])
    is_known = is_ambiguous(sentence.tokens[at]) or not (only_comma and bare == key)
    return (at, last) if is_known else None


def _after_a_title(sentence: Sentence, at: int, places: Collection[int]) -> tuple[int, int] | None:
    """Return the name that stands after a title or after «برئاسة», if a name is there."""
    token = sentence.tokens[at]
    begin, is_titled = at + 1, _is_title(sentence, at)
    if not is_titled:
        begin = _past_a_cue(sentence, at)
        if not begin:
            return None
    while begin < len(sentence.tokens) and (
        _is_title(sentence, begin)
        or (is_titled and is_quote(sentence, begin))
        or (is_titled and sentence.tokens[begin].key == COMMA
            and sentence.tokens[begin - 1].key.startswith("ال"))
    ):  # fmt: skip
        is_titled = is_titled or sentence.tokens[begin].key != COMMA
        begin += 1  # «السيد الدكتور …», «M. le docteur», «السادة: …», «M. « …»
    if begin >= len(sentence.tokens) or begin in places:
        return None
    if not _may_begin(sentence, begin, is_titled=True):
        return None
    last = name_end(sentence, begin, places)
    if not is_titled and not is_given(sentence.tokens[begin]) and not _has_office(sentence, last):
        return None
    is_alone = last == begin
    if is_alone and token.key.isascii() and len(token.key) > 2 and not is_capital(sentence, begin):
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
    """Return the name that begins with a given name, or that an office stands beside."""
    token = sentence.tokens[at]
    after_office = at > 0 and is_office_word(sentence.tokens[at - 1].key)
    is_letter = is_initial(sentence, at)
    is_open = (
        after_office and not token.key.isascii() and (is_letter or not is_vocabulary(token.key))
    )
    if not (_may_begin(sentence, at, is_titled=False) or is_open):
        return None
    last = name_end(sentence, at, places)
    if is_letter or (token.key.isascii() and len(token.key) == 1):  # «K. Tazi», not «À Rabat»
        return (at, last) if last > at and is_letter else None
    if last == at:
        return (at, last) if after_office and is_given(token) else None
    if is_given(token) and (not token.key.isascii() or is_capital(sentence, at)):
        return at, last
    if _is_family_first(sentence, at):
        return at, last
    if is_ambiguous(token) and (after_office or (token.key.isascii() and at > 0)):
        return at, last
    if after_office and _is_unknown_name(sentence, at, last):
        return at, last
    is_arabic = not token.key.isascii()
    if is_arabic and is_ambiguous(token) and is_known_name(sentence, last):
        return at, last
    is_name = (is_arabic and is_ambiguous(token)) or (not is_arabic and at > 0)
    return (at, last) if is_name and _has_office(sentence, last) else None


def _is_family_first(sentence: Sentence, at: int) -> bool:
    """Whether a family name in capitals stands before a given name: «NASSIRI Lekbir»."""
    token, written = sentence.tokens[at], sentence.written(at)
    if not written.isupper() or len(written) < 3 or is_vocabulary(token.key):
        return False
    return not is_before_place(token.key) and is_given(sentence.tokens[at + 1])


def _is_unknown_name(sentence: Sentence, at: int, last: int) -> bool:
    """Whether two words that the language of the work does not know may be a name."""
    keys = [one.key for one in sentence.tokens[at : last + 1]]
    if any(is_vocabulary(key) or is_never(key) or is_office(key) for key in keys):
        return False
    is_family = keys[-1].startswith(("ال", "ل", "بن", "ايت", "او")) or len(keys) > 2
    return not keys[0].isascii() and not keys[0].startswith("ال") and is_family


def _has_office(sentence: Sentence, last: int) -> bool:
    """Whether a comma and an office, or an office, stand right after a word."""
    follows = [one.key for one in sentence.tokens[last + 1 : last + 3]]
    return any(is_office(key) for key in follows if key != COMMA)


def _may_begin(sentence: Sentence, at: int, *, is_titled: bool) -> bool:
    token = sentence.tokens[at]
    key = token.key
    if key == COMMA or key[:1].isdigit() or _is_title(sentence, at):
        return False
    if key.isascii():
        return is_capital(sentence, at) and not is_office(key)
    if is_titled and is_initial(sentence, at):
        return True
    if is_never_at(sentence, at) or is_office(key):
        follows = at + 1 < len(sentence.tokens) and is_known_name(sentence, at + 1)
        return is_titled and is_ambiguous(token) and follows  # «السيد أمين بنيس»
    if is_titled:
        return len(key) > 1 and (is_given(token) or key_of(key) not in ordinary_words())
    return is_given(token) or is_ambiguous(token)


def _is_title(sentence: Sentence, at: int) -> bool:
    key = sentence.tokens[at].key
    if key in _titles():
        if key in ("m", "me", "dr", "pr", "mm"):
            return is_capital(sentence, at)
        if len(key) == 1:  # «د.», «ذ.»
            end = sentence.tokens[at].end - sentence.start
            return sentence.text[end : end + 1] == "."
        return True
    return not key.isascii() and any(
        len(key) > cut + 2
        and key[:cut] in ("و", "ب", "ل", "وب", "ول", "ف", "لل", "ولل", "ك")
        and (key[cut:] in _titles() or "ال" + key[cut:] in _titles())
        for cut in (1, 2, 3)
    )


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
