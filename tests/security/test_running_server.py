"""What a running server answers to whoever is not the browser it was made for."""

import http.client
import json
import tomllib
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import psutil
import pytest
import serving
from streamlit.proto.NewSession_pb2 import Config
from websockets.exceptions import InvalidStatus

from dashboard.paths import ROOT, STATIC
from dashboard.server.gates import HEADERS
from dashboard.territory.register import register
from tests.session_client import Client

MB = 2**20
ROLES = '[[account]]\nid = "a1"\nlogin = "analyst@example.org"\nrole = "analyst"\n'
# From the static folder, from the root, from components and media: up, encoded, with backslashes.
CLIMBING = [
    f"{start}{up}{target}"
    for start in ("/app/static/", "/static/", "/component/x/", "/media/", "/")
    for up, target in (
        ("../", "app.py"),
        ("%2e%2e/", "app.py"),
        ("..%2f", "app.py"),
        ("%2e%2e%2f%2e%2e%2f", "pyproject.toml"),
        ("..%5c", "app.py"),
        ("..\\", "app.py"),
        ("../../../../../../", "etc/passwd"),
        ("%00/", "app.py"),
    )
]


# What is no file and no climbing is a page's address: Streamlit's own page answers, and no file.
PAGES_OF_NO_NAME = ["/%252e%252e/app.py", "/static//etc/passwd", "/app.py", "/pyproject.toml"]


