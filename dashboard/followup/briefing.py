"""What changed in a territory since a day: at most five sentences, each with its figures."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.readiness.explaining import Change
from dashboard.wording import Wording

MOST = 5
_COUNTED = (
    "founded", "renewed", "lost", "expired", "meetings_held", "decisions_taken", "decisions_done",
    "constraints_raised", "constraints_closed",
)  # fmt: skip


def briefing(row: Any, change: Change | None, since: dt.date, words: Wording) -> list[str]:
    """Return what changed in one territory, in at most `MOST` sentences.

    Silence is said as silence: where no return came in, no count stands for *nothing*.

    Args:
        row: of `briefing_counts`.
        change: what moved the score; None where there is no score on one of the two days.
        since: the day after which it counts.
        words: the language.
    """
    return [*happenings(row, since, words), _score(change, words)][:MOST]


def happenings(row: Any, since: dt.date, words: Wording) -> list[str]:
    """Return what happened in one territory, without what it did to the score."""
    happened = any(int(getattr(row, name)) for name in _COUNTED)
    said = [_bodies(row, words), _meetings(row, words), _decisions(row, words),
            _constraints(row, words)] if happened else [_silence(row, since, words)]  # fmt: skip
    if happened and not int(row.communes_returned):
        # One sentence for what the bodies and meetings of silent communes cannot tell.
        said[0] = words.join([said[0].rstrip("."), words("no monthly return covers these days")])
        said[0] += "."
    return said


def _silence(row: Any, since: dt.date, words: Wording) -> str:
    if not int(row.communes_returned):
        return words(
            "Since {day}, nothing was reported: no return of a month that ended after it is in. "
            "That is silence, not calm.",
            day=since,
        )
    return words.count(
        "Since {day}, no change is stored; {n} commune of {all} has sent a return.",
        "Since {day}, no change is stored; {n} communes of {all} have sent a return.",
        int(row.communes_returned),
        day=since,
        all=int(row.communes),
    )


def _bodies(row: Any, words: Wording) -> str:
    return words(
        "Local secretariats: {founded} founded, {renewed} renewed, {lost} lost, {expired} with a "
        "mandate that ended.",
        founded=int(row.founded), renewed=int(row.renewed), lost=int(row.lost),
        expired=int(row.expired),
    )  # fmt: skip


def _meetings(row: Any, words: Wording) -> str:
    return words(
        "Meetings: {n} held, as far as {sent} of {all} communes have returned.",
        n=int(row.meetings_held), sent=int(row.communes_returned), all=int(row.communes),
    )  # fmt: skip


def _decisions(row: Any, words: Wording) -> str:
    return words(
        "Decisions: {taken} taken, {done} done; {late} are overdue now.",
        taken=int(row.decisions_taken), done=int(row.decisions_done), late=int(row.decisions_late),
    )  # fmt: skip


def _constraints(row: Any, words: Wording) -> str:
    return words(
        "Constraints: {raised} raised, {closed} lifted; {open} are open now.",
        raised=int(row.constraints_raised), closed=int(row.constraints_closed),
        open=int(row.constraints_open),
    )  # fmt: skip


def _score(change: Change | None, words: Wording) -> str:
    if change is None:
        return words("Readiness: not known on one of the two days, so that nothing is compared.")
    before, after = words.number(change.before, 1), words.number(change.after, 1)
    if round(change.after - change.before, 1) == 0:
        return words("Readiness: {n} on both days.", n=after)
    way = 1 if change.after > change.before else -1
    most = max(change.moved, key=lambda one: way * (one.arrived + one.facts))
    figure = words("score") if change.of == "score" else words("low end of the range")
    return words(
        "Readiness, {figure}: from {before} to {after}; most of it by {name} ({points} points).",
        figure=figure, before=before, after=after,
        name=str(getattr(most.row, f"indicator_{words.label_language}")),
        points=words.signed(most.arrived + most.facts, 1),
    )  # fmt: skip
