"""Personal data: nothing of 300 planted gets by, nothing of places and functions is asked.

Everything planted is invented by a seeded generator; no name or number is anybody's.
"""

import csv
import datetime as dt
import random
import tempfile

import pytest

from dashboard.intake.cell_answers import CellAnswers
from dashboard.intake.faults import CellFault
from dashboard.intake.importing import check, commit
from dashboard.intake.names_asked import looks_like_a_name
from dashboard.intake.personal import holds_personal, is_personal_header, refuse_personal
from dashboard.paths import REFERENCE
from dashboard.store import Store

TODAY = dt.date(2026, 11, 23)
ARABIC, PERSIAN = "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"
TASKS = "milestone_id;territory_code;number;summary;owner_function;days_before\n"
DECISIONS = "meeting;number;theme;summary;owner_function;territory_code\n"
MEETINGS = (
    "body_kind;body_unit_code;status;held_on\n"
    "provincial_secretariat;province de Taza;held;12/03/2026\n"
)
REFERENCE_OF = "اجتماع الأمانة الإقليمية بتازة 12/03/2026"

AROUND = (
    "Ouvrir le local, contacter {x} avant la réunion",
    "{x}",
    "réunion reportée ({x})",
    "الاتصال ب {x} قبل الاجتماع",
    "رقم: {x}.",
    "to be confirmed: {x}",
    "{x} – à rappeler",
)
GIVEN = [
    "Karim",
    "Fatima",
    "Youssef",
    "Khadija",
    "Abdelilah",
    "Zineb",
    "Mohammed",
    "Houda",
    "Driss",
    "Soukaina",
    "Rachid",
    "Meriem",
]
FAMILY = [
    "Bennani",
    "El Alaoui",
    "Tazi",
    "Benjelloun",
    "Aït Hammou",
    "Ouazzani",
    "Bouhaddou",
    "Serghini",
    "Idrissi",
    "Chraibi",
    "Ben Omar",
]
GIVEN_ARABIC = [
    "محمد",
    "فاطمة",
    "يوسف",
    "خديجة",
    "عبد الإله",
    "زينب",
    "إدريس",
    "سكينة",
    "رشيد",
    "مريم",
    "كريم",
    "سعيد",
]
FAMILY_ARABIC = [
    "بناني",
    "العلوي",
    "التازي",
    "بنجلون",
    "آيت حمو",
    "الوزاني",
    "بن عمر",
    "السرغيني",
    "الإدريسي",
    "الشرايبي",
]


def digits(draw, count):
    return "".join(str(draw.randint(0, 9)) for _ in range(count))


def spelled(draw, text):
    """The same digits in one of the scripts."""
    script = draw.choice(["0123456789", "0123456789", ARABIC, PERSIAN])
    return text.translate(str.maketrans("0123456789", script))


def cut(draw, text, signs=(" ", ".", "-", "/", "\u00a0", "\u202f", " - ", "")):
    """Digits in groups, or one by one."""
    sign, size = draw.choice(signs), draw.choice((1, 2, 2, 3))
    return sign.join(text[at : at + size] for at in range(0, len(text), size))


def phone(draw):
    rest = draw.choice("567") + digits(draw, 8)
    form = draw.choice(("0", "+212", "00212", "+212 (0)", "+ 212 ", "212"))
    if form == "0":
        return spelled(draw, cut(draw, "0" + rest))
    return spelled(draw, form + rest[0] + cut(draw, rest[1:], (" ", ".", "-", "")))


def card(draw):
    letters = "".join(draw.choice("ABCDEGHJKLPRSTUWXZ") for _ in range(draw.randint(1, 2)))
    number = digits(draw, draw.choice((5, 6)))
    form = draw.randint(0, 4)
    if form == 0:
        return letters + spelled(draw, number)
    if form == 1:
        return f"{letters}{draw.choice(' -.')}{spelled(draw, number)}"
    if form == 2:
        return f"CIN {letters.lower()}{number}"
    if form == 3:
        return " ".join(letters + number)
    return f"{letters} {number[: len(number) - 3]} {number[-3:]}"


