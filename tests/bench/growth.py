"""How readiness grows: seven kinds over 36 months; a day of 194, 1,503 and 15,030 communes.

The larger worlds are copies of the region under other codes, filled with the same invented facts a
commune; only the codes and the numbers of units differ.
"""

from __future__ import annotations

import csv
import datetime as dt
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from working import month_ends

from dashboard.contracts import contracts
from dashboard.paths import REFERENCE
from dashboard.questions import ask
from dashboard.readiness import PROFILES
from dashboard.store import Batch, Part, Row, Store, commit

KINDS = [name for name in PROFILES if name != "organisational"]
UNITS = (194, 1503, 15030)
DAY = dt.date(2026, 11, 23)
_TABLES = ("regions", "provinces", "cercles", "communes", "arrondissements")
_CODES = ("code", "region_code", "province_code", "cercle_code", "commune_code")
_MONTHS = ("2026-08", "2026-09", "2026-10")
_ELECTION = "communal.2027"


@dataclass(frozen=True)
class Grown:
    """CPU seconds of one day of the communal profile over a number of communes, best of three."""

    communes: int
    seconds: float

    @property
    def per_commune(self) -> float:
        """CPU seconds a commune."""
        return self.seconds / self.communes


@dataclass(frozen=True)
class Readiness:
    """CPU seconds of seven kinds over 36 months, one a repetition; and the worlds of each size."""

    kinds: tuple[float, ...]
    grown: list[Grown]


def measured(file: Path, repetitions: int) -> Readiness:
    """Measure the demonstration of a file, then larger worlds."""
    return Readiness(kinds_over_months(file, repetitions), [_measured(n) for n in UNITS])


def kinds_over_months(file: Path, repetitions: int) -> tuple[float, ...]:
    """Return the CPU seconds of all communes, the seven kinds and 36 months, one a repetition."""
    spent = []
    with Store.open(file) as store:
        for _ in range(repetitions):
            begun = time.process_time()
            rows = ask(store, "score_series", as_of=month_ends(), scope=["03"], profile=KINDS)
            spent.append(time.process_time() - begun)
    expected = 194 * len(KINDS) * 36
    if len(rows[rows["grain"] == "commune"]) != expected:
        raise SystemExit(f"{len(rows)} rows of readiness, {expected} of communes expected")
    return tuple(spent)


def table(found: Readiness) -> str:
    """Return the measurements as a Markdown table."""
    first, spent = found.grown[0], found.kinds
    lines = [
        "| readiness, communal profile, one day | CPU s | times the communes | times the CPU |",
        "| --- | --- | --- | --- |",
        *(
            f"| {one.communes:,} communes | {one.seconds:.2f} "
            f"| {one.communes / first.communes:.1f} | {one.seconds / first.seconds:.1f} |"
            for one in found.grown
        ),
        "",
        f"194 communes, 7 kinds, 36 months: {min(spent):.2f} s of CPU at best, "
        f"{sorted(spent)[len(spent) // 2]:.2f} in the median.\n",
    ]
    return "\n".join(lines)


def _measured(communes: int) -> Grown:
    with tempfile.TemporaryDirectory(prefix="jahiziya-growth-") as name:
        folder = Path(name)
        codes = reference(folder, communes)
        with Store.open(None, reference=folder) as store:
            commit(store, [_facts(codes)])
            return Grown(communes, min(_asked(store, codes) for _ in range(3)))


def _asked(store: Store, codes: list[str]) -> float:
    begun = time.process_time()
    rows = ask(
        store, "score_series", as_of=DAY, scope=["MA"], profile="communal", sees_candidacies=True
    )
    spent = time.process_time() - begun
    if len(rows[rows["grain"] == "commune"]) != len(codes):
        raise SystemExit(f"readiness of {len(rows)} units, {len(codes)} communes expected")
    return spent


def reference(folder: Path, communes: int) -> list[str]:
    """Write a reference of so many communes into a folder and return their codes."""
    for path in REFERENCE.glob("*.csv"):
        if path.stem not in (*_TABLES, "constituencies", "constituency_units"):
            shutil.copy(path, folder)
    rows = {name: _read(name) for name in _TABLES}
    copies = -(-communes // len(rows["communes"]))
    codes: list[str] = []
    for name in _TABLES:
        made = _copies(rows[name], copies)
        kept = list(islice(made, communes)) if name == "communes" else list(made)
        if name == "communes":
            codes = [row["code"] for row in kept]
        if name == "arrondissements":
            kept = [row for row in kept if row["commune_code"] in set(codes)]
        _write(folder / f"{name}.csv", kept)
    return codes


def _copies(rows: list[dict[str, str]], copies: int) -> Iterator[dict[str, str]]:
    for number in range(copies):
        prefix = f"03x{number}" if number else "03"
        for row in rows:
            moved = {
                name: prefix + row[name].removeprefix("03") for name in _CODES if row.get(name)
            }
            yield row | moved


def _facts(codes: list[str]) -> Batch:
    rows: dict[str, list[dict[str, Any]]] = {}
    for number, code in enumerate(codes):
        for table_name, row in _of_commune(number, code):
            rows.setdefault(table_name, []).append(row)
    rows["elections"] = [{"election_id": _ELECTION, "kind": "communal", "date_status": "expected"}]
    order = [name for name in contracts() if name in rows]
    parts = [
        Part(name, "upsert", [Row(n, row) for n, row in enumerate(rows[name], 1)]) for name in order
    ]
    return Batch(parts, origin="synthetic")


def _of_commune(number: int, code: str) -> Iterator[tuple[str, dict[str, Any]]]:
    body = {"kind": "local_secretariat", "unit_code": code, "number": 1}
    if number % 2:
        founded = {"founded_on": dt.date(2024, 1, 1 + number % 28), "reported_on": DAY}
        yield "structures", {**body, "structure_id": f"s{number}", **founded}
        met = {"meeting_id": f"m{number}", "kind": "ordinary", "status": "held"}
        seat = {"body_kind": "local_secretariat", "body_unit_code": code}
        yield "meetings", {**met, **seat, "held_on": dt.date(2026, 10, 1 + number % 28)}
    for month in _MONTHS:
        yield "membership", {"territory_code": code, "period": month, "members": number % 90}
        for name in ("structures", "membership", "meetings", "constraint_reports"):
            yield "returns", {"territory_code": code, "table_name": name, "period": month}
    counted = {"counted_on": dt.date(2026, 11, 1)}
    of_election = {"election_id": _ELECTION, "unit_code": code}
    yield "seats", {**of_election, "seats": 15, "seats_reserved_women": 5}
    covered = {"seats_covered": number % 16, "seats_reserved_women_covered": number % 6}
    yield "candidacies", {**of_election, **counted, **covered}
    posts = {"stations": 12, "agents_assigned": number % 13}
    place = {"territory_code": code}
    yield "polling_coverage", {"election_id": _ELECTION, **place, **counted, **posts}
    yield "electorate", {**place, "counted_on": dt.date(2026, 3, 31), "registered": 1000 + number}


def _read(name: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0])
        writer.writeheader()
        writer.writerows(rows)
