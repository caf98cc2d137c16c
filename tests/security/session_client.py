"""A browser without a screen: speaks Streamlit's own messages over its websocket, and uploads."""

from __future__ import annotations

import socket
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

XSRF = "_streamlit_xsrf"
PATIENCE = 300  # seconds for one answer: a slow machine is no fault of the page


@dataclass
class Shown:
    """What one run of a page sent: its elements in order, and all its bytes."""

    elements: list = field(default_factory=list)
    size: int = 0
    texts: list[bytes] = field(default_factory=list)

    def all(self, kind):
        return [getattr(one, kind) for one in self.elements if one.WhichOneof("type") == kind]

    def labelled(self, kind, label):
        """The widget of a kind whose label is this, None when it is not drawn."""
        return next((one for one in self.all(kind) if one.label == label), None)

    @property
    def told(self):
        """The sentences of its messages (errors, successes, notices)."""
        return [one.body for one in self.all("alert")]


class RawClient:
    """One session; `headers` go with everything, `named` is the host it says it wants."""

    def __init__(
        self, address, *, query="", page="", headers=None, origin=None, named="", trusted=None
    ):
        self.query, self.page = query, page
        self.session_id = None
        self.held = ExitStack()
        try:
            self._ask_for_a_token(address, headers or {}, named, trusted)
            self._begin(urlsplit(address), headers or {}, origin or address, named, trusted)
        except BaseException:
            self.held.close()
            raise

    def _ask_for_a_token(self, address, headers, named, trusted):
        given = {**headers, "host": named} if trusted else headers
        client = httpx.Client(
            base_url=address, timeout=PATIENCE, headers=given, verify=trusted or True
        )
        self.http = self.held.enter_context(client)
        if trusted:
            name = {"sni_hostname": named}
            client.event_hooks["request"] = [lambda asked: asked.extensions.update(name)]
        client.get("/_stcore/health")
        self.xsrf = client.cookies.get(XSRF)

    def _begin(self, here, headers, origin, named, trusted):
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        given = "; ".join(filter(None, (cookies, headers.get("cookie"))))
        line = socket.create_connection((here.hostname, here.port), timeout=PATIENCE)
        self.held.enter_context(line)
        opened = connect(
            f"{'wss' if trusted else 'ws'}://{named or here.netloc}/_stcore/stream",
            sock=line,
            ssl=trusted,
            origin=origin,
            additional_headers={"Cookie": given},
            subprotocols=["streamlit", self.xsrf],
            max_size=None,
            open_timeout=PATIENCE,
        )
        self.socket = self.held.enter_context(opened)

    def close(self):
        self.held.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def run(self, **widgets):
        """Run the page with these widgets' states, by id; return what it showed."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = self.query, self.page
        for name, (kind, value) in widgets.items():
            state = asked.widget_states.widgets.add(id=name)
            if hasattr(value, "DESCRIPTOR"):
                getattr(state, kind).CopyFrom(value)
            else:
                setattr(state, kind, value)
        self._send(message)
        return self._answer()

    def _send(self, message):
        self.socket.send(message.SerializeToString())

    def _answer(self):
        """Read until a run has ended that is not followed by another at once."""
        shown = Shown()
        while True:
            message, size = self._next()
            shown.size += size
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.config = message.new_session.config
                self.session_id = message.new_session.initialize.session_id or self.session_id
                shown.elements.clear()
            elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
                shown.elements.append(message.delta.new_element)
                shown.texts.append(message.delta.new_element.SerializeToString())
            elif kind == "script_finished" and (
                message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return shown

    def _next(self):
        data = self.socket.recv(timeout=PATIENCE)
        return ForwardMsg.FromString(data), len(data)

    def upload(self, name, content, *, headers=None):
        """Send a file where the server says; return its state for an uploader, and the answer."""
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = str(uuid.uuid4()), self.session_id
        asked.file_names.append(name)
        self._send(message)
        while True:
            answer, _size = self._next()
            if answer.WhichOneof("type") == "file_urls_response":
                break
        (urls,) = answer.file_urls_response.file_urls
        state = BackMsg().rerun_script.widget_states.widgets.add().file_uploader_state_value
        state.uploaded_file_info.add(
            name=name, size=len(content), file_id=urls.file_id, file_urls=urls
        )
        return state, self.put(urls.upload_url, name, content, headers=headers)

    def put(self, url, name, content, *, headers=None):
        given = {"X-Xsrftoken": self.xsrf} if headers is None else headers
        return self.http.put(url, files={"file": (name, content)}, headers=given)
