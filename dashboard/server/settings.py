"""What a server is started with. What is missing, short, an example or open to all is refused.

A TOML file says where the server listens, how it is reached and which provider logs people in;
the two secrets stand in the environment (`JAHIZIYA_CLIENT_SECRET`, `JAHIZIYA_COOKIE_SECRET`) or
in files that the settings name (`client_secret_file`, `cookie_secret_file`). They are never
written to a log, and no message holds one.
"""

from __future__ import annotations

import ipaddress
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from dashboard.access.roles import read_roles
from dashboard.errors import Said, UserError
from dashboard.settings_file import kept_secret
from dashboard.state.reading import role_places

CALLBACK: Final = "oauth2callback"
CLIENT_SECRET: Final = "JAHIZIYA_CLIENT_SECRET"
COOKIE_SECRET: Final = "JAHIZIYA_COOKIE_SECRET"
SHORTEST_SECRET: Final = 32
_FEWEST_LETTERS = 10  # different ones: «aaaa…» and «1234…» are no secrets
_EXAMPLES = ("example", "change", "secret", "password", "xxxx", "your", "todo", "1234567")
_TEXTS = ("public_url", "roles", "client_id", "server_metadata_url")


@dataclass(frozen=True)
class ServerSettings:
    """A server that may start.

    `address`, `port`: where it listens. `public_url`: how browsers reach it, through the proxy.
    """

    address: str
    port: int
    public_url: str
    roles: Path
    client_id: str
    server_metadata_url: str
    client_secret: str = field(repr=False)
    cookie_secret: str = field(repr=False)

    @property
    def auth(self) -> dict[str, str]:
        """The `[auth]` section as `st.login` takes it."""
        return {
            "redirect_uri": f"{self.public_url.rstrip('/')}/{CALLBACK}",
            "cookie_secret": self.cookie_secret,
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "server_metadata_url": self.server_metadata_url,
        }


def read_server_settings(path: Path, environment: Mapping[str, str] = os.environ) -> ServerSettings:
    """Return the settings of a server, its roles read once to be sure of them.

    Raises:
        UserError: the file or the role file cannot be read, something is missing, or it would not
            be safe to start: what, where, what to do.
    """
    try:
        known = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise UserError(
            Said(
                "The server's settings {path} cannot be read: {fault}. Correct the file.",
                path=str(path),
                fault=str(fault),
            )
        ) from fault
    texts = {name: _text(known, name, path) for name in _TEXTS}
    port = known.get("port", 8501)
    if not isinstance(port, int) or not 1 <= port <= 65535:
        raise _wrong(path, "port", str(port), "1 … 65535")
    roles = path.parent / texts["roles"]
    read_roles(roles, role_places())
    return ServerSettings(
        address=_address(known, path),
        port=port,
        public_url=_url(texts["public_url"], "public_url", path),
        roles=roles,
        client_id=texts["client_id"],
        server_metadata_url=_url(texts["server_metadata_url"], "server_metadata_url", path),
        client_secret=kept_secret(known, "client_secret", CLIENT_SECRET, path, environment),
        cookie_secret=_strong(
            kept_secret(known, "cookie_secret", COOKIE_SECRET, path, environment), path
        ),
    )


def _address(known: Mapping[str, Any], path: Path) -> str:
    address = known.get("address", "127.0.0.1")
    try:
        ipaddress.ip_address(address)
    except ValueError as fault:
        raise _wrong(path, "address", str(address), "127.0.0.1") from fault
    return str(address)


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address == "localhost"


def _text(known: Mapping[str, Any], name: str, path: Path) -> str:
    value = known.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(path, name, "" if value is None else str(value), name)
    return value.strip()


def _url(value: str, name: str, path: Path) -> str:
    """Return an address of the web; without encryption only this machine's own."""
    parts = urlsplit(value)
    is_safe = parts.scheme == "https" or (
        parts.scheme == "http" and _is_loopback(parts.hostname or "")
    )
    if not is_safe or not parts.hostname:
        raise _wrong(path, name, value, "https://…")
    return value


def _strong(secret: str, path: Path) -> str:
    """Refuse a secret that somebody may guess; the message never holds it."""
    low = secret.lower()
    if (
        len(secret) < SHORTEST_SECRET
        or len(set(secret)) < _FEWEST_LETTERS
        or any(word in low for word in _EXAMPLES)
    ):
        raise UserError(
            Said(
                "cookie_secret of {path} is too short or an example: whoever guesses it signs in "
                "as anybody. Make one of {n} characters or more: "
                'python -c "import secrets; print(secrets.token_hex(32))"',
                path=str(path),
                n=SHORTEST_SECRET,
            )
        )
    return secret


def _wrong(path: Path, name: str, found: str, expected: str) -> UserError:
    return UserError(
        Said(
            "Server's settings {path}, {name}: found «{found}», expected {expected}.",
            path=str(path),
            name=name,
            found=found,
            expected=expected,
        )
    )
