"""From a template to a figure on the map and back: what a secretariat does, in a real browser."""

import csv
import datetime as dt
import io
import re
from contextlib import suppress
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from dashboard.contracts import contracts
from dashboard.store import Store, check_integrity, restore
from dashboard.wording import wording
from tests.browser.places import stands

pytestmark = pytest.mark.browser

FR = wording("fr")
MEKNES, DKHISSA = "03.061", "03.061.05.01"
MEMBERS = {"Dkhissa": 4321, "Boufakrane": 250, "Toulal": 333}
BAD = Path(__file__).parents[1] / "data" / "bad"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def opened(page: Page, app: str, path: str, **query: str) -> Page:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page.goto(f"{app}/{path}?{asked}")
    expect(page.locator(".jz-footer")).to_be_visible(timeout=120_000)
    return page


def part(page: Page, name: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(FR(name), exact=True).click()


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=FR(label)).click()
    page.get_by_role("option", name=option, exact=True).click()
    expect(page.get_by_role("combobox", name=FR(label))).to_have_value(option)


def exported(page: Page, key: str, label: str, words=FR) -> bytes:
    """Open the list of files of a table and take one, once nothing above it moves any more."""
    stands(page)
    page.locator(f".st-key-{key}_files button").click()
    page.wait_for_timeout(300)  # a file's address changes with the run that opens the list
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)
    content = downloaded(page, label, words)
    page.keyboard.press("Escape")
    return content


def downloaded(page: Page, label: str, words=FR) -> bytes:
    with page.expect_download() as waited:
        page.get_by_role("button", name=words(label), exact=True).click()
    return Path(waited.value.path()).read_bytes()


def give(page: Page, name: str, content: bytes) -> None:
    """Choose the table, wait until the page has followed, then the file, as a person would.

    A file given while the page still runs can be lost by the uploader: then it is given again.
    """
    membership = contracts()["membership"]
    choose(page, "Table", membership.title["fr"])
    expect(page.get_by_text(membership.about["fr"])).to_be_visible()
    expect(page.locator("[data-test-script-state=running]")).to_have_count(0)
    file = {"name": name, "mimeType": "text/csv", "buffer": content}
    chip = page.get_by_test_id("stFileUploader").get_by_text(name)
    for _attempt in range(3):
        page.locator("input[type=file]").set_input_files(file)
        with suppress(PlaywrightTimeout):
            chip.first.wait_for(timeout=30_000)
            return
    raise AssertionError(f"{name} was not taken by the uploader")


def filled(template: bytes) -> bytes:
    """Return the template with three rows filled in, as a spreadsheet would save it."""
    rows = list(csv.reader(io.StringIO(template.decode("utf-8-sig")), delimiter=";"))
    month, members = rows[0].index("Mois"), rows[0].index("Adhérents")
    for row in rows[1:]:
        if row[0] in MEMBERS:
            row[month], row[members] = "octobre 2026", str(MEMBERS[row[0]])
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        row for row in rows if row[0] in MEMBERS or "Mois" in row
    )
    return out.getvalue().encode("utf-8-sig")


def template(page: Page, commune: str) -> bytes:
    """Return the template that names a commune: the button may be quicker than the province."""
    for _press in range(5):
        content = downloaded(page, "Template as CSV")
        if commune.encode() in content:
            return content
    raise AssertionError(content.decode())


def on_the_map(page: Page, app: str) -> str:
    opened(page, app, "", lang="fr", province=MEKNES, layer="members_per_1000")
    shape = page.locator(f'.map [data-c="{DKHISSA}"][fill]')
    expect(shape).to_be_visible(timeout=60_000)
    return shape.get_attribute("aria-label")


def saved_counts(page: Page, app: str, folder: Path) -> dict[str, int]:
    """Save everything through the app, restore it, and count the rows of every table."""
    opened(page, app, "data", lang="fr")
    part(page, "Backup")
    folder.mkdir()
    (folder / "saved.duckdb").write_bytes(downloaded(page, "Save everything to one file"))
    restore(folder / "saved.duckdb", folder / "restored.duckdb")
    with Store.open(folder / "restored.duckdb") as store:
        assert check_integrity(store) == []
        cursor = store.cursor()
        listed = "select table_name from duckdb_tables() where database_name = 'app'"
        names = [name for (name,) in cursor.execute(listed).fetchall()]
        assert "membership_rows" in names
        # Names of our own tables, read from the database itself.
        return {name: len(cursor.table(f"app.{name}").fetchall()) for name in names}


