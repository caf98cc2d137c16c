"""The wheel: what is in it, and that it works alone, away from a checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from dashboard.paths import ROOT

pytestmark = pytest.mark.packaging

ASSETS = (
    "dashboard/app.py",
    "dashboard/.streamlit/config.toml",
    "dashboard/screens/readiness.py",
    "dashboard/screens/frame.css",
    "dashboard/figures/tokens.json",
    "dashboard/figures/chart_save/chart_save.js",
    "dashboard/figures/map/map.js",
    "dashboard/figures/map/map.css",
    "dashboard/figures/map/map.html",
    "dashboard/figures/table/table.js",
    "dashboard/wording/locale/ar/LC_MESSAGES/jahiziya.po",
    "dashboard/wording/locale/fr/LC_MESSAGES/jahiziya.po",
    "dashboard/wording/locale/en/LC_MESSAGES/jahiziya.po",
)
MOVED = ("queries", "geo", "data")
THREE_MEGABYTES = 3 * 2**20
WHERE = """
import json
import dashboard
from dashboard.contracts import contracts
from dashboard.paths import CONTRACTS, DATA, DEMO, GEO, LOCALE, QUERIES, REFERENCE, ROOT
from dashboard.figures.static_files import TERRITORY, map_bundle
from dashboard.settings import settings
print(json.dumps({
    "package": dashboard.__file__, "root": str(ROOT), "contracts": len(contracts()),
    "queries": len(list(QUERIES.glob("*.sql"))), "tables": len(list(QUERIES.glob("tables/*.sql"))),
    "reference": len(list(REFERENCE.glob("*.csv"))), "demo": len(list(DEMO.rglob("*.csv"))),
    "geo": len(list(GEO.glob("*.parquet"))), "web": TERRITORY.is_file(),
    "country": len(list(GEO.glob("country/*.json"))),
    "settings": settings().region_code, "catalogues": len(list(LOCALE.rglob("*.po"))),
    "script": len(map_bundle()) > 1000,
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    out = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A folder with the wheel alone in it; pip asks no index and takes no dependency."""
    target = tmp_path_factory.mktemp("installed")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--disable-pip-version-check", "--target", target, wheel],
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return target


@pytest.fixture
def python(installed, tmp_path):
    """Run Python with the wheel and the dependencies, without the checkout: -S reads no .pth."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("JAHIZIYA_")}
    found = [str(installed), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PYTHONUTF8": "1"}

    def python(*words):
        done = subprocess.run(
            [sys.executable, "-S", *words],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**kept, **home, "PYTHONPATH": os.pathsep.join(found)},
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return python


def jahiziya(python, *words):
    return python("-c", "from dashboard.cli import main; main()", *words)


def names(wheel):
    with zipfile.ZipFile(wheel) as found:
        return [one for one in found.namelist() if not one.endswith("/")]


def test_the_wheel_holds_the_package_and_its_content_alone(wheel):
    tops = {name.split("/")[0] for name in names(wheel)}

    assert {one for one in tops if not one.endswith(".dist-info")} == {"dashboard"}
    assert [name for name in names(wheel) if "/static/" in name or "/test" in name] == []


def test_nothing_in_the_wheel_is_above_three_megabytes(wheel):
    with zipfile.ZipFile(wheel) as found:
        large = [one.filename for one in found.infolist() if one.file_size > THREE_MEGABYTES]

    assert large == []
    # Half a megabyte of it are the other eleven regions of the kingdom.
    assert wheel.stat().st_size <= THREE_MEGABYTES + 2**19


def test_the_wheel_holds_what_the_app_reads(wheel):
    assert set(ASSETS) - set(names(wheel)) == set()


@pytest.mark.parametrize("folder", MOVED)
def test_the_wheel_holds_every_tracked_file_of(wheel, folder):
    tracked = subprocess.run(
        ["git", "ls-files", "-z", folder], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    wanted = {f"dashboard/_shipped/{name}" for name in tracked if name}

    assert wanted
    assert wanted - set(names(wheel)) == set()


def test_the_installed_package_finds_its_content(python, installed):
    found = json.loads(python("-c", WHERE))

    assert found.pop("package") == str(installed / "dashboard" / "__init__.py")
    assert found.pop("root") == str(installed / "dashboard" / "_shipped")
    assert found.pop("settings") == "03"
    assert [name for name, count in found.items() if not count] == []


def test_the_installed_command_matches_a_name(python):
    (found,) = json.loads(jahiziya(python, "match", "Azrou", "--json"))["names"]

    assert found["code"] == "03.271.01.01"


def test_the_installed_command_answers_on_an_empty_database(python):
    units = json.loads(jahiziya(python, "readiness", "--format", "json"))["units"]

    assert sum(one["grain"] == "commune" for one in units) == 194
    assert not any(one["is_assessable"] for one in units)


def test_the_installed_command_speaks_the_three_languages(python):
    said = {lang: jahiziya(python, "imports", "--lang", lang) for lang in ("ar", "fr", "en")}

    assert said["en"] == "No batch has been imported yet.\n"
    assert len(set(said.values())) == 3
