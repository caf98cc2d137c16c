"""What the machine does without a browser: readiness over months, the demo, one large import."""

from __future__ import annotations

import datetime as dt
import gzip
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from servers import TODAY

from dashboard.demo import fill_demo
from dashboard.figures.static_files import TERRITORY
from dashboard.intake.importing import check, commit
from dashboard.questions import ask
from dashboard.store import Store
from dashboard.territory.register import register

MONTHS = 36


@dataclass(frozen=True)
class Work:
    """Seconds, wall clock unless said; `readiness` is CPU of the process, one a repetition."""

    readiness: tuple[float, ...]
    filling: float
    checking: float
    committing: float
    rows: int

    @property
    def rows_per_second(self) -> float:
        """Rows of the import, checked and committed."""
        return self.rows / (self.checking + self.committing)


def fill(file: Path) -> float:
    """Make the demo database and return the seconds it took."""

    def make() -> None:
        with Store.open(file) as store:
            fill_demo(store, today=TODAY)

    return _seconds(make)


def work(demo: Path, filling: float, empty: Path, repetitions: int) -> Work:
    """Measure readiness on the demo and an import into an empty database."""
    with Store.open(demo) as store:
        readiness = tuple(_readiness(store) for _ in range(repetitions))
    content = membership_file()
    with Store.open(empty) as store:
        checked = []
        checking = _seconds(
            lambda: checked.append(
                check(store, "membership", content, file_name="membership.csv", today=TODAY)
            )
        )
        if checked[0].refused:
            raise SystemExit(f"the import of the bench is refused: {checked[0].problems[:3]}")
        committing = _seconds(lambda: commit(store, checked[0]))
    return Work(readiness, filling, checking, committing, len(checked[0].rows))


def _readiness(store: Store) -> float:
    begun = time.process_time()
    rows = ask(store, "score_series", as_of=month_ends(), scope=["03"])
    spent = time.process_time() - begun
    communes = rows[rows["grain"] == "commune"]
    if len(communes) != MONTHS * len(register().communes()):
        raise SystemExit(f"readiness of {len(communes)} communes and months")
    return spent


def month_ends() -> list[dt.date]:
    """Return the last days of the 36 months before today, the oldest first."""
    ends, day = [], TODAY.replace(day=1)
    for _ in range(MONTHS):
        ends.append(day - dt.timedelta(days=1))
        day = ends[-1].replace(day=1)
    return ends[::-1]


def membership_file() -> bytes:
    """Return a CSV of every commune's members over 36 months, by name as provinces write them."""
    lines = ["Commune,Province,Mois,Adhérents"]
    for number, place in enumerate(register().communes()):
        province = register().unit_name(place.province_code or "", "fr")
        lines += [
            f'"{place.name("fr")}","{province}",{end:%Y-%m},{20 + (number * 7 + month) % 180}'
            for month, end in enumerate(month_ends())
        ]
    return "\n".join(lines).encode()


def geometry_gzip() -> int:
    """Return the size of the web geometry, gzipped."""
    return len(gzip.compress(TERRITORY.read_bytes(), mtime=0))


def best(values: tuple[float, ...]) -> str:
    """Return the best and the median, in seconds."""
    return f"{min(values):.2f} best, {median(values):.2f} median"


def _seconds(made: Callable[[], object]) -> float:
    begun = time.perf_counter()
    made()
    return time.perf_counter() - begun
