"""Headers and names a person has to decide on: proposed, confirmed, remembered, forgotten."""

import datetime as dt

import pytest

from dashboard.contracts import contracts
from dashboard.errors import Refused
from dashboard.intake.importing import check, commit
from dashboard.intake.mapping import (
    LEFT_OUT,
    confirm_mapping,
    forget_mapping,
    propose_mapping,
    recall_mapping,
)
from dashboard.intake.place_answers import (
    NameAnswer,
    forget_place,
    place_answer,
    recall_places,
    remember_place,
)
from dashboard.store.remembered import remember_name, remembered_headers, remembered_names

TODAY = dt.date(2026, 11, 23)
MEMBERSHIP = contracts()["membership"]
AZROU, IFRANE, TAOUNATE = "03.271.01.01", "03.271", "03.531"
HEADER = ("Commune", "Mois concerné", "Nbre d'adhérents", "Remarques")
CONFIRMED = {"Mois concerné": "period", "Nbre d'adhérents": "members", "Remarques": LEFT_OUT}
LINES = ("Azrou;2026-10;120;vu avec le bureau", "Ain Leuh;2026-10;80;")


def text(header=HEADER, lines=LINES):
    return "\n".join([";".join(header), *lines]).encode()


def looked_at(store, content=None, **said):
    return check(store, "membership", content or text(), file_name="m.csv", today=TODAY, **said)


def codes(checked):
    return sorted({one.code for one in checked.problems})


def by_header(mapping):
    return {one.header: one for one in mapping.columns}


# ------------------------------------------------------------------ headers
@pytest.mark.parametrize("table", contracts())
def test_every_label_and_synonym_is_exact_in_its_own_table(table):
    contract = contracts()[table]
    for column in contract.columns:
        for title in (column.name, *column.labels.values()):
            found = propose_mapping(contract, [title.upper()]).columns[0]
            assert (found.how, found.confidence) == ("exact", 1)


@pytest.mark.parametrize(
    ("table", "title", "column"),
    [
        ("membership", "Nbre d'adhérents", "members"),
        ("membership", "Nombre total des adhérents", "members"),
        ("membership", "dont Femmes (adh.)", "women"),
        ("membership", "الشهر المعني", "period"),
        ("structures", "Type structure", "kind"),
        ("structures", "تاريخ تأسيس الهيكل", "founded_on"),
        ("structures", "Communes couvertes par", "covers"),
        ("meetings", "Date tenue", "held_on"),
        ("meetings", "nombre de participants", "attendees_total"),
        ("meetings", "particpants", "attendees_total"),
    ],
)
def test_a_near_header_is_proposed_and_not_taken(table, title, column):
    found = propose_mapping(contracts()[table], [title]).columns[0]

    assert (found.how, found.column) == ("near", column)
    assert 0.6 <= found.confidence < 1
    assert not found.is_taken


@pytest.mark.parametrize("title", ["Remarques", "xyz", "Observations", "ملاحظات", "%%"])
def test_a_header_near_nothing_is_unknown(title):
    assert (
        propose_mapping(MEMBERSHIP, [title]).asked == propose_mapping(MEMBERSHIP, [title]).columns
    )
    assert all(one.column is None for one in propose_mapping(MEMBERSHIP, [title]).columns)


def test_two_headers_are_never_proposed_one_column():
    header = ["Adhérents", "Nombre d'adhérents inscrits", "Nb adherent", "dont femmes"]
    found = [one.column for one in propose_mapping(MEMBERSHIP, header).columns if one.column]

    assert len(found) == len(set(found))
    assert found[0] == "members"


def test_a_personal_header_is_refused_whatever_was_decided(store):
    content = text(("Commune", "Mois", "Adhérents", "Nom et prénom"), ("Azrou;2026-10;120;x",))
    checked = looked_at(store, content, mapping={"Nom et prénom": LEFT_OUT})

    assert "personal_data.column" in codes(checked)
    assert by_header(checked.mapping)["Nom et prénom"].how == "personal"


def test_a_personal_header_is_not_remembered(store):
    header = (*HEADER, "Tél portable")
    confirm_mapping(store, MEMBERSHIP, header, {**CONFIRMED, "Tél portable": LEFT_OUT})

    assert "telportable" not in remembered_headers(store, "membership")[0].columns
    assert "remarques" in remembered_headers(store, "membership")[0].columns


