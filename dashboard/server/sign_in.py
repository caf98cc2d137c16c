"""The way to the provider of identities: what is said when it does not answer.

Streamlit answers *Authentication error*, and its log has the rest. Who is signed in goes on: the
cookie is the server's own, and nobody asks the provider again.
"""

from __future__ import annotations

import html
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.errors import Said
from dashboard.wording import languages, wording

LOGIN: Final = "/auth/login"
_DOWN = Said(
    "Signing in does not work at the moment: the service that knows the accounts does not answer. "
    "Nothing is lost. Try again in a few minutes; if it lasts, tell whoever keeps the accounts."
)
_BACK = Said("Back to the start")


class ProviderDown:
    """Say in every language that signing in does not work, where Streamlit says an error."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through; an error on the way to the provider becomes a page."""
        if scope["type"] != "http" or not scope["path"].endswith(LOGIN):
            await self.app(scope, receive, send)
            return
        is_down = False

        async def sending(message: Message) -> None:
            nonlocal is_down
            if message["type"] == "http.response.start" and message["status"] >= 400:
                is_down = True
            if not is_down:
                await send(message)

        await self.app(scope, receive, sending)
        if is_down:
            await _answer(send)


def _page() -> bytes:
    said = "".join(
        f'<section lang="{one}" dir="{wording(one).direction}">'
        f"<p>{html.escape(wording(one).say(_DOWN))}</p>"
        f'<p><a href="/?lang={one}">{html.escape(wording(one).say(_BACK))}</a></p></section>'
        for one in languages()
    )
    return (
        '<!doctype html><html><head><meta charset="utf-8"><title>Jahiziya</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
        '<body style="font-family:sans-serif;line-height:1.6;max-width:40rem;margin:2rem auto;'
        f'padding:0 1rem"><main>{said}</main></body></html>'
    ).encode()


async def _answer(send: Send) -> None:
    body = _page()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"retry-after", b"120"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": body})
