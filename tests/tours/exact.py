"""The exact optimum of a small request, by going through everything.

Written apart from the planner: it reads the request and the road, and has its own clock.
"""

import itertools
import math

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def best_value(asked, travel):
    """The largest value any agenda has: every set for every day, then every split of the sets."""
    visits, rules = asked.visits, asked.rules
    weights = [one.weight for one in visits if one.weight > 0]
    price = sum(weights) / len(weights) / (rules.worth_hours * 60)
    best = {0: 0.0}
    for team, day in _days(asked):
        gains = _gains(asked, travel, team, day, price)
        after = dict(best)
        for taken, value in best.items():
            for held, gain in gains.items():
                if not taken & held:
                    both = taken | held
                    after[both] = max(after.get(both, -math.inf), value + gain)
        best = after
    pinned = sum(1 << i for i, one in enumerate(visits) if one.pin)
    return max(value for held, value in best.items() if held & pinned == pinned)


def _days(asked):
    span = (asked.last_on - asked.first_on).days
    for step in range(span + 1):
        day = asked.first_on + type(asked.last_on - asked.first_on)(step)
        for team in asked.teams:
            if day not in asked.closed and WEEK[day.weekday()] in team.weekdays:
                yield team, day


def _gains(asked, travel, team, day, price):
    """The best gain of each set of visits that a team can hold on a day, by its bits."""
    able = [i for i, one in enumerate(asked.visits) if _may(asked, one, team, day)]
    gains = {}
    for size in range(1, min(team.meetings_a_day, len(able)) + 1):
        for order in itertools.permutations(able, size):
            roads = _drive(asked, travel, team, day, [asked.visits[i] for i in order])
            if roads is None:
                continue
            held = sum(1 << i for i in order)
            gain = sum(_worth(asked, asked.visits[i], day) for i in order) - roads * price
            gains[held] = max(gains.get(held, -math.inf), gain)
    return gains


def _may(asked, visit, team, day):
    if visit.pin:
        return visit.pin.team_id == team.team_id and visit.pin.day == day
    if (visit.deadline and day > visit.deadline) or (visit.not_before and day < visit.not_before):
        return False
    on_market = WEEK[day.weekday()] in asked.market_days.get(visit.unit_code, ())
    return not (asked.rules.market == "avoid" and visit.kind == "founding" and on_market)


def _drive(asked, travel, team, day, order):
    start = asked.rules.day_starts_at
    end = start + team.hours_a_day * 60
    if WEEK[day.weekday()] == "friday" and asked.rules.friday_ends_at:
        end = min(end, asked.rules.friday_ends_at)
    clock, roads, here = start, 0, team.home_code
    for visit in order:
        leg = travel.minutes[here, visit.unit_code]
        clock, roads, here = clock + leg, roads + leg, visit.unit_code
        if visit.pin and visit.pin.starts_at is not None:
            if clock > visit.pin.starts_at:
                return None
            clock = visit.pin.starts_at
        clock += visit.minutes
    back = travel.minutes[here, team.home_code]
    return roads + back if clock + back <= end else None


def _worth(asked, visit, day):
    span = (asked.last_on - asked.first_on).days
    lost = asked.rules.late_share * (day - asked.first_on).days / span if span else 0
    markets = asked.market_days.get(visit.unit_code, ())
    prefers = asked.rules.market == "prefer" and visit.kind == "founding" and markets
    if prefers and WEEK[day.weekday()] not in markets:
        lost += asked.rules.market_share
    return visit.weight * (1 - lost)
