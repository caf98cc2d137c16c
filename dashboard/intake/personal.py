"""What names or finds a person: refused in headers and in cells, and never quoted back."""

from __future__ import annotations

import re
from functools import cache

from dashboard.errors import Said
from dashboard.intake.counts import plain_digits
from dashboard.intake.faults import CellFault
from dashboard.territory.matching import fold

_GAP = r"[ .\-/\u00a0\u202f_]*"
_DATE = re.compile(r"(?<!\d)(?:\d{1,2}([-/.])\d{1,2}\1\d{4}|\d{4}([-/.])\d{1,2}\2\d{1,2})(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    rf"(?<!\d)(?:(?:\+|00){_GAP}2{_GAP}1{_GAP}2{_GAP}(?:\(?0\)?)?|0){_GAP}[5-8](?:{_GAP}\d){{8}}(?!\d)"
)
_CIN = re.compile(r"(?<![^\W_])[A-Za-z]{1,2}[ \-]?\d{5,6}(?![^\W_])")
_RIB = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{23}}(?!\d)")
_PATTERNS = (_EMAIL, _RIB, _PHONE, _CIN)

# Whole headers, and words that make any header a personal one.
_HEADERS = (
    *("nom", "noms", "prénom", "prénoms", "nom et prénom", "nom prénom", "nom complet"),
    *("name", "names", "full name", "first name", "last name", "surname", "adresse", "address"),
    *("الاسم", "الاسم الكامل", "الاسم الشخصي", "الاسم العائلي", "الاسم والنسب", "النسب"),
    *("العنوان", "رقم البطاقة", "البطاقة الوطنية", "بطاقة التعريف", "ب و ت", "ب ت و"),
)
_WORDS = (
    *("cin", "cnie", "rib", "téléphone", "tel", "gsm", "mobile", "phone", "whatsapp"),
    *("email", "mail", "courriel", "naissance", "birth", "birthday", "passeport", "passport"),
    *("الهاتف", "هاتفه", "النقال", "البريد", "الإيميل", "الازدياد", "الميلاد"),
)


def is_personal_header(header: str) -> bool:
    """Say whether a header names a personal field."""
    spaced = re.sub(r"[^\w]+|_", " ", header.replace("e-mail", "email").replace("E-mail", "email"))
    whole = fold(spaced)
    if whole in _folded(_HEADERS) or whole in _folded(_WORDS):
        return True
    return bool({fold(word) for word in spaced.split()} & _folded(_WORDS))


def refuse_personal(text: str) -> None:
    """Refuse a text that holds a phone, an identity card or account number, or an e-mail.

    Raises:
        CellFault: one is found; the text is not quoted.
    """
    plain = _DATE.sub("·", plain_digits(text))  # 05/12/2026 17 is no phone
    if any(pattern.search(plain) for pattern in _PATTERNS):
        raise CellFault(
            "personal_data.cell",
            Said("This text holds a phone, identity card, account number or e-mail."),
            Said("Take it out: the dashboard holds no person."),
            shown="…",
        )


@cache
def _folded(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)
