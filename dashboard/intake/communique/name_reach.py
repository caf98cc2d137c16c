"""How far a person's name reaches: «عبد الصمد», «محمد بن عبد الله», «El Khattabi»."""

from __future__ import annotations

import re
from collections.abc import Collection

from dashboard.intake.communique.name_gaps import (
    Gap,
    gap_after,
    is_bare_title,
    is_initial,
    is_link,
    quoted_after,
)
from dashboard.intake.communique.name_marks import (
    has_title,
    is_capital,
    is_given_key,
    is_never_at,
    is_office,
    is_vocabulary,
)
from dashboard.intake.communique.text import COMMA, Sentence
from dashboard.intake.name_words import key_of, listed_keys, ordinary_words, sound_of

_JOINS_NEXT = frozenset(
    (
        *("عبد", "ايت", "ابو", "بو", "ام", "مولاي", "سيدي", "لاله", "el", "al", "ait", "abd"),
        *("abdel", "abou", "bou", "oum", "si", "moulay", "sidi", "lalla"),
    )
)
_FAMILY = ("ال", "بن", "بو", "ايت", "او")
_LONGEST = 24  # words and signs
_CUT_WORD = re.compile(r"[-\u00ad]\s*\n\s*")


def name_end(sentence: Sentence, begin: int, places: Collection[int]) -> int:
    """Return the number of the last word of a name that begins at a word.

    Whatever stands between its words is passed over: a title, a quote, «بن», a line's end.
    """
    last = begin
    parts = 1
    joins = _joins(sentence, begin) or is_link(sentence.tokens[begin].key)
    while last - begin < _LONGEST and (gap := gap_after(sentence, last)):
        if gap.at in places or not _is_next(sentence, gap, last, parts, joins=joins):
            break
        if gap.is_link:
            parts = max(parts, 2)
        elif _is_part(sentence, gap.at, joined=joins and not is_initial(sentence, last)):
            parts += 1
        last = gap.at
        joins = _joins(sentence, last)
    return _with_quoted(sentence, last)


def _joins(sentence: Sentence, at: int) -> bool:
    """Whether a word makes one part of a name with the next: «عبد», «آيت», «م.», «نور الدين»."""
    key = sentence.tokens[at].key
    if is_initial(sentence, at) and not key.isascii():
        return True
    follows = sentence.tokens[at + 1].key if at + 1 < len(sentence.tokens) else ""
    return key in _JOINS_NEXT or key.removeprefix("و") in _JOINS_NEXT or follows == "الدين"


def _is_next(sentence: Sentence, gap: Gap, last: int, parts: int, *, joins: bool) -> bool:
    """Whether the word after a gap goes on with a name of so many parts."""
    at, key = gap.at, sentence.tokens[gap.at].key
    if gap.is_plain:
        return joins or is_initial(sentence, at) or _goes_on(sentence, last, at, parts)
    if joins or (gap.is_link and not key.isascii()):
        return not is_office(key)  # «بن علي»: the word alone would be none of a name
    if not _may_be_of_it(sentence, last, at):
        return False
    is_known = is_known_name(sentence, at)
    if gap.is_link:
        return True
    if gap.is_stop:
        return is_known and parts == 1
    if is_vocabulary(key):
        return False
    if gap.is_comma:
        is_nisba = key.startswith("ال") and key.endswith("ي") and parts < 3
        return is_nisba or (parts == 1 and (is_known or key.isascii() or key.startswith("ال")))
    if gap.is_particle:
        return parts == 1
    return is_known or _goes_on(sentence, last, at, parts)


def _may_be_of_it(sentence: Sentence, last: int, at: int) -> bool:
    """Whether a word can be of a name at all: no office, no title, none of a second person."""
    key = sentence.tokens[at].key
    if is_office(key) or has_title(key):
        return False
    if key.isascii():
        return is_capital(sentence, at) or _is_cut(sentence, last, at)
    is_second = key.startswith("و") and len(key) > 3 and is_given_key(key[1:])
    return not is_never_at(sentence, at) and not is_second


