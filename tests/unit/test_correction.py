"""A figure that is wrong: one row, one reason, the same checks, the old value kept."""

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused, UserError
from dashboard.intake.correction import (
    batch_row,
    check_correction,
    correct,
    correctable,
    current_row,
    figure_history,
)
from dashboard.intake.importing import check, commit
from dashboard.store import check_integrity, imports, undo
from tests.lakes import a_store

TODAY = dt.date(2026, 11, 23)
AZROU = {"territory_code": "03.271.01.01", "period": "2026-09"}
MEMBERS = "territory_code;period;members;women\n"
MEETINGS = "body_kind;body_unit_code;status;held_on;attendees_total\n"


@pytest.fixture
def store(store_kind):
    with a_store(store_kind) as opened:
        yield opened


def bring(store, table, text):
    (number,) = commit(
        store,
        check(
            store, table, text.encode(), file_name="september.csv", today=TODAY, account="analyst"
        ),
    )
    return number


def look(store, values, reason="Typed twice", table="membership", key=AZROU):
    return check_correction(store, table, key, values, reason=reason, today=TODAY)


def test_a_figure_leads_to_its_row_and_a_correction_keeps_the_old_value(store):
    bring(store, "membership", MEMBERS + "Azrou;2026-08;90;30\nAzrou;2026-09;120;45\n")
    found = batch_row(store, "membership", AZROU)
    assert (found.batch_no, found.row_no, found.file_name, found.account) == (
        1,
        3,
        "september.csv",
        "analyst",
    )

    number = correct(store, look(store, {"members": "112"}))

    assert (number, current_row(store, "membership", AZROU)["members"]) == (2, 112)
    assert current_row(store, "membership", AZROU)["women"] == 45
    newest = imports(store).iloc[0]
    assert (newest["rows"], newest["note"], newest["origin"]) == (1, "Typed twice", "reported")
    told = figure_history(store, "membership", AZROU, "members")
    assert told[["batch_no", "row_no", "old", "new", "counts"]].astype(object).where(
        told.notna(), None
    ).values.tolist() == [
        [2, 2, "120", "112", True],
        [1, 3, None, "120", False],
    ]
    assert check_integrity(store) == []


def test_an_undone_batch_stays_in_the_history_and_counts_no_more(store):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    undo(store, correct(store, look(store, {"members": "112"})))
    correct(store, look(store, {"members": "-"}, reason="Not known after all"))

    told = figure_history(store, "membership", AZROU, "members")
    assert list(told["state"]) == ["accepted", "undone", "accepted"]
    assert list(told["counts"]) == [True, False, False]
    assert told["new"].isna().tolist() == [True, False, False]
    assert told["old"][0] == "120"
    assert current_row(store, "membership", AZROU)["members"] is None


@pytest.mark.parametrize(
    ("values", "code"),
    [({"members": "many"}, "number.invalid"), ({"women": "121"}, "count.part_above_whole")],
)
def test_the_checks_of_a_file_hold_for_a_correction(store, values, code):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    checked = look(store, values)

    assert code in [one.code for one in checked.problems]
    with pytest.raises(Refused):
        correct(store, checked)
    assert len(imports(store)) == 1


@pytest.mark.parametrize(
    ("values", "reason", "said"),
    [
        ({"members": "1"}, "  ", "Say why"),
        ({"members": "1"}, "x" * 141, "longer than"),
        ({"members": "1"}, "Karim Tazi l'a dit", "name a person"),
        ({"members": "1"}, "06 12 34 56 78", "name a person"),
        ({"members": " "}, "Typed twice", "Nothing is changed"),
        ({"period": "2026-08"}, "Typed twice", "Nothing is changed"),
    ],
)
def test_a_correction_without_a_reason_or_a_change_is_a_sentence(store, values, reason, said):
    bring(store, "membership", MEMBERS + "Azrou;2026-09;120;45\n")
    with pytest.raises(UserError, match=said):
        look(store, values, reason)


def test_a_row_that_is_gone_is_a_sentence(store):
    with pytest.raises(UserError, match="not there any more"):
        look(store, {"members": "1"})
    assert batch_row(store, "membership", AZROU) is None


def test_a_meeting_is_corrected_under_its_id(store):
    bring(
        store, "meetings", MEETINGS + "provincial_secretariat;province de Taza;held;12/03/2026;14\n"
    )
    (code,) = [
        row[0]
        for row in store.cursor().execute("select meeting_id from app.meetings_rows").fetchall()
    ]
    key = {"meeting_id": code}

    correct(store, look(store, {"attendees_total": "24"}, table="meetings", key=key))

    row = current_row(store, "meetings", key)
    assert (row["attendees_total"], row["held_on"], row["status"]) == (
        24,
        dt.date(2026, 3, 12),
        "held",
    )
    assert store.cursor().execute(
        "select count(distinct meeting_id) from app.meetings_rows"
    ).fetchone() == (1,)


def test_what_a_row_is_known_by_is_not_corrected():
    names = {
        table: {column.name for column in correctable(contract)}
        for table, contract in contracts().items()
    }
    assert names["membership"] >= {"members", "women"}
    assert not names["membership"] & {"territory_code", "period"}
    assert "meeting_id" not in names["meetings"]
