"""The words of a text, and the expressions that are known to name no person."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from dashboard.contracts import contracts
from dashboard.intake.person_names import listed, public_names
from dashboard.paths import REFERENCE
from dashboard.territory.matching import fold

_ONE_FORM = str.maketrans("أإآٱىةؤئکیھ", "اااايهويكيه")
_LONGEST_NAME = 9  # words of the longest place or function looked for
_WORD = re.compile(r"[^\W\d_]+")


@dataclass
class Word:
    """One word of a text: as written, as compared, and what stands before it."""

    raw: str
    key: str
    before: str
    is_first: bool
    is_known: bool = False  # part of a place, a function or another known expression

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[0].isupper()

    @property
    def is_arabic(self) -> bool:
        """Whether it begins with an Arabic letter."""
        return "\u0600" <= self.raw[0] <= "\u06ff"

    @property
    def follows(self) -> bool:
        """Whether it goes on with the word before it: nothing but blanks, a point or a hyphen."""
        return not self.is_first and re.fullmatch(r"[ .'’\-]{0,3}", self.before) is not None


def words_of(text: str) -> list[Word]:
    """Return the words of a text; a name written in two parts is one word."""
    found: list[Word] = []
    end = 0
    for one in _WORD.finditer(text):
        before = text[end : one.start()]
        is_first = not found or bool(re.search(r"[:;!?\n«»\"|]|\.\s|\s[-–—]\s", before))
        if found and len(found[-1].raw) <= 3 and before.startswith(".") and found[-1].is_capital:
            is_first = False  # «M. Tazi», «Dr. X», «K. Tazi»
        if found and before in ("", " ", "-") and _joins(found[-1].key, one[0]):
            found[-1] = Word(
                found[-1].raw + one[0],
                key_of(found[-1].raw + one[0]),
                found[-1].before,
                found[-1].is_first,
            )
        else:
            found.append(Word(one[0], key_of(one[0]), before, is_first))
        end = one.end()
    return found


def _joins(key: str, following: str) -> bool:
    """«عبد الله», «Abd El Karim», «نور الدين» are one word."""
    return key in ("عبد", "abd", "abdel", "abde", "abdal") or (
        following in ("الدين", "eddine", "Eddine")
    )


def key_of(word: str) -> str:
    """Return a word as the lists compare it: no accents, one form of hamza, no doubled letters."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(s for s in bare if unicodedata.category(s) != "Mn")
    bare = bare.translate(_ONE_FORM)
    if bare.isascii():
        return bare
    return bare.replace("ء", "") or bare


def sound_of(key: str) -> str:
    """Return the key of a Latin name without what its spellings differ by."""
    if not key.isascii():
        return key
    flat = key.replace("ou", "u").replace("w", "u").replace("y", "i").replace("ee", "i")
    return re.sub(r"(.)\1", r"\1", flat).replace("ph", "f").replace("ck", "k")


@cache
def listed_keys(kind: str) -> frozenset[str]:
    """Return a list of names as keys: given, family, ambiguous."""
    held = {
        "given": listed("given_latin", "given_arabic"),
        "family": listed("family_latin", "family_arabic"),
        "ambiguous": listed("ambiguous"),
    }[kind]
    return frozenset(sound_of(key_of(name)) for name in held)


@cache
def ordinary_words() -> frozenset[str]:
    """Words of the work: those written here, and those of every label and explanation."""
    told = [*listed("ordinary_latin", "ordinary_arabic")]
    for contract in contracts().values():
        for column in contract.columns:
            told += [*column.labels.values(), *column.about.values()]
            for value in column.by_code.values():
                told += value.labels.values()
    found = {key_of(word) for text in told for word in _WORD.findall(text)}
    return frozenset(word for word in found if sound_of(word) not in listed_keys("given"))


@cache
def _expressions() -> frozenset[str]:
    """Every known place, function, theme, sector and kind, folded."""
    told = [*_reference_names(), *public_names()]
    for contract in contracts().values():
        for column in contract.columns:
            for value in column.by_code.values():
                told += [value.code, *value.labels.values(), *value.synonyms]
    return frozenset(fold(name) for name in told) - {""}


def _reference_names() -> list[str]:
    """Return every name and synonym of the reference lists, which hold no person."""
    told: list[str] = []
    for file in REFERENCE.glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                told += [
                    cell
                    for column, cell in row.items()
                    if column.startswith(("name", "party_label"))
                ]
                told += (row.get("synonyms") or "").split("|")
    return [name for name in told if name and len(name) < 120]


def mark_known(words: list[Word]) -> None:
    """Mark the words that make a known expression, the longest first."""
    at = 0
    while at < len(words):
        size = next(
            (
                n
                for n in range(min(_LONGEST_NAME, len(words) - at), 0, -1)
                if _is_known(words[at : at + n])
            ),
            0,
        )
        for word in words[at : at + size]:
            word.is_known = True
        at += size or 1


def _is_known(window: list[Word]) -> bool:
    if any(not word.follows and word.before.strip(" -–'’") for word in window[1:]):
        return False
    if len(window) == 1 and sound_of(window[0].key) in listed_keys("given") - listed_keys(
        "ambiguous"
    ):
        return False
    text = " ".join(word.raw for word in window)
    if fold(text) in _expressions():
        return True
    return any(fold(one) in _expressions() for one in without_prefix(text))


def without_prefix(text: str) -> list[str]:
    """«بفاس», «لتازة», «وبإفران», «للأمانة»: Arabic writes and, in, to and as onto the word."""
    found = []
    for cut in (1, 2, 3):
        if len(text) > cut + 2 and all(sign in "وفبلك" for sign in text[:cut]):
            found += [text[cut:], "ا" + text[cut - 1 :] if text[cut - 1] == "ل" else text[cut:]]
    return found
