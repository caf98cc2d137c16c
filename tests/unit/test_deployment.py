"""The files a server is set up with: the unit, the proxy, the container's one step."""

import os
import re
import shutil
import ssl
import subprocess
import sys
import time
from contextlib import contextmanager

import httpx
import pytest

from dashboard.paths import ROOT

sys.path.insert(0, str(ROOT / "deploy"))
sys.path.insert(0, str(ROOT / "tests" / "security"))

import serving
import wheelhouse as wheels

from tests.session_client import Client

DEPLOY = ROOT / "deploy"
NAME = "readiness.example.org"
ROLES = '[[account]]\nid = "a1"\nlogin = "analyst@example.org"\nrole = "analyst"\n'
HARDENED = 2.0  # systemd's own exposure, from 0 (closed) to 10 (open)


def program(name, package):
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin:/sbin")
    assert found, f"the test needs {name}: install {package} (make test does, as root on Debian)"
    return found


def said_by(command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


@pytest.fixture
def unit(tmp_path):
    """The unit with a command that is there: systemd asks whether it can be run."""
    text = (DEPLOY / "jahiziya.service").read_text(encoding="utf-8")
    there = text.replace("/opt/jahiziya/bin/jahiziya", sys.executable)
    assert there != text
    file = tmp_path / "jahiziya.service"
    file.write_text(there, encoding="utf-8")
    return file


def test_systemd_finds_no_fault_in_the_unit(unit):
    done = said_by([program("systemd-analyze", "systemd"), "verify", unit])

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_the_unit_is_closed_to_what_it_does_not_need(unit):
    done = said_by([program("systemd-analyze", "systemd"), "security", "--offline=true", unit])
    exposure = re.search(r"Overall exposure level.*: ([\d.]+)", done.stdout)

    assert exposure, done.stdout + done.stderr
    assert float(exposure[1]) <= HARDENED
    text = unit.read_text(encoding="utf-8")
    assert "SECRET=" not in text
    assert "@resources" not in "".join(re.findall("^System.*", text, re.MULTILINE))


# ------------------------------------------------------------------ the proxy
@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificate")
    done = said_by(
        [program("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days",
         "2", "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}", "-keyout",
         folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return folder


def proxy_settings(folder, certificate, ports, app):
    """The file as it is shipped, with these ports and this certificate, in a whole setting."""
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    for old, new in (
        ("listen 80;", f"listen 127.0.0.1:{ports[0]};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{ports[1]} ssl;"),
        ("/etc/ssl/jahiziya", str(certificate)),
        ("127.0.0.1:8501", f"127.0.0.1:{app}"),
    ):
        assert old in text
        text = text.replace(old, new)
    text = re.sub(r" *listen \[::\].*\n", "", text)
    kept = "".join(f"{kind}_temp_path {folder}/{kind};\n"
                   for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))  # fmt: skip
    file = folder / "nginx.conf"
    file.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr;\n"
        f"events {{}}\nhttp {{\n{kept}{text}\n}}\n",
        encoding="utf-8",
    )
    return file


def test_nginx_takes_the_settings_of_the_proxy(tmp_path, certificate):
    file = proxy_settings(tmp_path, certificate, (8601, 8602), 8501)
    done = said_by([program("nginx", "nginx-light"), "-t", "-c", file, "-p", tmp_path])

    assert done.returncode == 0, done.stderr
    assert "test is successful" in done.stderr
    assert "[warn]" not in done.stderr


@contextmanager
def proxied(folder, certificate, app):
    ports = serving.free_port(), serving.free_port()
    file = proxy_settings(folder, certificate, ports, app)
    command = [program("nginx", "nginx-light"), "-c", file, "-p", folder]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        try:
            yield ports
        finally:
            running.terminate()


@pytest.mark.soak
def test_through_nginx_a_page_has_tls_a_websocket_and_uploads_are_told(tmp_path, certificate):
    trusted = ssl.create_default_context(cafile=certificate / "fullchain.pem")
    (tmp_path / "proxy").mkdir()
    url = f"https://{NAME}"
    with (
        serving.server(tmp_path, tmp_path / "own.duckdb", ROLES, public_url=url) as (address, _),
        proxied(tmp_path / "proxy", certificate, int(address.rpartition(":")[2])) as (plain, tls),
    ):
        waited = time.monotonic() + 30
        while time.monotonic() < waited:
            try:
                moved = httpx.get(f"http://127.0.0.1:{plain}/data?lang=fr", headers={"host": NAME})
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        assert (moved.status_code, moved.headers["location"]) == (301, f"{url}/data?lang=fr")
        with Client(f"https://127.0.0.1:{tls}", named=NAME, origin=url, trusted=trusted,
                       query="lang=fr") as client:  # fmt: skip
            shown = client.run()
            answer = client.upload("a.csv", b"x" * 2_000_000)[1]
        assert shown.labelled("button", "Se connecter")
        assert answer.status_code == 401
        assert answer.headers["strict-transport-security"]


# ------------------------------------------------------------------ the container
def test_the_only_step_that_runs_in_the_container_is_the_script():
    text = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    steps = re.findall(r"^RUN (.*)$", text, re.MULTILINE)

    assert steps == [
        "OWNER=10001:10001 sh /tmp/install.sh /opt/jahiziya /tmp/wheelhouse /var/lib/jahiziya"
    ]
    assert re.findall(r"^USER (.*)$", text, re.MULTILINE) == ["10001:10001"]
    assert "SECRET" not in text


@pytest.mark.parametrize("words", [(), ("a",), ("a", "b", "c", "d")])
def test_the_script_says_what_it_takes(words, tmp_path):
    done = said_by(["/bin/sh", DEPLOY / "install.sh", *words], cwd=tmp_path)

    assert (done.returncode, done.stderr) == (2, "install.sh TARGET WHEELHOUSE DATA\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.soak
def test_the_script_installs_a_server_in_an_empty_folder_without_a_network(tmp_path):
    wheels.fill(tmp_path / "wheelhouse", "linux_x86_64", [wheels.this_python()], ("server",))
    target, data = tmp_path / "opt", tmp_path / "data"
    hostile = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PYTHON": sys.executable}
    home = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}
    done = said_by(
        ["/bin/sh", DEPLOY / "install.sh", target, tmp_path / "wheelhouse", data],
        env={**home, **hostile},
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert data.stat().st_mode & 0o777 == 0o700
    command = [target / "bin" / "jahiziya", "serve"]
    with serving.server(
        tmp_path, data / "jahiziya.duckdb", ROLES, command=command, cwd=tmp_path
    ) as (address, _):
        assert httpx.get(f"{address}/health/ready", timeout=60).json() == {"ok": True}
        with Client(address, query="lang=fr") as client:
            assert client.run().labelled("button", "Se connecter")
