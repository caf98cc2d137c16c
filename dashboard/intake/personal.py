"""What finds a person: refused in headers and in cells, and never quoted back.

Patterns are looked for in a plain form of the text (one kind of digit, no marks of direction), from
which days, months, territory codes and numbers of laws are first taken out: 05/12/2026 17 is no
phone. Names are another matter: they are asked, see `names_asked`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from dashboard.errors import Said
from dashboard.intake.faults import CellFault
from dashboard.territory.matching import fold

# What may stand between two digits of one number: up to three signs, never a list's «, ».
_GAP = r"(?:[^\w,;]{1,3}|_|,)?"
_DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d{2}|(?:19|20)\d{2}([-/.])\d{1,2}\2\d{1,2}"
    r"|(?:19|20)\d{2}-(?:0[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[-/](?:19|20)\d{2})(?!\d)"
)
_CODE = re.compile(r"(?<![\d.])03\.\d{3}(?:\.\d{2}){0,2}(?:\.\d{1,2})?(?!\d)")
_DAYS = re.compile(
    r"(?<!\d)(?<!\d[ ,./-])0?5([ ,./-]{1,3})0?6\1(?:0?7\1)0?8(?!\d)"
)  # a list of days in a month
_EMAIL = re.compile(
    r"[\w.+-]+\s{0,3}@\s{0,3}(?:[\w-]+(?:\s{0,2}\.\s{0,2}[\w-]+)+|gmail|hotmail|yahoo|outlook)"
    r"|[\w.+-]+\s{0,3}[(\[{<]\s?(?:at|arobase|a)\s?[)\]}>]\s{0,3}[\w-]+"
    r"|[\w.+-]+\s+(?:at|arobase|arobas|أروباز|آروباز)\s+[\w-]+\s+(?:dot|point|نقطة)\s+\w+",
    re.IGNORECASE,
)
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00|\b){_GAP}2{_GAP}1{_GAP}2{_GAP}(?:\(?0\)?)?{_GAP}|0{_GAP})"
    rf"[5-8](?:{_GAP}\d){{8}}(?!\d)"
)
# A spreadsheet takes the leading zero away; a grouping by thousands is a count, not a phone.
_SHORT_PHONE = re.compile(
    r"(?<![\d.,])[67](?:\d{8}|([ .\-/\u00a0\u202f])\d\d(?:\1\d\d){3})(?![\d])"
)
_LONG_NUMBER = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{21,}}(?!\d)")
_RUN = re.compile(r"(?<!\d)\d{15,}(?!\d)")
_IBAN = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}[ .-]?\d{2}(?:[A-Z0-9]{11,30}"
    r"|(?:[ .-][A-Z0-9]{4}){3,7}(?:[ .-][A-Z0-9]{1,4})?)"
    r"(?![A-Z0-9])"
)
_CIN = re.compile(
    r"(?<![A-Za-z0-9])(?P<letters>[A-Za-z](?P<inner>[ .\-_/\u00a0\u202f]?)[A-Za-z]?)"
    r"(?P<gap>[ .\-_/:°\u00a0\u202f]{0,3})"
    r"(?P<digits>\d{5,6}|(?:\d{2,3}G){1,2}\d{2,3}|\d\dG\d\dG\d|\dG\d\dG\d\d|\d(?:G\d){4,5})"
    r"(?![A-Za-z0-9]|[.\-/]\d)".replace("G", r"[ .\-_/\u00a0\u202f]")
)
_CIN_MARK = re.compile(
    r"(?<![A-Za-z])C\.?\s?I\.?\s?N\.?(?![a-z])|\bcnie?\b|\bcin\b"
    r"|carte (?:d.identit|national)|بطاق|ب\.? ?ت\.? ?و",
    re.IGNORECASE,
)
# Two letters before a number that are a word or a unit: «de 12 500», «DH 15 000».
_SHORT_WORDS = frozenset(
    (
        *(
            "a",
            "y",
            "n",
            "l",
            "m",
            "de",
            "du",
            "en",
            "et",
            "la",
            "le",
            "un",
            "au",
            "ou",
            "or",
            "to",
        ),
        *("of", "in", "at", "by", "is", "as", "no", "nb", "dh", "km", "ha", "kg", "il", "on", "ne"),
        *("se", "ce", "sa", "si", "be", "we", "up", "an", "it", "vs", "p", "pp", "lo", "bo"),
    )
)

# Whole headers, and words that make any header a personal one.
_HEADERS = (
    *("nom", "noms", "prénom", "prénoms", "nom et prénom", "nom prénom", "nom complet"),
    *("noms et prénoms", "nom du responsable", "nom de famille", "nom de l'adhérent"),
    *("nom du secrétaire", "nom du président", "name", "names", "full name", "first name"),
    *("last name", "surname", "given name", "family name", "adresse", "address", "home address"),
    *("adresse postale", "domicile", "signature", "photo", "date of birth", "dob", "sexe"),
    *("profession", "contact", "contacts", "login", "الاسم", "الأسماء", "الاسم الكامل"),
    *("الاسم الشخصي", "الاسم العائلي", "الاسم والنسب", "النسب", "اللقب", "اسم المسؤول"),
    *("اسم المنخرط", "اسم الأمين", "اسم الكاتب", "اسم الرئيس", "اسم ونسب", "الإسم"),
    *("الإسم الكامل", "العنوان", "عنوان السكن", "محل السكنى", "السكنى", "المهنة", "التوقيع"),
    *("الصورة", "الجنس", "رقم البطاقة", "البطاقة الوطنية", "بطاقة التعريف"),
    *("رقم البطاقة الوطنية", "ب و ت", "ب ت و", "رقم ب ت و"),
)
_WORDS = (
    *("cin", "cni", "cnie", "rib", "iban", "téléphone", "téléphones", "tel", "tél", "gsm"),
    *("mobile", "phone", "telephone", "portable", "whatsapp", "whats", "fax", "email", "emails"),
    *("mail", "courriel", "mél", "naissance", "birth", "birthday", "birthdate", "passeport"),
    *("passport", "prénom", "prénoms", "surname", "firstname", "lastname", "fullname", "الهاتف"),
    *("هاتف", "هاتفه", "الهواتف", "النقال", "المحمول", "البريد", "الإيميل", "ايميل", "الواتساب"),
    *("واتساب", "الازدياد", "ازدياد", "الميلاد", "ميلاد", "البنكي", "بطاقة", "البطاقة", "بطاقته"),
    *("الشخصي", "العائلي"),
)
_PHRASES = tuple(header for header in _HEADERS if len(header) > 9 and " " in header)
_NUMBER_OF = ("n", "no", "num", "numero", "number", "رقم", "عدد", "nombre", "nb")


def is_personal_header(header: str) -> bool:
    """Say whether a header names a personal field."""
    plain = plain_text(header)
    spaced = re.sub(r"[^\w]+|_", " ", re.sub(r"(?i)e-mail", "email", plain)).strip()
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", spaced)
    compact = re.sub(r"(?i)\b([a-z])\s(?=[a-z]\b)", r"\1", spaced)  # «C I N», «C.I.N.»
    for form in (spaced, compact):
        if fold(form) in _folded(_HEADERS) or fold(form) in _folded(_WORDS):
            return True
        if {fold(word) for word in form.split()} & _folded(_WORDS):
            return True
        if any(phrase in fold(form) for phrase in _folded(_PHRASES)):
            return True
    rest = " ".join(word for word in spaced.split() if word.casefold() not in _NUMBER_OF)
    return fold(rest) in _folded(_HEADERS)


def refuse_personal(text: str) -> None:
    """Refuse a text that holds a phone, an identity card or account number, or an e-mail.

    Raises:
        CellFault: one is found; the text is not quoted.
    """
    if holds_personal(text):
        raise personal_fault()


def holds_personal(text: str) -> bool:
    """Say whether a text holds a phone, an identity card or account number, or an e-mail."""
    if len(text) < 5:
        return False
    plain = plain_text(text)
    if _EMAIL.search(plain):
        return True
    if not any(letter.isdigit() for letter in plain):
        return False
    bare = _DAYS.sub("·", _CODE.sub("·", _DATE.sub("·", plain)))
    return bool(
        _PHONE.search(bare) or _SHORT_PHONE.search(bare) or _holds_account(bare) or _holds_cin(bare)
    )


def personal_fault() -> CellFault:
    """Return the fault of a cell that finds a person; it quotes nothing."""
    return CellFault(
        "personal_data.cell",
        Said("This text holds a phone, identity card, account number or e-mail."),
        Said("Take it out: the dashboard holds no person."),
        shown="…",
    )


def is_our_id(text: str, tables: frozenset[str]) -> bool:
    """Say whether an id is of the form the dashboard gives, with no card or phone inside."""
    head, _, rest = text.partition(".")
    return head in tables and not re.search(
        r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{5,6}(?!\d)|\d{7,}", rest
    )


def plain_text(text: str) -> str:
    """Return a text with 0–9 for every digit, plain letters, and no mark that is not seen."""
    signs = []
    for sign in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(sign)
        if category == "Nd":
            signs.append(str(unicodedata.digit(sign)))
        elif category != "Cf" and sign != "ـ":
            signs.append(sign)
    return "".join(signs)


def _holds_account(text: str) -> bool:
    if _RUN.search(text) or _IBAN.search(text):
        return True
    found = _LONG_NUMBER.finditer(text)
    return any(not _is_list_of_counts(one[0]) for one in found)


def _is_list_of_counts(number: str) -> bool:
    """Years, or counts of at most three digits with a list's blank: no account is so written."""
    groups = re.findall(r"\d+", number)
    return all(len(group) == 4 and group[:2] in ("19", "20") for group in groups)


def _holds_cin(text: str) -> bool:
    for found in _CIN.finditer(text):
        if not 5 <= sum(sign.isdigit() for sign in found["digits"]) <= 6:
            continue
        if not found["gap"] and not found["inner"] and found["digits"].isdigit():
            return True
        letters = re.sub(r"[^A-Za-z]", "", found["letters"])
        word = letters.casefold() in _SHORT_WORDS and not (letters.isupper() and len(letters) == 1)
        if not word or _CIN_MARK.search(text):
            return True
    return False


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
