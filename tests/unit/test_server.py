"""A server starts only when it is safe to, and takes nothing from whoever is not signed in."""

import asyncio
import secrets
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.access.roles import Places, login_of, read_roles
from dashboard.errors import UserError
from dashboard.server import gates
from dashboard.server.gates import HEADERS, Headers, UploadGate
from dashboard.server.settings import read_server_settings

ROLES = """
[[account]]
id = "a1"
login = "analyst@example.org"
role = "analyst"
[[account]]
id = "l1"
login = "leader@example.org"
role = "leadership"
"""
SETTINGS = """
public_url = "https://readiness.example.org"
roles = "roles.toml"
client_id = "jahiziya"
server_metadata_url = "https://login.example.org/.well-known/openid-configuration"
"""
GOOD = {"JAHIZIYA_CLIENT_SECRET": "c", "JAHIZIYA_COOKIE_SECRET": secrets.token_hex(32)}


@pytest.fixture
def read(tmp_path):
    def read(text=SETTINGS, environment=GOOD, roles=ROLES):
        if roles is not None:
            (tmp_path / "roles.toml").write_text(roles, encoding="utf-8")
        file = tmp_path / "server.toml"
        file.write_text(text, encoding="utf-8")
        return read_server_settings(file, environment)

    return read


def test_settings_that_are_whole_make_the_section_of_the_login(read):
    known = read()

    assert (known.address, known.port) == ("127.0.0.1", 8501)
    assert known.auth["redirect_uri"] == "https://readiness.example.org/oauth2callback"
    assert known.auth["cookie_secret"] == GOOD["JAHIZIYA_COOKIE_SECRET"]
    assert GOOD["JAHIZIYA_COOKIE_SECRET"] not in repr(known)


def test_secrets_may_stand_in_files(read, tmp_path):
    (tmp_path / "cookie").write_text(f"{GOOD['JAHIZIYA_COOKIE_SECRET']}\n", encoding="utf-8")
    text = f'{SETTINGS}cookie_secret_file = "cookie"\n'

    known = read(text, {"JAHIZIYA_CLIENT_SECRET": "c"})
    assert known.cookie_secret == GOOD["JAHIZIYA_COOKIE_SECRET"]


@pytest.mark.parametrize(
    "secret",
    ["", "Rather-Few-Letters", "a" * 64, "0123456789" * 2, "change-me-" * 5,
     "an-Example-secret-of-many-different-letters", "YOUR_COOKIE_SECRET_abcdefghijklmnop"],
)  # fmt: skip
def test_a_secret_that_is_missing_short_or_an_example_starts_nothing(read, secret):
    with pytest.raises(UserError) as refused:
        read(environment={**GOOD, "JAHIZIYA_COOKIE_SECRET": secret})

    assert "cookie_secret" in str(refused.value.said)
    assert not secret or secret not in str(refused.value.said)


@pytest.mark.parametrize(
    ("text", "roles", "told"),
    [
        (SETTINGS, None, "role file"),
        (SETTINGS, "", "names no account"),
        (SETTINGS.replace('roles = "roles.toml"', ""), ROLES, "roles"),
        (SETTINGS.replace('client_id = "jahiziya"', "client_id = 4"), ROLES, "client_id"),
        (SETTINGS.replace("https://readiness", "http://readiness"), ROLES, "public_url"),
        (SETTINGS.replace("https://login", "ftp://login"), ROLES, "server_metadata_url"),
        (f'{SETTINGS}cookie_secret = "here"\n', ROLES, "holds cookie_secret itself"),
        (f'{SETTINGS}client_secret = "here"\n', ROLES, "holds client_secret itself"),
        (f'{SETTINGS}address = "everywhere"\n', ROLES, "address: found «everywhere»"),
        (f"{SETTINGS}port = 99999\n", ROLES, "port"),
        ("roles = [", ROLES, "cannot be read"),
    ],
)
def test_settings_that_are_not_whole_start_nothing(read, text, roles, told):
    with pytest.raises(UserError, match=told):
        read(text, roles=roles)


