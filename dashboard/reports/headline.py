"""The five headline figures and what they say in one sentence: the same on a page and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dashboard.access.small_counts import shown_sum
from dashboard.reports.row_words import number
from dashboard.wording import Wording


@dataclass(frozen=True)
class Headline:
    """One figure: what it is, its value, the indicator it belongs to, and what stands behind it."""

    label: str
    value: str
    behind: str
    indicator: str


def headlines(row: Any, words: Wording) -> list[Headline]:
    """Return the five figures of a row of `headline_figures`."""
    known = words(
        "of {known} communes known, {all} in all", known=row.communes_known, all=row.communes
    )
    adults = (
        words("{n} adults of {all} known", n=row.adults_covered, all=row.adults_known)
        if row.communes_known
        else known
    )
    bodies = words(
        "of {known} bodies known, {all} founded", known=row.bodies_known, all=row.bodies_founded
    )
    # Of nothing known, nothing is counted: unknown is never 0.
    own, covered, share = (
        (words.number(row.communes_own), words.number(row.communes_covered),
         words.share(row.covered_adults_share))
        if row.communes_known
        else (words("not reported"),) * 3
    )  # fmt: skip
    is_met_known = row.bodies_known or (row.communes_known and not row.bodies_founded)
    met = words.number(row.bodies_met) if is_met_known else words("not reported")
    return [
        Headline(words("With their own secretariat"), own, known, "secretariat"),
        Headline(words("Communes covered"), covered, known, "secretariat"),
        Headline(words("Adults in covered communes"), share, adults, "secretariat"),
        Headline(words("Bodies that met in 90 days"), met, bodies, "recent_meeting"),
        _members(row, words),
    ]


def finding(row: Any, words: Wording) -> str:
    """Return what a row of `headline_figures` says in one sentence, of what is known."""
    if not row.communes_known:
        return words("Nothing is known yet of the communes' secretariats on this day.")
    return words.count(
        "{n} commune of {known} known has no local body yet; {own} have their own secretariat.",
        "{n} communes of {known} known have no local body yet; {own} have their own secretariat.",
        int(row.communes_without),
        known=int(row.communes_known),
        own=int(row.communes_own),
    )


def _members(row: Any, words: Wording) -> Headline:
    label, total = words("Members known"), number(row.members)
    known = words(
        "in {known} of {all} communes",
        known=number(row.communes_members_known) or 0,
        all=row.communes,
    )
    if not total:
        return Headline(label, shown_sum(total, 0, words), known, "members_per_1000")
    margin = words("± {margin}", margin=int(row.members_margin))
    value = words("≈ {n}", n=int(total))
    return Headline(label, value, words.join([margin, known]), "members_per_1000")
