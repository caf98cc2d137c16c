"""The kingdom at full size: what a store of 1,503 communes costs beside one of a region.

Every month is submitted again and again, as when each return is corrected many times: 60 months,
each 100 times, are nine million stored rows of membership of which 90,180 are current. The rows are
written straight into the tables, seeded; nothing else of the product is passed by.

    python tests/bench/country.py            # both worlds, full size: minutes, gigabytes
    python tests/bench/country.py --times 2  # a sample
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

MONTHS, TIMES = 60, 100
DAY = dt.date(2026, 11, 23)
FIRST_MONTH = dt.date(2021, 12, 1)
WORLDS = {"region": [], "country": ["all"]}
# What the home page asks for its map, its table and its figures.
HOME = (
    "readiness_map", "commune_table", "indicator_map", "headline_figures", "province_table"
)  # fmt: skip


def fill(store: Any, communes: list[tuple[str, str]], months: int, times: int) -> int:
    """Write the months of communes (code, region) so many times over; return the stored rows.

    A batch is a region's month, submitted once; figures come from a hash of place, month and time.
    """
    cursor = store.cursor()
    cursor.execute("create temp table places as select unnest($c) as code, unnest($r) as region",
                   {"c": [c for c, _ in communes], "r": [r for _, r in communes]})  # fmt: skip
    cursor.execute(
        """create temp table sent as
        select row_number() over (order by time, month, region) as batch_no, time, month, region,
            strftime(date '2021-12-01' + to_months(month::integer), '%Y-%m') as period
        from range($times) t(time), range($months) m(month),
            (select distinct region from places) r""",
        {"times": times, "months": months},
    )
    cursor.execute("""insert into app.batches select batch_no, 'synthetic', null, null, 'local',
        'bench' from sent""")
    cursor.execute("""insert into app.batch_parts select batch_no, 'membership', 'upsert', null,
        null, null from sent""")
    cursor.execute("""insert into app.batch_states select batch_no, batch_no, 'accepted', 'local',
        timestamp '2026-01-01' + to_seconds(batch_no::bigint) from sent""")
    cursor.execute("""insert into app.membership_rows
          (batch_no, row_no, row_kind, committed_on, territory_code, period, members, women)
        select batch_no, row_number() over (partition by batch_no order by code), 'upsert',
            date '2026-01-01', code, period, 20 + hash(code, period, time) % 400,
            hash(code, period, time) % 20
        from sent join places using (region) order by batch_no, code""")
    cursor.execute("checkpoint app")
    return int(cursor.execute("select count(*) from app.membership_rows").fetchall()[0][0])


def measured(world: str, folder: Path, months: int, times: int) -> dict[str, Any]:
    """Measure one world in this process; the settings must name its regions already."""
    from dashboard.questions import ask_many, parameters_of
    from dashboard.settings import in_region, installed_regions
    from dashboard.store import Batch, Part, Row, Store, commit
    from dashboard.territory.register import whole_register

    file = folder / f"{world}.duckdb"
    given = {"scope": [], "sees_candidacies": True, "profile": "organisational"}
    communes = [(one.code, str(one.region_code)) for one in whole_register().communes()]
    with Store.open(file) as store:
        rows = fill(store, communes, months, times)

    def readiness(store: Any, region: str) -> float:
        begun = time.process_time()
        taken = parameters_of(HOME)
        asked = {k: v for k, v in {**given, "scope": [region]}.items() if k in taken}
        with in_region(region):
            ask_many(store, HOME, as_of=DAY, **asked)
        return time.process_time() - begun

    begun = time.process_time()
    with Store.open(file) as store:
        opened = time.process_time() - begun
        cold = [readiness(store, region) for region in installed_regions()]
        warm = [readiness(store, region) for region in installed_regions()]
        code, home = communes[0][0], communes[0][1]
        row = Row(1, {"territory_code": code, "period": "2026-11", "members": 77})
        begun = time.process_time()
        with in_region(home):
            commit(store, [Batch([Part("membership", "upsert", [row])], "synthetic")])
        committed = time.process_time() - begun
        after = readiness(store, home)
    return {
        "world": world, "communes": len(communes), "stored": rows,
        "current": len(communes) * months, "file_mb": file.stat().st_size / 1e6,
        "open_s": opened, "cold_s": sum(cold), "first_s": cold[0], "warm_s": sum(warm),
        "warm_one_s": min(warm), "commit_s": committed, "after_s": after,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3,
    }  # fmt: skip


def table(found: list[dict[str, Any]]) -> str:
    """Return the measurements as a Markdown table."""
    said = {
        "communes": "communes", "stored": "stored rows of membership", "current": "current rows",
        "file_mb": "file, MB", "open_s": "opening, CPU s",
        "first_s": "first region asked, nothing kept yet, CPU s",
        "cold_s": "every region, nothing kept before, CPU s", "warm_s": "every region again, CPU s",
        "warm_one_s": "one region again, CPU s", "commit_s": "importing one row, CPU s",
        "after_s": "the region touched, after that import, CPU s", "peak_mb": "memory at most, MB",
    }  # fmt: skip
    head = " | ".join(one["world"] for one in found)
    lines = [f"| | {head} |", "| --- |" + " ---: |" * len(found)]
    for name, words in said.items():
        cells = (f"{one[name]:,}" if isinstance(one[name], int) else f"{one[name]:,.2f}"
                 for one in found)  # fmt: skip
        lines.append(f"| {words} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure both worlds, a process each, and print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--months", type=int, default=MONTHS)
    asked.add_argument("--times", type=int, default=TIMES)
    asked.add_argument("--world", choices=tuple(WORLDS))
    asked.add_argument("--folder", type=Path)
    given = asked.parse_args()
    if given.world:
        print(json.dumps(measured(given.world, given.folder, given.months, given.times)))
        return
    with tempfile.TemporaryDirectory(prefix="jahiziya-country-") as name:
        print(table([_apart(world, Path(name), given) for world in WORLDS]))


def _apart(world: str, folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    settings = folder / f"{world}.toml"
    settings.write_text(f"[region]\ninstalled = {json.dumps(WORLDS[world])}\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, __file__, "--world", world, "--folder", str(folder),
         "--months", str(given.months), "--times", str(given.times)],
        env={**os.environ, "JAHIZIYA_SETTINGS": str(settings)},
        check=True, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
