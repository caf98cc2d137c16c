"""The sentences of the pace: what was observed, when it ends, what a day asks for."""

from __future__ import annotations

import datetime as dt

from dashboard import state
from dashboard.planning.delays import Delays
from dashboard.planning.method import planning_method
from dashboard.planning.pace import Finish, day_after
from dashboard.planning.provinces import Outlook

_LATE_DAYS = 90


def chances_words(share: float) -> str:
    """Return «8 chances in 10»; at the ends «under 1» and «over 9»."""
    _ = state.wording()
    n = round(share * 10)
    if n == 0:
        return _("under 1 chance in 10")
    if n == 10:
        return _("over 9 chances in 10")
    return _.count("{n} chance in 10", "{n} chances in 10", n)


def in_ten(share: float) -> str:
    """Return «8 in 10», short for a tile or a cell."""
    _ = state.wording()
    n = round(share * 10)
    if n == 0:
        return _("under 1 in 10")
    return _("over 9 in 10") if n == 10 else _("{n} in 10", n=n)


def observed_words(one: Outlook) -> str:
    """Return what was founded, at what pace, and how sure that is."""
    _ = state.wording()
    says = planning_method()
    founded = _.count(
        "{n} founding in the last {months} months, of which {known} are known",
        "{n} foundings in the last {months} months, of which {known} are known",
        one.pace.foundings,
        months=says.window_months,
        known=_.number(one.pace.months, 1),
    )
    if not one.is_enough:
        return _("{founded}: too few to say at what pace.", founded=founded)
    bounds = one.pace.rate(says.interval_share)
    return _(
        "{founded}: {rate} a month; {chances} that the pace is between {low} and {high}.",
        founded=founded,
        rate=_.number(one.pace.observed, 1),
        chances=chances_words(says.interval_share),
        low=_.number(bounds.low, 1),
        high=_.number(bounds.high, 1),
    )


def finish_words(one: Outlook) -> str:
    """Return when every place known is covered at this pace, in one sentence."""
    _ = state.wording()
    if one.empty == 0 and one.covered == 0:
        return _("Nothing is known of any place here: no day can be given.")
    if one.empty == 0:
        return _("Every place known is covered.")
    if one.finish is None:
        return _few_words(one)
    return _("At this pace every place known is covered {when}.", when=when_words(one.finish))


def own_words(one: Outlook) -> str:
    """Return when every place known has its own secretariat at this pace."""
    _ = state.wording()
    if one.without_own == one.empty or one.finish_own is None:
        return ""
    return _.count(
        "{n} place more is covered by another body only: each has its own {when}.",
        "{n} places more are covered by another body only: each has its own {when}.",
        one.without_own - one.empty,
        when=when_words(one.finish_own),
    )


def unknown_words(one: Outlook) -> str:
    """Return what the places that nothing is known of would change."""
    _ = state.wording()
    if not one.unknown:
        return ""
    silent = _.count(
        "Nothing is known of {n} place: it is not counted as empty.",
        "Nothing is known of {n} places: they are not counted as empty.",
        one.unknown,
    )
    if one.finish_all is None:
        return silent
    if_empty = _("Were they empty too, it would be {when}.", when=when_words(one.finish_all))
    return f"{silent} {if_empty}"


def needed_words(one: Outlook, until: dt.date) -> str:
    """Return the pace that a day asks for, and the chance of it at today's pace."""
    _ = state.wording()
    if one.empty == 0 or one.needed is None:
        return ""
    asked = _.count(
        "To cover the {n} empty place by {until}, {needed} foundings a month are needed.",
        "To cover the {n} empty places by {until}, {needed} foundings a month are needed.",
        one.empty,
        until=until,
        needed=_.number(one.needed, 1),
    )
    if one.chance is None:
        return asked
    said = _("At today's pace that has {chances}.", chances=chances_words(one.chance))
    return f"{asked} {said}"


def when_words(done: Finish) -> str:
    """Return «about May 2028 (8 chances in 10: March 2028 to August 2028)»."""
    _ = state.wording()
    says = planning_method()
    if done.middle is None:
        return _("after {month}", month=_.month(_horizon()))
    chances = chances_words(says.interval_share)
    low, middle = done.low or done.middle, done.middle
    if done.high is None:
        return _(
            "about {month} ({chances}: {low} at the earliest)",
            month=_.month(middle),
            chances=chances,
            low=_.month(low),
        )
    return _(
        "about {month} ({chances}: from {low} to {high})",
        month=_.month(middle),
        chances=chances,
        low=_.month(low),
        high=_.month(done.high),
    )


def delay_words(found: Delays) -> str:
    """Return how long plans take, in one sentence."""
    _ = state.wording()
    says = planning_method()
    if found.planned < says.min_planned or not found.founded:
        return _.count(
            "{n} founding had a first day that has come: {least} are needed to say how long "
            "they take.",
            "{n} foundings had a first day that has come: {least} are needed to say how long "
            "they take.",
            found.planned,
            least=says.min_planned,
        )
    days = min(_LATE_DAYS, found.seen_days)
    low, high = found.bounds_within(days)
    return _.count(
        "Of {n} founding whose first day has come, {share} were held by that day, {later} within "
        "{days} days of it ({chances}: from {low} to {high}).",
        "Of {n} foundings whose first day has come, {share} were held by that day, {later} within "
        "{days} days of it ({chances}: from {low} to {high}).",
        found.planned,
        share=_.share(found.in_time),
        later=_.share(found.held_within(days)),
        days=days,
        chances=chances_words(says.interval_share),
        low=_.share(low),
        high=_.share(high),
    )


def _few_words(one: Outlook) -> str:
    _ = state.wording()
    says = planning_method()
    if one.pace.months < says.min_known_months:
        return _(
            "Too little is reported to name a day: {months} months known of the last {window}.",
            months=_.number(one.pace.months, 1),
            window=says.window_months,
        )
    return _.count(
        "Too few foundings to name a day: {n} in the last {window} months, {least} are needed.",
        "Too few foundings to name a day: {n} in the last {window} months, {least} are needed.",
        one.pace.foundings,
        window=says.window_months,
        least=says.min_foundings,
    )


def _horizon() -> dt.date:
    return day_after(state.view().day, planning_method().horizon_months)