class Client:
    """Asks an application as a browser would, in this process."""

    def __init__(self, app):
        self.app = app

    def ask(self, method, path, **request):
        async def asked():
            transport = httpx.ASGITransport(app=self.app)
            async with httpx.AsyncClient(transport=transport, base_url="http://app") as browser:
                return await browser.request(method, path, **request)

        # In a thread of its own: a browser test of the same process has a loop in this one.
        with ThreadPoolExecutor(max_workers=1) as alone:
            return alone.submit(lambda: asyncio.run(asked())).result()


@pytest.fixture
def client(tmp_path, monkeypatch):
    """An upload address behind the gate; the cookie is the login itself."""
    file = tmp_path / "roles.toml"
    file.write_text(ROLES, encoding="utf-8")
    readers = read_roles(file, Places("03", ()))
    monkeypatch.setattr(gates, "signed_in", lambda cookies: cookies.partition("=")[2] or None)

    async def take(request):
        body = b"".join([part async for part in request.stream()])
        return PlainTextResponse(str(len(body)))

    app = Starlette(
        routes=[
            Route("/_stcore/upload_file/s/f", take, methods=["PUT"]),
            Route("/app/static/geo/t.1.json", lambda _request: PlainTextResponse("{}")),
        ],
        middleware=[
            Middleware(Headers, is_encrypted=True),
            Middleware(UploadGate, who=readers.get, most=1000),
        ],
    )
    return Client(app)


def put(client, login=None, size=10, **headers):
    cookies = {"cookie": f"user={login}"} if login else {}

    async def parts():
        for _part in range(size // 100):
            yield b"x" * 100

    content = parts() if size > 100 else b"x" * size
    given = {**cookies, **headers}
    return client.ask("PUT", "/_stcore/upload_file/s/f", content=content, headers=given)


def test_only_an_account_that_may_bring_files_in_sends_one(client):
    nobody, stranger = put(client), put(client, "stranger@example.org")
    leader, analyst = put(client, "leader@example.org"), put(client, "analyst@example.org")

    assert [one.status_code for one in (nobody, stranger, leader, analyst)] == [401, 401, 403, 200]
    assert analyst.text == "10"


def test_past_what_is_borne_a_sentence_in_the_readers_language(client):
    announced = put(client, "analyst@example.org", **{"content-length": "5000"})
    streamed = put(client, "analyst@example.org", 5000, **{"accept-language": "fr-FR"})

    assert announced.status_code == streamed.status_code == 503
    assert streamed.headers["retry-after"] == "60"
    assert "réessayez" in streamed.text
    assert put(client, "analyst@example.org", 900).text == "900"  # nothing is left counted


def test_every_answer_says_what_a_browser_may_do_with_it(client):
    found = client.ask("GET", "/app/static/geo/t.1.json").headers

    assert {name: found[name] for name in HEADERS} == HEADERS
    assert "immutable" in found["cache-control"]
    assert "max-age" in found["strict-transport-security"]


@pytest.mark.parametrize("is_encrypted", [True, False])
def test_a_cookie_travels_over_tls_alone_where_there_is_tls(is_encrypted):
    def give(_request):
        answer = PlainTextResponse("x")
        answer.set_cookie("_streamlit_user", "signed", httponly=True, samesite="lax")
        answer.set_cookie("own", "x", secure=True)
        return answer

    app = Starlette(
        routes=[Route("/", give)], middleware=[Middleware(Headers, is_encrypted=is_encrypted)]
    )
    login, own = Client(app).ask("GET", "/").headers.get_list("set-cookie")

    assert {"HttpOnly", "SameSite=lax"} <= {part.strip() for part in login.split(";")}
    assert login.lower().count("secure") == is_encrypted
    assert own.lower().count("secure") == 1


@pytest.mark.parametrize(
    ("claims", "login"),
    [
        ({"email": "A@Example.org"}, "a@example.org"),
        ({"email": "a@example.org", "email_verified": False, "sub": "s1"}, "s1"),
        ({"email": "a@example.org", "email_verified": False}, None),
        ({}, None),
    ],
)
def test_a_login_is_what_the_provider_vouches_for(claims, login):
    assert login_of(claims) == login


def test_a_cookie_the_server_did_not_sign_is_nobody():
    assert gates.signed_in("_streamlit_user=eyJlbWFpbCI6ICJhIn0") is None
    assert gates.signed_in("=;=;\x00") is None
