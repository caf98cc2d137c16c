"""What a communiqué was read to say: every part with the words of the text it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["ar", "fr"]
HIDDEN, FILL = "…", "\u2060"  # what a name becomes: a sign, and as many that are not seen


def masked(text: str, spans: Collection[tuple[int, int]]) -> str:
    """Return a text of the same length without the names at some places: offsets stay true."""
    held = list(text)
    for start, end in spans:
        held[start:end] = [HIDDEN, *[FILL] * (end - start - 1)]
    return "".join(held)


def shown(text: str) -> str:
    """Return a part of a masked text as it is read: on one line, a name is one sign."""
    return " ".join(text.replace(FILL, "").split())


@dataclass(frozen=True)
class Quote:
    """Words of the text: where they stand in it, and the number of their sentence from 0 up."""

    start: int
    end: int
    sentence: int


@dataclass(frozen=True)
class DayFound:
    """A day that may be the meeting's, with the words around it."""

    on: dt.date
    quote: Quote


@dataclass(frozen=True)
class Heading:
    """The meeting a communiqué tells of. None: the text does not say.

    `days` are the days it may have been held on: none, one, or several to choose from.
    """

    quote: Quote | None = None
    kind: str | None = None
    body_kind: str | None = None
    unit_code: str | None = None
    host_code: str | None = None
    days: tuple[DayFound, ...] = ()

    @property
    def held_on(self) -> dt.date | None:
        """The day, where the text says one alone."""
        known = {one.on for one in self.days}
        return known.pop() if len(known) == 1 else None


@dataclass(frozen=True)
class Attended:
    """A capacity in which people were there; `count` is None where the text does not say it."""

    capacity: str
    count: int | None
    quote: Quote


@dataclass(frozen=True)
class Decided:
    """Something that was decided. `territory_code` is the one place its words name, if one."""

    quote: Quote
    theme: str
    owner_function: str | None
    due_on: dt.date | None
    territory_code: str | None


@dataclass(frozen=True)
class HeldBack:
    """A constraint, with its category and the one place its words name, if one."""

    quote: Quote
    category: str
    territory_code: str | None


@dataclass(frozen=True)
class Ahead:
    """A milestone that is coming; `happens_on` None: no day is said."""

    quote: Quote
    kind: str
    happens_on: dt.date | None
    territory_code: str | None


@dataclass(frozen=True)
class PlaceSaid:
    """A territory that is named."""

    code: str
    quote: Quote


@dataclass(frozen=True)
class SectorSaid:
    """A ministerial sector that is named."""

    code: str
    quote: Quote


@dataclass(frozen=True)
class PersonLeftOut:
    """A person's name: it is shown nowhere and stored nowhere."""

    quote: Quote


@dataclass(frozen=True)
class Draft:
    """All that was read of one communiqué. `text` keeps the names; `masked` does not."""

    text: str
    masked: str
    language: Language
    heading: Heading
    attended: Sequence[Attended] = ()
    decisions: Sequence[Decided] = ()
    constraints: Sequence[HeldBack] = ()
    milestones: Sequence[Ahead] = ()
    places: Sequence[PlaceSaid] = ()
    sectors: Sequence[SectorSaid] = ()
    persons: Sequence[PersonLeftOut] = ()
    sentences: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def words(self, quote: Quote) -> str:
        """Return the words of a quote on one line, without names of persons."""
        return shown(self.masked[quote.start : quote.end])

    def sentence(self, quote: Quote) -> str:
        """Return the whole sentence of a quote on one line, without names of persons."""
        start, end = self.sentences[quote.sentence]
        return shown(self.masked[start:end])
