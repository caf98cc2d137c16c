"""03/04 in a column: its other dates settle it, or it is asked."""

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.intake.date_styles import columns_asked, refuse_ambiguous
from dashboard.intake.faults import CellFault
from dashboard.intake.importing import check
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)


def is_asked(*cells):
    return columns_asked(contracts()["meetings"], {"held_on": cells}) == {"held_on"}


@pytest.mark.parametrize(
    ("cells", "asked"),
    [
        (("03/04/2026",), False),  # the documented form, alone
        (("03/04/2026", "05/06/2026"), False),
        (("03/04/2026", "15/04/2026"), False),
        (("03/04/2026", "04/15/2026"), True),  # a month first
        (("03/04/2026", "04/15/2026", "15/04/2026"), True),
        (("03/04/2026", "2026-04-15"), True),  # mixed, nothing settles
        (("03/04/2026", "2026-04-15", "18/05/2026"), False),
        (("٠٣/٠٤/٢٠٢٦", "18 mai 2026"), True),
        (("٠٣/٠٤/٢٠٢٦", "18 mai 2026", "١٨/٠٥/٢٠٢٦"), False),
        (("03/04/2026", dt.date(2026, 4, 5)), True),
        (("03/04/2026", 46_000), True),
        (("03/03/2026", "2026-04-15"), False),  # the same either way
        (("18/05/2026", "2026-04-15"), False),
        (("03/04/2026", None, "-"), False),
    ],
)
def test_a_column_is_asked_when_nothing_in_it_settles_the_order(cells, asked):
    assert is_asked(*cells) is asked


def test_only_columns_of_dates_are_looked_at():
    assert not columns_asked(
        contracts()["meetings"], {"structure_label": ["03/04/2026", "04/15/2026"]}
    )


def test_the_question_shows_both_days():
    with pytest.raises(CellFault) as caught:
        refuse_ambiguous("03/04/2026")
    assert caught.value.candidates == ("2026-04-03", "2026-03-04")
    refuse_ambiguous("18/05/2026")
    refuse_ambiguous("03/03/2026")
    refuse_ambiguous("2026-04-03")


def test_a_file_with_a_month_first_is_refused_with_every_ambiguous_day():
    text = (
        "kind,body_kind,body_unit_code,status,held_on\n"
        "ordinary,provincial_secretariat,Taza,held,04/15/2026\n"
        "ordinary,provincial_secretariat,Ifrane,held,03/04/2026\n"
        "ordinary,provincial_secretariat,Sefrou,held,2026-04-05\n"
    )
    with Store.open(None) as store:
        checked = check(store, "meetings", text.encode(), file_name="f.csv", today=TODAY)

    assert [(one.code, one.row) for one in checked.problems] == [
        ("date.impossible", 2),
        ("date.ambiguous", 3),
    ]
