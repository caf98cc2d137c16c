"""A real server and a real browser. No browser is a failure, never a skip."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import expect as _expect

from dashboard.figures.static_files import prepare_static
from dashboard.paths import ROOT
from dashboard.store import Store, imports
from tests.ensure_browser import CHROMIUMS

_expect.set_options(timeout=120_000)  # a slow machine is no fault of the page

PAGES = Path(__file__).parent / "pages"
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
STREAMLIT = {
    "server.headless": "true",
    "server.enableStaticServing": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "global.developmentMode": "false",
    "logger.enableRich": "false",
}
# On a deep link Streamlit's own page first asks for its server below that page, and is told 404.
PROBES = re.compile(r"http://127\.0\.0\.1:\d+/\w+/_stcore/(health|host-config)")
Serve = Callable[..., str]
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    assert found, f"the browser tests need one of {', '.join(CHROMIUMS)}"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Run a script, return its address; pages of tests/browser/pages get a folder of their own."""
    with ExitStack() as servers:

        def start(script: Path, *arguments: str, env: dict[str, str] | None = None) -> str:
            folder = tmp_path_factory.mktemp("server")
            if script.is_relative_to(PAGES):
                prepare_static(folder=folder / "static")
                script = Path(shutil.copy(script, folder))
            else:
                prepare_static()  # as `jahiziya serve` does: the first page asks for its fonts
            return servers.enter_context(_Server(script, arguments, env or {}, folder))

        yield start


@pytest.fixture(scope="module")
def database(demo_file, tmp_path_factory) -> Path:
    """A copy of the demonstration, for the server of one module."""
    return Path(shutil.copy(demo_file, tmp_path_factory.mktemp("database") / "demo.duckdb"))


@pytest.fixture(scope="session")
def app(demo_file, tmp_path_factory) -> Iterator[str]:
    """The dashboard over a demonstration that tests read and none writes to; its address."""
    folder = tmp_path_factory.mktemp("app")
    database = Path(shutil.copy(demo_file, folder / "demo.duckdb"))
    before = _batches(database)
    prepare_static()  # as `jahiziya serve` does: the first page asks for its fonts
    env = {"JAHIZIYA_DB": str(database), "JAHIZIYA_TODAY": "2026-11-23"}
    with _Server(ROOT / "dashboard" / "app.py", (), env, folder) as address:
        yield address
    assert _batches(database) == before, "a test wrote to the demonstration that others read"


@pytest.fixture(scope="module")
def own_app(serve, database) -> str:
    """The dashboard over a copy of one module, for tests that write; its address."""
    return serve(
        ROOT / "dashboard" / "app.py",
        env={"JAHIZIYA_DB": str(database), "JAHIZIYA_TODAY": "2026-11-23"},
    )


@pytest.fixture
def lone_server(database, tmp_path) -> _Server:
    """A server that a test itself starts, stops and starts again, always at one address."""
    prepare_static()
    env = {"JAHIZIYA_DB": str(database), "JAHIZIYA_TODAY": "2026-11-23"}
    return _Server(ROOT / "dashboard" / "app.py", (), env, tmp_path)


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Open watched pages: at the end none may have logged an error or asked an outside host."""
    with ExitStack() as contexts:
        faults: list[str] = []

        def opened(
            width: int = 1300, height: int = 900, *, watched: bool = True, **options: object
        ) -> Page:
            context = browser.new_context(viewport={"width": width, "height": height}, **options)
            contexts.callback(context.close)
            context.set_default_timeout(120_000)  # as what is expected: see above
            page = context.new_page()
            if watched:
                _watch(page, faults)
            return page

        yield opened
        assert not faults


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


def _batches(database: Path) -> int:
    with Store.open(database) as store:
        return len(imports(store))


def _watch(page: Page, faults: list[str]) -> None:
    def request(asked: str) -> None:
        address = urlparse(asked)
        if address.scheme not in {"data", "blob"} and address.hostname not in {"127.0.0.1"}:
            faults.append(f"outside: {asked}")

    def console(kind: str, text: str, address: str) -> None:
        if kind == "error" and not ("404" in text and PROBES.fullmatch(address)):
            faults.append(f"console: {text} {address}")

    page.on("request", lambda each: request(each.url))
    page.on("websocket", lambda each: request(each.url))
    page.on("pageerror", lambda each: faults.append(f"error: {each}"))
    page.on("console", lambda each: console(each.type, each.text, each.location["url"]))


class _Server:
    """`streamlit run` on a free port, in a home folder of its own; ended with what it started."""

    def __init__(
        self, script: Path, arguments: tuple[str, ...], env: dict[str, str], folder: Path
    ) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        options = {**STREAMLIT, "server.port": str(self.port), "server.address": "127.0.0.1"}
        self.command = [sys.executable, "-m", "streamlit", "run", str(script)]
        self.command += [f"--{name}={value}" for name, value in options.items()]
        self.command += ["--", *arguments] if arguments else []
        self.env = {**os.environ, "HOME": str(folder), **env}
        self.log = folder / "server.log"

    def __enter__(self) -> str:
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self.command, env=self.env, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT
            )
        address = f"http://127.0.0.1:{self.port}"
        deadline = time.monotonic() + 60
        while not _answers(f"{address}/_stcore/health"):
            ended = self.process.poll() is not None
            if ended or time.monotonic() > deadline:
                self.process.kill()
                pytest.fail(f"the server did not start:\n{self.log.read_text()}")
        return address

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        tracebacks = re.findall(r"Traceback.*", self.log.read_text(), flags=re.DOTALL)
        assert not tracebacks, tracebacks[0]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=1) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False
