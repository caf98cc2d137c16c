"""Templates open in a spreadsheet and are read back by the import."""

from __future__ import annotations

import csv
import io

import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused
from dashboard.intake.headers import columns_of
from dashboard.intake.places import ANY, CELLS, place_code, province_code
from dashboard.intake.templates import headers, template_csv
from dashboard.territory.register import register
from dashboard.wording import LANGUAGES

SEPARATORS = {"ar": ";", "fr": ";", "en": ","}
BOTH = [(table, language) for table in contracts() for language in LANGUAGES]


def rows_of(content: bytes, language: str) -> list[list[str]]:
    text = content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=SEPARATORS[language]))


@pytest.mark.parametrize(("table", "language"), BOTH)
def test_every_header_is_recognised_by_the_import(table, language) -> None:
    contract = contracts()[table]
    (header,) = rows_of(template_csv(table, language), language)

    found = columns_of(contract, tuple(header), 1)

    assert found.problems == ()
    assert set(found.at) == set(contract.by_name)
    assert (found.province_at is not None) == bool(contract.place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_starts_with_a_byte_order_mark_and_holds_no_row(language) -> None:
    content = template_csv("membership", language)

    assert content.startswith(b"\xef\xbb\xbf")
    assert len(content.decode("utf-8-sig").splitlines()) == 1


def test_english_headers_are_the_names_of_the_columns_the_id_last() -> None:
    assert headers(contracts()["decisions"], "en") == [
        *("meeting_id", "number", "directive_id", "theme", "summary", "owner_function"),
        *("territory_code", "province", "due_on", "done_on", "status", "decision_id"),
    ]


def test_rows_of_a_province_are_its_communes_with_the_province_beside_them() -> None:
    _, *rows = rows_of(template_csv("membership", "fr", territories=["03.271"]), "fr")

    assert len(rows) == 10
    assert {tuple(row[1:]) for row in rows} == {("Ifrane", "", "", "", "", "", "")}
    assert "Azrou" in [row[0] for row in rows]


def test_the_arrondissements_follow_the_commune_of_fes() -> None:
    _, *rows = rows_of(template_csv("membership", "fr", territories=["03.231"]), "fr")

    names = [row[0] for row in rows]
    assert names[0] == "Commune de Fès"
    assert names[1:7] == [
        "Agdal",
        "Saiss",
        "Fès-Médina",
        "Jnan El Ouard",
        "El Mariniyine",
        "Zouagha",
    ]
    assert len(names) == 11


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("levels", [CELLS, ANY], ids=["cells", "any level"])
def test_every_name_of_a_filled_template_leads_to_its_own_place(language, levels) -> None:
    _, *rows = rows_of(template_csv("membership", language, territories=["03"]), language)

    codes = [place_code(name, province_code(province), levels) for name, province, *_ in rows]

    units = (*register().communes(), *register().arrondissements())
    assert len(codes) == 200
    assert set(codes) == {unit.code for unit in units}


def test_a_commune_that_bears_its_provinces_name_says_that_it_is_the_commune() -> None:
    _, *rows = rows_of(template_csv("returns", "fr", territories=["03.271"]), "fr")

    names = [row[0] for row in rows]
    assert "Commune d'Ifrane" in names
    assert "Azrou" in names


def test_a_table_nobody_knows_is_refused_with_those_there_are() -> None:
    with pytest.raises(Refused, match=r"No table is called members\. Tables: .*membership"):
        template_csv("members", "en")


def test_a_territory_nobody_knows_is_refused() -> None:
    with pytest.raises(Refused, match=r"No territory has the code 03\.999"):
        template_csv("membership", "en", territories=["03.999"])


def test_a_table_without_territory_has_no_rows_to_fill() -> None:
    with pytest.raises(Refused, match="Table sectors has no territory"):
        template_csv("sectors", "en", territories=["03.231"])
