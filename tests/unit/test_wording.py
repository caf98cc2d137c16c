"""Every sentence of the code is in the three catalogues, whole, with its places kept."""

import re
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dashboard.paths import LOCALE, ROOT
from dashboard.wording import LANGUAGES, wording

KEYWORDS = {"_": None, "N_": None, "Said": None, "words": None, "speak": None, "count": (1, 2)}


def sentences():
    found = extract_from_dir(
        str(ROOT / "dashboard"), keywords=KEYWORDS, method_map=[("**.py", "python")]
    )
    kept = {}
    for file, line, message, _comments, _context in found:
        key = message if isinstance(message, tuple) else (message,)
        if key[0]:
            kept.setdefault(key, f"{file}:{line}")
    return kept


def catalogue(language):
    with (LOCALE / language / "LC_MESSAGES" / "jahiziya.po").open("rb") as lines:
        return read_po(lines, locale=language)


def places(text):
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


SENTENCES = sentences()


def test_sentences_are_found():
    assert len(SENTENCES) > 100


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_is_complete(language):
    known = catalogue(language)
    missing = [
        f"{where}: {key[0]}"
        for key, where in SENTENCES.items()
        if not (entry := known.get(key[0]))
        or not entry.string
        or not all(entry.string if isinstance(entry.string, tuple) else (entry.string,))
        or entry.fuzzy
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_catalogue_holds_nothing_else(language):
    kept = {key[0] for key in SENTENCES}
    stale = [entry.id for entry in catalogue(language) if entry.id and _first(entry.id) not in kept]
    assert stale == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_kept(language):
    wrong = []
    for entry in catalogue(language):
        if not entry.id:
            continue
        wanted = places(_first(entry.id)) | (places(entry.id[1]) if entry.pluralizable else set())
        forms = entry.string if isinstance(entry.string, tuple) else (entry.string,)
        # a plural form for exactly one, two or none may leave the number out
        wrong += [f for f in forms if not wanted - {"n"} <= places(f) <= wanted]
    assert wrong == []


def test_arabic_is_arabic_and_french_is_not_english():
    words = [entry for entry in catalogue("ar") if entry.id and _has_words(_first(entry.id))]
    assert [entry.id for entry in words if not _has_arabic(entry.string)] == []
    texts = [entry for entry in catalogue("fr") if isinstance(entry.id, str)]
    same = [entry.id for entry in texts if entry.id == entry.string and _has_words(entry.id)]
    assert [text for text in same if len(_letters(text).split()) > 2] == []


def test_arabic_counts_in_its_own_forms():
    _ = wording("ar")
    shown = {n: _.count("{n} row changed", "{n} rows changed", n) for n in (1, 2, 3, 11, 100)}
    assert len({re.sub(r"[\d\u2066-\u2069]", "", text) for text in shown.values()}) >= 4


def _first(key):
    return key[0] if isinstance(key, tuple | list) else key


def _letters(text):
    return "".join(part for part, *_rest in Formatter().parse(text))


def _has_words(text):
    return any(letter.isalpha() for letter in _letters(text))


def _has_arabic(text):
    forms = text if isinstance(text, tuple) else (text,)
    return all(any("\u0600" <= letter <= "\u06ff" for letter in form) for form in forms)
