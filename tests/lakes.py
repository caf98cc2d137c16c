"""Real lakes for tests: a PostgreSQL started once a process, a database and a folder a lake."""

from __future__ import annotations

import atexit
import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

import pytest

from dashboard.lake_settings import OBJECT_SECRET, Lake
from dashboard.lake_settings import PASSWORD as PASSWORD_VARIABLE
from dashboard.paths import REFERENCE, ROOT
from dashboard.store import Store

PASSWORD = "öpen sesame' of 'the tests"  # a quote in it: it must be quoted where it is told
_MISSING = """The tests of the store for several machines need PostgreSQL 13 or newer: none is here.
Install it (Debian, Ubuntu: apt install postgresql; Fedora: dnf install postgresql-server;
macOS: brew install postgresql), then run the tests again."""
# What the questions take besides days, for those that take it.
GIVEN = {
    "scope": ["03"],
    "territory": "03.231",
    "exact": False,
    "body_kind": "provincial_secretariat",
    "since": dt.date(2026, 8, 31),
    "variant_codes": [],
    "variant_units": [],
}


class Server:
    """A PostgreSQL of its own folder and port, with its account `jahiziya`."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="jahiziya-pg-"))
        self.port = free_port()
        self._numbers = count(1)
        self._process: subprocess.Popen | None = None
        if _is_root():
            shutil.chown(self.folder, "postgres", "postgres")
        word = self.folder / "word"
        word.write_text(PASSWORD, encoding="utf-8")
        made = ["-D", str(self.folder / "data"), "-U", "jahiziya", "-A", "scram-sha-256"]
        made += ["-N", "-E", "UTF8", "--no-locale", f"--pwfile={word}"]
        self._run("initdb", *made)
        self.start()
        atexit.register(self.end)

    def start(self) -> None:
        """Start, and wait until it answers."""
        command = [
            program("postgres"), "-D", str(self.folder / "data"), "-p", str(self.port),
            "-k", str(self.folder), "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off",
        ]  # fmt: skip
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **_as())
        ready = [program("pg_isready"), "-h", "127.0.0.1", "-p", str(self.port), "-t", "1"]
        while subprocess.run(ready, stdout=subprocess.DEVNULL, check=False).returncode:
            assert self._process.poll() is None, (self.folder / "log").read_text("utf-8")

    def stop(self) -> None:
        """Stop at once, as a machine that goes off would."""
        if self._process is not None:
            self._process.send_signal(signal.SIGQUIT)
            self._process.wait()
            self._process = None

    @property
    def is_up(self) -> bool:
        """Whether it was started and not stopped."""
        return self._process is not None

    def end(self) -> None:
        """Stop and leave nothing behind."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def sql(self, text: str, database: str = "postgres") -> str:
        """Run SQL as `psql` does; return what it prints."""
        command = ["psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", "jahiziya", "-qAt"]
        return self._run(*command, "-v", "ON_ERROR_STOP=1", "-d", database, "-c", text)

    def lake(self, *, is_new: bool = False) -> Lake:
        """Return a lake without rows: tables made (a copy of the first one), or nothing at all."""
        name = f"lake_{next(self._numbers)}"
        lake = self._named(name)
        if is_new:
            self.sql(f"create database {name}")
            return lake
        self.sql(f"create database {name} template {self._first()}")
        said = "update ducklake_metadata set value = '{}' where key = 'data_path'"
        self.sql(said.format(lake.data_path), name)
        return lake

    @cache  # noqa: B019 - a server lives as long as the process
    def _first(self) -> str:
        self.sql("create database first_lake")
        Store.open(self._named("first_lake")).close()
        return "first_lake"

    def _named(self, name: str) -> Lake:
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=_data_folder()))
        return Lake("127.0.0.1", self.port, name, "jahiziya", f"{folder}/", PASSWORD)

    def _run(self, name: str, *arguments: str) -> str:
        as_user = {} if name == "psql" else _as()
        done = subprocess.run(
            [program(name), *arguments], capture_output=True, text=True, check=False,
            env={**os.environ, "PGPASSWORD": PASSWORD}, cwd=self.folder, **as_user,
        )  # fmt: skip
        assert done.returncode == 0, f"{name}: {done.stdout}{done.stderr}"
        return done.stdout


@cache
def server() -> Server:
    """The PostgreSQL of this process, started when first asked for."""
    return Server()


@contextmanager
def a_store(kind: str, reference: Path = REFERENCE) -> Iterator[Store]:
    """Open an empty store of a kind: `file` (in memory) or `lake`."""
    with Store.open(None if kind == "file" else server().lake(), reference=reference) as opened:
        yield opened


def settings_of(lake: Lake, folder: Path) -> dict[str, str]:
    """Write the settings that name a lake; return the environment of a process that opens it."""
    lines = ["[store]", 'kind = "lake"', f"port = {lake.port}"]
    names = ("host", "database", "user", "data_path", "sslmode")
    lines += [f'{name} = "{getattr(lake, name)}"' for name in names]
    added = {PASSWORD_VARIABLE: lake.password}
    if lake.objects:
        lines += ["[store.s3]", f'key_id = "{lake.objects.key_id}"']
        lines += [f'endpoint = "{lake.objects.endpoint}"', "uses_tls = false"]
        added[OBJECT_SECRET] = lake.objects.secret
    file = folder / f"{lake.database}.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    return {**os.environ, **added, "JAHIZIYA_SETTINGS": str(file)}


def replica(code: str, environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    """Start another process that opens the lake as `store` and runs code."""
    opening = (
        # The engine takes a process without a file for a terminal, and draws its progress on it.
        "import sys\n__file__ = 'replica'\nfrom dashboard.settings import default_store\n"
        "from dashboard.store import Store\nstore = Store.open(default_store())\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", opening + code, *arguments],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=ROOT,
    )  # fmt: skip


def program(name: str) -> str:
    """Return a program of PostgreSQL; without it the test fails with what to install."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    found = shutil.which(name, path=path)
    if found is None:
        pytest.fail(_MISSING)
    return found


def free_port() -> int:
    """Return a port that nobody has now."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


@cache
def _data_folder() -> str:
    folder = tempfile.mkdtemp(prefix="jahiziya-lakes-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _as() -> dict[str, str]:
    """PostgreSQL refuses to run as root: there its own user, elsewhere whoever runs the tests."""
    return {"user": "postgres", "group": "postgres"} if _is_root() else {}
