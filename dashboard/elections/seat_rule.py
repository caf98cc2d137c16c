"""An estimate of a communal council's seats from its population, and how far it is to be trusted.

The organic law 59-11 sets the seats of a council by bands of population (article 127); in a commune
of the uninominal ballot the seats reserved for women come on top (article 128 bis, 2021: five; four
in 2015), in one of the list ballot they are taken out of them. Only some bands are confirmed by a
source; `council_bands.csv` says which. The seats of 2027 are set by a decree not published yet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from dashboard.errors import Said, UserError
from dashboard.readiness.method import thresholds
from dashboard.reference_files import reference_rows
from dashboard.settings import settings
from dashboard.territory.register import Place

_CENSUSES = (2014, 2024)


@dataclass(frozen=True)
class SeatRules:
    """What the estimate takes for granted: all of it may be set otherwise.

    `list_above`: the list ballot from this many inhabitants on, exclusive; `census` the year of the
    population; `women_uninominal` the seats reserved for women in a uninominal commune.
    """

    list_above: int
    census: int
    women_uninominal: int


@dataclass(frozen=True)
class Band:
    """A band of population, its upper bound included (None: no bound), and its seats."""

    up_to: int | None
    seats: int
    basis: str
    source: str


@dataclass(frozen=True)
class Council:
    """A council as the rule estimates it.

    `ballot`: list or uninominal. `base` seats without those on top; `women` reserved, None where
    not found. Everything is None where the census has no population for the commune.
    """

    unit_code: str
    population: int | None
    ballot: str | None = None
    band: Band | None = None
    base: int | None = None
    women: int | None = None
    basis: str = "unknown"
    source: str = ""

    @property
    def seats(self) -> int | None:
        """All seats, those reserved for women among them."""
        if self.base is None:
            return None
        return self.base + (self.women or 0) if self.ballot == "uninominal" else self.base


@dataclass(frozen=True)
class Change:
    """A commune whose band or ballot differs between two censuses."""

    unit_code: str
    before: Council
    after: Council

    @property
    def changes_ballot(self) -> bool:
        """Whether it goes from one ballot to the other."""
        return self.before.ballot != self.after.ballot


def seat_rules() -> SeatRules:
    """Return the rules in force: the method's threshold, the census and the seats of the settings.

    Raises:
        UserError: the settings name a census that is not there.
    """
    known = settings()
    if known.ballot_census not in _CENSUSES:
        raise UserError(
            Said("The settings name the census of {found}; there are those of 2014 and 2024. "
                 "Correct ballot_census.", found=str(known.ballot_census))
        )  # fmt: skip
    return SeatRules(
        int(thresholds()["uninominal_up_to"]), known.ballot_census, known.women_seats_uninominal
    )


@cache
def bands() -> tuple[Band, ...]:
    """Return the bands, the smallest first."""
    return tuple(
        Band(int(row["up_to"]) if row["up_to"] else None, int(row["seats"]), row["basis"],
             row["source"])
        for row in reference_rows("council_bands")
    )  # fmt: skip


def band_of(population: int) -> Band:
    """Return the band a population lies in."""
    return next(one for one in bands() if one.up_to is None or population <= one.up_to)


def council(place: Place, rules: SeatRules) -> Council:
    """Return the estimate for a commune: pure, of its population, the rules and the exceptions."""
    people = place.population_2014 if rules.census == 2014 else place.population_2024
    if people is None:
        return Council(place.code, None)
    band = band_of(people)
    ballot, base, basis, source = _exception(place.code) or (
        "list" if people > rules.list_above else "uninominal",
        band.seats,
        band.basis,
        band.source,
    )
    women = rules.women_uninominal if ballot == "uninominal" else None
    return Council(place.code, people, ballot, band, base, women, basis, source)


def changes(communes: Iterable[Place], rules: SeatRules) -> list[Change]:
    """Return the communes that change band or ballot from the census of 2014 to that of 2024."""
    found = []
    for place in communes:
        before, after = (council(place, replace(rules, census=year)) for year in _CENSUSES)
        if (
            before.band
            and after.band
            and (before.band, before.ballot) != (after.band, after.ballot)
        ):
            found.append(Change(place.code, before, after))
    return found


def _exception(code: str) -> tuple[str, int, str, str] | None:
    """Return ballot, seats, basis and source of a commune that no band decides."""
    for row in _exceptions():
        if row["unit_code"] == code:
            return row["ballot"], int(row["seats"]), row["basis"], row["source"]
    return None


@cache
def _exceptions() -> tuple[dict[str, str], ...]:
    return tuple(reference_rows("council_exceptions"))
