"""Cells, keys and ids of the contracts in a reader's words."""

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.screens._cell_words import account_words, cell_words, id_words
from dashboard.wording import wording


@pytest.fixture(params=["ar", "fr", "en"])
def words(request, monkeypatch):
    monkeypatch.setattr("dashboard.state.wording", lambda: wording(request.param))
    return wording(request.param)


def cell(table, name, value):
    return cell_words(contracts()[table].by_name[name], value)


def test_cells_are_said_as_labels_names_days_and_numbers(words):
    assert cell("membership", "members", 4321) == words.number(4321)
    assert cell("membership", "members", "4321") == words.number(4321)
    assert cell("membership", "members", None) == words("not reported")
    assert cell("membership", "period", "2026-10") == words.month("2026-10")
    day = words.date(dt.date(2026, 11, 5), "medium")
    assert cell("returns", "received_on", "2026-11-05") == day
    assert cell("returns", "received_on", dt.date(2026, 11, 5)) == day
    assert cell("returns", "is_nil", True) == cell("returns", "is_nil", "true") == words("yes")
    assert cell("returns", "is_nil", False) == words("no")


def test_an_issued_id_says_what_it_is_of_and_any_other_itself(words):
    place = {"ar": "أزرو"}.get(words.language, "Azrou")
    said = id_words("meetings.03.271.01.01.2026-03-12.02")
    assert place in said
    assert words.date(dt.date(2026, 3, 12), "medium") in said
    assert said.endswith(words.number(2))
    kind = contracts()["structures"].by_name["kind"].by_code["local_secretariat"]
    assert id_words("structures.03.271.01.01.local_secretariat.01") == (
        f"{kind.labels[words.language]} · {place}"
    )
    assert id_words("our-own-17") == words.isolate("our-own-17")
    assert id_words("meetings.99.999.2026-03-12.01") == words.isolate(
        "meetings.99.999.2026-03-12.01"
    )


def test_the_account_of_a_laptop_is_named(words):
    assert account_words("local") == words("this computer")
    assert account_words("amina") == words.isolate("amina")
