"""Which part of the region do pages show whose figures are sums of the units' own rows?

A reader of some provinces has the rows of those alone: a sum over the region would say «not
reported» of what is only not shown. Such pages show one province of the reader's at a time.
"""

from __future__ import annotations

from dataclasses import replace

from dashboard import state
from dashboard.screens._text import aside
from dashboard.territory.register import register


def own_view() -> state.View:
    """Return the view, of a province the reader sees; say it where the address names another."""
    now, seen = state.view(), state.scope()
    if state.settings().region_code in seen or not seen or (now.province and now.province in seen):
        return now
    _ = state.wording()
    own = seen[0]
    aside(
        _("This page is of {own}: its sums are made of rows, and those of other territories are "
          "not shown to your account.", own=register().unit_name(own, now.lang))
    )  # fmt: skip
    return replace(now, province=own, commune=None)


def is_elsewhere(code: str | None) -> bool:
    """Return whether a unit is none of the reader's, and say it; False without a unit."""
    if code is None or state.sees(code):
        return False
    _ = state.wording()
    aside(
        _("{place} is not a territory of your account: its rows are not shown.",
          place=register().unit_name(code, _.language))
    )  # fmt: skip
    return True


def named(codes: list[str]) -> list[str]:
    """Return the units that are named to the reader: communes of its own, larger ones for all."""
    known = register()
    small = ("commune", "arrondissement")
    return [
        code
        for code in codes
        if (place := known.place(code)) is None or place.level not in small or state.sees(code)
    ]
