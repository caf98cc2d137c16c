"""How an invented body came to be: planned, at times slipped, convened, founded, renewed."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from dashboard.demo.bodies import Body, Bureau, Plan, months_after
from dashboard.demo.history import History, parameters
from dashboard.settings import settings

_DAY = dt.timedelta(days=1)


def founded(draw: random.Random, body: Body, on: dt.date) -> Body:
    """Found a body on the Sunday before a day; a little under half slipped from a first plan."""
    on -= ((on.weekday() + 1) % 7) * _DAY
    said = on - draw.randint(60, 200) * _DAY
    slip = 0 if draw.random() < 0.55 else draw.randint(3, 14) * 7
    first = max(on - slip * _DAY, said + 14 * _DAY)
    plans = [Plan(said, first)]
    if first < on:
        plans.append(Plan(min(first + 10 * _DAY, on - 5 * _DAY), on))
    convened = on - draw.randint(8, 20) * _DAY
    return replace(
        body,
        plans=tuple(plans),
        convened_on=convened,
        founded_on=on,
        bureau=_bureau(draw),
        rhythm=_rhythm(draw),
    )


def renewed(told: History, body: Body) -> Body:
    """Renew some of the bodies whose first term is over."""
    draw = told.draw("renewed", body.unit_code)
    if body.founded_on is None or draw.random() > parameters()["structures"]["renewed_share"]:
        return body
    over = months_after(body.founded_on, settings().local_secretariat_term_months)
    on = over + draw.randint(-60, 30) * _DAY
    return replace(body, renewals=(on,)) if on < told.today else body


def _bureau(draw: random.Random) -> Bureau | None:
    """Return counts of a bureau, or None for a body that has not reported them."""
    if draw.random() > parameters()["structures"]["bureau_reported_share"]:
        return None
    members = draw.randint(7, 17)
    offices = draw.randint(7, 11)
    filled = min(offices, offices - draw.choice((0, 0, 0, 1, 2)))
    if members < 10:
        return Bureau(members, None, None, offices, filled)
    return Bureau(
        members,
        round(members * draw.uniform(0.10, 0.42)),
        round(members * draw.uniform(0.10, 0.45)),
        offices,
        filled,
    )


def _rhythm(draw: random.Random) -> float:
    """Return the chance of a meeting in a month, drawn from the shares of the settings."""
    shares, chances = zip(*parameters()["meetings"]["rhythms"], strict=True)
    return float(draw.choices(chances, shares)[0])
