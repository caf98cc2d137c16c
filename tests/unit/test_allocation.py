"""The seat calculator against published results of elections.ma, and what must always hold.

Votes and seats as elections.ma publishes them, read in the archive of aboullaite/fhemni
(`data/elections/history/morocco-legislative-results.json`, queries named beside each). Lists below
those named had no seat; they stand together as so many votes of single lists.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.elections.allocation import Ballot, allocate, votes_for_one_more
from dashboard.errors import UserError

# Regional list of Fès-Meknès, 8 September 2021: query 2021:r3_p0_c903; 10 seats.
REGIONAL_2021 = {
    "RNI": 253_364, "PI": 153_789, "PAM": 147_769, "MP": 89_213, "PPS": 63_121, "USFP": 56_398,
    "PJD": 37_913, "UC": 29_592, "FFD": 23_025, "AFG": 19_907, "PSU": 12_337, "PND": 6_918,
    "MDS": 6_138, "PRD": 5_713, "PCS": 4_061, "PSD": 3_522, "PEDD": 3_473, "PUD": 1_853,
    "PVM": 1_799, "PE": 1_606, "PRV": 1_510, "PDI": 1_068,
}  # fmt: skip
# Meknès, 7 October 2016: query 2016:r3_p85_c77; 6 seats, quota on valid votes, threshold of 3 %.
MEKNES_2016 = {
    "PJD": 48_120, "MP": 16_748, "PI": 15_906, "RNI": 10_555, "UC": 9_729, "PAM": 9_086,
    "FGD": 5_875, "USFP": 2_090, "PPS": 1_590, "FFD": 1_299, "AHD": 940, "PRV": 714, "PNV": 635,
    "PEDD": 556, "MDS": 472, "PRD": 256, "PE": 229, "PCS": 208, "PDI": 207, "PND": 169, "PGVM": 77,
    "PT": 66,
}  # fmt: skip
# Boulemane, 8 September 2021: query 2021:r3_p31_c24; 3 seats.
BOULEMANE_2021 = {
    "RNI": 28_802, "MP": 9_499, "PPS": 8_874, "PI": 8_098, "AFG": 7_322, "PAM": 6_025,
    "USFP": 1_206, "PJD": 1_035, "MDS": 275, "PSU": 265, "PVM": 205, "FFD": 139, "PCS": 103,
    "PDI": 49,
}  # fmt: skip
# Meknès, 8 September 2021: query 2021:r3_p85_c77, the first sixteen lists; 6 seats.
MEKNES_2021 = {
    "PI": 29_425, "RNI": 28_336, "MP": 22_550, "UC": 12_966, "PAM": 10_347, "PJD": 7_459,
    "USFP": 4_007, "PSU": 3_250, "AFG": 2_334, "PPS": 2_299, "FFD": 1_651, "MDS": 1_477,
    "PEDD": 1_029, "PDI": 656, "PRD": 614, "PND": 521,
}  # fmt: skip


def seats(votes, ballot):
    found = allocate(votes, ballot)
    assert found.undecided == 0
    return {one.name: one.seats for one in found.lists if one.seats}


# Registered in the region: 2,130,614 (MAP) or 2,138,486 (challenge.ma); both give the same seats.
@pytest.mark.parametrize("registered", [2_130_614, 2_138_486])
def test_regional_list_of_2021_on_registered_voters(registered):
    assert seats(REGIONAL_2021, Ballot(10, "registered", registered)) == {
        "RNI": 2, "PI": 1, "PAM": 1, "MP": 1, "PPS": 1, "USFP": 1, "PJD": 1, "UC": 1, "FFD": 1,
    }  # fmt: skip


def test_meknes_2016_on_valid_votes_with_a_threshold():
    ballot = Ballot(6, "valid", threshold=0.03)
    assert seats(MEKNES_2016, ballot) == {"PJD": 2, "MP": 1, "PI": 1, "RNI": 1, "UC": 1}
    assert allocate(MEKNES_2016, ballot).of("USFP").is_below


def test_boulemane_2021_whatever_the_registered_voters():
    """Registered voters by constituency are not published: any number from the votes up agrees."""
    votes = sum(BOULEMANE_2021.values())
    for registered in (votes, 2 * votes, 136_000):
        ballot = Ballot(3, "registered", registered)
        assert seats(BOULEMANE_2021, ballot) == {"RNI": 1, "MP": 1, "PPS": 1}


def test_meknes_2021_shows_what_the_base_changes():
    """On registered voters (turnout under a half) each of six has one, as published."""
    registered = 2 * sum(MEKNES_2021.values())
    published = dict.fromkeys(("PI", "RNI", "MP", "UC", "PAM", "PJD"), 1)

    assert seats(MEKNES_2021, Ballot(6, "registered", registered)) == published
    assert seats(MEKNES_2021, Ballot(6, "valid")) != published


def test_one_more_seat_by_hand():
    """Quota 300; A 1 and 100 over, B 200 over: B has the last seat. A needs 101 votes more."""
    votes, ballot = {"A": 400, "B": 200}, Ballot(2, "registered", 600 + 200)
    found = allocate(votes, ballot)

    assert (found.quota, found.of("A").seats, found.of("B").seats) == (400, 1, 1)
    # Quota 400: A's remainder is 0 against B's 200; above 200 votes more A is first: 201 more
    # would be more votes than there are registered voters.
    assert votes_for_one_more(votes, ballot, "A") is None
    assert votes_for_one_more(votes, Ballot(2, "registered", 900), "A") == 251
    assert votes_for_one_more({"A": 900, "B": 10}, Ballot(1, "valid"), "B") == 891


def test_level_lists_leave_their_seat_undecided():
    found = allocate({"A": 100, "B": 100, "C": 40}, Ballot(1, "registered", 1_000))

    assert found.undecided == 1
    assert [one.name for one in found.lists if one.is_tied] == ["A", "B"]
    assert sum(one.seats for one in found.lists) == 0


@pytest.mark.parametrize(
    ("votes", "ballot", "said"),
    [
        ({"A": 1}, Ballot(0, "valid"), "no seat"),
        ({"A": -1}, Ballot(1, "valid"), "fewer than 0"),
        ({"A": 0}, Ballot(1, "valid"), "No list has a vote"),
        ({"A": 5}, Ballot(1, "registered"), "registered voters is missing"),
        ({"A": 5}, Ballot(1, "registered", 4), "only 4 registered"),
        ({"A": 5}, Ballot(1, "valid", valid=4), "more than the 4 valid"),
        ({"A": 5}, Ballot(1, "valid", threshold=0.5, valid=100), "No list reaches"),
    ],
)
def test_bad_input_is_a_sentence(votes, ballot, said):
    with pytest.raises(UserError, match=said):
        allocate(votes, ballot)


lists = st.lists(st.integers(0, 50_000), min_size=1, max_size=9).filter(any)


@st.composite
def ballots(draw):
    votes = {f"L{n}": one for n, one in enumerate(draw(lists))}
    total = sum(votes.values())
    if draw(st.booleans()):
        registered = total + draw(st.integers(0, total))
        return votes, Ballot(draw(st.integers(1, 12)), "registered", registered)
    threshold = draw(st.sampled_from([0.0, 0.03, 0.06]))
    return votes, Ballot(draw(st.integers(1, 12)), "valid", threshold=threshold)


@given(ballots())
def test_seats_add_up_and_every_whole_quota_has_its_seat(given_ballot):
    votes, ballot = given_ballot
    found = allocate(votes, ballot)

    assert sum(one.seats for one in found.lists) + found.undecided == ballot.seats
    for one in found.lists:
        below = one.is_below or not one.votes
        base = round(found.quota * ballot.seats)
        assert one.by_quota == (0 if below else one.votes * ballot.seats // base)
        if ballot.base == "valid" and not found.undecided:  # within its quota, rounded up or down
            assert one.by_remainder in (0, 1)


@given(ballots())
def test_more_votes_never_mean_fewer_seats_than_a_list_with_less(given_ballot):
    votes, ballot = given_ballot
    found = allocate(votes, ballot)
    quotas = [one.by_quota for one in found.lists]

    assert quotas == sorted(quotas, reverse=True)
    if not found.undecided:
        by_votes = [one.seats for one in found.lists]
        assert by_votes == sorted(by_votes, reverse=True)


@given(ballots(), st.integers(1, 5_000))
def test_a_list_never_loses_by_votes_of_its_own(given_ballot, more):
    votes, ballot = given_ballot
    before = allocate(votes, ballot).of("L0")
    if ballot.registered is not None:
        more = min(more, ballot.registered - sum(votes.values()))
    after = allocate({**votes, "L0": votes["L0"] + more}, ballot)

    assert after.of("L0").seats + (after.undecided if after.of("L0").is_tied else 0) >= before.seats


@given(ballots())
def test_one_more_seat_is_the_fewest_votes_that_do_it(given_ballot):
    votes, ballot = given_ballot
    needed = votes_for_one_more(votes, ballot, "L0")
    now = allocate(votes, ballot).of("L0").seats
    if needed is None:
        return
    grown = {**votes, "L0": votes["L0"] + needed}
    assert allocate(grown, ballot).of("L0").seats > now
    if needed > 1:
        assert allocate({**grown, "L0": grown["L0"] - 1}, ballot).of("L0").seats <= now
