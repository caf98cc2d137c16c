"""The lists of a brief: what to do first, what is overdue, where no body stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.figures.tables import records
from dashboard.followup.paper import label, place_name
from dashboard.readiness.actions import CHAINS, actions
from dashboard.readiness.next_steps import NEXT_STEPS
from dashboard.reports.gathered import Gathered
from dashboard.reports.occasion import Occasion
from dashboard.reports.row_words import class_words, day, local, number, range_words, step_words
from dashboard.reports.sheet import Part, clipped, listed, rest, tabled
from dashboard.territory.register import register
from dashboard.wording import Wording

MOST_ACTIONS = 3
_NAMED = 3


def act_first(communes: pd.DataFrame, occasion: Occasion, words: Wording) -> Part:
    """Return the three next steps that concern most adults: what, where, who, by when.

    Args:
        communes: `commune_table` of the place; steps are counted where a secretariat is founded.
        occasion: the day.
        words: the language.
    """
    places = _places(communes)
    due = places[places["next_step"].fillna("none") != "none"]
    grouped = [(str(step), rows) for step, rows in due.groupby("next_step", sort=True)]
    grouped.sort(key=lambda one: -float(one[1]["adults"].sum()))
    rows = [_action(step, of, occasion, words) for step, of in grouped[:MOST_ACTIONS]]
    said = (
        words("The steps that concern most adults; who does them is an own choice.")
        if rows
        else words("Nothing is due in the organisation.")
    )
    columns = ((words("What, and where"), 3.2), (words("Who"), 1.5), (words("By"), 1.3))
    title = words("Act first")
    return tabled(title, [said], columns, rows, words, least=MOST_ACTIONS, most=MOST_ACTIONS)


def next_step(row: Any, occasion: Occasion, words: Wording) -> Part:
    """Return the next step of one commune: what, who, by when, and what must follow.

    Args:
        row: `next_step` and `next_step_on` of the commune.
        occasion: the day.
        words: the language.
    """
    title = words("Next step")
    if not isinstance(row.next_step, str) or row.next_step == "none":
        return Part(title, (words("Nothing is due in the organisation."),))
    action = actions()[CHAINS[row.next_step][0]]
    columns = ((words("What to do"), 2.2), (words("Who"), 1.6), (words("By"), 1.2))
    cells = [
        (
            step_words(row, words),
            label("decisions", "owner_function", action.owner_function, words),
            _by([row.next_step_on], occasion, words),
        )
    ]
    then = words("Then: {follow_up}.", follow_up=words.inside(action.follow_up(words.language)))
    return tabled(title, [then], columns, cells, words, least=1)


def late_decisions(decisions: pd.DataFrame, words: Wording) -> Part:
    """Return the overdue decisions, the longest first; their summaries stay in the house."""
    late = decisions[decisions["days_late"] > 0]
    title = words("Overdue decisions")
    if late.empty:
        open_ones = int(decisions["state"].isin(["open", "in_progress"]).sum())
        none = words.count(
            "None is overdue; {n} decision is open.",
            "None is overdue; {n} decisions are open.",
            open_ones,
        )
        return Part(title, (none,))
    oldest = records(late)[0]
    due_on, owner = day(oldest.due_on), _owner(oldest, words)
    said = words.count(
        "{n} decision is overdue; the oldest was due on {day}: {owner}.",
        "{n} decisions are overdue; the oldest was due on {day}: {owner}.",
        len(late),
        day=due_on,
        owner=owner,
    )
    columns = (
        (words("Theme"), 1.6), (words("Place"), 1.4),
        (words("Owner"), 1.6), (words("Late by"), 1.0),
    )  # fmt: skip
    rows = [
        (
            label("decisions", "theme", row.theme, words),
            clipped(place_name(row.territory_code, words)),
            _owner(row, words),
            words.count("{n} day", "{n} days", int(row.days_late)),
        )
        for row in records(late)
    ]
    return tabled(title, [said], columns, rows, words, most=4)


def empty_places(communes: pd.DataFrame, words: Wording) -> Part:
    """Return where no body stands, the most adults first; the unknown are counted apart.

    Args:
        communes: `commune_table` of the place.
        words: the language.
    """
    places = _places(communes)
    empty, unknown = places[places["coverage"] == "none"], places[places["coverage"].isna()]
    empty = empty.sort_values(["adults", "unit_code"], ascending=[False, True])
    said = [
        words.count(
            "{n} place of {all} is known to have no body.",
            "{n} places of {all} are known to have no body.",
            len(empty),
            all=len(places),
        )
    ]
    if len(unknown):
        said.append(
            words.count(
                "{n} has not reported: unknown.", "{n} have not reported: unknown.", len(unknown)
            )
        )
    names = [local(row, "name", words) for row in records(empty)]
    return listed(words("Places without a body"), said, names, words)


def provinces_part(gathered: Gathered, words: Wording) -> Part:
    """Return how each province stands: class, range, reliability, what is covered."""
    table = gathered.now["province_table"]
    rows = [
        (
            clipped(local(row, "name", words)),
            class_words(row, words),
            range_words(row, words),
            words.number(number(row.reliability)),
            _covered(gathered.row("headline_figures", row.unit_code), words),
        )
        for row in records(table[table["grain"] == "province"])
    ]
    columns = (
        (words("Province or prefecture"), 1.8), (words("Class"), 1.6),
        (words("Score of 100"), 1.2), (words("Reliability of 100"), 1.2),
        (words("Covered, of those known"), 1.3),
    )  # fmt: skip
    title = words("Provinces and prefectures")
    return tabled(title, [], columns, rows, words, least=len(rows), most=len(rows))


def _places(communes: pd.DataFrame) -> pd.DataFrame:
    """Return where local secretariats are founded: no commune that has arrondissements."""
    opened = {one.commune_code for one in register().arrondissements()}
    return communes[~communes["unit_code"].isin(opened)]


def _action(
    step: str, communes: pd.DataFrame, occasion: Occasion, words: Wording
) -> tuple[str, ...]:
    """Return what to do in these communes, with the three largest of them, who, and by when."""
    owner = actions()[CHAINS[step][0]].owner_function
    largest = communes.sort_values(["adults", "unit_code"], ascending=[False, True])
    names = [clipped(local(row, "name", words), 40) for row in records(largest.head(_NAMED))]
    hidden = len(communes) - len(names)
    where = words.join(names) + (" " + rest(hidden, words)[-1] if hidden else "")
    count = words.count("{n} place", "{n} places", len(communes))
    what = words("{what}: {count} ({where})", what=words(NEXT_STEPS[step]), count=count,
                 where=where)  # fmt: skip
    return (
        what,
        label("decisions", "owner_function", owner, words),
        _by(communes["next_step_on"], occasion, words),
    )


def _by(planned: Iterable[Any], occasion: Occasion, words: Wording) -> str:
    """Return the first day planned ahead, else the day the next monthly return is due."""
    days = [one for one in map(day, planned) if one and one >= occasion.day]
    return words.date(min(days, default=occasion.next_return_on), "medium")


def _owner(row: Any, words: Wording) -> str:
    return label("decisions", "owner_function", row.owner_function, words)


def _covered(row: Any, words: Wording) -> str:
    if not row.communes_known:
        return words("not reported")
    return words("{n} of {all}", n=int(row.communes_covered), all=int(row.communes_known))
