"""The brief of a province, and the page of the region: one sheet of A4 made of answers."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.access.small_counts import shown_sum
from dashboard.followup.paper import place_name
from dashboard.readiness.caps import cap_sentence
from dashboard.reports.brief_parts import act_first, empty_places, late_decisions, provinces_part
from dashboard.reports.gathered import Gathered
from dashboard.reports.headline import finding, headlines
from dashboard.reports.occasion import Occasion
from dashboard.reports.pictures import coverage_trend, readiness_picture
from dashboard.reports.row_words import class_words, number, range_words
from dashboard.reports.sheet import Fact, Sheet, clipped
from dashboard.settings import settings
from dashboard.territory.register import register
from dashboard.wording import Wording

# What each figure is computed from, to compare two days: the value, and what was known of it.
_COMPARED = {
    0: ("communes_own", "communes_known"),
    1: ("communes_covered", "communes_known"),
    2: ("covered_adults_share", "adults_known"),
    3: ("bodies_met", "bodies_known"),
    4: ("members", "communes_members_known"),
}
_SHARE, _PERSONS = 2, 4


def brief(gathered: Gathered, code: str, occasion: Occasion, words: Wording) -> Sheet:
    """Return the page of a province, or of the region where `code` is the region's.

    Args:
        gathered: the answers; for files, so without confidential candidacies.
        code: a province, or the region.
        occasion: the days, and what the page says of its sources.
        words: the language of the page, whatever the reader's.
    """
    place, stood = register().place(code), gathered.row("province_table", code)
    row = gathered.row("headline_figures", code)
    is_region = place is not None and place.level == "region"
    communes = _inside(gathered.now["commune_table"], code, is_region=is_region)
    decisions = _inside(gathered.now["decision_register"], code, is_region=is_region)
    return Sheet(
        language=words.language,
        place=clipped(place_name(code, words)),
        kind=words("Report of the region") if is_region else words("Province brief"),
        title=clipped(finding(row, words), 200),
        lines=(standing(stood, words), occasion.days(words)),
        notice=occasion.notice(words),
        facts=tuple(_facts(gathered, code, occasion, words)),
        picture=readiness_picture(
            gathered.now["readiness_map"], occasion, words, None if is_region else code
        ),
        beside=(
            act_first(communes, occasion, words),
            *((provinces_part(gathered, words),) if is_region else ()),
            late_decisions(decisions, words),
        ),
        below=() if is_region else (empty_places(communes, words),),
        trend=coverage_trend(gathered.history, code, words),
        notes=(_unknown(row, words), *occasion.sources(words)),
    )


def standing(row: Any, words: Wording) -> str:
    """Return class, score, range and reliability of a unit in one line."""
    said = [class_words(row, words)]
    if number(row.score) is not None:
        said.append(words("score {score} of 100", score=round(row.score)))
    said.append(words("range {range}", range=range_words(row, words)))
    if number(row.reliability) is not None:
        said.append(words("reliability {n} of 100", n=round(row.reliability)))
    limited = cap_sentence(row.class_limited_by, row.grain)
    return " ".join([words.join(said) + ".", *([words(limited)] if limited else [])])


def author(words: Wording) -> str:
    """Return whose paper it is: the party of the settings."""
    return settings().party_name[words.language]


def _inside(rows: pd.DataFrame, code: str, *, is_region: bool) -> pd.DataFrame:
    return rows if is_region else rows[rows["province_code"] == code]


def _facts(gathered: Gathered, code: str, occasion: Occasion, words: Wording) -> list[Fact]:
    now = gathered.row("headline_figures", code)
    then = gathered.row("headline_figures", code, before=True)
    rows = gathered.now["indicator_map"]
    known = rows[rows["unit_code"] == code].set_index("indicator")["reliability"]
    return [
        Fact(
            one.label,
            one.value,
            one.behind,
            _change(at, now, then, occasion, words),
            words("reliability {n} of 100", n=round(float(known.get(one.indicator, 0) or 0))),
        )
        for at, one in enumerate(headlines(now, words))
    ]


def _change(at: int, now: Any, then: Any, occasion: Occasion, words: Wording) -> str:
    """Return how a figure moved in a month; what is known of more places now is said to be so."""
    field, known = _COMPARED[at]
    after, before = number(getattr(now, field)), number(getattr(then, field))
    known_now, known_then = (number(getattr(row, known)) or 0 for row in (now, then))
    if after is None or before is None or not known_then:
        return words("not known on {day}", day=occasion.before)
    if known_now != known_then:
        # A difference would be one of what is known as well.
        said = _value(at, before, then, words)
        return words("{n} on {day}, of {known} known", n=said, day=occasion.before,
                     known=int(known_then))  # fmt: skip
    moved = round(after - before, 9)
    if at == _SHARE:
        moved = round(100 * moved)
    if moved == 0:
        return words("the same on {day}", day=occasion.before)
    if at == _PERSONS and abs(moved) <= now.members_margin + then.members_margin:
        # Counts are published rounded: a change this small may be of the rounding alone.
        return words("{change} since {day}, within the margin", change=words.signed(moved),
                     day=occasion.before)  # fmt: skip
    if at == _SHARE:
        change = words("{points} points", points=words.signed(moved))
    else:
        change = words.signed(moved)
    return words("{change} since {day}", change=change, day=occasion.before)


def _value(at: int, value: float, row: Any, words: Wording) -> str:
    if at == _SHARE:
        return words.share(value)
    return shown_sum(value, row.members_margin, words) if at == _PERSONS else words.number(value)


def _unknown(row: Any, words: Wording) -> str:
    """Return what nobody has reported: never a zero."""
    silent = int(row.communes - row.communes_known)
    unsaid = int(row.communes - (number(row.communes_members_known) or 0))
    if not silent and not unsaid:
        return words(
            "Unknown: nothing; every commune has reported its secretariat and its members."
        )
    return words(
        "Unknown, never counted as zero: the secretariat of {n} communes and the members of "
        "{members}, of {all}.",
        n=silent, members=unsaid, all=int(row.communes),
    )  # fmt: skip
