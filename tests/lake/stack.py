"""Everything at once: PostgreSQL, a bucket, two replicas with a login, and nginx before them.

`python -m tests.lake.stack` starts it over the demonstration and says where, until it is ended.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from dashboard.lake_settings import Lake, ObjectStore
from dashboard.paths import ROOT
from dashboard.store.moving import move
from tests.lakes import free_port, server, settings_of

_MISSING = """The test of two replicas needs nginx: none is here. Install it (Debian, Ubuntu: apt
install nginx-light; Fedora: dnf install nginx; macOS: brew install nginx), then run it again."""
_PYTHON = [sys.executable, "-W", "ignore"]
_ROLES = """
[[account]]
id = "k1"
login = "keeper@example.org"
role = "analyst"
"""


@dataclass
class Stack:
    """Where it is reached, its lake, and its replicas, which a test may kill and start again."""

    address: str
    lake: Lake
    replicas: list[subprocess.Popen]
    start: Callable[[int], subprocess.Popen]
    ports: tuple[int, ...]
    asked: Path
    secret: str  # that signs the cookies of a login

    def cookie(self, number: int) -> str:
        """Return a value of nginx's cookie that leads to a replica, by nginx's own log."""
        for value in (f"{number}-{tried}" for tried in count()):
            ready = f"{self.address}/health/ready"
            headers = {"Cookie": f"replica={value}"}
            urllib.request.urlopen(urllib.request.Request(ready, headers=headers)).close()
            while f"\n{value} " not in f"\n{(text := self.asked.read_text(encoding='utf-8'))}":
                time.sleep(0.05)  # the line is written after the answer
            if f"\n{value} 127.0.0.1:{self.ports[number]}\n" in f"\n{text}":
                return value
        raise AssertionError  # it counts for ever

    def kill(self, number: int) -> None:
        """Kill a replica as a machine that goes off would."""
        self.replicas[number].kill()
        self.replicas[number].wait()

    def start_again(self, number: int) -> None:
        """Start a replica that was killed, and wait until it is ready."""
        self.replicas[number] = self.start(number)


@contextmanager
def stack(demo: Path, folder: Path) -> Iterator[Stack]:
    """Start all of it over a lake that holds the demonstration; end all of it."""
    nginx = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if nginx is None:
        raise AssertionError(_MISSING)
    proxy, provider, first, second = (free_port() for _ in range(4))
    address = f"http://127.0.0.1:{proxy}"
    with ExitStack() as ended:
        bucket = _bucket(folder, ended)
        lake = Lake(**{**vars(server().lake(is_new=True)), "data_path": "s3://rows/app/",
                       "objects": bucket})  # fmt: skip
        move(demo, lake)
        metadata = f"http://127.0.0.1:{provider}/.well-known/openid-configuration"
        command = [*_PYTHON, "-m", "oidc_provider_mock", "--host", "127.0.0.1"]
        _started([*command, "--port", str(provider)], metadata, folder / "provider.log", ended)
        # One secret for both: a login holds on whichever replica answers.
        told = {
            **settings_of(lake, folder),
            "JAHIZIYA_TODAY": "2026-11-23",
            "JAHIZIYA_CLIENT_SECRET": "c",
            "JAHIZIYA_COOKIE_SECRET": secrets.token_hex(32),
        }
        (folder / "roles.toml").write_text(_ROLES, encoding="utf-8")

        def start(number: int) -> subprocess.Popen:
            return _replica(folder, (first, second)[number], address, metadata, told, ended)

        replicas = [start(0), start(1)]
        _nginx(nginx, folder, (proxy, first, second), ended)
        _wait(f"{address}/health/ready", None, folder / "nginx.log")
        yield Stack(address, lake, replicas, start, (first, second), folder / "asked.log",
                    told["JAHIZIYA_COOKIE_SECRET"])  # fmt: skip


def _replica(folder, port, address, metadata, told, ended) -> subprocess.Popen:
    settings = folder / f"server-{port}.toml"
    settings.write_text(
        f'port = {port}\npublic_url = "{address}"\nroles = "roles.toml"\n'
        f'client_id = "jahiziya"\nserver_metadata_url = "{metadata}"\n',
        encoding="utf-8",
    )
    home = folder / f"home-{port}"
    home.mkdir(exist_ok=True)
    environment = {**told, "HOME": str(home)}
    environment.pop("JAHIZIYA_DB", None)
    command = [*_PYTHON, "-c", "from dashboard.cli import main; main()", "serve", "--server"]
    ready = f"http://127.0.0.1:{port}/health/ready"
    log = folder / f"replica-{port}.log"
    return _started([*command, str(settings)], ready, log, ended, environment)


def _bucket(folder: Path, ended: ExitStack) -> ObjectStore:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [*_PYTHON, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    _started(command, f"{address}/moto-api", folder / "bucket.log", ended)
    urllib.request.urlopen(urllib.request.Request(f"{address}/rows", method="PUT")).close()
    return ObjectStore("key", "a secret of the bucket", address, uses_tls=False)


def _nginx(program: str, folder: Path, ports: tuple[int, ...], ended: ExitStack) -> None:
    """Run nginx with the shipped settings, its ports put in the place of theirs."""
    shipped = (ROOT / "docs" / "scale-out.nginx.conf").read_text(encoding="utf-8")
    for written, port in zip((8500, 8501, 8502), ports, strict=True):
        assert f":{written}" in shipped
        shipped = shipped.replace(f":{written}", f":{port}")
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in names)
    (folder / "nginx.conf").write_text(
        f"pid {folder}/nginx.pid;\ndaemon off;\nuser {_user()};\nevents {{}}\n"
        f"http {{\nlog_format asked '$cookie_replica $upstream_addr';\n"
        f"access_log {folder}/asked.log asked;\n{temporary}{shipped}\n}}\n",
        encoding="utf-8",
    )
    command = [program, "-p", str(folder), "-e", str(folder / "nginx.log")]
    process = subprocess.Popen([*command, "-c", str(folder / "nginx.conf")])
    ended.callback(_end, process)


def _user() -> str:
    """nginx's workers are of this user; only root may name another."""
    return os.environ.get("USER") or "root"


def _started(command, ready, log, ended, environment=None) -> subprocess.Popen:
    with log.open("ab") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
    ended.callback(_end, process)
    _wait(ready, process, log)
    return process


def _wait(address: str, process: subprocess.Popen | None, log: Path) -> None:
    deadline = time.monotonic() + 180
    while process is None or process.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < deadline, log.read_text(encoding="utf-8")
            time.sleep(0.2)
        else:
            return
    raise AssertionError(log.read_text(encoding="utf-8"))


def _end(process: subprocess.Popen) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main() -> None:
    """Start it over the demonstration and wait."""
    from dashboard.demo import fill_demo
    from dashboard.store import Store

    with tempfile.TemporaryDirectory(prefix="jahiziya-stack-") as name:
        demo = Path(name) / "demo.duckdb"
        with Store.open(demo) as made:
            fill_demo(made)
        with stack(demo, Path(name)) as running:
            print(f"{running.address} (login keeper@example.org); Ctrl-C ends it", flush=True)
            signal.pause()


if __name__ == "__main__":
    main()
