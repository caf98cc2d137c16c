"""Requests made from seeds over the real communes: three kinds that are kept, and small ones."""

import datetime as dt
import random
from dataclasses import replace

from dashboard.planning.days import weekday_codes
from dashboard.planning.rules import shipped_rules
from dashboard.planning.tour import Pin, Team, TourRequest, Visit
from dashboard.planning.travel import estimated
from dashboard.territory.register import register

FIRST = dt.date(2026, 11, 30)
KINDS = {
    "dense": ("03.231", "03.061", "03.591", "03.171", "03.451"),  # from Meknès to Sefrou
    "rural": ("03.561", "03.531", "03.131"),  # Taza, Taounate, Boulemane
    "mixed": None,  # anywhere in the region
}


def kept(kind, *, visits=60, teams=3, weeks=6):
    """The instance of the issue's size: 60 communes, 3 teams, 6 weeks, the same every time."""
    rng = random.Random(f"kept {kind}")
    places = _pool(KINDS[kind])
    homes = rng.sample(places, teams)
    chosen = rng.sample(places, min(visits, len(places)))
    third = ("monday", "wednesday", "friday") if kind != "dense" else ("sunday",) * 3
    crews = tuple(
        Team(f"team-{n}", home.code, frozenset({"saturday", "sunday", day}), hours, 2)
        for n, (home, day, hours) in enumerate(zip(homes, third, (8, 7, 6), strict=True), 1)
    )
    wanted = tuple(_visit(rng, place, 7 * weeks) for place in chosen)
    last_on = FIRST + dt.timedelta(7 * weeks - 1)
    asked = TourRequest(FIRST, last_on, crews, wanted, shipped_rules(), _markets(rng, chosen))
    return asked, road(asked)


def small(seed, most=9):
    """An instance small enough to be solved exactly: tight days, markets, deadlines, pins."""
    rng = random.Random(f"small {seed}")
    places = _pool(rng.choice(list(KINDS.values())))
    count, days = rng.randint(3, most), rng.randint(1, 4)
    chosen = rng.sample(places, count)
    crews = tuple(
        Team(
            f"team-{n}",
            rng.choice(places).code,
            frozenset(rng.sample(weekday_codes(), rng.randint(3, 7))),
            rng.randint(4, 9),
            rng.randint(1, 3),
        )
        for n in range(1, rng.randint(1, 2) + 1)
    )
    rules = replace(shipped_rules(), market=rng.choice(["avoid", "prefer", "ignore"]))
    wanted = tuple(_visit(rng, place, days) for place in chosen)
    last_on = FIRST + dt.timedelta(days)
    asked = TourRequest(FIRST, last_on, crews, wanted, rules, _markets(rng, chosen))
    return asked, road(asked)


def road(asked):
    """The estimated road between all that a request names."""
    codes = [*(team.home_code for team in asked.teams), *(one.unit_code for one in asked.visits)]
    return estimated(codes, asked.rules)


def appointment(name, code, team_id, day, starts_at=None, minutes=60):
    return Visit(name, code, "appointment", minutes, pin=Pin(team_id, day, starts_at))


def _pool(provinces):
    return [p for p in register().communes() if provinces is None or p.province_code in provinces]


def _visit(rng, place, days):
    deadline = FIRST + dt.timedelta(rng.randint(days // 2, days)) if rng.random() < 0.2 else None
    kind = "founding" if rng.random() < 0.8 else "visit"
    minutes = 120 if kind == "founding" else 60
    weight = round(rng.uniform(10, 100), 1)
    return Visit(place.code, place.code, kind, minutes, weight, deadline=deadline)


def _markets(rng, places):
    return {
        place.code: frozenset([rng.choice(weekday_codes())])
        for place in places
        if rng.random() < 0.6
    }
