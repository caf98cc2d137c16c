"""The units of a kind of election: what is said of another would count nowhere, and is refused."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.contracts import Contract, contracts
from dashboard.errors import Named, Problem, Said
from dashboard.intake.checks import Standing
from dashboard.intake.election_ids import election_of
from dashboard.intake.faults import Place, error
from dashboard.reference_files import reference_rows
from dashboard.region_cache import kept_by_region
from dashboard.territory.register import register

# Tables whose rows hold one unit of an election, or of a council elected by it.
OF_A_UNIT = ("seats", "candidacies", "mandates")


@kept_by_region()
def units_of_kind(kind: str) -> frozenset[str]:
    """Return the codes of the units in which a kind of election is held; none for another text."""
    rows = (row for row in reference_rows("election_kinds") if row["kind"] == kind)
    sorts = [sort for row in rows for sort in row["units"].split("|")]
    return frozenset(code for sort in sorts for code in register().units_of(sort))


def unit_expected(kind: str, only: str | None = None) -> Said:
    """Return what is expected of a unit: one of a kind, or `only` one."""
    values = contracts()["elections"].by_name["kind"].by_code
    code = only or min(units_of_kind(kind))
    names = {language: register().unit_name(code, language) for language in ("ar", "fr", "en")}
    example = Said("{name} ({code})", name=Named(names), code=code)
    if only:
        return example
    return Said("a unit of: {kind}. One is {example}",
                kind=Named(values[kind].labels), example=example)  # fmt: skip


def outside_its_kind(contract: Contract, standing: Standing) -> Iterator[Problem]:
    """Yield the fault of a unit in which the election of the row is not held.

    A larger territory may stand for the sum of its units; a by-election has one unit.
    """
    now, own = standing.now, None
    kind = now.get("council_kind")
    if "election_id" in contract.by_name:
        said = election_of(str(now.get("election_id")))
        kind, own = (said.kind, said.unit) if said else (None, None)
    allowed = frozenset({own}) if own else units_of_kind(str(kind))
    if not allowed or not {"unit_code", "election_id", "council_kind"} & standing.given:
        return
    code = str(now.get("unit_code"))
    if code in allowed or (own is None and _is_sum(contract.table, code, allowed)):
        return
    yield error(
        "election.other_unit",
        Said("No election of this kind is held in this unit: the row would count nowhere."),
        Said("Correct the unit, or the election."),
        at=Place(standing.row, "unit_code"),
        found=code,
        expected=unit_expected(str(kind), own),
    )


def _is_sum(table: str, code: str, allowed: frozenset[str]) -> bool:
    """Tell whether a territory may stand for the units in it.

    A province or the region; a commune for its arrondissements, whose seats are published together,
    but not in candidacies, which are summed by province.
    """
    place = register().place(code)
    levels = ("province", "region") if table == "candidacies" else ("commune", "province", "region")
    is_larger = place is not None and place.level in levels
    return is_larger and not allowed.isdisjoint(register().units_within(code))
