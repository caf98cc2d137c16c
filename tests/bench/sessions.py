"""A reader without a browser: one Streamlit session over its websocket, in its own protobuf.

What a browser would do for the server is done here: the state of every widget is sent back, the
messages already held are named so that they are not sent again, each page link leads on.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_AGAIN = ForwardMsg.FINISHED_EARLY_FOR_RERUN
_PACKED_END = b"\x00\x00\xff\xff"  # ends every packed message and is not sent
LONGEST_RUN = 120.0  # seconds; a reader has long gone


class RunFailed(Exception):
    """A run that ended in an error, or did not end."""


@dataclass(frozen=True)
class Run:
    """One run as the reader met it: seconds from asking to its end, bytes both ways.

    `packed`: as the connection packs what is received (permessage-deflate), and what is sent.
    """

    seconds: float
    payload: int
    packed: int


@dataclass
class Session:
    """A session on one page. `elements` holds what the last run drew, by widget id."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    token: str = ""  # against forged requests: with a login's cookie in the headers
    page: str = ""
    query: str = ""
    widgets: dict[str, WidgetState] = field(default_factory=dict)
    elements: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    links: list[tuple[str, str]] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    kept: dict[str, ForwardMsg] = field(default_factory=dict)
    _socket: ClientConnection | None = None
    _packers: tuple[Any, Any] = field(default_factory=lambda: (_packer(), _packer()))
    _part: str = ""

    async def __aenter__(self) -> Session:
        parts = urlsplit(self.url)
        scheme = "wss" if parts.scheme == "https" else "ws"
        self._socket = await connect(
            f"{scheme}://{parts.netloc}/_stcore/stream",
            subprotocols=["streamlit", *filter(None, [self.token])],  # type: ignore[list-item]
            origin=self.url,  # type: ignore[arg-type]
            additional_headers=self.headers,
            max_size=None,
            open_timeout=60,
        )
        return self

    async def __aexit__(
        self, _kind: type[BaseException] | None, _value: object, _trace: TracebackType | None
    ) -> None:
        if self._socket:
            await self._socket.close()

    async def open(self, page: str, query: str) -> Run:
        """Open a page by its name in the address, as a reader with an empty browser does."""
        self.query = query
        message = BackMsg()
        message.rerun_script.query_string = query
        message.rerun_script.page_name = page
        return await self._run(message)

    async def pick(self, name: str, option: int) -> Run:
        """Choose in one of the page's own lists the option of a number, counted round."""
        data = json.loads(self._widget("choices").json)
        codes = {field["name"]: field["code"] for field in data["fields"]}
        (options,) = (field["options"] for field in data["fields"] if field["name"] == name)
        codes[name] = options[option % len(options)][0]
        return await self.tell("choices", {"sel": {"n": data["n"] + 1, **codes}})

    async def tell(self, key: str, value: dict[str, Any]) -> Run:
        """Tell the state of a component, as its script in the browser would."""
        widget = self._widget(key).id
        self.state(widget).json_value = json.dumps(value)
        return await self.again(self.parts[widget])

    async def follow(self, page: str, query: str) -> Run:
        """Go to another page of the app by one of its links."""
        self.page, self.query = self.pages[page], query
        self.widgets.clear()
        return await self.again()

    def _widget(self, key: str) -> Any:
        found = [one for name, one in self.elements.items() if name.endswith(f"-{key}")]
        if not found:
            raise RunFailed(f"no widget {key} on the page")
        return found[0]

    def state(self, widget: str) -> WidgetState:
        return self.widgets.setdefault(widget, WidgetState(id=widget))

    async def again(self, part: str = "") -> Run:
        """Run the page again, or the part of it (a fragment) that was chosen in."""
        message = BackMsg()
        asked = message.rerun_script
        asked.fragment_id = self._part = part
        asked.query_string, asked.page_script_hash = self.query, self.page
        asked.widget_states.widgets.extend(self.widgets.values())
        asked.cached_message_hashes.extend(self.kept)
        return await self._run(message)

    async def _run(self, message: BackMsg) -> Run:
        assert self._socket
        began, sent = time.perf_counter(), message.SerializeToString()
        await self._socket.send(sent)
        payload, packed = len(sent), _packed(self._packers[0], sent)
        while time.perf_counter() - began < LONGEST_RUN:
            got = await self._socket.recv()
            content = got if isinstance(got, bytes) else got.encode()
            payload, packed = payload + len(content), packed + _packed(self._packers[1], content)
            one = ForwardMsg()
            one.ParseFromString(content)
            if self._took(one):
                return Run(time.perf_counter() - began, payload, packed)
        raise RunFailed(f"no end after {LONGEST_RUN:.0f} s")

    def _took(self, one: ForwardMsg) -> bool:
        """Take a message; say whether it ends the run."""
        kind = one.WhichOneof("type")
        if kind == "ref_hash":
            one = self.kept[one.ref_hash]
            kind = one.WhichOneof("type")
        elif one.metadata.cacheable:
            self.kept[one.hash] = one
        if kind == "script_finished":
            return self._ended(one.script_finished)
        if kind == "new_session" and not self._part:  # a part's elements take their own place
            self.elements, self.links = {}, []
        elif kind == "navigation":
            self.page = one.navigation.page_script_hash
            self.pages = {page.url_pathname: page.page_script_hash for page in
                          one.navigation.app_pages}  # fmt: skip
        elif kind == "page_info_changed":
            self.query = one.page_info_changed.query_string
        elif kind == "delta":
            self._drew(one)
        return False

    def _ended(self, status: int) -> bool:
        if status == _AGAIN:  # what was chosen in a part changes the page: it runs whole
            self._part = ""
            return False
        if status not in _DONE:
            raise RunFailed("the script did not compile")
        return True

    def _drew(self, one: ForwardMsg) -> None:
        if one.delta.WhichOneof("type") != "new_element":
            return
        element = one.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RunFailed(element.exception.message)
        drawn = getattr(element, kind) if kind else None
        if kind == "page_link":
            self.links.append((drawn.page_script_hash, drawn.query_string))
        elif getattr(drawn, "id", ""):
            self.elements[drawn.id], self.parts[drawn.id] = drawn, one.delta.fragment_id
            if getattr(drawn, "set_value", False) and kind == "selectbox":
                self.state(drawn.id).string_value = drawn.raw_value


def _packer() -> Any:
    return zlib.compressobj(wbits=-12)


def _packed(packer: Any, content: bytes) -> int:
    """Return how many bytes a message takes as the connection packs it (RFC 7692)."""
    return len(packer.compress(content) + packer.flush(zlib.Z_SYNC_FLUSH)) - len(_PACKED_END)