def mail(draw):
    name = f"{draw.choice(GIVEN).lower()}{draw.choice(('.', '_', '', '-'))}{digits(draw, 2)}"
    at = draw.choice(("@", "@", " @ ", "＠", "(at)", " [at] "))
    return f"{name}{at}{draw.choice(('example', 'courrier'))}.{draw.choice(('ma', 'org', 'com'))}"


def account(draw):
    number = digits(draw, 24)
    form = draw.randint(0, 3)
    if form == 0:
        return spelled(draw, number)
    if form == 1:
        return spelled(draw, f"{number[:3]} {number[3:6]} {number[6:22]} {number[22:]}")
    if form == 2:
        return " ".join(("MA64" + number)[at : at + 4] for at in range(0, 28, 4))
    return "MA64" + number


def name(draw):
    if draw.random() < 0.5:
        given, family = draw.choice(GIVEN), draw.choice(FAMILY)
        forms = (
            f"{given} {family}",
            f"{given} {family}".upper(),
            f"Mme {family}",
            f"M. {family}",
            f"{given[0]}. {family}",
            f"{family.upper()} {given}",
            given,
            f"{given} {family}".lower(),
        )
        return draw.choice(forms)
    given, family = draw.choice(GIVEN_ARABIC), draw.choice(FAMILY_ARABIC)
    forms = (
        f"{given} {family}",
        f"السيد {family}",
        f"السيدة {given} {family}",
        f"{given} بن {draw.choice(GIVEN_ARABIC)}",
        f"الأستاذ {given}",
    )
    return draw.choice(forms)


def planted():
    draw = random.Random(20261123)
    kinds = (phone, phone, card, card, mail, account, name)
    return [
        (kind.__name__, draw.choice(AROUND).format(x=kind(draw)))
        for kind in (kinds[n % len(kinds)] for n in range(300))
    ]


