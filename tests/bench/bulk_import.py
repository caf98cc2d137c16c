"""A million meetings from upload to impact preview, against DuckDB's own read of the same text.

Run it: `python tests/bench/bulk_import.py [rows]`. It prints one table: seconds and processor
seconds of each step, the ratio to DuckDB's explicit all-VARCHAR read, and the largest resident
memory that the server and its child held at one time.
"""

from __future__ import annotations

import datetime as dt
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from dashboard.intake.importing import check, commit
from dashboard.readiness.impact import impact
from dashboard.store import Store
from dashboard.territory.register import register

TODAY = dt.date(2026, 11, 23)
FIRST = dt.date(1990, 1, 1)
DAYS = (dt.date(2026, 11, 1) - FIRST).days
HEADER = (
    "Identifiant de la réunion;Type de réunion;Structure réunie;Territoire de la structure;"
    "Province;État;Tenue le;Présents;Dont femmes"
)
ROUNDS = 3
ENGINE = """
import duckdb, sys, time
file, width, encoding = sys.argv[1:]
columns = {f"c{n}": "VARCHAR" for n in range(int(width))}
begun, used = time.perf_counter(), time.process_time()
duckdb.connect().execute(
    "create temp table held as select * from read_csv($file, auto_detect=false,"
    " delim=';', header=true, columns=$columns, encoding=$encoding)",
    {"file": file, "columns": columns, "encoding": encoding},
)
print(time.perf_counter() - begun, time.process_time() - used)
"""


def write(file: Path, rows: int, step: int = 0) -> None:
    """Write meetings with ids of their own, of every commune, 1990 to 2026, in Windows-1252."""
    provinces = {one.code: one.name_fr for one in register().provinces()}
    places = [f"{p.name_fr};{provinces[str(p.province_code)]}" for p in register().communes()]
    days = [f"{FIRST + dt.timedelta(n):%d/%m/%Y}" for n in range(DAYS)]
    with file.open("w", encoding="cp1252", newline="") as out:
        out.write(f"{HEADER}\r\n")
        for n in range(rows):
            place, day = places[n % len(places)], days[n // len(places) % DAYS]
            present = n % 90 + 10 + (step if n % 10 == 0 else 0)
            out.write(
                f"reunion-{n:07d};Ordinaire;Secrétariat local;{place};Tenue;{day};"
                f"{present};{n % 9}\r\n"
            )


def engine_reads(file: Path, encoding: str) -> tuple[float, float]:
    """Return the seconds and processor seconds DuckDB takes to read a file into text columns."""
    told = subprocess.run(
        [sys.executable, "-c", ENGINE, str(file), str(len(HEADER.split(";"))), encoding],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    seconds, used = told.stdout.split()[-2:]
    return float(seconds), float(used)


class Watch:
    """The largest resident memory of this process and its children together."""

    def __init__(self) -> None:
        self.peak, self._over = 0, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        own = psutil.Process()
        while not self._over.wait(0.01):
            held = own.memory_info().rss
            for child in own.children(recursive=True):
                try:
                    held += child.memory_info().rss
                except psutil.Error:
                    continue
            self.peak = max(self.peak, held)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def processor() -> float:
    """Return the processor seconds of this process and of its ended children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(store: Store, content: bytes, name: str) -> tuple[float, float, int, object]:
    """Return seconds, processor seconds and peak memory of a check and its impact, the check."""
    with Watch() as watch:
        begun, used = time.perf_counter(), processor()
        checked = check(store, "meetings", content, file_name=name, today=TODAY)
        impact(store, checked)
        return time.perf_counter() - begun, processor() - used, watch.peak, checked


def once(file: Path) -> None:
    """Check one file in this process and print the peak memory."""
    with Store.open(None) as store:
        print(measured(store, file.read_bytes(), "meetings.csv")[2])


def peak_of_a_new_server(file: Path) -> int:
    """Return the peak memory of a process that has read nothing before, and its child."""
    told = subprocess.run(
        [sys.executable, __file__, "--once", str(file)], capture_output=True, text=True, check=True
    )
    return int(told.stdout.split()[-1])


def main() -> None:
    """Measure and print."""
    if sys.argv[1:2] == ["--once"]:
        once(Path(sys.argv[2]))
        return
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as folder, Store.open(None) as store:
        file, plain = Path(folder) / "meetings.csv", Path(folder) / "utf8.csv"
        write(file, rows)
        plain.write_text(file.read_text(encoding="cp1252"), encoding="utf-8")
        content = file.read_bytes()
        told = []
        for _ in range(ROUNDS):
            utf8, latin = engine_reads(plain, "utf-8"), engine_reads(file, "latin-1")
            *figures, checked = measured(store, content, "meetings.csv")
            told.append((*utf8, *latin, *figures))
        seconds = [statistics.median(one[n] for one in told) for n in range(6)]
        print(f"{rows} rows, {len(content) / 2**20:.0f} MB, new {checked.preview.new}")
        print("                                   seconds  processor seconds (medians of 3)")
        print(f"DuckDB, the same text as UTF-8     {seconds[0]:7.2f}    {seconds[1]:7.2f}")
        print(f"DuckDB, the file as latin-1        {seconds[2]:7.2f}    {seconds[3]:7.2f}")
        print(f"upload to impact preview           {seconds[4]:7.2f}    {seconds[5]:7.2f}")
        print(f"ratio to UTF-8                     {seconds[4] / seconds[0]:7.2f}"
              f"    {seconds[5] / seconds[1]:7.2f}")  # fmt: skip
        print(f"ratio to latin-1                   {seconds[4] / seconds[2]:7.2f}"
              f"    {seconds[5] / seconds[3]:7.2f}")  # fmt: skip
        print(f"peak memory, server and child      {peak_of_a_new_server(file) / 2**20:7.0f} MB")
        begun = time.perf_counter()
        commit(store, checked)
        print(f"commit                             {time.perf_counter() - begun:7.2f} s")
        write(file, rows, step=1)
        seconds, used, peak, again = measured(store, file.read_bytes(), "again.csv")
        print(f"again, a tenth of rows changed     {seconds:7.2f} s   processor {used:.2f} s"
              f"   peak {peak / 2**20:.0f} MB   {again.preview.changed} changed,"
              f" {again.preview.unchanged} unchanged")  # fmt: skip


if __name__ == "__main__":
    main()
