"""The places a communiqué names: exact names alone, and the level that the words before them say.

«أقاليم إفران وصفرو» are provinces, «بمدينة أزرو» is a commune, «الأمين الإقليمي بإفران» speaks of
the province. A name that is also a word of the language needs a word for a place before it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from dashboard.intake.communique.terms import coded, listed, lists
from dashboard.intake.communique.text import COMMA, Sentence
from dashboard.region_cache import kept_by_region
from dashboard.territory.folding import joined, plain_words, without_articles, writings
from dashboard.territory.matching import is_name, match
from dashboard.territory.places import Level
from dashboard.territory.register import register

_LONGEST = 6
_LEVELS: dict[str, tuple[Level, ...]] = {
    "province": ("province",),
    "commune": ("commune",),
    "arrondissement": ("arrondissement",),
    "constituency": ("constituency",),
}
_AND = frozenset(
    ("و", "et", "de", "d", "du", "des", "a", "la", "le", "l", "les", "في", "ثم", COMMA)
)


@dataclass(frozen=True)
class Named:
    """A name in a sentence: its words by number, the name as written, the level that was said.

    `is_by_function`: the level follows from an office or body before it («الأمين الإقليمي بإفران»).
    `led_by` is the number of the first word of what says the level; the name's own without any.
    """

    sentence: int
    first: int
    last: int
    name: str
    level: str | None
    is_by_function: bool
    led_by: int


def names_in(sentence: Sentence, hidden: Collection[int] = ()) -> list[Named]:
    """Return the names of places in a sentence; words that name a person are passed over."""
    region = _region_words(sentence)
    found: list[Named] = []
    at = 0
    while at < len(sentence.tokens):
        one = None if at in hidden or at in region else _name_at(sentence, at, {*hidden, *region})
        if one is None:
            at += 1
            continue
        last, name = one
        level, by_function, led_by = _level_before(sentence, at, found)
        named = Named(sentence.number, at, last, name, level, by_function, led_by)
        if level or not _is_a_word(name):
            found.append(named)
        at = last + 1
    return found


def resolved(named: Sequence[Named], body_unit: str | None) -> list[tuple[Named, str]]:
    """Return each name with its code; one that stays ambiguous is left out.

    A name of several communes is the one of the province named near it, else of the body's.
    """
    provinces = [code for one in named if one.level == "province" and (code := _code(one, None))]
    held = register().place(body_unit) if body_unit else None
    if held is not None and held.province_code:
        provinces.append(held.province_code)
    found = []
    for one in named:
        code = _code(one, None) or next((c for p in provinces if (c := _code(one, p))), None)
        if code:
            found.append((one, code))
    return found


def _code(named: Named, province: str | None) -> str | None:
    levels = _LEVELS.get(named.level or "")
    found = match(named.name, province, levels).code
    if found is None and named.level == "constituency":
        found = match(named.name, province, ("cercle",)).code
    if found is None and named.level in ("commune", "arrondissement"):
        found = match(named.name, province, ("commune", "arrondissement")).code
    if found is None and levels:
        found = match(named.name, province).code
    return found


def _name_at(sentence: Sentence, at: int, hidden: Collection[int]) -> tuple[int, str] | None:
    """Return the last word and the writing of the longest name that begins at a word."""
    if not _may_begin(sentence.tokens[at].key):
        return None
    for last in range(min(at + _LONGEST, len(sentence.tokens)) - 1, at - 1, -1):
        parts = sentence.tokens[at : last + 1]
        if any(one.key == COMMA for one in parts) or any(n in hidden for n in range(at, last + 1)):
            continue
        raw = normalize("NFKC", sentence.cut(parts[0].start, parts[-1].end))
        if parts[0].key.isascii() and not raw[0].isupper():
            continue
        for name in _without_onto(raw, parts[0].key):
            if _may_be(name) and (is_name(name) or _is_after_constituency(sentence, at)):
                return last, name
    return None


def _is_after_constituency(sentence: Sentence, at: int) -> bool:
    """Whether «دائرة», «circonscription» stands right before: the name may be a constituency's."""
    return _led(sentence, at, "levels")[0] == "constituency"


def _without_onto(raw: str, key: str) -> Iterator[str]:
    """Yield a writing as it stands, then without what Arabic writes onto its first word."""
    yield raw
    if key.isascii():
        return
    for cut in (1, 2):
        if len(raw) > cut + 2 and all(sign in "وفبلك" for sign in raw[:cut]):
            yield raw[cut:]
            if raw[cut - 1] == "ل":
                yield "ا" + raw[cut - 1 :]


