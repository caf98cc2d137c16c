"""Cells: numbers and dates survive every way they are written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.counts import count
from dashboard.intake.dates import MONTHS, day, days_in, period
from dashboard.intake.faults import CellFault
from dashboard.intake.personal import is_personal_header, refuse_personal

EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31))
COUNTS = st.integers(0, 2_147_483_647)


@given(COUNTS, st.sampled_from(["", " ", "\u00a0", "\u202f", "."]), st.booleans())
def test_a_count_survives_thousands_and_arabic_digits(n, mark, eastern):
    text = f"{n:,}".replace(",", mark)

    assert count(text.translate(EASTERN) if eastern else text) == n


@given(COUNTS, st.sampled_from([",0", ".0", ",00"]))
def test_a_count_survives_empty_decimals(n, decimals):
    assert count(f"{n}{decimals}") == n


@given(
    DAYS,
    st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%y", "%d.%m.%Y", "%Y/%m/%d"]),
    st.booleans(),
)
def test_a_day_survives_its_forms(date, form, eastern):
    text = date.strftime(form)

    assert day(text.translate(EASTERN) if eastern else text) == date


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_a_day_survives_month_names(date, name):
    wanted = date.replace(month=MONTHS[name], day=min(date.day, 28))

    assert day(f"{wanted.day} {name} {wanted.year}") == wanted
    assert period(f"{name} {wanted.year}") == f"{wanted:%Y-%m}"


@given(DAYS)
def test_a_day_survives_its_serial(date):
    assert day((date - dt.date(1899, 12, 30)).days) == date


@given(DAYS)
def test_a_month_survives_its_forms(date):
    month = f"{date:%Y-%m}"

    assert period(month) == period(f"{date:%m/%Y}") == period(date) == month


@given(st.text(max_size=20))
def test_any_text_is_a_value_or_a_fault(text):
    for read in (count, day, period):
        try:
            value = read(text)
        except CellFault:
            continue
        assert read(str(value)) == value


def test_day_comes_before_month():
    assert day("03/04/2026") == dt.date(2026, 4, 3)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1er mars 2026", (2026, 3, 1)),
        ("Lundi 18 août 2025", (2025, 8, 18)),
        ("الأحد 18 ماي 2025", (2025, 5, 18)),
        ("٣ غشت ٢٠٢٦", (2026, 8, 3)),
        ("2026-05-18T00:00:00", (2026, 5, 18)),
    ],
)
def test_days_in_words(text, wanted):
    assert day(text) == dt.date(*wanted)


@pytest.mark.parametrize("text", ["1,234", "12,5", "-1", "1 23", "1e3", "nan", "inf", "²", True])
def test_what_is_no_count(text):
    with pytest.raises(CellFault):
        count(text)


@pytest.mark.parametrize("text", ["13/13/2026", "2026", "18-05/2026", "20260518", "hier", 5, 1.5])
def test_what_is_no_day(text):
    with pytest.raises(CellFault):
        day(text)


def test_a_day_inside_a_sentence():
    assert [found for found, _ in days_in("réunion de Taza 12/03/2026")] == [dt.date(2026, 3, 12)]
    assert [found for found, _ in days_in("اجتماع 2026-03-12")] == [dt.date(2026, 3, 12)]


@pytest.mark.parametrize(
    "text",
    ["06 12 34 56 78", "+212 6 12-34-56-78", "00212612345678", "٠٦١٢٣٤٥٦٧٨", "CIN cd 123456",
     "a.b@example.org", "0 6 1 2 3 4 5 6 7 8", "011780000012345678901234"],
)  # fmt: skip
def test_personal_patterns_are_refused(text):
    with pytest.raises(CellFault, match=r"personal_data\.cell"):
        refuse_personal(f"Voir {text}, merci")


@pytest.mark.parametrize(
    "text",
    ["Réunion du 05/12/2026 17 présents", "Ouvrir 12 locaux en 2026", "Décision 2026-05-12.01",
     "meetings.03.561.2026-03-12.01", "Loi 27-11, article 5", "تأسيس 6 أمانات محلية"],
)  # fmt: skip
def test_what_is_not_personal_passes(text):
    refuse_personal(text)


@pytest.mark.parametrize(
    "header", ["Nom", "NOM ET PRÉNOM", "N° CIN", "Tél.", "E-mail", "رقم الهاتف", "الاسم"]
)
def test_personal_headers(header):
    assert is_personal_header(header)


@pytest.mark.parametrize("header", ["Nombre", "Adhérents", "commune", "عدد المنخرطين", "notes"])
def test_other_headers(header):
    assert not is_personal_header(header)
