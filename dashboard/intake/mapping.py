"""The headers of a file proposed as columns of a table, and what a person made of the proposal.

An exact header (folded label, name or synonym) is taken by itself; one that was confirmed before is
taken and shown; a near one is only proposed. What is confirmed is remembered header by header under
the set of headers of the file, so that a column added or moved later leaves the rest recognised.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from dashboard.contracts import Contract
from dashboard.errors import Refused, Said
from dashboard.intake.header_names import LEFT_OUT, PROVINCE, column_named, near_columns
from dashboard.intake.personal import is_personal_header
from dashboard.intake.places import folded
from dashboard.store import Store
from dashboard.store.remembered import (
    HeaderAnswer,
    forget_headers,
    remember_headers,
    remembered_headers,
)

__all__ = [
    "LEFT_OUT",
    "Decisions",
    "HeaderMapping",
    "HeaderProposal",
    "confirm_mapping",
    "forget_mapping",
    "propose_mapping",
    "recall_mapping",
]

Decisions: TypeAlias = Mapping[str, str]  # header → column, `province` or LEFT_OUT
How: TypeAlias = Literal["exact", "confirmed", "remembered", "near", "unknown", "personal"]

_PROPOSED = 0.6
# With fewer headers in common than this share of the smaller file, it is another kind of file.
_SAME_FILE = 0.5


@dataclass(frozen=True)
class HeaderProposal:
    """What one header of a file is taken or proposed as.

    `column` is the column, `province`, LEFT_OUT, or None when nothing is near. Only `exact`,
    `confirmed` and `remembered` are taken by themselves. `confidence` is 1 for an equal folded
    header, else likeness 0..1; `alternatives` are other columns with theirs, best first.
    """

    header: str
    column: str | None
    how: How
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()

    @property
    def is_taken(self) -> bool:
        """Whether nobody need be asked."""
        return self.how in ("exact", "confirmed", "remembered")


@dataclass(frozen=True)
class HeaderMapping:
    """The proposals for every header of a file, in its order."""

    table: str = ""
    columns: tuple[HeaderProposal, ...] = ()

    @property
    def asked(self) -> tuple[HeaderProposal, ...]:
        """The headers a person must decide on: near ones and unknown ones."""
        return tuple(one for one in self.columns if one.how in ("near", "unknown"))

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headers nothing is proposed for."""
        return tuple(one.header for one in self.columns if one.how == "unknown")

    @property
    def remembered(self) -> tuple[HeaderProposal, ...]:
        """The headers taken as they were confirmed before: to be shown."""
        return tuple(one for one in self.columns if one.how == "remembered")

    @property
    def decisions(self) -> dict[str, str]:
        """The proposal as it stands: what `check` takes as `mapping` once a person confirms it."""
        return {one.header: one.column for one in self.columns if one.column is not None}


def propose_mapping(
    contract: Contract,
    header: Sequence[str],
    *,
    confirmed: Decisions | None = None,
    remembered: Decisions | None = None,
) -> HeaderMapping:
    """Propose a column for every header.

    Args:
        contract: the table the file is for.
        header: the titles as they stand in the file; empty ones are left to `check`.
        confirmed: what a person decided for this file.
        remembered: what was decided for such a file before, see `recall_mapping`.
    """
    given, before = by_fold(confirmed), by_fold(remembered)
    titles = list(dict.fromkeys(title for title in header if folded(title)))
    found = {title: _settled(contract, title, given, before) for title in titles}
    taken = {one.column for one in found.values() if one is not None}
    near = {title: near_columns(contract, title) for title in titles if found[title] is None}
    for title in sorted(near, key=lambda title: -max((s for _, s in near[title]), default=0)):
        proposal = _near(title, near[title], taken)
        found[title] = proposal
        taken.add(proposal.column)
    return HeaderMapping(contract.table, tuple(one for one in found.values() if one is not None))


def recall_mapping(
    store: Store, contract: Contract, header: Sequence[str], account: str = "local"
) -> dict[str, str]:
    """Return what an account decided before for the headers of this file: folded header → column.

    The newest answer for the very same set of headers, else the one with most headers in common;
    a file that has less than half of the headers of every answer is a new one.
    """
    ours = {folded(title) for title in header if folded(title)}
    best: tuple[float, Mapping[str, str]] = (0.0, {})
    for answer in remembered_headers(store, contract.table, account):
        theirs = set(answer.columns)
        common = len(ours & theirs) / max(1, min(len(ours), len(theirs)))
        same = common + (ours == theirs)
        if common >= _SAME_FILE and same > best[0]:
            best = (same, answer.columns)
    known = (*contract.by_name, PROVINCE, LEFT_OUT)
    return {title: name for title, name in best[1].items() if title in ours and name in known}


def confirm_mapping(
    store: Store,
    contract: Contract,
    header: Sequence[str],
    decisions: Decisions,
    account: str = "local",
) -> None:
    """Remember what the headers of a file are, exact ones among them, personal ones never.

    Raises:
        Refused: a decision names no column of the table, or two headers one column.
    """
    given = by_fold(decisions)
    columns: dict[str, str] = {}
    for title in header:
        name = given.get(folded(title), column_named(contract, title))
        if name is not None and folded(title) and not _is_personal(contract, title):
            columns[folded(title)] = name
    _refuse_strangers(contract, columns.values())
    remember_headers(store, HeaderAnswer(contract.table, columns, account))


def forget_mapping(
    store: Store, contract: Contract, header: Sequence[str], account: str = "local"
) -> None:
    """Forget every answer that would be used for a file with these headers."""
    ours = {folded(title) for title in header if folded(title)}
    for answer in remembered_headers(store, contract.table, account):
        if ours & set(answer.columns):
            forget_headers(store, answer)


def by_fold(decisions: Decisions | None) -> dict[str, str]:
    """Return decisions with their headers folded."""
    return {folded(title): name for title, name in (decisions or {}).items()}


def _settled(
    contract: Contract, title: str, given: Mapping[str, str], before: Mapping[str, str]
) -> HeaderProposal | None:
    """Return what needs no question: decided, known, or refused as personal; else None."""
    exact = column_named(contract, title)
    if _is_personal(contract, title):
        return HeaderProposal(title, None, "personal", 0.0)
    name = given.get(folded(title))
    if name is not None and name != exact:
        return HeaderProposal(title, name, "confirmed", 1.0, near_columns(contract, title))
    name = before.get(folded(title))
    if name is not None and name != exact and folded(title) not in given:
        return HeaderProposal(title, name, "remembered", 1.0, near_columns(contract, title))
    return None if exact is None else HeaderProposal(title, exact, "exact", 1.0)


def _is_personal(contract: Contract, title: str) -> bool:
    return column_named(contract, title) is None and is_personal_header(title)


def _near(
    title: str, near: Sequence[tuple[str, float]], taken: Iterable[str | None]
) -> HeaderProposal:
    """Propose the nearest column that no other header has."""
    for name, score in near:
        if name not in taken and score >= _PROPOSED:
            others = tuple(one for one in near if one[0] != name)
            return HeaderProposal(title, name, "near", score, others)
    return HeaderProposal(title, None, "unknown", 0.0, tuple(near))


def _refuse_strangers(contract: Contract, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name not in (*contract.by_name, PROVINCE, LEFT_OUT):
            said = Said("The table {table} has no column {column}.",
                        table=contract.table, column=name)  # fmt: skip
            raise Refused(said)
        if name != LEFT_OUT and name in seen:
            raise Refused(Said("Two headers cannot be one column: {column}.", column=name))
        seen.add(name)
