"""Several regions installed: a reader goes from one to another, and each shows its own communes."""

import os
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from dashboard.paths import ROOT
from dashboard.reference_files import territory_rows

pytestmark = [pytest.mark.browser, pytest.mark.soak, pytest.mark.timeout(900)]
PROVINCE, OTHER = "03.061", "12"  # a province at home; the smallest of the other regions


@pytest.fixture(scope="module")
def two_regions(tmp_path_factory, serve):
    """The address of a dashboard over the demonstration of two regions."""
    folder = tmp_path_factory.mktemp("regions")
    settings, database = folder / "settings.toml", folder / "demo.duckdb"
    settings.write_text(f'[region]\ninstalled = ["{OTHER}"]\n', encoding="utf-8")
    told = {"JAHIZIYA_SETTINGS": str(settings), "JAHIZIYA_DB": str(database),
            "JAHIZIYA_TODAY": "2026-11-23", "HOME": str(folder)}  # fmt: skip
    fill = [sys.executable, "-W", "ignore", "-c", "from dashboard.cli import main; main()"]
    subprocess.run([*fill, "demo", "--db", str(database)], check=True, cwd=ROOT,
                   env={**os.environ, **told}, capture_output=True)  # fmt: skip
    return serve(ROOT / "dashboard" / "app.py", env=told)


def units_of(page):
    paths = page.locator("path.u[role=option]")
    expect(paths.first).to_be_visible()
    return paths.count()


def communes_in(code, level):
    """How many communes a unit has, from the reference files: no map is counted by another."""
    rows = territory_rows("communes", {"03", OTHER})
    return sum(row[f"{level}_code"] == code for row in rows)


def test_a_reader_goes_to_another_region_and_back(two_regions, new_page):
    page = new_page()
    page.goto(f"{two_regions}/readiness?lang=fr&province={PROVINCE}")
    assert units_of(page) == communes_in(PROVINCE, "province")

    page.locator(".st-key-pick_region [role=combobox]").click()
    page.get_by_role("option", name="Dakhla").click()
    page.wait_for_url("**region=12**")
    expect(page.locator("path.u[role=option]")).to_have_count(communes_in(OTHER, "region"))
    assert "province=" not in page.url, "a province of the former region is left"
    page.go_back()
    expect(page.locator("path.u[role=option]")).to_have_count(communes_in(PROVINCE, "province"))


def test_a_region_is_chosen_on_the_map_of_the_kingdom(two_regions, new_page):
    page = new_page(390, 844)
    page.goto(f"{two_regions}/country?lang=ar")
    assert units_of(page) == 12, "a region that is not installed is drawn too"
    row = page.locator(".st-key-regions tbody tr", has_text="الداخلة")
    row.locator("button, a, [role=button]").first.click()
    page.wait_for_url("**region=12**")
    page.locator(".st-key-country_map").scroll_into_view_if_needed()
    chosen = page.locator("path.u[aria-selected=true]")
    expect(chosen).to_have_count(1)
    page.goto(f"{two_regions}/readiness?lang=ar&region={OTHER}")
    expect(page.locator("path.u[role=option]")).to_have_count(communes_in(OTHER, "region"))
