"""Which language a communiqué is in: most of its letters, and the small words between them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dashboard.intake.communique.draft import Language
from dashboard.intake.communique.terms import listed, lists
from dashboard.intake.communique.text import Sentence
from dashboard.territory.folding import plain_words


def language_of(found: Sequence[Sentence]) -> Language | None:
    """Return the language most of the words are in; None when it is neither."""
    keys = [one.key for sentence in found for one in sentence.tokens if one.key[0].isalpha()]
    latin = [key for key in keys if key.isascii()]
    arabic = [key for key in keys if "\u0600" <= key[0] <= "\u06ff"]
    if len(latin) + len(arabic) < len(keys) / 2 or not keys:
        return None
    of, told = ("fr", latin) if len(latin) > len(arabic) else ("ar", arabic)
    share = sum(key in _words("french" if of == "fr" else "arabic") for key in told) / len(told)
    has_party_words = any(listed("met").search(one.plain) for one in found)
    least = 0.06 if of == "fr" else 0.02
    if share < least or not (share > 2 * least or has_party_words):
        return None
    return "fr" if of == "fr" else "ar"


@cache
def _words(name: str) -> frozenset[str]:
    told: list[str] = lists()["lists"][name]
    return frozenset("".join(plain_words(one)) for one in told)
