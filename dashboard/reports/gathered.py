"""What a paper is made of: the answers for its day, for a month before, and over a year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from dashboard.figures.tables import records
from dashboard.questions import ask_many, parameters_of
from dashboard.reports.occasion import Occasion
from dashboard.store import Store

QUESTIONS = (
    "province_table",
    "headline_figures",
    "readiness_map",
    "commune_table",
    "decision_register",
    "indicator_map",
    "indicator_catalogue",
)
COMMUNE_QUESTIONS = (
    "territory_score",
    "readiness_map",
    "pillar_figures",
    "territory_bodies",
    "territory_members",
    "territory_decisions",
    "territory_meetings",
    "constraint_register",
    "score_steps",
    "open_warnings",
    "headline_figures",
)


class Ask(Protocol):
    """Asks questions for some days, within the scope and the profile of the paper."""

    def __call__(
        self, names: tuple[str, ...], days: Sequence[dt.date], /, **parameters: Any
    ) -> Mapping[str, pd.DataFrame]:
        """Return the answers by name, without candidacies that are confidential."""
        ...


def asker(store: Store, known_at: dt.datetime | None, profile: str, scope: Sequence[str]) -> Ask:
    """Return what asks a store for papers, from any thread; never confidential candidacies."""
    given = {"profile": profile, "scope": tuple(scope), "sees_candidacies": False}

    def ask(
        names: tuple[str, ...], days: Sequence[dt.date], /, **parameters: Any
    ) -> Mapping[str, pd.DataFrame]:
        taken = parameters_of(names)
        values = {key: value for key, value in {**given, **parameters}.items() if key in taken}
        return ask_many(store, names, as_of=days, known_at=known_at, **values)

    return ask


@dataclass(frozen=True)
class Gathered:
    """The answers by name, as they are now and as they were a month before; the year's coverage."""

    now: Mapping[str, pd.DataFrame]
    before: Mapping[str, pd.DataFrame]
    history: pd.DataFrame

    def row(self, name: str, code: str, *, before: bool = False) -> Any:
        """Return the row of one unit, None where there is none."""
        rows = (self.before if before else self.now)[name]
        found = records(rows[rows["unit_code"] == code])
        return found[0] if found else None


def gather(ask: Ask, occasion: Occasion) -> Gathered:
    """Ask what the brief of every province and the report of the region need, once for all."""
    rows = ask(QUESTIONS, (occasion.day, occasion.before))
    history = ask(("coverage_series",), occasion.history)["coverage_series"]
    return Gathered(_of(rows, occasion.day), _of(rows, occasion.before), history)


def gather_commune(ask: Ask, occasion: Occasion, code: str) -> Mapping[str, pd.DataFrame]:
    """Ask what the sheet of one commune needs; persons are counted as published."""
    rows = ask(COMMUNE_QUESTIONS, (occasion.day,), territory=code, exact=False)
    return {
        name: answer[answer["place_code"] == code] if "place_code" in answer else answer
        for name, answer in rows.items()
    }


def _of(rows: Mapping[str, pd.DataFrame], day: dt.date) -> dict[str, pd.DataFrame]:
    return {
        name: answer
        if "as_of" not in answer
        else answer[pd.to_datetime(answer["as_of"]).dt.date == day].reset_index(drop=True)
        for name, answer in rows.items()
    }
