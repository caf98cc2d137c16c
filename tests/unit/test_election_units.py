"""Units and seats of every kind of election: totals, the seat rule, what stays unknown."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.elections.kinds import kinds
from dashboard.elections.legal_dates import coming, legal_dates
from dashboard.elections.seat_rule import (
    SeatRules,
    band_of,
    bands,
    changes,
    council,
    seat_rules,
)
from dashboard.elections.units import known_total, population_of, units
from dashboard.errors import UserError
from dashboard.settings import settings
from dashboard.territory.register import register

RULES_2021 = SeatRules(list_above=50_000, census=2014, women_uninominal=5)
RULES_2015 = SeatRules(list_above=35_000, census=2014, women_uninominal=4)
FES, MECHOUAR, OULAD_TAYEB, AIN_BIDA, SIDI_HARAZEM = (
    "03.231.01.0", "03.231.01.03", "03.231.01.15", "03.231.81.03", "03.231.81.05",
)  # fmt: skip
# Inhabitants of 2024 by constituency of the House, as worked out from the census and the decree.
POPULATIONS = {
    "fes-nord": 629_954, "fes-sud": 626_218, "meknes": 942_945, "el-hajeb": 267_156,
    "ifrane": 160_904, "moulay-yacoub": 216_954, "sefrou": 304_748, "boulemane": 205_411,
    "taounate-tissa": 321_880, "karia-ghafsai": 290_770, "taza": 500_971,
}  # fmt: skip


def seats_of(code, rules):
    return council(register().place(code), rules).seats


def test_the_house_has_37_and_10_seats_and_the_regional_council_69():
    house = {one.unit_code: one for one in units("legislative", 2026, seat_rules())}
    local = [one for code, one in house.items() if code.startswith("legislative:")]
    region = units("regional", 2027, seat_rules())

    assert (len(local), sum(one.seats for one in local)) == (11, 37)
    assert house["legislative.regional-list:03"].seats == 10
    assert house["legislative.regional-list:03"].women == 10
    assert sum(one.seats for one in house.values()) == 47
    assert not any(one.is_estimate for one in house.values())
    assert (len(region), sum(one.seats for one in region)) == (9, 69)
    # Known for 2021; what the decree of 2027 will say is not published.
    assert all(one.is_estimate and one.basis == "inferred" for one in region)
    assert not any(one.is_estimate for one in units("regional", 2021, seat_rules()))


def test_populations_by_constituency_are_those_of_the_census():
    assert {name: population_of(f"legislative:{name}") for name in POPULATIONS} == POPULATIONS
    assert sum(POPULATIONS.values()) == 4_467_911 == population_of("legislative.regional-list:03")


def test_eight_communes_are_above_50_000_and_oulad_tayeb_is_new():
    now = {p.code for p in register().communes() if council(p, seat_rules()).ballot == "list"}
    before = {p.code for p in register().communes() if council(p, RULES_2021).ballot == "list"}

    assert len(now) == 8
    assert now - before == {OULAD_TAYEB}


def test_36_communes_change_band_between_the_censuses_and_one_changes_ballot():
    found = changes(register().communes(), seat_rules())

    assert len(found) == 36
    assert [one.unit_code for one in found if one.changes_ballot] == [OULAD_TAYEB]


def test_the_rule_gives_the_seats_published_for_the_prefecture_of_fes():
    """2015, maghress.com/fr/lesechos/136433: 13, 15, 27 and 72 in all; 2021, challenge.ma: 76."""
    four = (MECHOUAR, SIDI_HARAZEM, OULAD_TAYEB, AIN_BIDA)

    assert [seats_of(code, RULES_2015) for code in four] == [13, 15, 27, 17]
    assert sum(seats_of(code, RULES_2015) for code in four) == 72
    assert sum(seats_of(code, RULES_2021) for code in four) == 76


def test_a_band_holds_its_upper_bound():
    assert [band_of(n).seats for n in (7_500, 7_501, 12_500, 15_000, 25_000, 50_000)] == [
        11, 13, 13, 15, 23, 25,
    ]  # fmt: skip
    assert band_of(400_001).seats == 61
    assert {one.basis for one in bands()} == {"sourced", "inferred", "assumed"}


def test_reserved_seats_come_on_top_below_the_threshold_and_are_unknown_above():
    small = council(register().place(SIDI_HARAZEM), seat_rules())
    large = council(register().place(OULAD_TAYEB), seat_rules())

    assert (small.base, small.women, small.seats) == (11, 5, 16)
    assert (large.base, large.women, large.seats) == (31, None, 31)


def test_threshold_and_census_are_settings(tmp_path, monkeypatch):
    file = tmp_path / "own.toml"
    file.write_text("[elections]\nballot_census = 2014\nwomen_seats_uninominal = 4\n")
    monkeypatch.setenv("JAHIZIYA_SETTINGS", str(file))
    settings.cache_clear()
    try:
        assert (seat_rules().census, seat_rules().women_uninominal) == (2014, 4)
        file.write_text("[elections]\nballot_census = 2004\n")
        settings.cache_clear()
        with pytest.raises(UserError, match="census of 2004"):
            seat_rules()
    finally:
        monkeypatch.undo()
        settings.cache_clear()
    assert seats_of(OULAD_TAYEB, SeatRules(60_000, 2024, 5)) == 36


def test_what_no_source_settles_stays_unknown():
    chambers = units("professional_chambers", 2027, seat_rules())
    provincial = units("prefectural_provincial", 2027, seat_rules())
    parts = units("arrondissement", 2027, seat_rules())

    for some, n in ((chambers, 3), (provincial, 9), (parts, 6)):
        assert len(some) == n
        assert {(one.seats, one.basis) for one in some} == {(None, "unknown")}
    assert len(units("councillors", 2027, seat_rules())) == 4
    assert units("no_such_kind", 2027, seat_rules()) == ()
    assert known_total("arrondissement", FES, 2021)[0] == 211
    assert sum(one.seats for one in units("arrondissement", 2015, seat_rules())) == 223


def test_fes_has_its_known_seats_in_2021_and_an_estimate_in_2027():
    then = {one.unit_code: one for one in units("communal", 2021, RULES_2021)}[FES]
    coming_one = {one.unit_code: one for one in units("communal", 2027, seat_rules())}[FES]

    assert (then.seats, then.is_estimate) == (91, False)
    assert (coming_one.seats, coming_one.is_estimate) == (91, True)


def test_every_kind_of_the_contract_is_described():
    assert set(kinds()) == {
        "legislative", "regional", "communal", "arrondissement", "prefectural_provincial",
        "professional_chambers", "councillors",
    }  # fmt: skip
    assert {one.term_years for one in kinds().values()} == {5, 6}


def test_the_next_legal_day_is_the_end_of_applications():
    ahead = coming(dt.date(2026, 11, 29))

    assert (ahead[0].happens_on, ahead[0].basis) == (dt.date(2026, 12, 31), "inferred")
    assert ahead[-1].happens_on == dt.date(2027, 3, 31)
    # A period is ahead until its last day.
    assert coming(dt.date(2027, 3, 2))[0].code == "rolls.2027.appeals"


def test_a_deadline_before_polling_waits_for_polling_day():
    (order,) = [one for one in legal_dates() if one.days_before_polling]

    assert order.for_polling(None) is None
    assert order.for_polling(dt.date(2027, 9, 8)) == dt.date(2027, 8, 9)
    assert all(one.source and all(one.names.values()) for one in legal_dates())
