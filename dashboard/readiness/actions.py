"""The catalogue of actions: what each changes, what follows it, what it costs in person-days.

`data/reference/actions.csv`, own choices that the party may change. An effect is the value that
an indicator then has: a number; `target`; `twice` what it was; `stations_covered`, as many as are
named by then; or `reported`: known, whatever it turns out to be.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from dashboard.labels import labels_of
from dashboard.reference_files import reference_rows
from dashboard.wording import Language

Level = Literal["commune", "province"]
# What is done first in a commune, and then, by its next step (`next_steps.sql`): a step that needs
# another comes after it. `send_return` goes on with what no return can make needless.
CHAINS: dict[str, tuple[str, ...]] = {
    "send_return": ("send_return",),
    "programme_founding": ("programme_founding", "hold_founding"),
    "set_new_date": ("set_new_date", "hold_founding"),
    "hold_founding": ("hold_founding",),
    "prepare_founding": ("hold_founding",),
    "renew": ("renew",),
    "hold_meeting": ("hold_meeting",),
    "none": (),
}


@dataclass(frozen=True)
class Action:
    """One action with its follow-up; effort in person-days, `days_each` for one unit more.

    `is_report`: it tells what is so, and changes nothing else. Without `effects` it brings no point
    today; the follow-up says when it will. `owner_function` does it: a function, never a person.
    """

    code: str
    level: Level
    names: dict[str, str]
    follow_ups: dict[str, str]
    effects: dict[str, str]
    is_report: bool
    days: float
    days_each: float
    owner_function: str
    source: str

    def name(self, language: Language) -> str:
        """Return what is to be done."""
        return self.names[language]

    def follow_up(self, language: Language) -> str:
        """Return what must follow for the action to count."""
        return self.follow_ups[language]


@cache
def actions() -> dict[str, Action]:
    """Return the catalogue by code, in its order."""
    rows = sorted(reference_rows("actions"), key=lambda row: int(row["position"]))
    return {row["action"]: _action(row) for row in rows}


def _action(row: dict[str, str]) -> Action:
    effects = [part.split("=") for part in row["effects"].split("|") if part]
    return Action(
        code=row["action"],
        level="province" if row["level"] == "province" else "commune",
        names=labels_of(row),
        follow_ups=labels_of(row, "follow_up"),
        effects=dict(effects),
        is_report=row["is_report"] == "true",
        days=float(row["days"]),
        days_each=float(row["days_each"]),
        owner_function=row["owner_function"],
        source=row["source"],
    )