def rows_of(file):
    with (REFERENCE / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


FRENCH = (
    "Fonder le secrétariat local de {c}",
    "{f} : visite de {c} et de {d} avant fin mars",
    "Programmer l'assemblée constitutive à {c}, province de {p}",
    "Relancer {f} au sujet de : {t}",
    "Monsieur le {f} convoque la réunion de {c}",
    "Réunion du {f} à {c}",
    "{c} : ouvrir un local",
    "Le {f} de {p} dépose le procès-verbal",
    "Commune {c} : dépôt du PV auprès du Pacha",
    "{t} à {c}",
    "Absence de local à {c} ; voir {f}",
    "Coordination {c} - {d}",
    "M. le Gouverneur de {p} reçoit {f}",
    "Visite de terrain ({c}, {d}, {p})",
    "Route coupée entre {c} et {d}",
    "Souk de {c} : stand d'adhésion le 12/03/2026",
    "Conseil Provincial de {p} : 12 élus sur 25",
    "{s} : demande de la commune de {c}",
)
IN_ARABIC = (
    "تأسيس الأمانة المحلية بجماعة {c}",
    "عقد لقاء مع {f} بإقليم {p}",
    "برمجة الجمع العام التأسيسي ب{c} قبل متم مارس",
    "{f} يتابع ملف {t}",
    "زيارة ميدانية إلى {c} و{d}",
    "السيد {f} بإقليم {p}",
    "تجديد مكتب {c}",
    "ضعف التواصل مع رئيس جماعة {c}",
    "غياب مقر للحزب ب{c}",
    "رفع تقرير إلى {f} حول {t}",
    "دعوة السيد عامل إقليم {p} لحضور اللقاء",
    "{c}: لم يعقد أي اجتماع",
    "طلب قاعة بجماعة {c} من السيد الباشا",
    "تكليف {f} بدعوة مناضلي {c} و{d}",
    "طلب إلى {s} من جماعة {c}",
)


def summaries():
    draw = random.Random(2000)
    communes, provinces = rows_of("communes"), rows_of("provinces")
    functions, themes, sectors = rows_of("functions"), rows_of("themes"), rows_of("sectors_2025")
    for n in range(2000):
        forms, key = ((FRENCH, "name_fr"), (IN_ARABIC, "name_ar"))[n % 2]
        one, other = draw.sample(communes, 2)
        filled = {
            "c": one,
            "d": other,
            "p": draw.choice(provinces),
            "f": draw.choice(functions),
            "t": draw.choice(themes),
            "s": draw.choice(sectors),
        }
        yield draw.choice(forms).format(**{sign: row[key] for sign, row in filled.items()})


def test_nothing_of_300_planted_gets_by():
    told = planted()
    missed = [
        (kind, text)
        for kind, text in told
        if not (holds_personal(text) or (kind == "name" and looks_like_a_name(text)))
    ]
    print(f"personal data: {len(missed)} missed of {len(told)} planted")
    assert len(told) == 300
    assert missed == []


def test_places_and_functions_are_not_asked():
    told = list(summaries())
    refused = [text for text in told if holds_personal(text)]
    asked = [text for text in told if looks_like_a_name(text)]
    print(f"personal data: {len(asked)} asked, {len(refused)} refused of {len(told)} summaries")
    assert refused == []
    assert len(asked) <= 20, asked


@pytest.mark.parametrize(
    "row", [*rows_of("communes"), *rows_of("synonyms")], ids=lambda row: row["code"]
)
def test_no_commune_is_a_person_or_a_number(row):
    for text in (row.get("name_fr"), row.get("name_ar"), row.get("name"), row["code"]):
        assert not text or not (holds_personal(text) or looks_like_a_name(text)), text


@pytest.mark.parametrize(
    "text",
    [
        "05/12/2026 17 présents",
        "2026-05",
        "MA 2026-05",
        "meetings.03.061.01.01.2026-03-12.01",
        "03.061.01.01 03.061.01.03 03.061.01.05",
        "de 12 500 à 15 000 inscrits",
        "Fès a 12 345 adhérents",
        "2021 2022 2023 2024 2025 2026",
        "batch 1234567",
        "LO 29-11",
        "612 345 678 DH",
        "T3 2026",
        "les 5, 6, 7 et 8 mai",
        "07/2026 08/2026 09/2026 10/2026",
        "communal.2027.by.03.231.01.03.01",
    ],
)
def test_codes_days_periods_and_counts_are_no_persons(text):
    refuse_personal(text)
    assert not looks_like_a_name(text)


@pytest.mark.parametrize(
    "header",
    [
        "Nom",
        "Prénom et nom",
        "Nom_Prenom",
        "N° CIN",
        "C.I.N",
        "CNIE",
        "Tél. portable",
        "GSM",
        "E-mail",
        "phoneNumber",
        "firstName",
        "Date de naissance",
        "RIB",
        "Adresse",
        "WhatsApp",
        "Full name",
        "الاسم",
        "الإسم الكامل",
        "الاسم الكامل للمنخرط",
        "رقم الهاتف",
        "رقم البطاقة الوطنية",
        "ب.ت.و",
        "تاريخ الازدياد",
        "البريد الإلكتروني",
        "العنوان",
        "الحساب البنكي",
        "الاسم العائلي",
        "Email address",
    ],
)
def test_headers_that_name_a_person_are_refused(header):
    assert is_personal_header(header)


# ------------------------------------------------------------------ through an import
@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "jahiziya.duckdb") as opened:
        yield opened


def decisions(*texts):
    rows = [
        f"{REFERENCE_OF};{n};membership;{text};provincial_secretary;province de Taza\n"
        for n, text in enumerate(texts, 1)
    ]
    return (DECISIONS + "".join(rows)).encode()


def look(store, content, **options):
    return check(store, "decisions", content, file_name="d.csv", today=TODAY, **options)


def codes(checked):
    return [(one.code, one.row, one.column) for one in checked.problems]


def with_meeting(store):
    commit(store, check(store, "meetings", MEETINGS.encode(), file_name="m.csv", today=TODAY))