def test_without_a_mapping_a_near_header_is_refused_with_its_proposal(store):
    checked = looked_at(store)
    unknown = {p.column: p for p in checked.problems if p.code == "column.unknown"}

    assert checked.refused
    assert unknown["Nbre d'adhérents"].candidates[0] == "members"
    assert unknown["Remarques"].candidates == ()
    assert [one.header for one in checked.mapping.asked] == list(HEADER[1:])


def test_a_confirmed_mapping_reads_the_file_and_leaves_a_column_out(store):
    checked = looked_at(store, mapping=CONFIRMED)

    assert codes(checked) == []
    assert [row.values["members"] for row in checked.rows] == [120, 80]
    assert commit(store, checked) == [1]


def test_a_required_column_left_out_is_missing(store):
    checked = looked_at(store, mapping={**CONFIRMED, "Commune": LEFT_OUT})

    assert "column.missing" in codes(checked)


def test_a_mapping_of_two_headers_to_one_column_is_refused(store):
    checked = looked_at(store, mapping={**CONFIRMED, "Remarques": "members"})

    assert "column.twice" in codes(checked)
    with pytest.raises(Refused):
        confirm_mapping(store, MEMBERSHIP, HEADER, {**CONFIRMED, "Remarques": "members"})
    with pytest.raises(Refused):
        confirm_mapping(store, MEMBERSHIP, HEADER, {**CONFIRMED, "Remarques": "no_such"})


def test_a_column_that_the_table_does_not_have_decides_nothing(store):
    assert "column.unknown" in codes(looked_at(store, mapping={**CONFIRMED, "Remarques": "x"}))


def test_what_was_confirmed_is_used_for_the_next_file_and_shown(store):
    confirm_mapping(store, MEMBERSHIP, HEADER, CONFIRMED)
    checked = looked_at(store, text(lines=("Azrou;2026-11;130;",)))

    assert codes(checked) == []
    assert checked.rows[0].values["members"] == 130
    shown = {one.header: one.column for one in checked.mapping.remembered}
    assert shown == CONFIRMED
    assert store.state_no() == 0


def test_a_column_added_and_others_moved_leave_the_rest_recognised(store):
    confirm_mapping(store, MEMBERSHIP, HEADER, CONFIRMED)
    header = ("Nbre d'adhérents", "Remarques", "Dont femmes inscrites", "COMMUNE", "mois concerne")
    checked = looked_at(store, text(header, ("130;;40;Azrou;2026-11",)))

    assert [p.column for p in checked.problems] == ["Dont femmes inscrites"]
    assert by_header(checked.mapping)["Dont femmes inscrites"].how == "near"
    assert by_header(checked.mapping)["mois concerne"].how == "remembered"


def test_another_file_of_the_table_is_judged_anew(store):
    confirm_mapping(store, MEMBERSHIP, HEADER, CONFIRMED)

    assert recall_mapping(store, MEMBERSHIP, ("A", "B", "C", "Remarques")) == {}


def test_what_is_remembered_is_of_an_account_and_a_table_and_can_be_forgotten(store):
    confirm_mapping(store, MEMBERSHIP, HEADER, CONFIRMED, account="a1")

    assert recall_mapping(store, MEMBERSHIP, HEADER) == {}
    assert recall_mapping(store, contracts()["structures"], HEADER, "a1") == {}
    assert recall_mapping(store, MEMBERSHIP, HEADER, "a1")["remarques"] == LEFT_OUT
    forget_mapping(store, MEMBERSHIP, HEADER, "a1")
    assert recall_mapping(store, MEMBERSHIP, HEADER, "a1") == {}


def test_the_newest_decision_wins_and_nothing_is_overwritten(store):
    confirm_mapping(store, MEMBERSHIP, HEADER, CONFIRMED)
    confirm_mapping(store, MEMBERSHIP, HEADER, {**CONFIRMED, "Nbre d'adhérents": "new_members"})

    assert recall_mapping(store, MEMBERSHIP, HEADER)["nbredadherents"] == "new_members"
    assert len(remembered_headers(store, "membership")) == 1
    found = store.cursor().execute("select count(*) from app_mappings").fetchone()
    assert found == (2,)


# ------------------------------------------------------------------ names of places
def named(name, province=""):
    header = ("Commune", "Province", "Mois", "Adhérents")
    return text(header, (f"{name};{province};2026-10;120",))


