"""The workbook of a month: what it holds, how it prints, and that untouched it reports nothing."""

import datetime as dt
import io
import re

import pytest
from openpyxl import load_workbook

from dashboard.errors import Refused
from dashboard.intake.monthly.drop_downs import HIDDEN
from dashboard.intake.monthly.returning import Sender, check_workbook
from dashboard.intake.monthly.workbook import monthly_workbook
from dashboard.store import Store
from dashboard.wording import LANGUAGES

IFRANE, AZROU, IFRANE_TOWN, AIN_LEUH = "03.271", "03.271.01.01", "03.271.01.03", "03.271.03.01"
FES = "03.231"
SENDER = Sender(today=dt.date(2026, 6, 3))


@pytest.fixture
def filled(desk):
    desk.put(
        "structures",
        {"structure_id": "s.1", "kind": "local_secretariat", "unit_code": AZROU, "number": 1,
         "founded_on": dt.date(2024, 3, 10), "bureau_members": 11, "offices_total": 9,
         "offices_filled": 7, "reported_on": dt.date(2026, 3, 31)},
        {"structure_id": "s.2", "kind": "youth_organisation", "unit_code": AZROU, "number": 1,
         "founded_on": dt.date(2025, 1, 5)},
    )  # fmt: skip
    desk.put(
        "membership",
        {"territory_code": AZROU, "period": "2026-03", "members": 120, "women": 45},
        {"territory_code": AZROU, "period": "2026-07", "members": 999, "women": 500},
    )
    desk.put(
        "meetings",
        {"meeting_id": "m.1", "kind": "ordinary", "body_kind": "local_secretariat",
         "body_unit_code": AZROU, "status": "planned", "planned_on": dt.date(2026, 5, 12)},
        {"meeting_id": "m.2", "kind": "ordinary", "body_kind": "local_secretariat",
         "body_unit_code": AZROU, "status": "planned", "planned_on": dt.date(2026, 6, 12)},
    )  # fmt: skip
    desk.put(
        "constraint_reports",
        {"constraint_id": "c.1", "raised_on": dt.date(2026, 2, 3), "territory_code": IFRANE,
         "category": "resources", "number": 1, "summary": "=1+1 aucun local", "status": "open"},
        {"constraint_id": "c.2", "raised_on": dt.date(2026, 2, 3), "territory_code": AZROU,
         "category": "organisation", "number": 1, "summary": "Convocations", "status": "dropped"},
    )  # fmt: skip
    return desk


def book(store, language="fr", province=IFRANE, period="2026-05"):
    return load_workbook(io.BytesIO(monthly_workbook(store, province, period, language)))


def table(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_it_is_filled_with_what_is_last_known_up_to_the_month(filled):
    communes, meetings, constraints = (book(filled.store)[name] for name in
                                       ("Communes", "Réunions", "Contraintes"))  # fmt: skip

    rows = {row[-1]: row for row in table(communes)}
    assert len(rows) == 10
    assert rows[AZROU] == [
        None, "Azrou", "Fondé", dt.datetime(2024, 3, 10), 120, 45, 11, 9, 7, None, None, AZROU,
    ]  # fmt: skip
    assert rows[AIN_LEUH][2:-1] == [None] * 9  # nothing is known: nothing is said
    assert [row for row in table(meetings) if row[1]] == [
        [None, "Secrétariat local – Azrou", dt.datetime(2026, 5, 12), "Programmée", None, "m.1"]
    ]
    assert [row for row in table(constraints) if row[1]] == [
        [None, "Province d'Ifrane", dt.datetime(2026, 2, 3), "Ressources et moyens",
         "=1+1 aucun local", "Ouverte", None, "c.1"]
    ]  # fmt: skip


def test_a_text_that_looks_like_a_formula_stays_a_text(filled):
    cell = book(filled.store)["Contraintes"]["E4"]

    assert (cell.value, cell.data_type) == ("=1+1 aucun local", "s")


def test_fes_has_a_row_for_the_commune_and_each_arrondissement(store):
    codes = [row[-1] for row in table(book(store, province=FES)["Communes"])]

    assert codes[:2] == ["03.231.01.0", "03.231.01.01"]
    assert len([code for code in codes if code.startswith("03.231.01.")]) == 9


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_a4_landscape_and_reads_in_its_direction(filled, language):
    for sheet in book(filled.store, language).worksheets[:3]:
        assert sheet.sheet_view.rightToLeft is (language == "ar")
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes == "C4"
        assert sheet.row_dimensions[5].height >= 20


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_column_has_its_drop_down_in_the_language(filled, language):
    found = book(filled.store, language)
    hidden = found[HIDDEN]
    assert hidden.sheet_state == "hidden"
    lists = {}
    for sheet in found.worksheets[:3]:
        for rule in sheet.data_validations.dataValidation:
            if rule.type == "list":
                letter, last = re.search(r"\$(\w+)\$1:\$\w+\$(\d+)$", rule.formula1).groups()
                values = [hidden[f"{letter}{row}"].value for row in range(1, int(last) + 1)]
                lists[sheet.title, str(rule.sqref)[0]] = values
    names = [sheet.title for sheet in found.worksheets]
    states = {"ar": ["لا توجد", "مبرمجة", "مؤسسة"], "fr": ["Aucun", "Programmé", "Fondé"],
              "en": ["None", "Planned", "Founded"]}  # fmt: skip
    assert lists[names[0], "C"] == states[language]
    assert lists[names[0], "A"] == ["✓"]
    assert len(lists[names[1], "B"]) == 12  # the province's body, ten secretariats, the youth's
    assert len(lists[names[1], "D"]) == 4
    assert len(lists[names[2], "B"]) == 11
    assert len(lists[names[2], "D"]) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_it_reports_nothing(filled, language):
    content = monthly_workbook(filled.store, IFRANE, "2026-05", language)

    checked = check_workbook(filled.store, content, file_name="a.xlsx", sender=SENDER)

    assert [(one.code, one.level) for one in checked.problems] == [
        ("return.nothing_ticked", "error")
    ]
    assert not any(checked.rows.values())
    assert (checked.confirmed, checked.communes, checked.filled.unticked) == (0, 10, 12)


def test_no_such_province_is_refused():
    with Store.open(None) as store, pytest.raises(Refused):
        monthly_workbook(store, "03.999", "2026-05", "fr")