@pytest.fixture(scope="module")
def laptop(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laptop")
    with serving.laptop(folder, folder / "own.duckdb") as (address, process):
        yield address, process
    assert "Traceback" not in (folder / "server.log").read_text()


@pytest.fixture(scope="module")
def server(demo_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    database = folder / "own.duckdb"
    database.write_bytes(demo_file.read_bytes())
    url = "https://readiness.example.org"
    with serving.server(folder, database, ROLES, public_url=url) as (address, _process):
        yield address
    log = (folder / "server.log").read_text()
    assert "Traceback" not in log
    assert [one for one in (serving.COOKIE_SECRET, serving.CLIENT_SECRET) if one in log] == []


def asked(address, path):
    """The answer to a path sent as it stands: a browser would put it in order first."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        connection.endheaders()
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def refused(address, **how):
    with pytest.raises(InvalidStatus) as found, Client(address, **how):
        pass
    return found.value.response.status_code


def test_a_laptop_listens_to_itself_alone(laptop):
    _address, process = laptop
    listening = {
        one.laddr.ip
        for one in psutil.Process(process.pid).net_connections("tcp")
        if one.status == psutil.CONN_LISTEN
    }
    assert listening == {"127.0.0.1"}


def test_a_page_of_another_origin_gets_no_session(laptop, server):
    for address in (laptop[0], server):
        assert refused(address, origin="https://evil.example") == 403
        assert refused(address, origin="null") == 403


def test_a_name_that_was_made_to_lead_here_gets_no_session(laptop, server):
    for address in (laptop[0], server):
        name = "evil.example:8501"
        assert refused(address, origin=f"http://{name}", named=name) == 403


def test_a_file_without_the_token_of_its_own_page_is_not_taken(laptop):
    with Client(laptop[0], page="data") as client, Client(laptop[0]) as other:
        client.run()
        tokens = [{}, {"X-Xsrftoken": ""}, {"X-Xsrftoken": other.xsrf}, {"X-Xsrftoken": "2|a|b|1"}]
        answers = [client.upload("a.csv", b"x", headers=one)[1].status_code for one in tokens]
        assert answers == [403] * 4
        assert client.upload("a.csv", b"x")[1].status_code == 204


def test_a_file_for_a_session_that_is_not_is_not_taken(laptop):
    with Client(laptop[0], page="data") as client:
        client.run()
        answer = client.put("/_stcore/upload_file/nobody/1", "a.csv", b"x")
        assert answer.status_code == 400


@pytest.mark.parametrize("path", CLIMBING)
def test_no_path_climbs_out_of_what_is_served(laptop, path):
    status, body = asked(laptop[0], path)

    assert 400 <= status < 500, body[:200]
    assert [one for one in ("root:", "[project]", "set_page_config") if one in body] == []


@pytest.mark.parametrize("path", PAGES_OF_NO_NAME)
def test_an_address_that_is_no_file_gives_no_file(laptop, path):
    assert asked(laptop[0], path)[1] == asked(laptop[0], "/")[1]


def test_the_static_folder_holds_only_what_was_built(laptop):
    found = {one.relative_to(STATIC).as_posix() for one in STATIC.rglob("*") if one.is_file()}

    assert {one.split("/")[0] for one in found} == {"geo", "map", "fonts"}
    assert {one.rpartition(".")[2] for one in found} <= {"json", "js", "woff", "ttf", "txt"}


@pytest.mark.parametrize("path", ["/_stcore/agent/interact", "/_stcore/agent/mcp"])
def test_no_program_drives_the_app(laptop, path):
    answer = httpx.post(f"{laptop[0]}{path}", json={}, timeout=60)

    assert answer.status_code in (400, 403, 404, 405)
    assert "openapi" not in answer.text


def test_the_browser_is_told_to_export_nothing_by_itself_and_to_report_nothing(laptop, server):
    for address in (laptop[0], server):
        with Client(address) as client:
            client.run()
        assert client.config.disable_data_export
        assert not client.config.gather_usage_stats
        assert client.config.show_error_links == Config.SHOW_ERROR_LINKS_FALSE


def test_what_failed_stays_on_the_server():
    known = tomllib.loads(
        (ROOT / "dashboard" / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    )

    assert known["client"]["showErrorDetails"] == "none"
    assert known["server"]["maxUploadSize"] == 100
    assert known["server"]["address"] == "127.0.0.1"
    held = {*known["server"]} & {"enableCORS", "enableXsrfProtection", "enableAgentApi"}
    assert held == set()  # as Streamlit ships them: on, on, off


def test_without_a_login_a_session_is_shown_the_door_alone(server):
    names = {name for place in register().communes() for name in (place.name_fr, place.name_ar)}
    looked_for = [name.encode() for name in names if len(name) > 5]
    for page in ("", "readiness", "province", "commune", "data", "audit"):
        query = "lang=fr&province=03.561&commune=03.561.01.11"
        with Client(server, page=page, query=query) as client:
            shown = client.run()
        assert shown.texts
        assert [name for name in looked_for if any(name in text for text in shown.texts)] == []
        assert shown.all("file_uploader") == []


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "_streamlit_user=eyJlbWFpbCI6ICJhbmFseXN0QGV4YW1wbGUub3JnIn0=",
        "_streamlit_user=" + "x" * 900,
    ],
)
def test_without_a_login_no_file_is_taken(server, cookie):
    with Client(server, headers={"cookie": cookie} if cookie else {}) as client:
        client.run()
        _state, answer = client.upload("evil.exe", b"MZ" * 500)

    assert answer.status_code == 401
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize(
    "path", ["/", "/readiness", "/_stcore/health", "/health/live", "/nothing/here", "/app/static/x"]
)
def test_every_answer_of_a_server_is_bound(server, path):
    found = httpx.get(f"{server}{path}", timeout=60).headers

    assert {name: found.get(name) for name in HEADERS} == HEADERS
    assert found["strict-transport-security"] == "max-age=31536000"


def test_the_policy_lets_no_other_host_in_and_no_frame_around():
    rules = dict(one.split(" ", 1) for one in HEADERS["content-security-policy"].split("; "))

    assert rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert not [one for one in rules.values() if "*" in one or "http:" in one or "https:" in one]


def test_geometry_is_kept_for_good_and_pages_are_not(server):
    (geometry,) = (STATIC / "geo").glob("territory.*.json")
    kept = httpx.get(f"{server}/app/static/geo/{geometry.name}", timeout=60)
    page = httpx.get(f"{server}/", timeout=60)

    assert "immutable" in kept.headers["cache-control"]
    assert "immutable" not in page.headers.get("cache-control", "")


@pytest.mark.parametrize("path", ["/health/live", "/health/ready"])
def test_health_says_yes_and_nothing_more(server, path):
    answer = httpx.get(f"{server}{path}", timeout=60)

    assert (answer.status_code, json.loads(answer.text)) == (200, {"ok": True})


def test_cookies_travel_encrypted_and_to_this_site_alone(server):
    (cookie,) = httpx.get(f"{server}/_stcore/health", timeout=60).headers.get_list("set-cookie")

    assert cookie.startswith("_streamlit_xsrf=")
    assert {"SameSite=Lax", "Secure"} <= {part.strip() for part in cookie.split(";")}


# ------------------------------------------------------------------ load
def resident(process):
    """Bytes held by the server itself, and by it with the processes that read files."""
    own = psutil.Process(process.pid)
    children = own.children(recursive=True)
    return own.memory_info().rss, sum(one.memory_info().rss for one in [own, *children])


def fifty(address, size, count):
    """Open sessions and have each send a file at the same time; give them and the answers."""
    rows = b"territory_code;period;members\n"
    content = rows + b"nowhere at all;2026-05;12\n" * ((size - len(rows)) // 26)

    def one(_number):
        client = Client(address, query="lang=en", page="data")
        client.run()
        return client

    with ThreadPoolExecutor(count) as each:
        clients = list(each.map(one, range(count)))
        sent = list(each.map(lambda client: client.upload("a.csv", content), clients))
    return clients, sent


@pytest.mark.soak
def test_fifty_uploads_of_two_megabytes_at_once_stay_within_300(tmp_path, capsys):
    with serving.laptop(tmp_path, tmp_path / "own.duckdb") as (address, process):
        for client in fifty(address, MB // 50, 4)[0]:
            client.close()
        before = resident(process)
        clients, sent = fifty(address, 2 * MB, 50)
        after = resident(process)
        for client in clients:
            client.close()
        assert [answer.status_code for _state, answer in sent] == [204] * 50
        assert process.poll() is None
    with capsys.disabled():
        grown = [(now - then) / MB for then, now in zip(before, after, strict=True)]
        print(f"50 uploads of 2 MB: server {grown[0]:.0f} MB more, with its readers {grown[1]:.0f}")
    assert after[0] - before[0] < 300 * MB