def test_a_near_name_is_asked_and_the_answer_serves_this_file_and_the_next(store):
    asked = looked_at(store, named("Azrouu")).places_asked[0]
    assert (asked.name, asked.row, asked.candidates[0].code) == ("Azrouu", 2, AZROU)

    once = looked_at(store, named("Azrouu"), places=[place_answer(asked, AZROU)])
    assert codes(once) == []
    assert once.rows[0].values["territory_code"] == AZROU
    assert looked_at(store, named("Azrouu")).refused

    remember_place(store, asked, AZROU)
    later = looked_at(store, named("AZROUU"))
    assert later.rows[0].values["territory_code"] == AZROU
    assert (later.error_count, codes(later)) == (0, ["territory.answered_before"])
    used = later.places_answered[0]
    assert (used.row, used.code, used.answered_at is not None) == (2, AZROU, True)

    assert looked_at(store, named("Azrouu"), account="other").refused
    forget_place(store, recall_places(store)[0])
    assert looked_at(store, named("Azrouu")).refused
    assert remembered_names(store) == []


def test_an_answer_is_of_its_province_alone(store):
    asked = looked_at(store, named("Azrouu", "Ifrane")).places_asked[0]
    remember_place(store, asked, AZROU)

    assert not looked_at(store, named("Azrouu", "إفران")).refused
    assert looked_at(store, named("Azrouu")).refused
    assert looked_at(store, named("Azrouu", "Sefrou")).refused


def test_an_ambiguous_name_is_asked_in_every_file(store):
    asked = looked_at(store, named("سيدي المخفي")).places_asked[0]
    assert asked.how == "ambiguous"
    assert {one.code[:6] for one in asked.candidates} == {IFRANE, TAOUNATE}
    code = asked.candidates[0].code

    with pytest.raises(Refused):
        remember_place(store, asked, code)
    remember_name(store, place_answer(asked, code))  # even if it were kept, it is not used
    assert looked_at(store, named("سيدي المخفي")).refused
    once = looked_at(store, named("سيدي المخفي"), places=[place_answer(asked, code)])
    assert once.rows[0].values["territory_code"] == code


def test_an_answer_never_replaces_a_match(store):
    wrong = NameAnswer("azrou", None, ("commune", "arrondissement", "cercle"), "03.451.01.09")
    remember_name(store, wrong)
    checked = looked_at(store, named("commune d'Azrou"), places=[wrong])

    assert checked.rows[0].values["territory_code"] == AZROU
    assert checked.places_answered == ()


def test_an_answer_whose_place_the_register_no_longer_has_is_not_used(store):
    levels = ("commune", "arrondissement", "cercle")
    remember_name(store, NameAnswer("azrouu", None, levels, "03.271.01.99"))
    remember_name(store, NameAnswer("sefrouu", None, levels, "03.451"))

    assert recall_places(store) == []
    assert looked_at(store, named("Azrouu")).refused
    assert looked_at(store, named("Sefrouu")).refused


def test_an_answer_outside_what_was_asked_is_refused(store):
    asked = looked_at(store, named("Azrouu", "Ifrane")).places_asked[0]

    for code in ("03.451.01.09", "03.271", "nowhere"):
        with pytest.raises(Refused):
            place_answer(asked, code)


def test_a_province_is_asked_and_answered_too(store):
    asked = looked_at(store, named("Azrou", "Ifranne")).places_asked
    assert [(one.column, one.candidates[0].code) for one in asked] == [("province", IFRANE)]

    checked = looked_at(store, named("Azrou", "Ifranne"), places=[place_answer(asked[0], IFRANE)])
    assert codes(checked) == []


def test_a_centre_is_told_apart_from_its_commune_and_can_be_answered(store):
    checked = looked_at(store, named("Guigou (Centre)"))
    assert codes(checked) == ["territory.part"]
    asked = checked.places_asked[0]
    assert (asked.part, asked.candidates[0].code) == ("centre", "03.131.03.11")

    remember_place(store, asked, "03.131.03.11")
    assert looked_at(store, named("Guigou")).places_answered == ()
    later = looked_at(store, named("GUIGOU centre"))
    assert later.rows[0].values["territory_code"] == "03.131.03.11"


def test_names_of_a_list_are_asked_one_by_one(store):
    content = text(
        ("kind", "unit_code", "covers", "status"),
        ("local_secretariat;Azrou;Azrouu | Ain Leuh | Ben Smimm;planned",),
    )
    checked = check(store, "structures", content, file_name="s.csv", today=TODAY)
    asked = {one.name: one for one in checked.places_asked}
    assert set(asked) == {"Azrouu", "Ben Smimm"}

    answers = [place_answer(one, one.candidates[0].code) for one in asked.values()]
    again = check(store, "structures", content, file_name="s.csv", today=TODAY, places=answers)
    assert again.rows[0].values["covers"] == [AZROU, "03.271.03.01", "03.271.03.03"]
