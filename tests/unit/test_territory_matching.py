"""Names of files to codes: exact folded names only, refused when two places have the name."""

import pytest

from dashboard.territory.matching import fold, match
from dashboard.territory.register import register

IFRANE, TAOUNATE = "03.271", "03.531"
UNITS = (*register().communes(), *register().arrondissements())
NAMED = [(place, name) for place in UNITS for name in (place.name_fr, place.name_ar)]


@pytest.mark.parametrize(
    ("written", "official"),
    [
        ("FÈS", "fes"),
        ("Fes", "Fès"),
        ("Ain-Chkef", "Ain Chkef"),
        ("N’zalat Bni Amar", "N'zalat Bni Amar"),
        ("Nzalat  bni\u00a0amar", "N'zalat Bni Amar"),
        ("Hajeb", "El Hajeb"),
        ("حاجب", "الحاجب"),
        ("أفران", "إفران"),
        ("ايت ولال", "آيت ولال"),
        ("تازه", "تازة"),
        ("بوشتي", "بوشتى"),
        ("ایموزار", "ايموزار"),
        ("المھایة", "المهاية"),
        ("مکناس", "مكناس"),
        ("گيگو", "كيكو"),
        ("تـــاونات", "تاونات"),
        ("مَكْنَاس", "مكناس"),
        ("ﻓﺎﺱ", "فاس"),
        ("\u202bفاس\u202c", "فاس"),
        ("Ghafsai", "Rhafsai"),
        ("Mghassiyine", "Mrhassiyine"),
        ("Walili", "Oualili"),
        ("Wed Ifrane", "Oued Ifrane"),
        ("١٢", "12"),
    ],
)
def test_writings_of_one_name_fold_alike(written, official):
    assert fold(written) == fold(official) != ""


def test_different_names_stay_different():
    folded = {fold(place.name_fr) for place in register().communes()}

    assert len(folded) == 194
    assert fold("El Mers") != fold("El Menzel")
    assert fold("Ain Bida") != fold("Ain Bou Ali")


def test_the_article_alone_is_not_folded_to_nothing():
    assert fold("ال") != ""
    assert fold("El") != ""


@pytest.mark.parametrize(("place", "name"), NAMED, ids=lambda value: str(value)[:40])
def test_every_name_matches_itself_in_its_province(place, name):
    found = match(name, province=place.province_code)

    assert (found.code, found.how) == (place.code, "name")


@pytest.mark.parametrize(("place", "name"), NAMED, ids=lambda value: str(value)[:40])
def test_every_name_but_one_matches_without_its_province(place, name):
    found = match(name)

    if name == "سيدي المخفي":
        assert (found.code, found.how) == (None, "ambiguous")
    else:
        assert found.code == place.code


def test_only_the_province_decides_between_the_two_sidi_makhfi():
    found = match("سيدي المخفي")

    assert [one.code for one in found.candidates] == ["03.271.03.07", "03.531.03.15"]
    assert match("سيدي المخفي", province="إفران").code == "03.271.03.07"
    assert match("سيدي المخفي", province="Province de Taounate").code == "03.531.03.15"
    assert match("سيدي المخفي", province="Fès").how == "none"
    assert match("Sidi Mokhfi").code == "03.531.03.15"


def test_every_other_spelling_finds_its_place():
    for code, name in register().other_spellings:
        place = register().place(code)
        found = match(name, province=place.province_code, levels=(place.level,))
        assert found.code == code, name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Sefrou", "03.451.01.09"),
        ("cercle de Sefrou", "03.451.07"),
        ("دائرة صفرو", "03.451.07"),
        ("Province de Sefrou", "03.451"),
        ("Province d'Ifrane", "03.271"),
        ("إقليم مكناس", "03.061"),
        ("عمالة مكناس", "03.061"),
        ("Commune rurale de Bni Frassen", "03.561.07.01"),
        ("الجماعة الترابية أزرو", "03.271.01.01"),
        ("commune d’Azrou", "03.271.01.01"),
        ("Arrondissement Agdal", "03.231.01.01"),
        ("Zerhoun", "03.061.07"),
        ("Immouzer Kandar", "03.451.01.05"),
        ("Région Fès-Meknès", "03"),
        ("المغرب", "MA"),
    ],
)
def test_a_word_before_the_name_settles_the_level(name, code):
    assert match(name).code == code


def test_levels_decide_and_a_contrary_word_finds_nothing():
    assert match("Taza", levels=("province",)).code == "03.561"
    assert match("Taza", levels=("cercle",)).code == "03.561.13"
    assert match("Taza", levels=("cercle", "province")).how == "ambiguous"
    assert match("إقليم تازة", levels=("commune",)).code is None


def test_a_code_is_found_whatever_its_digits_and_refused_outside_its_province():
    assert match(" 03.231.01.0 ").how == "code"
    assert match("٠٣.٢٣١").code == "03.231"
    assert match("03.231", levels=("commune",)).code is None
    refused = match("03.271.01.01", province="Meknès")
    assert refused.code is None
    assert [one.code for one in refused.candidates] == ["03.271.01.01"]
    assert match("03.999.01.01").how == "none"


def test_constituencies_only_when_they_are_allowed():
    levels = ("province", "constituency")

    assert match("Fès-Nord").code is None
    assert match("فاس الشمالية", levels=levels).code == "legislative:fes-nord"
    assert match("دائرة فاس الجنوبية", levels=levels).code == "legislative:fes-sud"
    assert match("legislative:taza", levels=levels).how == "code"
    assert match("Meknès", levels=levels).code == "03.061"


@pytest.mark.parametrize(
    ("name", "code"),
    [("Taunate", "03.531.01.05"), ("بولمن", "03.131.01.01"), ("Azru", "03.271.01.01")],
)
def test_a_near_name_yields_no_code_but_is_a_candidate(name, code):
    found = match(name)

    assert (found.code, found.how) == (None, "none")
    assert code in [one.code for one in found.candidates]
    assert len(found.candidates) <= 5
    scores = [one.score for one in found.candidates]
    assert scores == sorted(scores, reverse=True)


def test_a_name_of_another_province_is_a_candidate():
    found = match("Azrou", province="Sefrou")

    assert found.code is None
    assert found.candidates[0].code == "03.271.01.01"
    assert found.candidates[0].score == 1


def test_an_unknown_province_is_its_own_answer():
    found = match("Azrou", province="Mekness")

    assert (found.code, found.how) == (None, "province_unknown")
    assert [one.code for one in found.candidates] == ["03.061"]
    assert match("Azrou", province="03.999").how == "province_unknown"
    assert match("Azrou", province="  ").code == "03.271.01.01"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "\x00",
        "ال",
        "commune",
        "commune de",
        "--",
        "'; drop table communes;--",
        "%",
        "0 3",
        "x" * 1_000_000,
        "ا" * 10_000,
        "Fès" + " " * 300 + "x",
        "\ufdfa" * 150,
        "🗳️",
        "1e308",
        "٣",
        "²",
    ],
    ids=lambda name: repr(name[:12]),
)
def test_hostile_text_matches_nothing(name):
    assert match(name).code is None
    how = "province_unknown" if name.strip() else "name"
    assert match("Azrou", province=name).how == how
