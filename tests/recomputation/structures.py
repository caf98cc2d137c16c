"""The pillar of structures: secretariat, mandate_current, agenda_late; and who is covered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from recomputation.bodies import Body
from recomputation.calendar_months import KnownMonths, first_day, last_day
from recomputation.method import Value, unknown
from recomputation.places import Place, Places


@dataclass(frozen=True)
class Leaf:
    """One commune or arrondissement on a day: the local bodies that name or reach it."""

    code: str
    known: bool
    bodies: tuple[Body, ...]
    fact_on: dt.date | None
    is_late: bool

    @property
    def founded(self) -> tuple[Body, ...]:
        """The founded bodies, in term or not."""
        return tuple(one for one in self.bodies if one.is_founded)

    @property
    def secretariat(self) -> float:
        """Its own body counts whole, another's half; out of term half of that."""
        worth = [
            (1.0 if one.is_own(self.code) else 0.5) * (1.0 if one.in_term else 0.5)
            for one in self.founded
        ]
        return max(worth, default=0.0)


class Structures:
    """The three indicators of a day, for any place."""

    def __init__(
        self, places: Places, bodies: list[Body], months: KnownMonths, day: dt.date
    ) -> None:
        self._places, self._months, self._day = places, months, day
        self.local = [one for one in bodies if one.kind == "local_secretariat"]
        self.leaves = {
            code: self._leaf(code)
            for code in {leaf for place in places.ready for leaf in place.leaves}
        }

    def _leaf(self, code: str) -> Leaf:
        here = tuple(one for one in self.local if code in one.reaches or one.is_own(code))
        periods = [
            one for one in self._months.of("structures", code) if first_day(one) <= self._day
        ]
        facts = [one.true_on for one in here]
        facts += [min(last_day(one), self._day) for one in periods]
        first = min((o.first_planned_on for o in here if o.first_planned_on), default=None)
        covered = any(one.is_founded for one in here)
        late = not covered and (first is None or first < self._day)
        return Leaf(code, bool(here or periods), here, max(facts, default=None), late)

    def parts(self, place: Place) -> list[Leaf]:
        """The leaves of a commune (its arrondissements, where it has some)."""
        return [self.leaves[code] for code in sorted(place.leaves)]

    def known(self, place: Place) -> bool:
        """Whether a commune or arrondissement is known: all its parts are."""
        return all(leaf.known for leaf in self.parts(place))

    def mean(self, place: Place, worth: dict[str, float]) -> float:
        """The adult-weighted mean over the parts of a commune."""
        adults = {code: self._places.by_code[code].adults for code in place.leaves}
        total = sum(adults.values())
        return sum(adults[code] * worth[code] for code in place.leaves) / total

    def covered(self, place: Place) -> float:
        """The share of a commune that a founded body covers."""
        return self.mean(place, {o.code: float(bool(o.founded)) for o in self.parts(place)})

    def seated(self, place: Place) -> list[Body]:
        """The founded bodies that sit in a place; those that reach it, at the commune."""
        if not place.is_above:
            return list(self.founded([place]).values())
        within = self._places.within
        return [one for one in self.local if one.is_founded and within(one.seat, place.code)]

    def founded(self, places: list[Place]) -> dict[str, Body]:
        """The founded bodies that cover some communes, each once."""
        return {
            one.structure_id: one
            for place in places
            for leaf in self.parts(place)
            for one in leaf.founded
        }

    def values(self, place: Place) -> dict[str, Value]:
        """The indicators of a place."""
        members = self._places.members(place.code) if place.is_above else [place]
        members = [one for one in members if one.adults] or members
        known = [one for one in members if self.known(one)]
        if not known:
            return {name: unknown() for name in ("secretariat", "mandate_current", "agenda_late")}
        k = sum(o.adults for o in known) / sum(o.adults for o in members)
        found = {
            "secretariat": self._mean_of(known, lambda leaf: leaf.secretariat),
            "mandate_current": self._mandate(place),
            "agenda_late": self._mean_of(known, lambda leaf: float(leaf.is_late)),
        }
        for value in found.values():
            value.k, value.facts = k, [(one.adults, self.fact_on(one)) for one in known]
            value.fact_on = min(on for _, on in value.facts)
        return found

    def fact_on(self, place: Place) -> dt.date:
        return min(leaf.fact_on or dt.date.min for leaf in self.parts(place))

    def _mean_of(self, known: list[Place], worth) -> Value:
        each = [
            self.mean(one, {leaf.code: worth(leaf) for leaf in self.parts(one)}) for one in known
        ]
        return Value(sum(each), len(each), sum(each) / len(each))

    def _mandate(self, place: Place) -> Value:
        founded = self.seated(place)
        in_term = sum(one.in_term for one in founded)
        value = in_term / len(founded) if founded else 0.0
        return Value(in_term, len(founded), value)