def _goes_on(sentence: Sentence, last: int, at: int, parts: int) -> bool:
    """Whether a word that follows goes on with a name of so many parts."""
    key = sentence.tokens[at].key
    if not _may_be_of_it(sentence, last, at):
        return False
    if key.isascii():
        return parts < 4
    if key in _JOINS_NEXT or parts == 1:
        return True
    if parts > 2 or key_of(key) in ordinary_words():
        return False
    is_whole = _is_family(sentence.tokens[last].key)
    return _is_family(key) or (not is_whole and _ends_a_part(sentence, at))


def _is_family(key: str) -> bool:
    return key.startswith(_FAMILY) or key_of(key) in listed_keys("family")


def _ends_a_part(sentence: Sentence, at: int) -> bool:
    """Whether a word no list knows ends a part of the sentence: a comma or an office follows."""
    key = sentence.tokens[at].key
    follows = sentence.tokens[at + 1].key if at + 1 < len(sentence.tokens) else COMMA
    is_apart = follows == COMMA or is_office(follows)
    is_led = key.startswith(("بال", "وال", "فال", "لل", "كال"))
    return is_apart and len(key) > 3 and not is_led and not is_vocabulary(key)


def name_begin(sentence: Sentence, first: int, places: Collection[int]) -> int:
    """Return the number of the first word of a name: «بن», «مولاي», «م.» stand before it."""
    while first and first - 1 not in places:
        key = sentence.tokens[first - 1].key
        bare = key.removeprefix("و")
        is_letter = is_initial(sentence, first - 1) and not is_bare_title(sentence, first - 1)
        is_of_it = is_link(bare) or bare in _JOINS_NEXT or is_letter
        gap = gap_after(sentence, first - 1)
        if key.isascii() or not is_of_it or gap is None or not gap.is_plain:
            break
        first -= 1
    return first


def _is_cut(sentence: Sentence, last: int, at: int) -> bool:
    """Whether a line's end cuts a word in two: «Moha-⏎med»."""
    return _CUT_WORD.fullmatch(sentence.between(last, at)) is not None


def _is_part(sentence: Sentence, at: int, *, joined: bool) -> bool:
    """Whether a word is a part of a name of its own: not a letter, nor joined to one before."""
    return not joined and not is_initial(sentence, at) and not _is_double(sentence, at)


def _is_double(sentence: Sentence, at: int) -> bool:
    """Whether a hyphen alone joins a word to the one before: «Jean-Pierre» is one part."""
    return sentence.between(at - 1, at) == "-"


def is_known_name(sentence: Sentence, at: int) -> bool:
    """Whether a word is a given or a family name of the lists, and nothing else."""
    key = sentence.tokens[at].key
    is_listed = is_given_key(key) or sound_of(key_of(key)) in listed_keys("family")
    return is_listed and not is_vocabulary(key)


def is_family_word(sentence: Sentence, at: int) -> bool:
    """Whether a word that ends a name is sure to be of a name wherever it stands."""
    key = sentence.tokens[at].key
    if len(key) < 4 or is_vocabulary(key) or key_of(key) in ordinary_words():
        return False
    return is_capital(sentence, at) or key.removeprefix("و").startswith(_FAMILY)


def _with_quoted(sentence: Sentence, last: int) -> int:
    """Return the last word of a name with the nickname that stands in quotes after it."""
    found = list(quoted_after(sentence, last))
    if not found:
        return last
    words = [at for at, _is_quote in found if sentence.tokens[at].key != COMMA]
    if not words:
        return last
    if not is_link(sentence.tokens[words[0]].key):
        is_quote = found[0][1]
        for at in words:
            is_name = is_known_name(sentence, at) or (is_quote and _is_nickname(sentence, at))
            if not is_name:
                return last
    return words[-1]


def _is_nickname(sentence: Sentence, at: int) -> bool:
    key = sentence.tokens[at].key
    return _may_be_of_it(sentence, at, at) and not is_vocabulary(key)
