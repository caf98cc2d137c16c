"""The ASGI application of a server: the app behind its gates, with a login, and its health."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import duckdb
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.access.roles import Reader, Roles
from dashboard.errors import UserError
from dashboard.server.gates import Headers, UploadGate
from dashboard.server.messages import MessageGate
from dashboard.server.settings import ServerSettings
from dashboard.server.sign_in import ProviderDown
from dashboard.settings import default_database
from dashboard.state.reading import role_places
from dashboard.store import Store
from dashboard.store.backup_keeper import standing

_SCRIPT = Path(__file__).resolve().parent.parent / "app.py"


def application(known: ServerSettings) -> st.App:
    """Return the application; the role file is looked up anew at every request and rerun."""
    os.environ["JAHIZIYA_ROLES"] = str(known.roles)
    roles = Roles(known.roles, role_places())

    def who(login: str) -> Reader | None:
        return roles.now().get(login)

    return st.App(
        _SCRIPT,
        secrets={"auth": dict(known.auth)},
        routes=[
            Route("/health/live", _alive),
            Route("/health/ready", _readiness(roles)),
            Route("/health/backup", _backed_up),
        ],
        middleware=[
            Middleware(Headers, is_encrypted=known.public_url.startswith("https:")),
            Middleware(UploadGate, who=who),
            Middleware(MessageGate),
            Middleware(ProviderDown),
        ],
    )


async def _alive(_request: Request) -> JSONResponse:
    """Answer that the process is there."""
    return JSONResponse({"ok": True})


def _backed_up(_request: Request) -> JSONResponse:
    """Answer whether the backups that are asked for are made; it never says why not."""
    found = standing(default_database()).record()
    return JSONResponse(found, status_code=200 if found["ok"] else 503)


def _readiness(roles: Roles) -> Callable[[Request], JSONResponse]:
    def ready(_request: Request) -> JSONResponse:
        """Answer whether the database opens and the role file reads; it never says why not."""
        try:
            roles.now()
            with Store.open(default_database()) as store:
                store.state_no()
        except (UserError, duckdb.Error, OSError):
            return JSONResponse({"ok": False}, status_code=503)
        return JSONResponse({"ok": True})

    return ready
