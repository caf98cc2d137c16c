"""What may stand between two words of one name: a title, a quote, «بن», a number, a line's end.

A name goes on after it, so that it is hidden whole; what is passed over is hidden with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from dashboard.intake.communique.name_marks import folded, is_capital
from dashboard.intake.communique.text import COMMA, Sentence

_WIDEST = 8  # words and signs passed over
_PLAIN = re.compile(r"[ \u00a0.'’\-]{0,3}")
_PARAGRAPH = re.compile(r"\n\s*\n")
_CLOSED_BY = {"«": "»", "(": ")", "[": "]", "“": "”", "„": "”", "‹": "›", '"': '"', "»": "«"}
_COMMAS, _STOPS = "،,", "؛;:"
_LINKS = frozenset(
    (
        *("بن", "ابن", "بنت", "ابنه", "ولد", "الملقب", "الملقبه", "المدعو", "المدعوه", "المعروف"),
        *("المعروفه", "حرم", "زوجه", "ارمله", "ben", "bin", "ibn", "bent", "bint", "ould", "dit"),
        *("dite", "alias", "nee", "epouse", "veuve", "surnomme", "surnommee"),
    )
)
_PARTICLES = frozenset(("de", "du", "des", "d", "la", "le", "l"))


@dataclass(frozen=True)
class Gap:
    """What stands between a word of a name and the word `at`, the next that may be of it.

    `is_odd`: a sign, a title, a number, a line's end. `is_comma`, `is_stop`: a comma, a colon.
    `is_link`: «بن», «dit». `is_particle`: «de la».
    """

    at: int
    is_odd: bool = False
    is_comma: bool = False
    is_stop: bool = False
    is_link: bool = False
    is_particle: bool = False

    @property
    def is_plain(self) -> bool:
        """Whether nothing but a blank, a point, an apostrophe or a hyphen stands there."""
        held = self.is_odd or self.is_comma or self.is_stop
        return not (held or self.is_link or self.is_particle)


def gap_after(sentence: Sentence, last: int) -> Gap | None:
    """Return what stands after a word up to the next that may be of its name, None for no word."""
    met = set()
    at = last + 1
    while at < len(sentence.tokens) and at - last <= _WIDEST:
        between = sentence.between(at - 1, at)
        if _PARAGRAPH.search(between):
            return None
        if _PLAIN.fullmatch(between) is None:
            met.add("is_odd")
        kind = _kind(sentence, at)
        if kind is None:
            return Gap(at, **dict.fromkeys(met, True))
        met.add(kind)
        at = max(at, _closing(sentence, at)) + 1
    return None


def _kind(sentence: Sentence, at: int) -> str | None:
    """Return what a word or sign is between the words of a name; None: it may be one of them."""
    key = sentence.tokens[at].key
    if key == COMMA:
        sign = sentence.written(at)
        return "is_comma" if sign in _COMMAS else "is_stop" if sign in _STOPS else "is_odd"
    if key[0].isdigit() or is_bare_title(sentence, at):
        return "is_odd"
    if key in _LINKS:
        return "is_link"
    is_small = key in _PARTICLES and not is_capital(sentence, at)
    return "is_particle" if is_small else None


def is_quote(sentence: Sentence, at: int) -> bool:
    """Whether a sign opens or closes a quote or bracket, or is a dash."""
    is_sign = sentence.tokens[at].key == COMMA
    return is_sign and sentence.written(at) not in _COMMAS + _STOPS


def _closing(sentence: Sentence, at: int) -> int:
    """Return the number of the sign that closes a quote or bracket opened at one; 0 for none."""
    closed_by = _CLOSED_BY.get(sentence.written(at))
    if closed_by is None:
        return 0
    near = range(at + 1, min(at + _WIDEST, len(sentence.tokens)))
    return next((n for n in near if sentence.written(n) == closed_by), 0)


def quoted_after(sentence: Sentence, last: int) -> Iterator[tuple[int, bool]]:
    """Yield the words in a quote or bracket right after a word, and whether it is a quote."""
    opening = last + 1
    closing = _closing(sentence, opening) if opening < len(sentence.tokens) else 0
    for at in range(opening + 1, closing):
        yield at, sentence.written(opening) not in "(["


def is_initial(sentence: Sentence, at: int) -> bool:
    """Whether a word is one letter that stands for a name: «م.», «K.»."""
    token = sentence.tokens[at]
    end = token.end - sentence.start
    letter = token.key.removeprefix("و") or token.key
    is_letter = len(letter) == 1 and letter.isalpha()
    return is_letter and sentence.text[end : end + 1] == "."


def is_link(key: str) -> bool:
    """Whether a word says that the next one is of the same name: «بن», «dit»."""
    return key in _LINKS


def is_bare_title(sentence: Sentence, at: int) -> bool:
    """Whether a word is a title with nothing written onto it: «الحاج», «Dr», «د.»."""
    key = sentence.tokens[at].key
    if key not in _titles():
        return False
    return is_initial(sentence, at) if len(key) == 1 else len(key) > 2 or is_capital(sentence, at)


@cache
def _titles() -> frozenset[str]:
    return frozenset(folded("titles"))
