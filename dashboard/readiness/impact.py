"""What a checked file would do to coverage and readiness, before it is committed.

The file is committed in a transaction that is rolled back (`store.rehearsal`); the same questions
are asked before and after. Nothing is kept, and no other reader sees it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dashboard.contracts import Contract, contracts
from dashboard.errors import Refused
from dashboard.intake.importing import Checked
from dashboard.questions import ask_within
from dashboard.readiness.bulk_impact import months_held, rehearsed
from dashboard.settings import settings
from dashboard.store import Batch, Cursor, Store
from dashboard.store.rehearsal import GoneRow, rehearse
from dashboard.territory.register import register

LARGE_CHANGE = 0.3
_ASKED = ("headline_figures", "province_table")
_ALWAYS = dt.datetime(9999, 1, 1)
# Tables of which a province sends something of every commune each month.
_MONTHLY = frozenset({"membership", "meetings"})


@dataclass(frozen=True)
class Standing:
    """How a territory stands: communes known and covered, score; None is not assessable."""

    communes: int
    communes_known: int
    communes_covered: int
    score: int | None
    low: int
    reliability: int


@dataclass(frozen=True)
class ProvinceChange:
    """A province, or the region, whose figures a file changes."""

    unit_code: str
    before: Standing
    after: Standing


@dataclass(frozen=True)
class PartOfProvince:
    """A month of a province of which a file holds some communes and not all."""

    table: str
    province_code: str
    month: str
    communes_in_file: int
    communes: int


@dataclass(frozen=True)
class Impact:
    """What committing would do.

    `provinces` are those whose figures change, the region first. `gone` are the first of
    `gone_count` rows that would be current no more. `values_changed` of `values_present`: of the
    values there now that the files speak of.
    """

    provinces: tuple[ProvinceChange, ...] = ()
    gone: tuple[GoneRow, ...] = ()
    gone_count: int = 0
    values_present: int = 0
    values_changed: int = 0
    changes_nothing: bool = False
    parts: tuple[PartOfProvince, ...] = ()

    @property
    def changed_share(self) -> float:
        """The share of the values there now that would change, 0..1."""
        return self.values_changed / self.values_present if self.values_present else 0.0

    @property
    def changes_much(self) -> bool:
        """Whether more than 30 % of the values there would change."""
        return self.changed_share > LARGE_CHANGE


def impact(store: Store, checked: Checked | Sequence[Checked]) -> Impact:
    """Return what committing these checked files would do; nothing is written.

    Raises:
        Refused: a file has errors, or it cannot be committed as the store stands now.
    """
    files = [checked] if isinstance(checked, Checked) else list(checked)
    _refuse(files)
    day = next((one.today for one in files if one.today), None) or dt.date.today()
    changes = [one.preview for one in files]
    nothing = not any(one.new or one.changed or one.removed for one in changes) and not any(
        one.pending for one in files
    )
    rows = [
        (one.contract, [*(row.values for row in one.rows), *months_held(store, one)])
        for one in files
    ]
    batches = [] if nothing else rehearsed(store, files, day)
    found = impact_of_batches(store, batches, day, rows=rows, changes_nothing=nothing)
    counted = [one.values for one in files if one.plain is not None]  # no rehearsal counts them
    return replace(
        found,
        values_present=found.values_present + sum(present for present, _changed in counted),
        values_changed=found.values_changed + sum(changed for _present, changed in counted),
    )


def impact_of_batches(
    store: Store,
    batches: Sequence[Batch],
    day: dt.date,
    *,
    rows: Iterable[tuple[Contract, Iterable[Mapping[str, Any]]]] = (),
    changes_nothing: bool = False,
) -> Impact:
    """Return what batches would do as of a day; `rows` are looked through for missing communes."""
    parts = tuple(part for contract, held in rows for part in parts_of_provinces(contract, held))
    if not batches or changes_nothing:
        return Impact(changes_nothing=changes_nothing, parts=parts)
    before, after, effect = rehearse(store, batches, lambda cursor: _standings(cursor, day))
    changed = tuple(
        ProvinceChange(code, before[code], after[code])
        for code in before
        if before[code] != after[code]
    )
    return Impact(
        changed, effect.gone, effect.gone_count, effect.values_present, effect.values_changed,
        parts=parts,
    )  # fmt: skip


def parts_of_provinces(
    contract: Contract, rows: Iterable[Mapping[str, Any]]
) -> list[PartOfProvince]:
    """Return the months of provinces of which rows of a monthly table hold only some communes."""
    if contract.table not in _MONTHLY:
        return []
    held: dict[tuple[str, str], set[str]] = {}
    for row in rows:
        month = _month(row)
        for code in _communes_of(row.get(contract.place)):
            place = register().place(code)
            if month and place and place.province_code:
                held.setdefault((place.province_code, month), set()).add(code)
    totals = _communes_by_province()
    return [
        PartOfProvince(contract.table, province, month, len(codes), totals[province])
        for (province, month), codes in sorted(held.items())
        if len(codes) < totals[province]
    ]


def place_of(row: GoneRow, language: str) -> str:
    """Return the name of the unit a row that goes lies in, empty when it lies in none."""
    return register().unit_name(row.place, language) if row.place else ""


def title_of(row: GoneRow, language: str) -> str:
    """Return the title of the table a row that goes is of."""
    return contracts()[row.table].title[language]


def _refuse(files: Sequence[Checked]) -> None:
    for one in files:
        if one.refused:
            errors = [problem for problem in one.problems if problem.level == "error"]
            raise Refused(errors[0].message, errors)


def _standings(cursor: Cursor, day: dt.date) -> dict[str, Standing]:
    answers = ask_within(
        cursor, _ASKED, as_of=day, known_at=_ALWAYS, scope=[settings().region_code]
    )
    scores = {row.unit_code: row for row in answers["province_table"].itertuples()}
    return {
        str(row.unit_code): _standing(row, scores[row.unit_code])
        for row in answers["headline_figures"].itertuples()
    }


def _standing(row: Any, score: Any) -> Standing:
    return Standing(
        int(row.communes),
        int(row.communes_known),
        int(row.communes_covered),
        None if pd.isna(score.score) else round(score.score),
        0 if pd.isna(score.low) else round(score.low),
        0 if pd.isna(score.reliability) else round(score.reliability),
    )


def _month(row: Mapping[str, Any]) -> str | None:
    given = row.get("period") or row.get("held_on") or row.get("planned_on")
    if isinstance(given, dt.date):
        return given.strftime("%Y-%m")
    return str(given) if given else None


def _communes_of(unit: object) -> list[str]:
    place = register().place(str(unit)) if unit else None
    if place is None or place.level == "commune":
        return [place.code] if place else []
    if place.level == "arrondissement":
        return [place.commune_code] if place.commune_code else []
    if place.level == "cercle":
        return [one.code for one in register().communes() if one.cercle_code == place.code]
    return []


def _communes_by_province() -> dict[str, int]:
    codes = [one.province_code for one in register().communes()]
    return {code: codes.count(code) for code in codes if code}
