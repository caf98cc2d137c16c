"""Commands that run the dashboard: serve, demo."""

from __future__ import annotations

import os
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from dashboard.cli.files import method_in_force
from dashboard.cli.options import DEFAULT_LANG, Database, Language
from dashboard.cli.printing import plain, tell, told_in
from dashboard.errors import Said, UserError
from dashboard.lake_settings import Lake
from dashboard.settings import default_store, demo_database, settings
from dashboard.store import Store
from dashboard.store.backup_keeper import start_keeper
from dashboard.store.copying import remove
from dashboard.store.marks import forget_mark
from dashboard.territory.splitting import check_constituencies
from dashboard.wording import Wording

if TYPE_CHECKING:
    from dashboard.server.settings import ServerSettings

_HOST = "127.0.0.1"
_Port = Annotated[int, typer.Option("--port", min=1, max=65535, help="Port on this machine.")]


def serve(
    db: Database = None,
    demo: Annotated[bool, typer.Option("--demo", help="Open the demonstration data.")] = False,
    port: _Port = 8501,
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    server: Annotated[
        Path | None,
        typer.Option("--server", help="Serve others, with a login: the server's settings (TOML)."),
    ] = None,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Open the dashboard on this machine, in the browser; or serve others, who sign in."""
    if server is not None:
        _serve_others(server, db, lang)
        return
    with told_in(lang) as words:
        place = db or (demo_database() if demo else default_store())
        _be_ready(port)
        if demo and isinstance(place, Path) and not place.expanduser().exists():
            print(plain(words("Making the demonstration data, once…")), flush=True)
            _fill(place.expanduser())
        _open_once(place, words, keep=not demo)
    _run_streamlit(port, browser=browser)


def _serve_others(settings_file: Path, db: Path | None, lang: Language) -> None:
    with told_in(lang) as words:
        known = _safe(settings_file)
        _be_ready(known.port, known.address)
        _open_once(db or default_store(), words, keep=True)
    from dashboard.server.application import application  # only where it runs: it starts Streamlit

    sys.argv = ["-c"]
    config = {
        "server.address": known.address,
        "server.port": known.port,
        "server.headless": True,
        "server.allowedHosts": [urlsplit(known.public_url).hostname, known.address],
        "server.enableCORS": True,
        "server.enableXsrfProtection": True,
    }
    print(f"Jahiziya: {known.public_url}", flush=True)
    application(known).run(config=config)


def _open_once(place: Path | Lake, words: Wording, *, keep: bool) -> None:
    """Tell here, not in the browser, why a store cannot be opened; the pages open the same.

    A file that is to be kept is saved to the folder of backups from now on.
    """
    known = place.expanduser().resolve() if isinstance(place, Path) else place
    with Store.open(known) as store:
        method_in_force(store, words)
    if isinstance(known, Path):
        os.environ["JAHIZIYA_DB"] = str(known)
        if keep:
            start_keeper(known)


def _safe(settings_file: Path) -> ServerSettings:
    if not all(find_spec(name) for name in ("authlib", "httpx")):
        raise UserError(
            Said(
                "A server needs what signs people in, and it is not installed: "
                'pip install "jahiziya[server]"'
            )
        )
    from dashboard.server.settings import read_server_settings  # it loads Streamlit

    return read_server_settings(settings_file)


def demo(
    db: Database = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Make the default demo file again.")
    ] = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Make a database of synthetic data over the real communes."""
    path = (db or demo_database()).expanduser()
    if fresh and db is not None:
        raise typer.BadParameter("it makes the default demo file again; leave --db out.",
                                 param_hint="--fresh")  # fmt: skip
    with told_in(lang) as words:
        if fresh and path.exists():
            _forget_demo(path)
        count = _fill(path)
        tell(words("{batches} batches of synthetic data in {path}.", batches=count, path=str(path)))


def _be_ready(port: int, address: str = _HOST) -> None:
    """Tell here, in a sentence, what would else fail in the server or on the first page."""
    from dashboard.figures.static_files import prepare_static  # reads fonts: only for the server

    settings()
    check_constituencies()
    prepare_static()
    try:
        _listening(address, port).close()
    except OSError as fault:
        said = Said(
            "Port {port} cannot be used: {fault}. Close the program that has it, or give another "
            "with --port.",
            port=str(port),
            fault=os.strerror(fault.errno or 0),
        )
        raise UserError(said) from fault


def _listening(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    return socket.create_server((address, port), family=family)


def _fill(path: Path) -> int:
    """Fill a new file, under another name until it is whole: half a demo would pass for a demo."""
    from dashboard.demo import fill_demo  # reads the generator only when asked for

    if path.exists():
        raise UserError(
            Said("{path} is there already. Name a new file, or use --fresh.", path=str(path))
        )
    making = path.with_name(f"{path.stem}.making{path.suffix}")
    _forget(making)
    with Store.open(making) as store:
        batches = fill_demo(store)
    making.replace(path)
    _forget(making)
    return batches


def _forget_demo(path: Path) -> None:
    with Store.open(path):
        pass  # a demo that is open elsewhere is refused, not taken away under its reader
    _forget(path)


def _forget(path: Path) -> None:
    remove(path)
    forget_mark(path)


def _run_streamlit(port: int, *, browser: bool) -> None:
    from streamlit.web import cli as streamlit_cli

    script = Path(__file__).resolve().parent.parent / "app.py"
    sys.argv = [
        "streamlit",
        "run",
        str(script),
        f"--server.port={port}",
        f"--server.address={_HOST}",
        f"--server.headless={str(not browser).lower()}",
        # Another name that leads here is somebody's page that would read ours.
        *(f"--server.allowedHosts={name}" for name in (_HOST, "localhost")),
    ]
    print(f"Jahiziya: http://{_HOST}:{port}", flush=True)
    streamlit_cli.main()
