"""Everything the product publishes of a database, by name: what a curious reader gathers."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from typer.testing import CliRunner

from dashboard.cli import app
from dashboard.paths import QUERIES
from dashboard.questions import ask_many, parameters_of
from dashboard.readiness.method import classes, thresholds
from dashboard.readiness.what_if import Scenario, ask_what_if
from dashboard.reports.about import AboutLine
from dashboard.reports.brief_files import brief_file, report_file, sheet_file
from dashboard.reports.gathered import asker, gather, gather_commune
from dashboard.reports.occasion import Occasion
from dashboard.reports.score_workbook import score_workbook
from dashboard.settings import settings
from dashboard.store import Store
from dashboard.wording import wording

DAY, KNOWN = dt.date(2026, 11, 23), dt.datetime(2026, 11, 24)
REGION = settings().region_code
GIVEN = {
    "sees_candidacies": True,
    "exact": False,
    "body_kind": "provincial_secretariat",
    "since": dt.date(2026, 8, 31),
    "variant_codes": [],
    "variant_units": [],
}
QUESTIONS = [path.stem for path in sorted(QUERIES.glob("*.sql"))]
OF_A_PLACE = [name for name in QUESTIONS if "territory" in parameters_of((name,))]
# Commands that print or write figures: each is run. The others keep, move or bring in the database
# itself, exact counts with it, or print none.
FIGURES = {"readiness", "brief", "report"}
KEEPING = {"serve", "demo", "import", "imports", "undo", "redo", "return", "check", "backup"}
KEEPING |= {"restore", "pack", "unpack", "template", "match", "geo"}
KEEPING |= {"dictionary", "glossary", "visual-language", "key", "audit", "maintain", "move"}
# When it was made, of a calendar and of a PDF, and the numbers a PDF gets by it.
_MADE_AT = re.compile(
    r"DTSTAMP:\w+|(?:Mod|Creation)Date\(D:\w+\)|/ID\[.*?\]|<xmp\w*:\w+(?:Date|ID)>[^<]*"
)
SCENARIO = Scenario(
    "organisational",
    aims={"members_per_1000": (0.0, 3.0)},
    done=(("03.061.01.01", "recruit"),),
    values=(("03.061.05.09", "members_per_1000", 2.0),),
)


def answers(
    store: Store, scope: str, days: Iterable[dt.date], places: Iterable[str], known: dt.datetime
) -> Iterator[tuple[str, str]]:
    """Ask every question for some days; those of one place for each of some places too."""
    given = {**GIVEN, "scope": (scope,), "profile": ["organisational", "communal"]}
    for place in (REGION, *places):
        names = QUESTIONS if place == REGION else OF_A_PLACE
        taken = parameters_of(names)
        asked = {key: one for key, one in {**given, "territory": place}.items() if key in taken}
        found = ask_many(store, names, as_of=list(days), known_at=known, **asked)
        for name, rows in found.items():
            yield f"{name}, {place}, for {scope} as known on {known}", rows.to_csv(index=False)


def scenario(store: Store) -> Iterator[tuple[str, str]]:
    """Ask what if aims, actions and values were otherwise."""
    names = ("commune_table", "province_table", "headline_figures", "score_steps")
    given = {"scope": (REGION,), "territory": REGION, "sees_candidacies": True}
    given = {key: one for key, one in given.items() if key in parameters_of(names)}
    found = ask_what_if(store, names, SCENARIO, as_of=DAY, known_at=KNOWN, **given)
    for name, rows in found.items():
        yield f"what if: {name}", rows.to_csv(index=False)


def papers(
    store: Store, provinces: Iterable[str], communes: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """Make briefs, sheets, the report and the workbooks of scores."""
    of = Occasion(DAY, DAY, "organisational", is_synthetic=True, newest_on=DAY)
    ask = asker(store, KNOWN, "organisational", (REGION,))
    gathered = gather(ask, of)
    yield "report", digest(report_file(gathered, of, "fr"))
    for code in provinces:
        yield f"brief {code}", digest(brief_file(gathered, code, of, "fr"))
        names = ("score_steps", "score_results")
        given = {"territory": code, "scope": (REGION,), "profile": "organisational"}
        found = ask_many(store, names, as_of=DAY, known_at=KNOWN, **given)
        book = score_workbook(
            found["score_steps"],
            found["score_results"],
            thresholds(),
            [(one.name("fr"), one.low) for one in classes()],
            [AboutLine("Source", "…")],
            wording("fr"),
        )
        yield f"workbook of scores {code}", digest(book)
    for code in communes:
        yield f"sheet {code}", digest(sheet_file(gather_commune(ask, of, code), code, of, "fr"))


def commands(file: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Run the commands that print figures; papers are compared where they are made."""
    for how in ("json", "csv", "table"):
        words = ["readiness", "--db", str(file), "--as-of", str(DAY), "--known-at", str(DAY)]
        found = CliRunner().invoke(app, [*words, "--format", how, "--election", "communal"])
        assert found.exit_code == 0, found.output
        yield f"readiness --format {how}", found.stdout
    for name in ("brief", "report"):
        words = [name, "--db", str(file), "--as-of", str(DAY), "--known-at", str(DAY)]
        out = folder / f"{name}.out"
        out.unlink(missing_ok=True)
        found = CliRunner().invoke(app, [*words, "--out", str(out), "--lang", "fr"])
        assert found.exit_code == 0, found.output
        yield name, digest(out.read_bytes())


def digest(content: bytes) -> str:
    """Return what a file holds as text, without the moment at which it was made."""
    if not content.startswith(b"PK"):
        return _MADE_AT.sub("", content.decode("latin-1"))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in sorted(parts.namelist()) if name != "docProps/core.xml"]
        return "\n".join(f"{name}\n{digest(parts.read(name))}" for name in names)