def test_the_analyst_edits_drops_or_keeps_and_the_rest_goes_on(store):
    with_meeting(store)
    content = decisions(
        "Voir Karim Tazi",
        "Ouvrir le local",
        "Voir Xouli Ziyan",
        "Appeler 06 12 34 56 78",
        "كريم التازي",
    )
    asked = "personal_data.perhaps_a_name"
    checked = look(store, content)
    assert codes(checked) == [
        (asked, 2, "summary"),
        (asked, 4, "summary"),
        ("personal_data.cell", 5, "summary"),
        (asked, 6, "summary"),
    ]
    assert all(
        "Tazi" not in (one.found or "") and "06" not in (one.found or "")
        for one in checked.problems
    )

    answers = CellAnswers(
        edited={
            (2, "summary"): "Voir le secrétaire local",
            (5, "summary"): "Appeler le secrétaire",
        },
        dropped=frozenset({(6, "summary")}),
        kept=frozenset({(4, "summary")}),
    )
    again = look(store, content, cells=answers)
    assert not again.refused
    assert codes(again) == [
        ("personal_data.kept", 4, "summary"),
        ("personal_data.row_left_out", 6, "summary"),
    ]
    assert again.sha256 == checked.sha256
    assert [row.values["summary"] for row in again.rows] == [
        "Voir le secrétaire local",
        "Ouvrir le local",
        "Voir Xouli Ziyan",
        "Appeler le secrétaire",
    ]
    assert len(commit(store, again)) == 1


def test_an_edited_cell_is_looked_at_again_and_a_phone_cannot_be_kept(store):
    with_meeting(store)
    content = decisions("Voir Karim Tazi", "Appeler 0612345678")
    answers = CellAnswers(edited={(2, "summary"): "Voir Rachid"}, kept=frozenset({(3, "summary")}))

    assert [
        code
        for code, *_ in codes(look(store, content, cells=answers))
        if code != "personal_data.kept"
    ] == [
        "personal_data.perhaps_a_name",
        "personal_data.cell",
    ]


def test_a_number_in_any_column_is_found_and_never_quoted(store):
    content = b"territory_code;period;members\n0661 23 45 67;2026-09;12\nAzrou;AB123456;12\n"
    checked = check(store, "membership", content, file_name="x.csv", today=TODAY)

    assert {(one.code, one.row) for one in checked.problems} == {
        ("personal_data.cell", 2),
        ("personal_data.cell", 3),
    }
    assert "123456" not in repr(checked.problems)


def test_an_id_that_is_a_card_is_refused_whoever_made_it(store):
    text = "meeting_id;body_kind;body_unit_code;status;held_on\n"
    for code in ("AB123456", "meetings.AB123456", "meetings.03.0612345678.01"):
        row = f"{code};provincial_secretariat;province de Taza;held;12/03/2026\n"
        checked = check(store, "meetings", (text + row).encode(), file_name="x.csv", today=TODAY)
        assert [one.code for one in checked.problems] == ["personal_data.cell"], code


def test_nothing_of_what_is_refused_remains(tmp_path, monkeypatch, capfd, caplog):
    place, temporary = tmp_path / "store", tmp_path / "tmp"
    place.mkdir(), temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    secrets = ["0661987654", "QZ918273", "karim.xouliani@example.org", "Karim Xouliani"]
    with Store.open(place / "jahiziya.duckdb") as store:
        with_meeting(store)
        for secret in secrets:
            checked = look(store, decisions("Ouvrir le local", f"Voir {secret} demain"))
            assert checked.refused
            with pytest.raises(Exception, match="Nothing was imported"):
                commit(store, checked)
    held = b"".join(
        one.read_bytes()
        for folder in (place, temporary)
        for one in folder.rglob("*")
        if one.is_file()
    )
    said = "".join(capfd.readouterr()) + caplog.text
    for secret in secrets:
        for codec in ("utf-8", "utf-16-le"):
            assert secret.encode(codec) not in held
        assert secret not in said


def test_a_fault_quotes_nothing():
    with pytest.raises(CellFault) as fault:
        refuse_personal("Appeler 06 61 98 76 54")
    assert fault.value.at(2, "summary", "Appeler 06 61 98 76 54").found == "…"
