"""A server with a login over the demonstration, as a process of its own."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.paths import ROOT

PROVIDER = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--host", "127.0.0.1"]
SERVER = [sys.executable, "-W", "ignore", "-c", "from dashboard.cli import main; main()", "serve"]
TODAY = "2026-11-23"


@dataclass(frozen=True)
class Served:
    """A server that answers: where, over which files, and the secret that signs its cookies."""

    address: str
    roles: Path
    database: Path
    secret: str
    log: Path
    pid: int
    provider: subprocess.Popen | None


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def started(command, address, log, **env):
    """A process that answers at an address; what it said when it does not."""
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **env}, stdout=said, stderr=subprocess.STDOUT
        )
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return process
    process.kill()
    return pytest.fail(log.read_text())


@contextmanager
def serving(folder, database, roles, *, with_provider=False):
    """Serve a copy of a database with a role file; no traceback is left in its log."""
    copy = folder / "db.duckdb"
    shutil.copy(database, copy)
    own, provider = free_port(), free_port()
    metadata = f"http://127.0.0.1:{provider}/.well-known/openid-configuration"
    (folder / "roles.toml").write_text(roles, encoding="utf-8")
    (folder / "server.toml").write_text(
        f'port = {own}\npublic_url = "http://127.0.0.1:{own}"\nroles = "roles.toml"\n'
        f'client_id = "jahiziya"\nserver_metadata_url = "{metadata}"\n',
        encoding="utf-8",
    )
    address, secret, log = f"http://127.0.0.1:{own}", secrets.token_hex(32), folder / "server.log"
    commands = [([*SERVER, "--server", str(folder / "server.toml"), "--db", str(copy)],
                 f"{address}/health/ready", log)]  # fmt: skip
    if with_provider:
        commands.insert(0, ([*PROVIDER, "--port", str(provider)], metadata, folder / "oidc.log"))
    running = []
    with ExitStack() as ended:
        for command, at, said in commands:
            process = started(
                command, at, said, HOME=str(folder), JAHIZIYA_TODAY=TODAY,
                JAHIZIYA_CLIENT_SECRET="c", JAHIZIYA_COOKIE_SECRET=secret,
            )  # fmt: skip
            ended.callback(process.wait, timeout=30)
            ended.callback(process.terminate)
            running.append(process)
        oidc = running[0] if with_provider else None
        yield Served(address, folder / "roles.toml", copy, secret, log, process.pid, oidc)
    said, _, since_down = log.read_text().partition("Error during OAuth")
    assert "Traceback" not in said, said[max(0, said.index("Traceback") - 2000) :][:9000]
    assert "dashboard/" not in since_down  # Streamlit's own words on the provider, nothing of ours
