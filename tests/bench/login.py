"""What login, territories and masking cost: the same pages run again, with a login and without.

One server as on a laptop, one as `jahiziya serve --server`; a reader of each, in turns. Processor
seconds of the server are compared, which a busy machine changes less than the clock.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil
import servers

from dashboard.paths import ROOT

sys.path.insert(0, str(ROOT))
from tests.served import serving
from tests.session_client import Client, signed_cookie

PAGES = ("readiness", "province", "meetings")
PROVINCE = "03.561"
_RUNS = 3  # of each page, between two looks at the processor's clock
_ROLES = f"""
[[account]]
id = "a1"
login = "region@example.org"
role = "analyst"
[[account]]
id = "p1"
login = "province@example.org"
role = "provincial"
territories = ["{PROVINCE}"]
"""


@dataclass(frozen=True)
class Signed:
    """CPU ms of a rerun, the median of all turns: without login, of the region, of a province."""

    local: float
    region: float
    province: float


def measured(folder: Path, demo: Path, turns: int) -> Signed:
    """Run the pages again and again, the readers in turns; the first turn warms up."""
    kept = folder / "login"
    kept.mkdir()
    with ExitStack() as running:
        local = running.enter_context(
            servers.Server("local", servers.PACKAGE / "app.py", demo, folder)
        )
        served = running.enter_context(serving(kept, demo, _ROLES))
        known = {
            name: running.enter_context(Client(address, cookie)) for name, address, cookie in (
                ("local", local.url, None),
                ("region", served.address,
                 signed_cookie(served.address, served.secret, "region@example.org")),
                ("province", served.address,
                 signed_cookie(served.address, served.secret, "province@example.org")),
            )
        }  # fmt: skip
        processes = {"local": local.process.pid, "region": served.pid, "province": served.pid}
        found: dict[str, list[float]] = {name: [] for name in known}
        for turn in range(turns + 1):
            for name, client in known.items():
                spent = _spent(client, psutil.Process(processes[name]))
                if turn:
                    found[name].append(spent)
    return Signed(**{name: median(some) for name, some in found.items()})


def _spent(client: Client, process: psutil.Process) -> float:
    """Return the CPU ms of one rerun, over several of each page."""
    before = process.cpu_times()
    for page in PAGES:
        for _run in range(_RUNS):
            client.open(page, lang="fr", province=PROVINCE)
    after = process.cpu_times()
    seconds = after.user + after.system - before.user - before.system
    return 1000 * seconds / (_RUNS * len(PAGES))
