"""Names of places a person has answered: for this file, or once before.

A name that matches by itself needs no answer, and an answer never replaces a match. What was
remembered is used for near names alone: a name that several places bear is asked in every file,
for the next file may come from the other place.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dashboard.errors import Problem, Refused, Said
from dashboard.intake.faults import CellFault, Place, Typed, warning
from dashboard.intake.places import Levels, NameFault, folded_name, place_code, province_code
from dashboard.store import Store
from dashboard.store.remembered import NameAnswer, remember_name, remembered_names
from dashboard.territory.matching import Candidate
from dashboard.territory.register import register

__all__ = [
    "AskedPlace",
    "NameAnswer",
    "PlaceAnswers",
    "UsedAnswer",
    "forget_place",
    "place_answer",
    "recall_places",
    "remember_place",
]

PROVINCES: Levels = ("province",)


@dataclass(frozen=True)
class AskedPlace:
    """A name of a file that matched no place by itself: `row` is the first it stands in.

    `how` is `none` or `ambiguous`; `part` the word («centre», «دوار») that says it is no whole
    territory. Answer it with `place_answer(asked, code)`.
    """

    name: str
    province: str | None
    levels: Levels
    row: int
    column: str
    how: str
    candidates: tuple[Candidate, ...]
    part: str | None = None

    @property
    def can_be_remembered(self) -> bool:
        """Whether an answer may serve the next file too: not where several places bear the name."""
        return self.how != "ambiguous"


@dataclass(frozen=True)
class UsedAnswer:
    """An answer that was used: where first, for what, and when it was given (None: for this)."""

    row: int
    column: str
    name: str
    code: str
    answered_at: dt.datetime | None


def place_answer(asked: AskedPlace, code: str, account: str = "local") -> NameAnswer:
    """Return the answer that a name means a place.

    Raises:
        Refused: there is no such place, or it is not of the levels and province that were asked.
    """
    answer = NameAnswer(
        folded_name(asked.name), asked.province, asked.levels, code, asked.name, account
    )
    if not _holds(answer):
        raise Refused(Said("{name} cannot mean {code} here.", code=code, name=asked.name))
    return answer


def remember_place(store: Store, asked: AskedPlace, code: str, account: str = "local") -> None:
    """Keep an answer for the files to come.

    Raises:
        Refused: as `place_answer`, or the name is one that several places bear.
    """
    answer = place_answer(asked, code, account)
    if not asked.can_be_remembered:
        raise Refused(
            Said(
                "Several territories bear the name {name}: it is asked in every file.",
                name=asked.name,
            )
        )
    remember_name(store, answer)


def forget_place(store: Store, answer: NameAnswer) -> None:
    """Forget an answer: the name is asked again."""
    remember_name(store, replace(answer, unit_code=None))


def recall_places(store: Store, account: str = "local") -> list[NameAnswer]:
    """Return the answers of an account that still hold, newest first.

    One whose place the register no longer has, or has elsewhere, is passed over.
    """
    return [one for one in remembered_names(store, account) if _holds(one)]


class PlaceAnswers:
    """The answers a file is read with; `asked` and `used` fill as its cells pass."""

    def __init__(
        self, given: Iterable[NameAnswer] = (), remembered: Iterable[NameAnswer] = ()
    ) -> None:
        """Take what was answered for this file, and what an account remembers."""
        self._given = {one.key: one for one in given if _holds(one)}
        self._remembered = {one.key: one for one in remembered if _holds(one)}
        self._asked: dict[tuple[object, ...], AskedPlace] = {}
        self._used: dict[tuple[object, ...], UsedAnswer] = {}

    @property
    def asked(self) -> tuple[AskedPlace, ...]:
        """Every name that must be answered, once."""
        return tuple(self._asked.values())

    @property
    def used(self) -> tuple[UsedAnswer, ...]:
        """Every answer that was used, once."""
        return tuple(self._used.values())

    def problems(self) -> list[Problem]:
        """Return a warning for each remembered answer that was used, so that it is seen."""
        return [_before(one) for one in self.used if one.answered_at is not None]

    def applied(
        self, cell: Typed, province: str | None, levels: Levels, row: int, column: str
    ) -> Typed:
        """Return a cell with every name that was answered replaced by its code."""
        if not isinstance(cell, str):
            return cell
        parts = [part.strip() for part in cell.split("|")]
        found = [self._code(part, province, levels, (row, column)) for part in parts]
        return " | ".join(found) if found != parts else cell

    def _code(self, text: str, province: str | None, levels: Levels, at: tuple[int, str]) -> str:
        fault = _fault(text, province, levels)
        if fault is None:
            return text
        key = folded_name(text), province, tuple(sorted(levels))
        match = fault.match
        answer = self._given.get(key)
        if answer is None and match.how != "ambiguous":
            answer = self._remembered.get(key)
        if answer is None or answer.unit_code is None:
            asked = AskedPlace(
                text, province, levels, *at, match.how, match.candidates, match.part
            )  # fmt: skip
            self._asked.setdefault(key, asked)
            return text
        used = UsedAnswer(*at, text, answer.unit_code, answer.answered_at)
        self._used.setdefault(key, used)
        return answer.unit_code


def _fault(text: str, province: str | None, levels: Levels) -> NameFault | None:
    """Return why a name matches no place by itself, None when it does or is no name at all."""
    try:
        if levels == PROVINCES:
            province_code(text)
        elif text:
            place_code(text, province, levels)
    except NameFault as fault:
        return fault
    except CellFault:
        return None
    return None


def _holds(answer: NameAnswer) -> bool:
    """Say whether the place is there, at a level and in the province that the answer is for."""
    code = answer.unit_code or ""
    if "constituency" in answer.levels and register().constituency(code):
        return True
    place = register().place(code)
    return (
        place is not None
        and place.level in answer.levels
        and answer.province in (None, place.province_code)
    )


def _before(used: UsedAnswer) -> Problem:
    place = register().place(used.code)
    return warning(
        "territory.answered_before",
        Said(
            "{name} is taken as {place}, as it was answered before.",
            name=used.name,
            place=f"{used.code} {place.name_fr} {place.name_ar}" if place else used.code,
        ),
        Said("Nothing to do, unless it means another place here: then forget the answer."),
        at=Place(used.row, used.column),
        found=used.name,
    )
