"""The sheet of a commune: one page of A4 with its score, its bodies and what is open there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.access.small_counts import shown
from dashboard.figures.tables import records
from dashboard.followup.paper import label, place_name
from dashboard.readiness.explaining import explain
from dashboard.readiness.open_warnings import WARNINGS
from dashboard.readiness.steps_said import indicator_name
from dashboard.reports.brief_parts import next_step
from dashboard.reports.occasion import Occasion
from dashboard.reports.pictures import readiness_picture
from dashboard.reports.row_words import class_words, day, local, number, range_words, step_words
from dashboard.reports.sheet import Fact, Part, Sheet, clipped, listed, tabled
from dashboard.territory.register import register
from dashboard.wording import Wording
from dashboard.wording.terms import STATUS_WORDS

Answers = Mapping[str, pd.DataFrame]
_OPEN = ("open", "in_progress")


def commune_sheet(answers: Answers, code: str, occasion: Occasion, words: Wording) -> Sheet:
    """Return the sheet of a commune or arrondissement.

    Args:
        answers: of `gathered.COMMUNE_QUESTIONS`; for files, persons as published.
        code: the commune.
        occasion: the days, and what the page says of its sources.
        words: the language of the page.
    """
    (row,) = records(answers["territory_score"])
    place = register().place(code)
    province = place.province_code if place else None
    name, around = clipped(place_name(code, words)), place_name(province, words)
    title = " ".join([words("Readiness: {name}.", name=words.inside(class_words(row, words))),
                      _next(row, words)])  # fmt: skip
    picture = readiness_picture(
        answers["readiness_map"], occasion, words, province, pointed=_drawn(code)
    )
    return Sheet(
        language=words.language,
        place=words.join([name, around]),
        kind=words("Commune sheet"),
        title=title,
        lines=(occasion.days(words),),
        notice=occasion.notice(words),
        facts=tuple(_facts(row, answers, words)),
        picture=picture,
        beside=(next_step(row, occasion, words), _pillars(answers, code, words),
                _bodies(answers, words)),
        below=(_constraints(answers, code, words), _decisions(answers, words),
               _gaps(answers, code, words)),
        notes=(_warnings(answers, code, words), *occasion.sources(words)),
    )  # fmt: skip


def _next(row: Any, words: Wording) -> str:
    if not isinstance(row.next_step, str) or row.next_step == "none":
        return words("Nothing is due in the organisation.")
    return words("Next step: {step}.", step=words.inside(step_words(row, words)))


def _drawn(code: str) -> str:
    """Return the unit of the map that holds a place: an arrondissement lies in its commune."""
    place = register().place(code)
    return (place.commune_code if place else None) or code


def _facts(row: Any, answers: Answers, words: Wording) -> list[Fact]:
    score = number(row.score)
    known = words("of 100; {share} of the weights known", share=words.share(row.known_weight))
    reached = words.number(round(score)) if score is not None else words("Not assessable")
    held = answers["territory_meetings"]
    held = held[held["outcome"] == "held"]
    newest = day(held["day_on"].max()) if len(held) else None
    return [
        Fact(words("Score"), reached, words("of 100")),
        Fact(words("Range"), range_words(row, words), words("class of its low end: {name}",
             name=words.inside(class_words(row, words)))),
        Fact(words("Reliability"), words.number(round(row.reliability)), known),
        _members(answers["territory_members"], row, words),
        Fact(words("Last meeting held"), words.date(newest, "medium"),
             words.count("{n} held is stored", "{n} held are stored", len(held))),
    ]  # fmt: skip


def _members(rows: pd.DataFrame, row: Any, words: Wording) -> Fact:
    """Return the members of the newest month, as published; of an own row before one above."""
    title = words("Members")
    known = records(rows[rows["members"].notna() & (rows["territory_code"] == row.unit_code)])
    if not known:
        return Fact(title, words("not reported"), words("unknown, not zero"))
    now = known[0]
    said = [words("in {month}", month=words.month(now.period)), _adults(row, words)]
    before = shown(number(known[1].members), words) if len(known) > 1 else ""
    change = words("{month}: {n}", month=words.month(known[1].period), n=before) if before else ""
    return Fact(title, shown(number(now.members), words), words.join(said), change)


def _adults(row: Any, words: Wording) -> str:
    return words("of {n} adults", n=number(row.adults) or words("not reported"))


def _pillars(answers: Answers, code: str, words: Wording) -> Part:
    rows = answers["pillar_figures"]
    columns = ((words("Pillar"), 2.2), (words("Points of 100"), 1.0), (words("Known"), 1.0),
               (words("Weight"), 1.0))  # fmt: skip
    cells = [
        (
            getattr(row, f"name_{words.label_language}"),
            words.number(number(row.score)) if number(row.score) is not None else words("unknown"),
            words.share(number(row.known_share)),
            words.share(number(row.weight)),
        )
        for row in records(rows[rows["unit_code"] == code])
    ]
    title = words("What is the score made of?")
    return tabled(title, [], columns, cells, words, least=len(cells), most=len(cells))


def _bodies(answers: Answers, words: Wording) -> Part:
    title = words("Bodies seated here or covering it")
    rows = answers["territory_bodies"]
    if rows.empty:
        return Part(title, (words("No body is reported here."),))
    columns = ((words("Body"), 1.8), (words("Seat"), 1.3), (words("Status"), 1.1),
               (words("Mandate ends on"), 1.2))  # fmt: skip
    cells = [
        (
            label("structures", "kind", row.kind, words),
            clipped(local(row, "seat_name", words)),
            words(STATUS_WORDS[row.status]),
            words.date(day(row.term_ends_on), "medium"),
        )
        for row in records(rows)
    ]
    return tabled(title, [], columns, cells, words, least=1, most=6)


def _constraints(answers: Answers, code: str, words: Wording) -> Part:
    rows = answers["constraint_register"]
    rows = rows[(rows["territory_code"] == code) & rows["state"].isin(_OPEN)]
    said = words.count("{n} constraint is open.", "{n} constraints are open.", len(rows))
    columns = ((words("Category"), 1.6), (words("Who answers"), 1.6), (words("Open for"), 1.0),
               (words("Due on"), 1.0))  # fmt: skip
    cells = [
        (
            label("constraint_reports", "category", row.category, words),
            label("constraint_reports", "owner_function", row.owner_function, words),
            words.count("{n} day", "{n} days", int(row.age_days)),
            words.date(day(row.due_day), "medium"),
        )
        for row in records(rows)
    ]
    return tabled(words("Open constraints"), [said], columns, cells, words, most=5)


def _decisions(answers: Answers, words: Wording) -> Part:
    rows = answers["territory_decisions"]
    rows = rows[rows["status"].isin(_OPEN)]
    late = int(rows["is_late"].sum())
    said = words.count("{n} decision is open.", "{n} decisions are open.", len(rows))
    overdue = words.count("{n} of them is overdue.", "{n} of them are overdue.", late)
    columns = ((words("Theme"), 1.8), (words("Owner"), 1.6), (words("Due on"), 1.0))
    cells = [
        (
            label("decisions", "theme", row.theme, words),
            label("decisions", "owner_function", row.owner_function, words),
            words.date(day(row.due_on), "medium"),
        )
        for row in records(rows)
    ]
    sentences = [said, overdue] if len(rows) else [said]
    return tabled(words("Open decisions"), sentences, columns, cells, words, most=5)


def _gaps(answers: Answers, code: str, words: Wording) -> Part:
    """Return the indicators of which nothing is known: what a return would tell."""
    rows = answers["score_steps"]
    found = explain(rows[rows["unit_code"] == code])
    unknown = [one for one in (found.steps if found else ()) if one.row.is_applicable
               and not one.row.k]  # fmt: skip
    names = [indicator_name(one.row, words) for one in unknown]
    said = words.count(
        "{n} indicator is unknown: the monthly return would tell it.",
        "{n} indicators are unknown: the monthly return would tell them.",
        len(names),
    )
    title = words("What is not known")
    return listed(title, [said if names else words("Every indicator is known.")], names, words)


def _warnings(answers: Answers, code: str, words: Wording) -> str:
    rows = answers["open_warnings"]
    said = sorted({words(WARNINGS[one]) for one in rows[rows["unit_code"] == code]["code"]})
    if not said:
        return words("No warning is open on these values.")
    return words("Open warnings: {names}.", names=words.join(words.inside(one) for one in said))
