"""What a paper costs: the questions and the typesetting of a brief and of the region's report."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from servers import TODAY

from dashboard.questions import ask_many, parameters_of
from dashboard.reports.brief_files import brief_file, briefs_zip, report_file
from dashboard.reports.gathered import Ask, gather
from dashboard.reports.occasion import Occasion
from dashboard.store import Store

_OF = Occasion(TODAY, TODAY, "organisational", is_synthetic=True, newest_on=TODAY)
_PROVINCE = "03.061"


@dataclass(frozen=True)
class Papers:
    """CPU seconds, one a repetition; `first` is the first brief of a process, its fonts made."""

    first: float
    brief: tuple[float, ...]
    briefs: tuple[float, ...]
    report: tuple[float, ...]


def measured(demo: Path, repetitions: int) -> Papers:
    """Make each paper again and again, its questions asked anew each time."""
    with Store.open(demo) as store:
        ask = _asker(store)
        first = _cpu(lambda: brief_file(gather(ask, _OF), _PROVINCE, _OF, "ar"))
        makers = (
            lambda: brief_file(gather(ask, _OF), _PROVINCE, _OF, "ar"),
            lambda: briefs_zip(gather(ask, _OF), _OF, "ar"),
            lambda: report_file(gather(ask, _OF), _OF, "ar"),
        )
        spent = [tuple(_cpu(make) for _ in range(repetitions)) for make in makers]
    return Papers(first, *spent)


def _asker(store: Store) -> Ask:
    given = {"profile": "organisational", "scope": ["03"], "sees_candidacies": False}

    def ask(
        names: tuple[str, ...], days: Sequence[date], /, **parameters: Any
    ) -> Mapping[str, pd.DataFrame]:
        taken = parameters_of(names)
        values = {key: value for key, value in {**given, **parameters}.items() if key in taken}
        return ask_many(store, names, as_of=days, **values)

    return ask


def _cpu(make: Callable[[], object]) -> float:
    begun = time.process_time()
    make()
    return time.process_time() - begun
