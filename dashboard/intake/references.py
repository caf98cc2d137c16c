"""A row named in words («اجتماع الأمانة الإقليمية بتازة 12/03/2026») → its id.

The words say a body, a place and a day; they are matched exactly, after folding, against the rows
known now and those of the same upload. One row: resolved. Several: refused, with their ids. None:
the row that refers is kept aside (pending) until the row it names arrives.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.errors import Said
from dashboard.intake.dates import days_in, plain_words
from dashboard.intake.faults import CellFault
from dashboard.intake.places import NATIONAL_BODIES, folded, levels_of_body, place_code
from dashboard.settings import settings

_BODY = {"meetings": "body_kind", "structures": "kind", "directives": "body", "milestones": "kind"}
_DAYS = {"meetings": ("key_on", "held_on", "planned_on"), "directives": ("issued_on",)}
_PLACE = {"meetings": "body_unit_code", "structures": "unit_code", "milestones": "territory_code"}
_BETWEEN = (
    "réunion réunions meeting de du des la le les l d of the à au aux en in at on tenue tenu"
    " اجتماع لقاء يوم بتاريخ في المنعقد المنعقدة ليوم"
    " communiqué directive note بلاغ توجيه مذكرة"
)
_LINKS = frozenset(folded(word) for word in _BETWEEN.split())


@dataclass(frozen=True)
class Named:
    """What words name: the kind of a body, its unit and a day, each as far as said."""

    kind: str
    unit: str | None
    day: dt.date | None


class Targets:
    """The rows of one table that a reference may name: stored ones and those of the upload."""

    def __init__(self, contract: Contract, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take the rows known now."""
        self._contract = contract
        self._id = contract.id_column or contract.natural_key[0]
        self._rows: dict[str, Mapping[str, Any]] = {}
        self._by_words: dict[tuple[Any, ...], set[str]] = {}
        for row in rows:
            self.add(row)

    def add(self, row: Mapping[str, Any]) -> None:
        """Take one more row, its id already issued."""
        table, code = self._contract.table, row[self._id]
        self._rows[code] = row
        place = row.get(_PLACE.get(table, ""))
        for name in _DAYS.get(table, ("",)):
            day = row.get(name) if name else None
            words = (row.get(_BODY.get(table, "")), place, day)
            self._by_words.setdefault(words, set()).add(code)

    @property
    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        """The rows by id."""
        return self._rows

    def day_of(self, code: str) -> dt.date | None:
        """Return the day in the key of a row (meetings)."""
        row = self._rows.get(code, {})
        return row.get("key_on") or row.get("planned_on") or row.get("held_on")

    def find(self, text: str) -> str | None:
        """Return the id of the row a text names, None when there is none yet.

        Raises:
            CellFault: the words name several rows, or cannot be read.
        """
        if text in self._rows:
            return text
        if _is_id(text, self._contract):
            return None
        named = named_in(self._contract.table, text)
        found = sorted(self._by_words.get((named.kind, named.unit, named.day), ()))
        if len(found) > 1:
            raise CellFault(
                "reference.ambiguous",
                Said("Several rows are named by these words."),
                Said("Write the id of the one that is meant."),
                candidates=tuple(found),
            )
        return found[0] if found else None


def named_in(table: str, text: str) -> Named:
    """Return what the words of a reference name.

    Raises:
        CellFault: no known body, or no day where the table needs one, or an unknown place.
    """
    days = days_in(text) if table in _DAYS else []
    rest = plain_words(text)
    for _, words in days:
        rest = rest.replace(words, " ", 1)
    tokens = [word for word in re.split(r"[\s'’,،.:;()«»\"]+", rest) if word]
    kind, left = _kind_in(table, tokens)
    if kind is None or (table in _DAYS and len(days) != 1):
        raise _unreadable()
    unit = _unit(table, kind, [word for word in left if folded(word) not in _LINKS])
    return Named(kind, unit, days[0][0] if days else None)


def _kind_in(table: str, tokens: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the body said by the most words, and the words that are left."""
    bare = [folded(token) for token in tokens]
    best: tuple[int, str | None, list[str]] = (0, None, list(tokens))
    for words, code in _kinds(table):
        places = [i for i, word in enumerate(bare) if word not in _LINKS]
        spoken = [bare[i] for i in places]
        for start in range(len(spoken) - len(words) + 1):
            if tuple(spoken[start : start + len(words)]) == words and len(words) > best[0]:
                used = set(places[start : start + len(words)])
                best = (len(words), code, [t for i, t in enumerate(tokens) if i not in used])
    return best[1], best[2]


@cache
def _kinds(table: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Every label and synonym of a body kind as folded words."""
    column = contracts()[table].by_name.get(_BODY.get(table, ""))
    said = []
    for value in column.values if column else ():
        for label in (value.code.replace("_", " "), *value.labels.values(), *value.synonyms):
            words = tuple(folded(w) for w in re.split(r"[\s'’()]+", plain_words(label)) if w)
            said.append((tuple(word for word in words if word not in _LINKS), value.code))
    return tuple((words, code) for words, code in said if words)


def _unit(table: str, kind: str, words: list[str]) -> str | None:
    if table not in _PLACE:
        return None
    if not words:
        return _seat(kind)
    names = [" ".join(words)]
    first = words[0]
    if first.startswith("لل"):
        names.append(" ".join(["ال" + first[2:], *words[1:]]))
    elif first[0] in "بل" and len(first) > 2:
        names.append(" ".join([first[1:], *words[1:]]))
    fault = _unreadable()
    for name in names:
        try:
            return place_code(name, None, levels_of_body(kind))
        except CellFault as found:
            fault = found
    raise fault


def _seat(kind: str) -> str:
    if kind in NATIONAL_BODIES:
        return "MA"
    if kind in ("regional_secretariat", "regional_council"):
        return settings().region_code
    raise _unreadable()


def _is_id(text: str, contract: Contract) -> bool:
    return text.startswith(f"{contract.table}.") or not re.search(r"\s", text)


def _unreadable() -> CellFault:
    return CellFault(
        "reference.unreadable",
        Said("These words name no row that can be looked for."),
        Said("Write its id, or the body, its place and the day."),
        Said("an id, or words such as «réunion du secrétariat provincial de Taza 12/03/2026»"),
    )
