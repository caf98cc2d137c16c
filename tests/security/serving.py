"""The product as it is started in earnest: on a laptop, or as a server with a login."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

from dashboard.paths import ROOT

COMMAND = [sys.executable, "-W", "ignore", "-c", "from dashboard.cli import main; main()", "serve"]
COOKIE_SECRET = secrets.token_hex(32)
CLIENT_SECRET = secrets.token_hex(12)


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def laptop(folder, database, port=None):
    """`jahiziya serve` over a database; gives its address and its process."""
    port = port or free_port()
    command = [*COMMAND, "--no-browser", "--port", str(port), "--db", str(database)]
    with _running(command, folder, f"http://127.0.0.1:{port}", "/_stcore/health") as one:
        yield one


@contextmanager
def server(folder, database, roles, public_url=None, command=COMMAND, cwd=ROOT):
    """`jahiziya serve --server`; the provider is an address that nobody asks before a login."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    (folder / "roles.toml").write_text(roles, encoding="utf-8")
    known = {
        "public_url": public_url or address,
        "roles": "roles.toml",
        "client_id": "jahiziya",
        "server_metadata_url": "https://login.invalid/.well-known/openid-configuration",
    }
    lines = [f"port = {port}", *(f'{name} = "{value}"' for name, value in known.items())]
    (folder / "server.toml").write_text("\n".join(lines), encoding="utf-8")
    started = [*command, "--server", str(folder / "server.toml"), "--db", str(database)]
    with _running(started, folder, address, "/health/ready", cwd) as one:
        yield one


@contextmanager
def _running(command, folder, address, health, cwd=ROOT):
    log = folder / "server.log"
    told = {
        "HOME": str(folder), "JAHIZIYA_TODAY": "2026-11-23",
        "JAHIZIYA_COOKIE_SECRET": COOKIE_SECRET, "JAHIZIYA_CLIENT_SECRET": CLIENT_SECRET,
    }  # fmt: skip
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=cwd, env={**os.environ, **told}, stdout=said, stderr=subprocess.STDOUT
        )
    try:
        _wait(process, f"{address}{health}", log)
        yield address, process
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(process, address, log):
    deadline = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(address, timeout=2).close()
        except (urllib.error.URLError, OSError):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        else:
            return
