"""From values to a score: weights, range, classes and their caps, reliability."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from recomputation.elections import Election
from recomputation.method import Method, Value, freshness, points, unknown
from recomputation.places import Place

CAPPED = ("secretariat", "seats_covered", "stations_covered")


@dataclass
class Score:
    """One unit on one day in one profile."""

    low: float
    high: float
    score: float | None
    known_weight: float
    reliability: float
    class_no: int | None = None
    class_low: int | None = None
    class_high: int | None = None
    limited_by: str | None = None
    weights: dict[str, float] = field(default_factory=dict)

    def untold(self) -> Score:
        """The same without score and classes: there is nothing to vote on there."""
        none = dict.fromkeys(("score", "class_no", "class_low", "class_high", "limited_by"))
        return replace(self, **none)

    @property
    def is_assessable(self) -> bool:
        """Whether enough is known to say a score."""
        return self.score is not None


def weights(method: Method, profile: str, grain: str, values: dict[str, Value]) -> dict[str, float]:
    """The weights after what is not applicable gave its own away; they sum to 1."""
    pillars: dict[str, dict[str, float]] = {}
    for (of, indicator), weight in method.weights.items():
        if of == grain and values.get(indicator, unknown()).applicable:
            pillars.setdefault(method.pillar(indicator), {})[indicator] = weight
    there = {
        pillar: weight for pillar, weight in method.pillars[profile].items() if pillar in pillars
    }
    total = sum(there.values())
    return {
        indicator: there[pillar] / total * weight / sum(pillars[pillar].values())
        for pillar in there
        for indicator, weight in pillars[pillar].items()
    }


def rhythm(method: Method, indicator: str, election: Election | None, day: dt.date) -> float:
    """Days a fact stays fresh; polling stations are counted monthly near polling."""
    polling = election.polling_on if election else None
    if (
        method.pillar(indicator) == "polling"
        and polling
        and 0 <= (polling - day).days <= method.settings["polling_near_days"]
    ):
        return float(method.settings["polling_near_rhythm_days"])
    return method.rhythm(indicator)


class Scoring:
    """Scores the values of one day in one profile."""

    def __init__(
        self, method: Method, profile: str, election: Election | None, day: dt.date
    ) -> None:
        self._method, self._profile, self._election, self._day = method, profile, election, day

    def score(
        self, place: Place, values: dict[str, Value], factor: float, covered: float | None
    ) -> Score:
        """The score of a unit. `covered` is the adults' share covered, of the known; above only."""
        grain = "above" if place.is_above else "commune"
        w = weights(self._method, self._profile, grain, values)
        low = known = reliable = 0.0
        for indicator, weight in w.items():
            value = values.get(indicator, unknown())
            if value.value is None:
                continue
            low += weight * value.k * self._points(indicator, value, place.is_above)
            known += weight * value.k
            fresh = self.fresh(indicator, value)
            reliable += weight * value.k * fresh * (0.5 if value.inherited else 1.0)
        settled = known >= self._method.settings["not_assessable_under"] - 1e-12
        found = Score(
            low, low + 100 * sum(w.values()) - 100 * known, low / known if settled else None,
            known, 100 * reliable * factor, weights=w,
        )  # fmt: skip
        self._classify(found, place, values, covered)
        return found

    def fresh(self, indicator: str, value: Value) -> float:
        """The freshness of a value."""
        return freshness(
            self._day, value, rhythm(self._method, indicator, self._election, self._day)
        )

    def _points(self, indicator: str, value: Value, above: bool) -> float:
        floor, target = self._method.bounds(indicator, above)
        floor = value.floor if value.floor is not None else floor
        target = value.target if value.target is not None else target
        return points(value.value, floor, target)

    def _classify(
        self, found: Score, place: Place, values: dict[str, Value], covered: float | None
    ) -> None:
        caps = {
            name: most
            for name, most in self._caps(place, values, covered).items()
            if most is not None
        }
        most = min(caps.values(), default=9)
        of = self._method.class_of
        if found.score is None:
            return
        found.class_low, found.class_high = min(of(found.low), most), min(of(found.high), most)
        found.class_no = min(of(found.score), most)
        if of(found.high) > most:
            found.limited_by = next(name for name in CAPPED if caps.get(name) == most)

    def _caps(
        self, place: Place, values: dict[str, Value], covered: float | None
    ) -> dict[str, int | None]:
        return {
            "secretariat": self._no_secretariat(place, values, covered),
            "seats_covered": self._in_window(values, "seats_covered", "seats"),
            "stations_covered": self._in_window(values, "stations_covered", "stations"),
        }

    def _no_secretariat(
        self, place: Place, values: dict[str, Value], covered: float | None
    ) -> int | None:
        value = values.get("secretariat", unknown())
        if value.value is None:
            return None
        settings = self._method.settings
        bare = (
            covered is not None and covered < settings["cap_covered_adults"]
            if place.is_above
            else value.value == 0
        )
        return int(settings["cap_class"]) if bare else None

    def _in_window(self, values: dict[str, Value], indicator: str, name: str) -> int | None:
        value, settings, election = values.get(indicator), self._method.settings, self._election
        if self._method.pillar(indicator) not in self._method.pillars[self._profile]:
            return None  # what weighs nothing in a kind of election limits nothing there
        if value is None or value.value is None or election is None or not election.polling_on:
            return None
        if not value.k or value.value >= settings[f"{name}_cap_under"]:
            return None
        start = election.nominations_close_on if name == "seats" else election.polling_on
        if start is None:
            return None
        opens = start - dt.timedelta(settings[f"{name}_cap_days"])
        if not opens <= self._day <= election.polling_on:
            return None
        return int(settings[f"{name}_cap_class"])
