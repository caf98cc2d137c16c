"""A browser without a screen: speaks Streamlit's own messages over its websocket, and uploads."""

from __future__ import annotations

import json
import re
import socket
import uuid
from contextlib import ExitStack
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from websockets.sync.client import connect

XSRF, LOGIN = "_streamlit_xsrf", "_streamlit_user"
PATIENCE = 300  # seconds for one answer: a slow machine is no fault of the page
_WIDGETS = re.compile(r"(\$\$ID-[0-9a-f]{32}-(\w+))")
_FILES = re.compile(r"/media/[0-9a-f]+\.\w+")


@dataclass
class Shown:
    """What one run of a page sent: its elements in order, and all its bytes."""

    elements: list = field(default_factory=list)
    size: int = 0
    texts: list[bytes] = field(default_factory=list)

    @classmethod
    def of(cls, messages):
        shown = cls(size=sum(one.ByteSize() for one in messages))
        for one in messages:
            kind = one.WhichOneof("type")
            if kind == "new_session":
                shown.elements.clear()
            elif kind == "delta" and one.delta.WhichOneof("type") == "new_element":
                shown.elements.append(one.delta.new_element)
                shown.texts.append(one.delta.new_element.SerializeToString())
        return shown

    def all(self, kind):
        return [getattr(one, kind) for one in self.elements if one.WhichOneof("type") == kind]

    def labelled(self, kind, label):
        """The widget of a kind whose label is this, None when it is not drawn."""
        return next((one for one in self.all(kind) if one.label == label), None)

    @property
    def told(self):
        """The sentences of its messages (errors, successes, notices)."""
        return [one.body for one in self.all("alert")]


class Client:
    """One session. `cookie` None: of whoever is not signed in; see `signed_cookie`.

    `page`, `query`: what `run` runs. `headers` go with everything, `named` is the host it says it
    wants; `trusted` the TLS it speaks.
    """

    def __init__(
        self, address, cookie=None, *, query="", page="", headers=None, origin=None, named="",
        trusted=None,
    ):  # fmt: skip
        self.address, self.query, self.page = address, query, page
        self.session_id = None
        self.held = ExitStack()
        try:
            self._ask_for_a_token(headers or {}, cookie, named, trusted)
            self._begin(urlsplit(address), headers or {}, origin or address, named, trusted)
        except BaseException:
            self.held.close()
            raise

    def _ask_for_a_token(self, headers, cookie, named, trusted):
        given = {**headers, "host": named} if trusted else headers
        client = httpx.Client(  # the server closes a connection that is idle, in whatever moment
            limits=httpx.Limits(max_keepalive_connections=0),
            base_url=self.address,
            timeout=PATIENCE,
            headers=given,
            verify=trusted or True,
        )
        self.http = self.held.enter_context(client)
        if trusted:
            name = {"sni_hostname": named}
            client.event_hooks["request"] = [lambda asked: asked.extensions.update(name)]
        client.get("/_stcore/health")
        self.xsrf = client.cookies.get(XSRF)
        if cookie:
            client.cookies.set(LOGIN, cookie)

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
        """Run the page with these widgets' states, by id: a kind and a value; what it showed."""
        return Shown.of(self.ran(self.page, self.query, widgets))

    def open(self, page="", widgets=(), **query):
        """Run a page with these widgets' plain values, by id; the messages of the run, whole."""
        given = {name: (_kind(value), True if value is None else value) for name, value in widgets}
        return self.ran(page, urlencode(query), given)

    def ran(self, page, query, widgets):
        """Run a page with these widgets' states, by id: a kind and a value; its messages, whole."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = query, page
        asked.context_info.url = f"{self.address}/{page}?{query}"
        asked.context_info.locale = "fr"
        for name, (kind, value) in widgets.items():
            state = asked.widget_states.widgets.add(id=name)
            if isinstance(value, list):
                getattr(state, kind).data.extend(value)
            elif hasattr(value, "DESCRIPTOR"):
                getattr(state, kind).CopyFrom(value)
            else:
                setattr(state, kind, value)
        self.send_message(message)
        return self._answer()

    def send(self, **said):
        """Send one message as it is."""
        self.send_message(BackMsg(**said))

    def send_message(self, message):
        self.socket.send(message.SerializeToString())

    def _answer(self):
        """Read until a run has ended that is not followed by another at once; its messages."""
        found = []
        while True:
            message = self._next()
            found.append(message)
            kind = message.WhichOneof("type")
            if kind == "new_session":
                self.config = message.new_session.config
                self.session_id = message.new_session.initialize.session_id or self.session_id
            again = ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if kind == "script_finished" and message.script_finished != again:
                return found

    def _next(self):
        return ForwardMsg.FromString(self.socket.recv(timeout=PATIENCE))

    def upload(self, name, content, *, headers=None):
        """Send a file where the server says; return its state for an uploader, and the answer."""
        message = BackMsg()
        asked = message.file_urls_request
        asked.request_id, asked.session_id = str(uuid.uuid4()), self.session_id
        asked.file_names.append(name)
        self.send_message(message)
        while True:
            answer = self._next()
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


def _kind(value):
    """The kind of a widget's state: of a button that is pressed (None), a choice, a text."""
    kinds = {type(None): "trigger_value", bool: "bool_value", list: "string_array_value"}
    return kinds.get(type(value), "string_value")


def signed_cookie(address, secret, login):
    """The cookie that the server would have signed for a login."""
    said = {"origin": address, "is_logged_in": True, "email": login, "email_verified": True}
    return create_signed_value(secret, LOGIN, json.dumps(said)).decode()


def fetched(address, path):
    """Fetch a path of the server as a browser does."""
    return httpx.get(f"{address}{path}", timeout=PATIENCE).raise_for_status().content


def widgets_of(messages):
    """The ids of the widgets that messages draw, by the key the page gave them."""
    found = _WIDGETS.findall("".join(map(str, messages)))
    return {key: whole for whole, key in found}


def files_of(messages):
    """The addresses of files that messages name."""
    return {path for one in messages for path in _FILES.findall(str(one))}
