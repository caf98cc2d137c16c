"""The words that name a column in a header, in three languages, and how near others come."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import cache, lru_cache

from dashboard.contracts import Contract, contracts
from dashboard.intake.personal import is_personal_header
from dashboard.intake.places import folded
from dashboard.territory.folding import words

PROVINCE = "province"  # a helper column: it says in which province a name is looked for
LEFT_OUT = ""  # the decision that a column of the file is not read
_PROVINCE = (
    *("province", "province_code", "préfecture", "province ou préfecture"),
    *("الإقليم", "العمالة", "العمالة أو الإقليم", "الإقليم أو العمالة"),
)
_TERRITORY = ("territory", "territoire", "territory_code", "الوحدة الترابية", "المجال الترابي")
_LEAST = 0.45  # below this a header has nothing to do with a column
_MOST = 4  # columns named for one header
# Words that say nothing of which column it is.
_EMPTY_WORDS = frozenset(
    (
        *("nombre", "nbre", "nb", "nbr", "no", "n", "total", "de", "des", "du", "d", "la", "le"),
        *("les", "l", "en", "au", "aux", "of", "the", "number", "عدد", "مجموع", "رقم", "في", "من"),
    )
)


def column_named(contract: Contract, title: str) -> str | None:
    """Return the column a header names, `province` for the helper column, None if none."""
    return _index(contract.table).get(folded(title)) if title else None


def decided(contract: Contract, title: str, decisions: Mapping[str, str]) -> str | None:
    """Return what a header is by decision, else by itself: a column, LEFT_OUT, None if neither.

    A header that names a person and no column is never anything, whatever was decided.
    """
    exact = column_named(contract, title)
    if not title or (exact is None and is_personal_header(title)):
        return None
    chosen = decisions.get(folded(title))
    if chosen in (LEFT_OUT, PROVINCE) or chosen in contract.by_name:
        return chosen
    return exact


def near_columns(contract: Contract, title: str) -> tuple[tuple[str, float], ...]:
    """Return the columns a header comes near to, with a likeness below 1, best first."""
    best: dict[str, float] = {}
    ours = _words(title)
    if not ours:
        return ()
    for name, spoken in _spoken(contract.table):
        score = _likeness(ours, spoken)
        if score >= max(_LEAST, best.get(name, 0.0)):
            best[name] = score
    ranked = sorted(best.items(), key=lambda pair: -pair[1])[:_MOST]
    return tuple((name, round(score, 2)) for name, score in ranked)


@cache
def _index(table: str) -> dict[str, str]:
    """Folded header → column; a name wins over a label, a label over a synonym."""
    index: dict[str, str] = {}
    for name, text in _titles(contracts()[table]):
        index.setdefault(folded(text), name)
    return index


@cache
def _spoken(table: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every header of a table as (column, its words)."""
    return tuple((name, _words(text)) for name, text in _titles(contracts()[table]))


def _titles(contract: Contract) -> list[tuple[str, str]]:
    """Return (column, header): names first, then labels, then synonyms, then the places."""
    found = [(column.name, column.name) for column in contract.columns]
    found += [(column.name, text) for column in contract.columns for text in column.labels.values()]
    found += [(column.name, text) for column in contract.columns for text in column.synonyms]
    if contract.place and contract.by_name[contract.place].type in ("code", "unit"):
        found += [(contract.place, text) for text in _TERRITORY]
    return found + [(PROVINCE, text) for text in _PROVINCE]


@lru_cache(maxsize=4_096)
def _words(text: str) -> tuple[str, ...]:
    """Return the words of a header that say something."""
    found = words(text.replace("_", " "))
    return tuple(word for word in found if word not in _EMPTY_WORDS) or tuple(found)


def _likeness(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return how near two headers are: half their letters, half their words; below 1."""
    there, back = _held(ours, theirs), _held(theirs, ours)
    said = 0.6 * min(there, back) + 0.4 * max(there, back)
    written = SequenceMatcher(None, "".join(ours), "".join(theirs), autojunk=False).ratio()
    return min(0.99, 0.5 * said + 0.5 * max(written, said))


def _held(ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return which part of our words, by their letters, has a like among theirs."""
    total = sum(map(len, ours))
    best = sum(len(word) * max(_alike(word, other) for other in theirs) for word in ours)
    return best / total if total else 0.0


@lru_cache(maxsize=50_000)
def _alike(one: str, other: str) -> float:
    """Return how alike two words are; less than two letters in three alike is not at all."""
    if one == other:
        return 1.0
    ratio = SequenceMatcher(None, one, other, autojunk=False).ratio()
    return ratio if ratio >= 0.66 else 0.0
