"""Who has reported, and which warnings are known: by hand, over the real register."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.errors import UserError
from dashboard.questions import ask, ask_many
from dashboard.readiness.acknowledging import acknowledge_warnings
from dashboard.store.acknowledged import MAX_NOTE, Warned, newest_acknowledgement, take_back
from dashboard.territory.register import register

IFRANE, AZROU, FES = "03.271", "03.271.01.01", "03.231.01.0"
AS_OF = dt.date(2026, 11, 23)  # the month that is due: October
COMMITTED = dt.datetime(2026, 11, 20, 8)
NOTED = dt.datetime(2026, 11, 22, 8)
LATER = dt.datetime(2026, 11, 23, 8)
MONTHLY = ("structures", "membership", "meetings", "constraint_reports")
CHANGED = Warned("change_above_30_percent", AZROU, "2026-10")


def question(store, name, as_of=AS_OF, known_at=LATER):
    return ask(store, name, as_of=as_of, known_at=known_at, scope=["03"])


def returned(unit, *tables, period="2026-10", received_on=dt.date(2026, 11, 5)):
    return [
        {"territory_code": unit, "table_name": table, "period": period,
         "received_on": received_on, "is_nil": False}
        for table in tables
    ]  # fmt: skip


def of_ifrane(store, table="structures", as_of=AS_OF):
    rows = question(store, "quality_returns", as_of)
    (row,) = rows[(rows.province_code == IFRANE) & (rows.table_name == table)].itertuples()
    return row


def missing(store, province=IFRANE):
    rows = question(store, "quality_missing")
    return {
        row.unit_code: list(row.tables) for row in rows[rows.province_code == province].itertuples()
    }


def test_a_province_that_never_sent_anything_is_late_and_wholly_missing(store):
    row = of_ifrane(store)

    assert (row.communes_returned, row.communes) == (0, 10)
    assert row.last_month != row.last_month
    assert pd.isna(row.days_since)  # nothing, not zero days
    assert row.is_late
    assert len(question(store, "quality_returns")) == 9 * len(MONTHLY)
    assert missing(store)[AZROU] == sorted(MONTHLY)


def test_a_commune_s_return_is_counted_table_by_table(desk, store):
    desk.put("returns", *returned(AZROU, "structures", "meetings"), at=COMMITTED)

    row = of_ifrane(store)
    assert (row.communes_returned, row.communes) == (1, 10)
    assert (str(row.last_month.date()), str(row.received_on.date())) == ("2026-10-01", "2026-11-05")
    assert (row.days_since, row.rhythm_days, row.is_late) == (23, 45, False)
    assert of_ifrane(store, "membership").communes_returned == 0
    assert missing(store)[AZROU] == ["constraint_reports", "membership"]
    assert len(missing(store)) == 10


def test_a_return_is_late_after_forty_five_days(desk, store):
    desk.put("returns", *returned(AZROU, "structures"), at=COMMITTED)

    assert not of_ifrane(store, as_of=dt.date(2026, 12, 15)).is_late
    assert of_ifrane(store, as_of=dt.date(2026, 12, 16)).is_late


def test_the_province_s_return_stands_for_its_communes(desk, store):
    desk.put("returns", *returned(IFRANE, *MONTHLY), at=COMMITTED)

    assert of_ifrane(store, "meetings").communes_returned == 10
    assert missing(store) == {}


def test_the_region_closing_its_own_meetings_speaks_for_no_commune(desk, store):
    desk.put("returns", *returned("03", "meetings"), at=COMMITTED)

    assert of_ifrane(store, "meetings").communes_returned == 0


def test_a_commune_of_arrondissements_has_returned_when_all_of_them_have(desk, store):
    parts = [one.code for one in register().arrondissements() if one.commune_code == FES]
    for part in parts[1:]:
        desk.put("returns", *returned(part, *MONTHLY), at=COMMITTED)
    assert FES in missing(store, "03.231")

    desk.put("returns", *returned(parts[0], *MONTHLY), at=COMMITTED)

    assert FES not in missing(store, "03.231")


def test_a_change_above_thirty_percent_is_listed_with_published_figures(desk, store):
    before = [{"territory_code": code, "period": "2026-09", "members": 100}
              for code in (AZROU, "03.271.01.03")]  # fmt: skip
    after = [{"territory_code": AZROU, "period": "2026-10", "members": 141},
             {"territory_code": "03.271.01.03", "period": "2026-10", "members": 130}]  # fmt: skip
    desk.put("membership", *before, *after, at=COMMITTED)

    (row,) = question(store, "quality_changes").itertuples()

    assert (row.territory_code, row.previous_published, row.published) == (AZROU, 100, 140)
    assert row.change == pytest.approx(0.4)


@pytest.fixture
def changed(desk):
    rows = [{"territory_code": AZROU, "period": period, "members": members}
            for period, members in (("2026-09", 100), ("2026-10", 160))]  # fmt: skip
    desk.put("membership", *rows, at=COMMITTED)
    desk.put("returns", *returned(AZROU, *MONTHLY), at=COMMITTED)


def standing(store, known_at=LATER):
    found = ask_many(
        store, ("open_warnings", "readiness_map"), as_of=AS_OF, known_at=known_at, scope=["03"]
    )
    opened = found["open_warnings"]
    places = found["readiness_map"]
    (row,) = places[places.territory_code == AZROU].itertuples()
    listed = [(one.code, one.unit_code, one.subject) for one in opened.itertuples()]
    return listed, row.reliability


def test_a_warning_acknowledged_lowers_reliability_no_more(changed, store):
    listed, lowered = standing(store)
    assert listed == [("change_above_30_percent", AZROU, "2026-10")]

    acknowledge_warnings(store, [CHANGED], "حملة انخراط في أكتوبر", at=NOTED)

    listed, whole = standing(store)
    assert listed == []
    assert lowered == pytest.approx(0.9 * whole)
    (row,) = question(store, "quality_acknowledged").itertuples()
    assert (row.unit_code, row.note, row.account) == (AZROU, "حملة انخراط في أكتوبر", "local")


def test_as_known_before_the_note_it_was_open(changed, store):
    acknowledge_warnings(store, [CHANGED], "known", at=NOTED)

    assert len(standing(store, known_at=NOTED - dt.timedelta(seconds=1))[0]) == 1
    assert standing(store, known_at=NOTED)[0] == []


def test_taken_back_it_is_open_again_and_the_past_stays(changed, store):
    acknowledge_warnings(store, [CHANGED], "known", at=NOTED)
    take_back(store, [CHANGED], at=LATER)

    assert len(standing(store)[0]) == 1
    assert standing(store, known_at=NOTED)[0] == []
    assert question(store, "quality_acknowledged").empty


def test_another_month_and_another_commune_stay_open(changed, store):
    others = [Warned(CHANGED.code, AZROU, "2026-09"), Warned(CHANGED.code, FES, "2026-10")]
    acknowledge_warnings(store, others, "known", at=NOTED)

    assert len(standing(store)[0]) == 1


@pytest.mark.parametrize("note", ["", "  ", "x" * (MAX_NOTE + 1), "appeler le 0661 23 45 67"])
def test_a_note_that_says_nothing_or_names_a_person_is_refused(store, note):
    with pytest.raises(UserError):
        acknowledge_warnings(store, [CHANGED], note)

    assert newest_acknowledgement(store) == 0
