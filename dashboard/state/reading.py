"""Who reads: on a laptop its one user; on a server whoever signed in and stands in the role file.

Looked up at every rerun, never kept in a session: who is taken out of the file is out at the next
click.
"""

from __future__ import annotations

import hashlib
import ipaddress
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st

from dashboard.access.roles import Places, Reader, Roles, local_reader, login_of
from dashboard.errors import Said, UserError
from dashboard.settings import home_settings, installed_regions, settings
from dashboard.store import Writer
from dashboard.territory.places import Place
from dashboard.territory.register import COUNTRY, register, whole_register

LOGIN: Final = "_streamlit_user"  # the cookie that Streamlit signs
_ended: set[str] = set()


def is_server() -> bool:
    """Whether people sign in: a role file is named."""
    return bool(os.environ.get("JAHIZIYA_ROLES"))


def is_signed_in() -> bool:
    """Whether the provider vouches for somebody, known to the role file or not."""
    return bool(st.user.get("is_logged_in")) and not is_ended(st.context.cookies)


def sign_out() -> None:
    """End the login of this browser in all its tabs: its cookie is good for nothing any more."""
    _ended.add(_login_cookie(st.context.cookies))
    st.logout()


def is_ended(cookies: Mapping[str, str]) -> bool:
    """Whether a login was ended by signing out, in this tab or another, since the server began."""
    return bool(_ended) and _login_cookie(cookies) in _ended


def _login_cookie(cookies: Mapping[str, str]) -> str:
    """Return a digest of the cookie of a login, in parts where it is long."""
    parts = sorted((name, value) for name, value in cookies.items() if name.startswith(LOGIN))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def reader() -> Reader | None:
    """Return who reads, None when nobody may: not signed in, or not in the role file.

    Raises:
        UserError: the role file cannot be read, or there is no login and others reach the address.
    """
    if not is_server():
        _refuse_others()
        return local_reader(whole())
    said = st.user.to_dict()  # a page asks who reads some fifty times a run: looked at once
    if not said.get("is_logged_in") or is_ended(st.context.cookies if _ended else {}):
        return None
    login = login_of(said)
    return _roles(os.environ["JAHIZIYA_ROLES"]).now().get(login) if login else None


def is_still(who: Reader | None) -> bool:
    """Return whether the same reader reads, with the same rights, as at the start of a run."""
    try:
        return reader() == who
    except UserError:
        return False


def may(right: str) -> bool:
    """Return whether the reader has a right; on a laptop its own user has every one."""
    who = reader()
    return who is not None and who.may(right)


def may_correct() -> bool:
    """Return whether the reader enters figures: stored ones are shown, exact, to such alone."""
    return may("report") or may("import")


def may_see_own_candidacies() -> bool:
    """Return whether the reader may see candidacies of its own units: rows, in no score.

    Scores of an account of some provinces leave them out everywhere, so that places compare.
    """
    return may("candidacies")


def scope() -> tuple[str, ...]:
    """Return the territories of the region in force whose units the reader may see."""
    who = reader()
    return scope_in(settings().region_code, who) if who and who.may("view") else ()


def sees(code: str) -> bool:
    """Return whether the reader may see the rows of a territory, with all within it."""
    return bool(register().containers_of(code) & set(scope()))


def seen_places() -> tuple[Place, ...]:
    """Return the communes and arrondissements whose rows the reader may see: no other is named."""
    known, seen = register(), scope()
    places = (*known.communes(), *known.arrondissements())
    if settings().region_code in seen:
        return places
    return tuple(place for place in places if place.province_code in seen)


def seen_provinces() -> tuple[str, ...] | None:
    """Return the provinces whose rows the reader may see; None: the whole region's."""
    seen = scope()
    return None if settings().region_code in seen else seen


def only_province() -> str | None:
    """Return the province of a reader who sees the rows of one alone."""
    seen = scope()
    return seen[0] if len(seen) == 1 and seen[0] != settings().region_code else None


def writer() -> Writer:
    """Return the reader as the store knows it: what it may write, and where; nobody writes nothing.

    Whole is all that is installed: what is entered for it, and what belongs to no territory.
    """
    return _writer(reader())


@cache
def _writer(who: Reader | None) -> Writer:
    if who is None:
        return Writer("", frozenset(), frozenset())
    is_whole = whole() in who.territories
    within = whole_register().units_within
    units = None if is_whole else frozenset().union(*map(within, who.territories))
    return Writer(who.account, who.rights, units)


@cache
def _roles(path: str) -> Roles:
    return Roles(Path(path), role_places())


def role_places() -> Places:
    """Return the territories that a role file may name."""
    provinces = tuple(place.code for place in whole_register().provinces())
    return Places(whole(), provinces, installed_regions() if whole() == COUNTRY else ())


def whole() -> str:
    """Return the code of all that the installation holds: its region, or the kingdom."""
    return home_settings().region_code if len(installed_regions()) == 1 else COUNTRY


def regions_of(who: Reader | None) -> tuple[str, ...]:
    """Return the regions that a reader may look at, the home region first where it is one."""
    territories = who.territories if who else ()
    known = whole_register()
    held = {place.region_code for code in territories if (place := known.place(code))}
    all_of_them = installed_regions() if whole() in territories else ()
    found = [one for one in installed_regions() if one in held or one in all_of_them]
    return tuple(sorted(found, key=lambda code: code != home_settings().region_code))


def scope_in(region: str, who: Reader | None) -> tuple[str, ...]:
    """Return the territories of a region whose rows a reader may see."""
    territories = who.territories if who else ()
    if whole() in territories or region in territories:
        return (region,)
    known = whole_register()
    places = [(code, known.place(code)) for code in territories]
    return tuple(code for code, place in places if place and place.region_code == region)


def _refuse_others() -> None:
    """Refuse to show anything without a login on an address that others reach."""
    address = st.get_option("server.address")
    if address is None or address == "localhost" or _is_loopback(address):
        return
    raise UserError(
        Said(
            "Without a login the dashboard is for this machine alone: {address} can be reached "
            "by others. Leave the address out, or start it with --server and a role file.",
            address=address,
        )
    )


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
