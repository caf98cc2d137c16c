"""A client that speaks Streamlit's own messages, without a browser: what does a session get?"""

import json
import re
import urllib.request
import uuid
from contextlib import ExitStack
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import (
    create_signed_value,
    generate_xsrf_token_string,
)
from websockets.sync.client import connect

_USER, _XSRF = "_streamlit_user", "_streamlit_xsrf"
_WIDGETS = re.compile(r"(\$\$ID-[0-9a-f]{32}-(\w+))")
_FILES = re.compile(r"/media/[0-9a-f]+\.\w+")


def signed_cookie(address, secret, login):
    """The cookie that the server would have signed for a login."""
    said = {"origin": address, "is_logged_in": True, "email": login, "email_verified": True}
    return create_signed_value(secret, _USER, json.dumps(said)).decode()


class Client:
    """One session. `cookie` None: of whoever is not signed in.

    What the server sent is in `received`, one message an entry.
    """

    def __init__(self, address, cookie=None):
        self.address, self.received, self.pages = address, [], {}
        self._cookie, self._held = cookie, ExitStack()
        self.session = ""

    def __enter__(self):
        token = generate_xsrf_token_string()
        cookies = {_XSRF: token} | ({_USER: self._cookie} if self._cookie else {})
        self._socket = self._held.enter_context(
            connect(
                f"ws{self.address.removeprefix('http')}/_stcore/stream",
                origin=self.address,
                subprotocols=["streamlit", token],
                additional_headers={"cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())},
                max_size=None,
            )
        )
        return self

    def __exit__(self, *_):
        self._held.close()

    def send(self, **said):
        """Send one message as it is."""
        self.send_message(BackMsg(**said))

    def send_message(self, said):
        self._socket.send(said.SerializeToString())

    def open(self, page="", widgets=(), fragment="", **query):
        """Run a page; the messages of the run, whole."""
        said = BackMsg()
        run = said.rerun_script
        run.query_string = urlencode(query)
        run.page_name = page
        run.fragment_id = fragment
        run.context_info.url = f"{self.address}/{page}?{urlencode(query)}"
        run.context_info.locale = "fr"
        for name, value in widgets:
            state = run.widget_states.widgets.add(id=name)
            if value is None:  # a button that is pressed
                state.trigger_value = True
            elif isinstance(value, list):
                state.string_array_value.data.extend(value)
            else:
                setattr(state, "bool_value" if isinstance(value, bool) else "string_value", value)
        self._socket.send(said.SerializeToString())
        return self.until_finished()

    def until_finished(self, timeout=90):
        """Read until the run is over; its messages."""
        found = []
        while True:
            said = ForwardMsg.FromString(self._socket.recv(timeout=timeout))
            found.append(said)
            kind = said.WhichOneof("type")
            if kind == "new_session":
                self.session = said.new_session.initialize.session_id
                self.pages = {
                    one.url_pathname: one.page_script_hash for one in said.new_session.app_pages
                }
            again = ForwardMsg.FINISHED_EARLY_FOR_RERUN
            if kind == "script_finished" and said.script_finished != again:
                self.received += found
                return found

    def file(self, name):
        """Ask for a file that is made when its button is pressed; the bytes or what was said."""
        said = BackMsg()
        asked = said.backend_operation_request
        asked.request_id, asked.session_id = uuid.uuid4().hex, self.session
        asked.deferred_file.file_id = name
        self._socket.send(said.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(self._socket.recv(timeout=90))
            self.received.append(answer)
            if answer.WhichOneof("type") == "backend_operation_response":
                return answer.backend_operation_response


def fetched(address, path, cookie=None):
    """Fetch a path of the server as a browser does."""
    asked = urllib.request.Request(f"{address}{path}")
    if cookie:
        asked.add_header("cookie", f"{_USER}={cookie}")
    assert urlsplit(address).hostname == "127.0.0.1"
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return answer.read()


def widgets_of(messages):
    """The ids of the widgets that messages draw, by the key the page gave them."""
    found = _WIDGETS.findall("".join(map(str, messages)))
    return {key: whole for whole, key in found}


def files_of(messages):
    """The addresses of files that messages name."""
    return {path for one in messages for path in _FILES.findall(str(one))}
