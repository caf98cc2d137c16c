"""What the region's office sends on a day of its own: lists, counts, seats, planning inputs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from dashboard.demo import voters
from dashboard.demo.history import History, parameters
from dashboard.demo.office import mandates, planning
from dashboard.demo.standing import candidacies, seats

_DAY = dt.timedelta(days=1)
_OFFICE = 12  # days after the history starts
_AFTER = 3  # days from a count to its arrival

Rows = dict[str, list[dict[str, Any]]]
Sent = tuple[dt.date, Rows, tuple[str, str]]


def occasional(told: History) -> Iterator[Sent]:
    """Yield day of arrival, rows by table, and what the batch is called in Arabic and French.

    Counts refer to elections: what would have arrived before the calendar did is left out, and so
    is what would arrive after today.
    """
    known_from = max(dt.date(2025, 5, 21), told.starts_on + _OFFICE * _DAY)
    for on, rows, names in _sent(told):
        first = known_from if _refers(rows) else told.starts_on
        if first <= on < told.today:
            yield on, rows, names


def _sent(told: History) -> Iterator[Sent]:
    start = told.starts_on + _OFFICE * _DAY
    yield start, planning(told), ("معطيات التخطيط", "données de planification")
    yield start, {"mandates": mandates(told)}, ("انتدابات الحزب", "mandats du parti")
    for on in voters.closings(told):
        arrives = on + parameters()["electorate"]["arrives_after"] * _DAY
        yield arrives, {"electorate": voters.electorate(told, on)}, ("الهيئة الناخبة", "électorat")
    for on, election, progress in voters.counts(told):
        rows = {"polling_coverage": voters.coverage(told, election, on, progress)}
        yield on + _AFTER * _DAY, rows, ("ممثلو الحزب بمكاتب التصويت", "représentants du parti")
    yield from _standing(told)


def _standing(told: History) -> Iterator[Sent]:
    says = parameters()["standing"]["days_ago"]
    days = [told.today - n * _DAY for n in says]
    seated = max(dt.date(2025, 5, 22), told.starts_on + _OFFICE * _DAY)
    yield min(seated, days[0]), {"seats": seats()}, ("مقاعد الاستحقاقات", "sièges à pourvoir")
    for on, progress in zip(days, parameters()["polling"]["progress"], strict=True):
        rows = {"candidacies": candidacies(told, on, progress)}
        yield on + _AFTER * _DAY, rows, ("الترشيحات", "candidatures")


def _refers(rows: Rows) -> bool:
    return bool({"seats", "candidacies", "polling_coverage"} & set(rows))
