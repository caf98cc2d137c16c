"""The servers that are compared: the product, its empty frame, a bare page and the naive app."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import geopandas
import pandas as pd

from dashboard.figures.static_files import prepare_static
from dashboard.paths import GEO, REFERENCE, ROOT
from dashboard.questions import ask_many
from dashboard.store import Store

PAGES = Path(__file__).parent / "pages"
PACKAGE = ROOT / "dashboard"
TODAY = dt.date(2026, 11, 23)
OPTIONS = {
    "server.headless": "true",
    "server.enableStaticServing": "true",
    "server.fileWatcherType": "none",
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "global.developmentMode": "false",
}
# The frame is run as Streamlit comes; the product's own choice is part of what is compared.
AS_IT_COMES = {"runner.postScriptGC": "true"}


@dataclass
class Server:
    """`streamlit run` on a free port, with a home folder and a copy of the database of its own."""

    name: str
    script: Path
    demo: Path
    folder: Path

    def __enter__(self) -> Server:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = {**OPTIONS, "server.port": str(port), "server.address": "127.0.0.1"}
        options |= AS_IT_COMES if self.name == "frame" else {}
        self.url = f"http://127.0.0.1:{port}"
        home = self.folder / f"home-{self.name}"
        home.mkdir()
        database = shutil.copy(self.demo, home / "demo.duckdb")
        told = {"HOME": str(home), "JAHIZIYA_DB": database, "JAHIZIYA_TODAY": TODAY.isoformat()}
        self.log = (self.folder / f"{self.name}.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(self.script)]
            + [f"--{name}={value}" for name, value in options.items()],
            env={**os.environ, **told},
            cwd=ROOT,
            stdout=self.log,
            stderr=subprocess.STDOUT,
        )
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + 60
        while True:
            try:
                with urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1):
                    return
            except OSError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise RuntimeError(Path(self.log.name).read_text()) from None
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)
        self.log.close()


def scripts(folder: Path, demo: Path) -> dict[str, Path]:
    """Lay out what each server runs and return the scripts by name."""
    return {
        **pair(folder),
        "bare": Path(shutil.copy(PAGES / "bare_app.py", _made(folder / "bare"))),
        "naive": _naive(folder / "naive", demo),
    }


def pair(folder: Path) -> dict[str, Path]:
    """Lay out the product and its empty frame alone; `tuned`: the frame with all its options."""
    frame = _frame(folder / "frame")
    return {"product": PACKAGE / "app.py", "frame": frame, "tuned": frame}


def _frame(folder: Path) -> Path:
    """The product's own app.py over pages of which one is the empty frame."""
    screens = _made(folder / "screens")
    shutil.copytree(PACKAGE / ".streamlit", folder / ".streamlit")
    prepare_static(folder=folder / "static")
    for page in (PACKAGE / "screens").glob("[a-z]*.py"):
        shutil.copy(PAGES / "frame_page.py", screens / page.name)
    return Path(shutil.copy(PACKAGE / "app.py", folder))


def _naive(folder: Path, demo: Path) -> Path:
    """The full geometry, the product's own figures as a file, and the stub Plotly needs."""
    topo = _made(folder / "static" / "topo")
    stub = '{"type":"Topology","objects":{},"arcs":[]}'
    (topo / "world_110m.json").write_text(stub, encoding="utf-8")
    communes = geopandas.read_parquet(GEO / "communes.parquet")
    communes = communes.rename(columns={"code": "commune_code"})
    communes.to_file(folder / "territory.geojson", driver="GeoJSON")
    figures(demo).to_csv(folder / "figures.csv", index=False)
    return Path(shutil.copy(PAGES / "naive_app.py", folder))


def figures(demo: Path) -> pd.DataFrame:
    """Return what the product's map shows, wide: a row a commune, a column a layer."""
    with Store.open(demo) as store:
        answers = ask_many(store, ("readiness_map", "indicator_map"), as_of=TODAY, scope=["03"])
    drawn = set(pd.read_csv(REFERENCE / "map_layers.csv")["layer"])
    facts = answers["indicator_map"]
    wide = facts[facts["indicator"].isin(drawn)].pivot(
        index="territory_code", columns="indicator", values="value"
    )
    score = answers["readiness_map"].set_index("territory_code")["low"].rename("readiness")
    rows = wide.join(score, how="inner").reset_index(names="commune_code")
    return rows[["commune_code", "readiness", *wide.columns]]


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
