"""The road: an estimate that says it is one, or minutes from a file, refused in sentences."""

import pytest

from dashboard.errors import Refused
from dashboard.planning.earth import kilometres
from dashboard.planning.rules import shipped_rules
from dashboard.planning.travel import estimated
from dashboard.planning.travel_file import uploaded

RULES = shipped_rules()
TAZA, TAHLA = "03.561.01.11", "03.561.01.07"
HEAD = "origin,destination,minutes\n"


def test_a_quarter_of_the_meridian_is_ten_thousand_kilometres():
    assert kilometres((0, 0), (0, 90)) == pytest.approx(10_007.6, abs=0.1)
    assert kilometres((-5.0, 34.0), (-5.0, 34.0)) == 0


def test_an_estimate_is_the_distance_times_the_factor_rounded_up_to_five_minutes():
    road = estimated([TAZA, TAHLA], RULES)
    # Taza (-4.00504, 34.4034) and Tahla (-4.42636, 34.2316): 43.2 km × 1.35 at 50 km/h: 69.9 min
    assert road.between(TAZA, TAHLA) == road.between(TAHLA, TAZA) == 70
    assert road.between(TAZA, TAZA) == RULES.local_minutes
    assert road.is_estimated


def test_a_file_gives_minutes_by_name_or_code_and_may_differ_each_way():
    text = "Origine;Destination;Minutes\nTaza;Tahla;62,5\n03.561.01.07;تازة;71\nFès;Meknès;60\n"
    road = uploaded(text.encode("utf-8-sig"), [TAZA, TAHLA], RULES)
    assert (road.between(TAZA, TAHLA), road.between(TAHLA, TAZA)) == (63, 71)
    assert not road.is_estimated


def refused(text, codes=(TAZA, TAHLA)):
    with pytest.raises(Refused) as fault:
        uploaded(text.encode(), codes, RULES)
    return [(one.code, one.row) for one in fault.value.problems]


def test_every_fault_of_a_file_is_said_at_once_with_its_row():
    text = HEAD + (
        "Taza,Tahla,-5\nTaza,Nowhere-on-Sea,20\nTahla,Taza,soon\nTaza,Tahla,60\nTaza,Tahla,61\n"
    )
    assert refused(text) == [
        ("travel.minutes", 2),
        ("travel.place", 3),
        ("travel.minutes", 4),
        ("travel.twice", 6),
        ("travel.missing", None),
    ]


def test_a_missing_pair_is_named():
    with pytest.raises(Refused) as fault:
        uploaded((HEAD + "Taza,Tahla,60\n").encode(), [TAZA, TAHLA], RULES)
    (one,) = fault.value.problems
    assert "for 1 pairs, such as from Tahla to Taza" in str(one.message)


@pytest.mark.parametrize(
    "content", [b"a,b\n1,2\n", b"", "origin,destination,minutes".encode("utf-16")]
)
def test_a_file_that_is_none_is_refused_whole(content):
    with pytest.raises(Refused):
        uploaded(content, [TAZA, TAHLA], RULES)


def test_an_empty_matrix_lacks_every_pair():
    assert refused(HEAD) == [("travel.missing", None)]
