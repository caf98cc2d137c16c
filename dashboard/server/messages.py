"""What a session may send: to run a page, to take a file it was shown; nothing to the process.

Streamlit's protocol has messages for who develops an app (empty every cache, install files). A
client without a browser sends them as well as any other: here they go nowhere.
"""

from __future__ import annotations

from typing import Final

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg

ALLOWED: Final = frozenset(
    {
        "rerun_script",
        "stop_script",
        "file_urls_request",
        "app_heartbeat",
        "load_git_info",
        "backend_operation_request",
    }
)
OPERATIONS: Final = frozenset({"deferred_file", "dataframe_chunk"})


class MessageGate:
    """Let through of a session's messages those a reader's browser sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; a message that is not allowed is never received."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def receiving() -> Message:
            message = await receive()
            while message["type"] == "websocket.receive" and not _is_allowed(message):
                message = await receive()
            return message

        await self.app(scope, receiving, send)


def _is_allowed(message: Message) -> bool:
    data = message.get("bytes")
    if data is None:  # a text: Streamlit closes the connection
        return True
    said = BackMsg()
    try:
        said.ParseFromString(data)
    except DecodeError:  # likewise
        return True
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":
        return said.backend_operation_request.WhichOneof("payload") in OPERATIONS
    return kind in ALLOWED
