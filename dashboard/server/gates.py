"""What a request meets before the app: the gate of uploads, and what every answer says of itself.

Streamlit gives upload addresses to any session and keeps what is sent in memory; here nothing is
taken without a login that may bring files in, and not more at a time than the server bears.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.access.roles import Reader, login_of
from dashboard.errors import Said
from dashboard.state.audit import noted_of
from dashboard.state.reading import LOGIN, is_ended
from dashboard.wording import languages, wording

MOST_IN_FLIGHT: Final = 256 * 1024 * 1024
UPLOADS: Final = "/_stcore/upload_file"
_REFUSED = {
    401: Said("Sign in before a file is sent."),
    403: Said("This account may not bring files in: ask whoever keeps the accounts."),
    503: Said("Too much is being sent at once: try again in a minute."),
}
HEADERS: Final[dict[str, str]] = {
    "content-security-policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss: blob: data:",
            "worker-src 'self' blob:",
            "frame-ancestors 'none'",
            "form-action 'self'",
            "base-uri 'self'",
            "object-src 'none'",
        )
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}
_FOREVER = "public, max-age=31536000, immutable"  # their names carry a hash of what they hold
Who = Callable[[str], Reader | None]


class UploadGate:
    """Refuse what is sent without a login that may bring files in, or past what is borne.

    Args:
        app: what comes behind.
        who: the reader of a login, as the role file is now; None: not known.
        most: bytes in flight at most, over all uploads of the process.
    """

    def __init__(self, app: ASGIApp, who: Who, most: int = MOST_IN_FLIGHT) -> None:
        self.app, self.who, self.most = app, who, most
        self.in_flight = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it with a sentence."""
        if scope["type"] != "http" or UPLOADS not in scope["path"]:
            await self.app(scope, receive, send)
            return
        headers = _headers(scope)
        refused = self._refused(scope, headers)
        if refused:
            await _answer(send, refused, headers)
            return
        await self._counted(scope, receive, send, headers)

    def _refused(self, scope: Scope, headers: Mapping[str, str]) -> int | None:
        if scope["method"] == "OPTIONS":  # the browser's own question, it carries no cookie
            return None
        login = signed_in(headers.get("cookie", ""))
        reader = self.who(login) if login else None
        if reader is None:
            return 401
        if not (reader.may("import") or reader.may("report")):
            noted_of(reader.account, "refused", "upload")
            return 403
        length = headers.get("content-length", "0")
        announced = int(length) if length.isdigit() else 0
        return 503 if self.in_flight + announced > self.most else None

    async def _counted(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str]
    ) -> None:
        """Run the app, counting what arrives; past the limit the request ends with a sentence."""
        taken, is_over, has_begun = 0, False, False

        async def counting() -> Message:
            nonlocal taken, is_over
            message = await receive()
            size = len(message.get("body", b""))
            taken += size
            self.in_flight += size
            if self.in_flight > self.most:
                is_over = True
                return {"type": "http.disconnect"}
            return message

        async def sending(message: Message) -> None:
            nonlocal has_begun
            if is_over:
                return
            has_begun = True
            await send(message)

        try:
            await self.app(scope, counting, sending)
        except ClientDisconnect:
            if not is_over:
                raise
        finally:
            self.in_flight -= taken
        if is_over and not has_begun:
            await _answer(send, 503, headers)


class Headers:
    """Add to every answer what a browser may do with it, and for how long it may keep it."""

    def __init__(self, app: ASGIApp, *, is_encrypted: bool) -> None:
        self.app = app
        self.is_encrypted = is_encrypted
        self.added = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
        if is_encrypted:
            self.added.append((b"strict-transport-security", b"max-age=31536000"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer starts with our headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                ours = {name for name, _value in self.added}
                given = [one for one in message["headers"] if one[0].lower() not in ours]
                if self.is_encrypted:
                    given = [_for_tls_alone(name, value) for name, value in given]
                if message["status"] == 200 and ("/static/geo/" in path or "/static/map/" in path):
                    given = [one for one in given if one[0].lower() != b"cache-control"]
                    given.append((b"cache-control", _FOREVER.encode()))
                message = {**message, "headers": [*given, *self.added]}
            await send(message)

        await self.app(scope, receive, sending)


def _for_tls_alone(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Return a header, a cookie with `Secure`: Streamlit adds it only to its own TLS."""
    parts = [part.strip().lower() for part in value.split(b";")]
    is_open = name.lower() == b"set-cookie" and b"secure" not in parts
    return (name, value + b"; Secure") if is_open else (name, value)


def signed_in(cookies: str) -> str | None:
    """Return the login of a cookie header that the server signed itself, None for any other."""
    from streamlit.auth_util import get_cookie_with_chunks
    from streamlit.web.server.server_util import get_cookie_secret
    from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

    try:
        given = {name: one.value for name, one in SimpleCookie(cookies).items()}
    except CookieError:  # a cookie that is none: nobody
        return None

    def one(name: str) -> bytes | None:
        value = given.get(name)
        return decode_signed_value(get_cookie_secret(), name, value) if value else None

    if is_ended(given):
        return None
    found = get_cookie_with_chunks(one, LOGIN)
    try:
        known = json.loads(found) if found else {}
    except ValueError:
        return None
    return login_of(known) if known.get("is_logged_in") else None


def _headers(scope: Scope) -> dict[str, str]:
    return {name.decode("latin-1").lower(): v.decode("latin-1") for name, v in scope["headers"]}


async def _answer(send: Send, status: int, headers: Mapping[str, str]) -> None:
    """Answer with a sentence, in the language the browser asks for."""
    wanted = headers.get("accept-language", "")[:2]
    words = wording(wanted if wanted in languages() else "ar")
    body = words.say(_REFUSED[status]).encode()
    start: Message = {
        "type": "http.response.start",
        "status": status,
        "headers": [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            *([(b"retry-after", b"60")] if status == 503 else []),
        ],
    }
    await send(start)
    await send({"type": "http.response.body", "body": body})