@kept_by_region()
def _keys() -> frozenset[str]:
    """Every name of a place, folded: what is not among them is no name, and is not asked about."""
    told = [text for one in register().places() for text in (one.name_fr, one.name_ar)]
    for constituency in register().constituencies("legislative"):
        told += [constituency.name_fr, constituency.name_ar]
    told += [text for _code_, text in register().other_spellings]
    return frozenset(key for text in told for key in writings(plain_words(text)))


@kept_by_region()
def _beginnings() -> frozenset[str]:
    """Every beginning of a name's folded form: a word that is none begins no name."""
    return frozenset(key[:end] for key in _keys() for end in range(1, len(key) + 1))


@kept_by_region(50_000)
def _may_begin(key: str) -> bool:
    forms = [key, *_without_onto(key, key)]
    return any(joined(parts) in _beginnings()
               for form in forms for parts in ([form], without_articles([form])))  # fmt: skip


def _may_be(name: str) -> bool:
    return any(key in _keys() for key in writings(plain_words(name)))


@cache
def _words() -> frozenset[str]:
    told: list[str] = lists()["places"]["words"]
    return frozenset(key for text in told for key in writings(plain_words(text)))


def _is_a_word(name: str) -> bool:
    return any(key in _words() for key in writings(plain_words(name)))


def _region_words(sentence: Sentence) -> set[int]:
    """Return the words of «فاس-مكناس»: they name the region and neither city."""
    found: set[int] = set()
    for one in listed("whole_region").finditer(sentence.plain):
        first, last = sentence.token_at(one.start()), sentence.token_at(one.end() - 1)
        found |= set(range(first, last + 1))
    for at, token in enumerate(sentence.tokens[:-2]):  # «Fès – Meknès» with a dash as a sign
        near = (token.key, sentence.tokens[at + 2].key)
        dash = sentence.text[
            token.end - sentence.start : sentence.tokens[at + 2].start - sentence.start
        ]
        is_pair = near[0] in ("فاس", "fes", "بفاس", "لفاس") and near[1] in ("مكناس", "meknes")
        if is_pair and re.fullmatch(r"\s*[-–—]\s*", dash):
            found |= {at, at + 1, at + 2}
    return found


def _level_before(
    sentence: Sentence, at: int, found: Sequence[Named]
) -> tuple[str | None, bool, int]:
    """Return the level the words before a name say, whether an office says it, and from where."""
    for section in ("levels", "level_functions"):
        level, led_by = _led(sentence, at, section)
        if level:
            return level, section == "level_functions", led_by
    if found and _is_listed(sentence, found[-1].last, at):
        return found[-1].level, found[-1].is_by_function, found[-1].led_by
    return None, False, at


def _is_listed(sentence: Sentence, last: int, at: int) -> bool:
    """Whether only «و», «et», a comma stands between two names."""
    between = [one.key for one in sentence.tokens[last + 1 : at]]
    if any(key not in _AND for key in between) or len(between) > 3:
        return False
    key = sentence.tokens[at].key
    return bool(between) or (not key.isascii() and key.startswith("و"))


def _led(sentence: Sentence, at: int, section: str) -> tuple[str | None, int]:
    """Return a level said before a name, only filling words between, and where it begins."""
    fill = _fill()
    begin = at
    while begin > 0 and at - begin < 9 and _is_fill(sentence.tokens[begin - 1].key, fill):
        begin -= 1
    reach = sentence.begin_of(max(0, begin - 3))
    end = sentence.begin_of(at) - 1
    best: tuple[str | None, int, int] = (None, at, -1)
    for level, pattern in coded(section):
        for one in pattern.finditer(sentence.plain, reach, max(end, 0)):
            last = sentence.token_at(one.end() - 1)
            if last >= begin - 1 and one.end() > best[2]:
                best = (level, sentence.token_at(one.start()), one.end())
    return best[0], best[1]


def _is_fill(key: str, fill: frozenset[str]) -> bool:
    return key in fill or (len(key) > 2 and key[0] in "وبل" and key[1:] in fill)


@cache
def _fill() -> frozenset[str]:
    told: list[str] = lists()["between"]["words"]
    return frozenset("".join(plain_words(word)) for word in told)
