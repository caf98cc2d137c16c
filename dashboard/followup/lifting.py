"""What readiness would be if a constraint were lifted: by the SQL of every score, never by a guess.

Two answers, for nobody knows how much one constraint holds back: what its closing alone moves (the
indicator of closed constraints), and what is reached at most, when every known indicator of the
pillar it holds back reaches its target.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.questions import ask
from dashboard.questions.scenarios import VARIANTS, ask_otherwise
from dashboard.readiness.bundles import Fact, Unit, units_of
from dashboard.readiness.gains import Standing, standing_of
from dashboard.readiness.method import thresholds
from dashboard.store import Store

_CLOSED = "constraints_closed"


@dataclass(frozen=True)
class Lifted:
    """Readiness of a unit today, with the constraint closed, and at most.

    `at_most` is None where no pillar is said, or nothing known of it is short of its target.
    `counts_on`: the day from which closing counts in the indicator, when it is closed in time; None
    when the days are over, so that closing moves nothing in it.
    """

    unit_code: str
    today: Standing
    closed: Standing
    at_most: Standing | None
    counts_on: dt.date | None


def lifted(
    store: Store,
    *,
    unit_code: str,
    raised_on: dt.date,
    pillar: str | None,
    as_of: dt.date,
    scope: Sequence[str],
    profile: str,
    sees_candidacies: bool,
    known_at: dt.datetime | None = None,
) -> Lifted | None:
    """Return what lifting one open constraint would bring to the unit it was raised for.

    None where the unit has no readiness of its own to move: the region as a whole, a cercle, or an
    election that is past.
    """
    asked: dict[str, Any] = {
        "as_of": as_of,
        "known_at": known_at,
        "profile": profile,
        "sees_candidacies": sees_candidacies,
    }
    rows = ask(store, "action_facts", scope=list(scope), **asked)
    mine = units_of(rows[rows["unit_code"] == unit_code])
    if not mine:
        return None
    counts_on = _counts_on(raised_on, as_of)
    closed = closed_in_time(mine[0].facts.get(_CLOSED)) if counts_on else {}
    most = closed | pillar_reached(mine[0], _indicators(store, pillar, profile, as_of))
    found = _standings(store, mine[0], {"closed": closed, "most": most}, asked)
    at_most = found["most"] if most != closed else None
    return Lifted(unit_code, found[""], found["closed"], at_most, counts_on)


def closed_in_time(fact: Fact | None) -> dict[str, float]:
    """Return the share of constraints closed in time with one more, closed in time.

    Empty where the share is not known: one closing does not make its months known.
    """
    if fact is None or fact.value is None or fact.denominator is None or fact.is_inherited:
        return {}
    return {_CLOSED: (fact.value * fact.denominator + 1) / (fact.denominator + 1)}


def pillar_reached(unit: Unit, indicators: Sequence[str]) -> dict[str, float]:
    """Return the targets of indicators known in the unit and short of them; unknown stays so."""
    return {
        name: unit.facts[name].target
        for name in indicators
        if name in unit.facts and unit.facts[name].is_open
    }


def _counts_on(raised_on: dt.date, as_of: dt.date) -> dt.date | None:
    last = raised_on + dt.timedelta(days=int(thresholds()["constraint_days"]))
    return last if as_of <= last else None


def _indicators(store: Store, pillar: str | None, profile: str, as_of: dt.date) -> list[str]:
    if pillar is None:
        return []
    rows = ask(store, "indicator_catalogue", as_of=as_of, profile=profile)
    return list(dict.fromkeys(rows.loc[rows["pillar"] == pillar, "indicator"]))


def _standings(
    store: Store, unit: Unit, cases: Mapping[str, Mapping[str, float]], asked: dict[str, Any]
) -> dict[str, Standing]:
    """Return the standing of the unit as it is (the empty name) and in each case."""
    every: dict[str, Mapping[str, float]] = {"": {}, **cases}
    values = [
        (f"{unit.code}#{name}", indicator, value)
        for name, assumed in every.items()
        for indicator, value in assumed.items()
    ]
    rows = ask_otherwise(
        store,
        ("variant_scores",),
        [VARIANTS],
        variant_codes=[f"{unit.code}#{name}" for name in every],
        variant_units=[unit.code] * len(every),
        assumed_codes=[code for code, _name, _value in values],
        assumed_indicators=[name for _code, name, _value in values],
        assumed_values=[value for _code, _name, value in values],
        **asked,
    )["variant_scores"]
    named: Iterable[Any] = rows.itertuples(index=False)
    return {str(row.variant_code).split("#", 1)[1]: standing_of(row) for row in named}
