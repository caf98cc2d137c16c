"""Who reads: on a laptop its one user; on a server whoever signed in and stands in the role file.

Looked up at every rerun, never kept in a session: who is taken out of the file is out at the next
click.
"""

from __future__ import annotations

import ipaddress
import os
from functools import cache
from pathlib import Path

import streamlit as st

from dashboard.access.roles import Places, Reader, Roles, local_reader, login_of
from dashboard.errors import Said, UserError
from dashboard.settings import home_settings, installed_regions
from dashboard.store import Writer
from dashboard.territory.register import COUNTRY, whole_register


def is_server() -> bool:
    """Whether people sign in: a role file is named."""
    return bool(os.environ.get("JAHIZIYA_ROLES"))


def is_signed_in() -> bool:
    """Whether the provider vouches for somebody, known to the role file or not."""
    return bool(st.user.get("is_logged_in"))


def reader() -> Reader | None:
    """Return who reads, None when nobody may: not signed in, or not in the role file.

    Raises:
        UserError: the role file cannot be read, or there is no login and others reach the address.
    """
    if not is_server():
        _refuse_others()
        return local_reader(whole())
    if not is_signed_in():
        return None
    login = login_of(st.user.to_dict())
    return _roles(os.environ["JAHIZIYA_ROLES"]).now().get(login) if login else None


def is_still(who: Reader | None) -> bool:
    """Return whether the same reader reads, with the same rights, as at the start of a run."""
    try:
        return reader() == who
    except UserError:
        return False


def writer() -> Writer:
    """Return the reader as the store knows it: what it may write, and where; nobody writes nothing.

    Whole is all that is installed: what is entered for it, and what belongs to no territory.
    """
    who = reader()
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