def test_a_template_filled_by_hand_shows_on_the_map_and_is_undone(new_page, own_app):
    page = opened(new_page(), own_app, "data", lang="fr")
    part(page, "Templates")
    expect(page.get_by_role("button", name=FR("Template as CSV"))).to_be_visible()
    choose(page, "Table", contracts()["membership"].title["fr"])
    choose(page, "With a row for each commune of", "Meknès")
    content = filled(template(page, "Dkhissa"))
    assert content.decode("utf-8-sig").count("octobre 2026") == 3

    before = on_the_map(page, own_app)
    opened(page, own_app, "data", lang="fr")
    page.get_by_label(FR("Note for the list of batches")).fill("=1+1")
    give(page, "adherents.csv", content)
    expect(page.locator(".jz-finding")).to_contain_text("3")
    expect(page.locator(".st-key-import_changes")).to_contain_text(FR.number(4321))
    assert on_the_map(new_page(), own_app) == before
    page.get_by_role("button", name=FR("Import this file")).click()
    told = page.get_by_test_id("stAlert")
    expect(told).to_contain_text("lot")
    (number,) = re.findall(r"\d+", told.inner_text())

    assert on_the_map(page, own_app) != before
    assert "238,8" in on_the_map(page, own_app)  # 4,321 published as 4,320, of 18,089 adults
    opened(page, own_app, "commune", lang="fr", commune=DKHISSA)
    months = page.locator(".st-key-members tbody tr")
    expect(months.filter(has_text="4\u202f321")).to_have_count(1)
    expect(months.filter(has_text="adherents.csv")).to_have_count(1)

    opened(page, own_app, "data", lang="fr")
    part(page, "Batches and undo")
    newest = page.locator(".st-key-batches tbody tr").first
    expect(newest).to_contain_text("adherents.csv")
    expect(newest.locator("th")).to_have_text(number)
    assert b"'=1+1" in exported(page, "batches_export", "Table (CSV)")
    page.get_by_role("button", name=FR("Undo this batch")).click()
    expect(page.get_by_test_id("stAlert")).to_be_visible()
    expect(newest).to_contain_text(FR("undone"))
    assert on_the_map(page, own_app) == before
    opened(page, own_app, "commune", lang="fr", commune=DKHISSA)
    expect(months.first).to_be_visible()
    expect(months.filter(has_text="4\u202f321")).to_have_count(0)


def test_five_faults_are_five_sentences_and_change_nothing(new_page, own_app, tmp_path):
    page = new_page()
    before = saved_counts(page, own_app, tmp_path / "before")
    part(page, "Bring data in")
    expect(page.locator("input[type=file]")).to_be_attached()
    give(page, "five_faults.csv", (BAD / "five_faults.csv").read_bytes())
    expect(page.get_by_test_id("stAlert")).to_contain_text("5")
    problems = page.locator(".st-key-import_problems tbody tr")
    expect(problems).to_have_count(5)
    said = [problem.locator("th").inner_text() for problem in problems.all()]
    assert len(set(said)) == 5
    expect(problems.first).to_contain_text(contracts()["membership"].label("territory_code", "fr"))
    expect(page.get_by_role("button", name=FR("Import this file"))).to_have_count(0)
    assert saved_counts(page, own_app, tmp_path / "after") == before


@pytest.mark.parametrize("lang", ["ar", "fr"])
def test_the_table_leaves_as_csv_and_xlsx_with_its_notice(new_page, app, lang):
    words = wording(lang)
    page = opened(new_page(), app, "province", lang=lang, province=MEKNES)
    notice = words("Demonstration data: these figures are synthetic.")
    text = exported(page, "communes_export", "Table (CSV)", words).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [len(row) for row in rows[:22]] == [8] * 22
    assert [notice] in rows
    content = exported(page, "communes_export", "Table (XLSX)", words)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet, about = book.worksheets
    assert sheet.max_row == 22
    assert sheet.sheet_view.rightToLeft == (lang == "ar")
    assert notice in [cell.value for _label, cell in about.iter_rows()]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    texts = [value for value in cells if isinstance(value, str)] + [c for row in rows for c in row]
    assert not [text for text in texts if text.startswith(FORMULA_STARTS)]
    assert page.get_by_test_id("stDataFrame").count() == 0


def test_the_map_and_a_chart_leave_as_pictures_that_stand_alone(new_page, app):
    words = wording("ar")
    page = opened(new_page(), app, "province", lang="ar", province=MEKNES)
    notice = words("Demonstration data: these figures are synthetic.")
    expect(page.locator(".map [role=option][fill]").first).to_be_visible()
    expect(page.locator(".st-key-history_chart .main-svg").first).to_be_visible()
    drawn = ElementTree.fromstring(exported(page, "map_export", "Map (SVG)", words))
    assert notice in "".join(drawn.itertext())
    page.locator(".st-key-history_chart_export_files button").click()
    chart = ElementTree.fromstring(downloaded(page, "Chart (SVG)", words))
    said = "".join(chart.itertext())
    assert notice in said
    assert words.date(dt.date(2026, 11, 23)) in said
    assert len(list(chart.iter("{http://www.w3.org/2000/svg}path"))) > 5
    assert downloaded(page, "Chart (PNG)", words).startswith(b"\x89PNG")
    assert page.locator(".modebar-btn").count() == 0  # its words would be English


def test_search_is_reached_and_followed_by_keyboard(new_page, app):
    page = new_page(width=360, height=800)
    page.goto(f"{app}/decisions?lang=ar&as_of=2026-10-31")
    expect(page.locator(".jz-footer")).to_be_visible()
    stands(page)
    page.locator(".st-key-search button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-search_text input")).to_be_focused()
    page.keyboard.type("صفرو")
    page.keyboard.press("Enter")
    first = page.get_by_test_id("stPopoverBody").get_by_role("link").first
    expect(first).to_contain_text("صفرو")
    first.press("Enter")
    expect(page).to_have_url(re.compile(r"/commune\?.*commune=03\.451\.01\.09.*as_of=2026-10-31"))
