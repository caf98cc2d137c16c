"""Who reads: the role file, and what each account may see and do. What is not named is refused.

The role file is TOML, one `[[account]]` each with `id` (what the product writes down of it),
`login` (the e-mail address or subject that the identity provider vouches for), `role`,
`territories` (codes; left out: the whole region, or every region of an installation that holds
several; never for a provincial official) and `rights`
given besides those of the role. Only this file maps an account to a login.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from dashboard.errors import Said, UserError
from dashboard.paths import DATA

RIGHTS: Final = frozenset(
    {"view", "export", "report", "import", "undo", "plan", "candidacies", "exact", "audit"}
)
# No role has it: the role file gives it, one account at a time.
_GIVEN_ALONE = frozenset({"exact"})
LOCAL = "local"


@dataclass(frozen=True)
class Places:
    """What a role file may name: the whole (the region, or the kingdom), and what lies in it.

    `regions` are those of an installation that holds several; a province is of any of them.
    """

    whole: str
    provinces: tuple[str, ...]
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """An account that is known: its id, its role, the territories it may see, and its rights."""

    account: str
    role: str
    territories: tuple[str, ...]
    rights: frozenset[str]

    def may(self, right: str) -> bool:
        """Whether the account has a right; KeyError for a right there is not."""
        if right not in RIGHTS:
            raise KeyError(right)
        return right in self.rights


def local_reader(whole: str) -> Reader:
    """Return the one user of a laptop: all that the installation holds, every right."""
    return Reader(LOCAL, "local", (whole,), RIGHTS)


def read_roles(path: Path, places: Places) -> dict[str, Reader]:
    """Return the accounts of a role file by login, in lower case.

    Raises:
        UserError: the file is missing, is not TOML, or an entry is not whole: which, and how to
            correct it.
    """
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UserError(
            Said(
                "The role file {path} cannot be read: {fault}. Correct it; nobody is let in "
                "without it.",
                path=str(path),
                fault=str(fault),
            )
        ) from fault
    entries = known.get("account")
    if not isinstance(entries, list) or not entries:
        raise UserError(
            Said(
                "The role file {path} names no account: write one [[account]] for each, with id, "
                "login and role.",
                path=str(path),
            )
        )
    readers: dict[str, Reader] = {}
    for number, entry in enumerate(entries, 1):
        login, reader = _account(entry, number, path, places)
        if login in readers or any(reader.account == one.account for one in readers.values()):
            raise _wrong(path, number, "login, id", str(entry.get("login")), "each of them once")
        readers[login] = reader
    return readers


class Roles:
    """A role file as it is now: read anew when it changes, so that who is removed is out at once.

    A file that can no longer be read lets nobody in.
    """

    def __init__(self, path: Path, places: Places) -> None:
        self.path, self.places = path, places
        self._read: tuple[tuple[int, int], dict[str, Reader]] | None = None

    def now(self) -> dict[str, Reader]:
        """Return the accounts by login.

        Raises:
            UserError: as for `read_roles`.
        """
        try:
            known = self.path.stat()
        except OSError:
            return read_roles(self.path, self.places)  # says what is wrong
        version = (known.st_mtime_ns, known.st_size)
        if self._read is None or self._read[0] != version:
            self._read = (version, read_roles(self.path, self.places))
        return self._read[1]


def login_of(claims: Mapping[str, Any]) -> str | None:
    """Return the login of what the provider vouches for: the e-mail address, else the subject.

    An address that the provider says is not verified is nobody's.
    """
    if claims.get("email") and claims.get("email_verified") is not False:
        return str(claims["email"]).strip().casefold()
    return str(claims["sub"]).strip().casefold() if claims.get("sub") else None


def given_alone() -> frozenset[str]:
    """Return the rights that no role has: the role file gives them, account by account."""
    return _GIVEN_ALONE


@cache
def rights_of_roles() -> Mapping[str, frozenset[str]]:
    """Return the rights of each role, as `data/roles.toml` gives them.

    Raises:
        ValueError: it names a right there is not, or gives to a role what only an account is given.
    """
    written = tomllib.loads((DATA / "roles.toml").read_text(encoding="utf-8"))["rights"]
    for role, rights in written.items():
        if not set(rights) <= RIGHTS - _GIVEN_ALONE:
            raise ValueError(f"{role}: {', '.join(sorted(set(rights) - RIGHTS | _GIVEN_ALONE))}")
    return {role: frozenset(rights) for role, rights in written.items()}


def _account(entry: Any, number: int, path: Path, places: Places) -> tuple[str, Reader]:
    """Return login and reader of one entry."""
    entry = entry if isinstance(entry, dict) else {}
    for name in ("id", "login", "role"):
        if not isinstance(entry.get(name), str) or not entry[name].strip():
            raise _wrong(path, number, name, str(entry.get(name, "")), "a text")
    if entry["id"].strip() == LOCAL:
        raise _wrong(path, number, "id", LOCAL, "another name: this one is the laptop's user")
    roles = rights_of_roles()
    if entry["role"] not in roles:
        raise _wrong(path, number, "role", entry["role"], ", ".join(roles))
    rights = _texts(entry, "rights", number, path, RIGHTS)
    territories = _territories(entry, number, path, places)
    reader = Reader(
        entry["id"].strip(), entry["role"], territories, roles[entry["role"]] | set(rights)
    )
    return entry["login"].strip().casefold(), reader


def _territories(
    entry: Mapping[str, Any], number: int, path: Path, places: Places
) -> tuple[str, ...]:
    """Return the territories of an entry; where none is written, the whole."""
    provinces = places.provinces
    allowed = {places.whole, *places.regions, *provinces}
    given = _texts(entry, "territories", number, path, allowed)
    if entry["role"] == "provincial" and (not given or not set(given) <= set(provinces)):
        raise _wrong(path, number, "territories", ", ".join(given), ", ".join(provinces))
    return tuple(given) or (places.whole,)


def _texts(
    entry: Mapping[str, Any], name: str, number: int, path: Path, allowed: Iterable[str]
) -> list[str]:
    given, known = entry.get(name, []), sorted(allowed)
    if not isinstance(given, list) or any(one not in known for one in given):
        found = ", ".join(map(str, given)) if isinstance(given, list) else str(given)
        raise _wrong(path, number, name, found, ", ".join(known))
    return list(dict.fromkeys(given))


def _wrong(path: Path, number: int, name: str, found: str, expected: str) -> UserError:
    return UserError(
        Said(
            "Role file {path}, account {number}, {name}: found «{found}», expected {expected}. "
            "Correct it; nobody is let in before.",
            path=str(path),
            number=number,
            name=name,
            found=found,
            expected=expected,
        )
    )
