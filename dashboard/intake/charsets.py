"""Which encoding a text file is in, how sure that is, and what it would read as in another.

UTF-8 is certain (a BOM, or every byte in order), UTF-16 by its BOM or its NUL bytes. Windows-1252,
Windows-1256 and Mac Roman are each other's noise: the one whose headers and territory names are
known wins, else the only one whose letters make words. Where neither tells, the user does.
Statistical detectors are not used: they called a French file cp775.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error
from dashboard.intake.reading import Certainty

ENCODINGS = {
    "utf-8": "utf-8-sig",
    "utf-16": "utf-16",
    "windows-1252": "cp1252",
    "windows-1256": "cp1256",
    "mac-roman": "mac_roman",
}
_SINGLE = ("windows-1252", "windows-1256", "mac-roman")
_ALIASES = {
    **{"utf8": "utf-8", "utf-8-sig": "utf-8", "utf16": "utf-16", "utf-16-le": "utf-16"},
    **{"utf-16-be": "utf-16", "cp1252": "windows-1252", "latin1": "windows-1252"},
    **{"1252": "windows-1252", "cp1256": "windows-1256", "1256": "windows-1256"},
    **{"macintosh": "mac-roman", "macroman": "mac-roman", "mac_roman": "mac-roman"},
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
_STEP = 2**20
_HEAD = 64 * 2**10
_TELLING = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")
_TELLING_LINES = 500
_SHOWN = 160
_SHOWN_LINES = 3

_LETTERS = frozenset("àâäæçéèêëîïôöœùûüÿÀÂÄÆÇÉÈÊËÎÏÔÖŒÙÛÜŸ")
_MARKS = frozenset("«»‘’“”–—…°€·•§²³½×\u00a0،؛؟٪٫٬ـ")
_IN_A_WORD = frozenset("’‘–—·ـ°")
_BETWEEN = re.compile(r"[\s;,\t|\"()/:.!?0-9\[\]{}<>=+*&%#@_'-]+")


@dataclass(frozen=True)
class Found:
    """An encoding: its name, Python's codec, how it was found, what each possible one shows."""

    name: str
    codec: str
    certainty: Certainty
    previews: tuple[tuple[str, str], ...] = ()


def find_encoding(content: bytes, speaks: Callable[[str, str], int]) -> Found | Problem:
    """Return the encoding of a text, or the question to the user.

    Args:
        content: the bytes of the file.
        speaks: counts the known headers and names of places in a sample of the text; it is given
            the text and the encoding.
    """
    for mark, name, codec in _BOMS:
        if content.startswith(mark):
            return Found(name, codec, "certain") if decodes(content, codec) else _not_in(name)
    wide = _without_mark(content)
    if wide:
        return Found("utf-16", wide, "letters", _previews(content, {"utf-16": wide}))
    if decodes(content, "utf-8"):
        return Found("utf-8", "utf-8", "certain")
    return _weighed(content, speaks)


def encoding_said(content: bytes, said: str) -> Found | Problem:
    """Return the encoding the user names, or why the file cannot be in it."""
    wanted = said.strip().lower()
    name = _ALIASES.get(wanted, wanted)
    if name not in ENCODINGS:
        return _unknown_encoding(said)
    codec = ENCODINGS[name]
    if name == "utf-16" and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        codec = _without_mark(content) or "utf-16-le"
    if not decodes(content, codec):
        return _not_in(name)
    others = {one: ENCODINGS[one] for one in _possible(content)}
    return Found(name, codec, "said", _previews(content, {name: codec, **others}))


def decodes(content: bytes, codec: str) -> bool:
    """Say whether every byte is in order, a piece at a time."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(content), _STEP):
            decoder.decode(content[start : start + _STEP])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def strange_words(text: str) -> int:
    """Count the words with letters that neither French nor Arabic writes so."""
    return sum(_is_strange(word) for word in set(_BETWEEN.split(text)) if not word.isascii())


def _weighed(content: bytes, speaks: Callable[[str, str], int]) -> Found | Problem:
    sample = _sample(content)
    texts = {name: sample.decode(ENCODINGS[name]) for name in _possible(content)}
    previews = _previews(content, {name: ENCODINGS[name] for name in texts})
    words = {name: speaks(text, name) for name, text in texts.items()}
    strange = {name: strange_words(text) for name, text in texts.items()}
    best, certainty = _by_words(words, strange)
    if not best:
        best, certainty = _by_letters(strange)
    if not best:
        return _undecided(previews)
    shown = sorted(previews, key=lambda one: one[0] != best)
    return Found(best, ENCODINGS[best], certainty, tuple(shown))


def _by_words(words: Mapping[str, int], strange: Mapping[str, int]) -> tuple[str, Certainty]:
    best = max(words, key=lambda name: words[name], default="")
    rivals = [name for name in words if name != best]
    if not best or any(words[name] >= words[best] for name in rivals):
        return "", "words"
    contradicted = strange[best] and any(not strange[name] for name in rivals)
    return ("" if contradicted else best), "words"


def _by_letters(strange: Mapping[str, int]) -> tuple[str, Certainty]:
    clear = [name for name, count in strange.items() if count == 0]
    return (clear[0] if len(clear) == 1 else ""), "letters"


def _possible(content: bytes) -> Iterator[str]:
    """The encodings of one byte a letter it can be in, one of those that give the same text."""
    high = bytes(sorted(set(content.translate(None, bytes(range(128))))))
    seen = set()
    for name in _SINGLE:
        try:
            text = high.decode(ENCODINGS[name])
        except UnicodeDecodeError:
            continue
        if text not in seen:
            seen.add(text)
            yield name


def _sample(content: bytes) -> bytes:
    """The first rows, and the first lines that are not ASCII: what tells encodings apart."""
    head = content[:_HEAD]
    if len(content) > _HEAD:
        head = head[: max(head.rfind(b"\n"), 0) + 1]
    return b"\n".join([head, *_telling(content, len(head))])


def _telling(content: bytes, start: int, most: int = _TELLING_LINES) -> list[bytes]:
    pattern = _TELLING.finditer(content, start)
    return [match.group()[:4_096] for match, _ in zip(pattern, range(most), strict=False)]


def _previews(content: bytes, codecs_by_name: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if any(codec.startswith("utf-16") for codec in codecs_by_name.values()):
        raw = content[: 4 * _SHOWN * _SHOWN_LINES // 2 * 2]
    else:
        lines = _telling(content, 0, _SHOWN_LINES)
        raw = b"\n".join(line[:_SHOWN] for line in lines) or content[:_SHOWN]
    return tuple((name, raw.decode(codec, "replace")) for name, codec in codecs_by_name.items())


def _without_mark(content: bytes) -> str:
    """The byte order of UTF-16 without its mark, "" when the NUL bytes do not say it is that."""
    head = content[: _HEAD // 2 * 2]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if len(content) % 2 or max(even, odd) < max(2, len(head) // 20) or min(even, odd) > 0:
        return ""
    codec = "utf-16-le" if odd else "utf-16-be"
    return codec if decodes(content, codec) and not strange_words(head.decode(codec)) else ""


def _is_strange(word: str) -> bool:
    arabic = any("\u0600" <= letter <= "\u06ff" and letter.isalpha() for letter in word)
    latin = any(letter.isalpha() and letter < "\u0250" for letter in word)
    return (arabic and latin) or any(_out_of_place(word, i) for i in range(len(word)))


def _out_of_place(word: str, at: int) -> bool:
    letter = word[at]
    if letter.isascii() or unicodedata.category(letter) == "Mn" or letter in _INVISIBLE:
        return False
    inside = 0 < at < len(word) - 1 and word[at - 1].isalpha() and word[at + 1].isalpha()
    if letter in _MARKS:
        return inside and letter not in _IN_A_WORD
    if letter in _LETTERS:
        near = (word[at - 1], word[at + 1 : at + 2])
        inner = at > 0 and word[at - 1].isalpha()
        return inner and letter.isupper() and any(one.islower() for one in near)
    return not any(first <= letter <= last for first, last in _ARABIC)


# Letters, digits, those of a Persian keyboard (ک ی ھ), and the forms a PDF gives.
_ARABIC = (
    *(("\u0621", "\u064a"), ("\u0660", "\u0669"), ("\u06f0", "\u06f9")),
    *(("\u06a9", "\u06a9"), ("\u06cc", "\u06cc"), ("\u06be", "\u06be")),
    *(("\ufb50", "\ufdff"), ("\ufe70", "\ufefc")),
)
_INVISIBLE = frozenset("\u200c\u200d\u200e\u200f\ufeff")


def _undecided(previews: tuple[tuple[str, str], ...]) -> Problem:
    return error(
        "file.encoding",
        Said("The text is not UTF-8, and nothing in it tells which encoding it is in."),
        Said("Say which encoding it is, or save it as CSV UTF-8."),
        candidates=tuple(name for name, _ in previews),
    )


def _unknown_encoding(encoding: str) -> Problem:
    return error(
        "file.encoding_unknown",
        Said("This encoding is not one of those read."),
        Said("Choose one of the encodings listed."),
        found=encoding,
        candidates=tuple(ENCODINGS),
    )


def _not_in(name: str) -> Problem:
    return error(
        "file.encoding_wrong",
        Said("The file is not written in {encoding}.", encoding=name),
        Said("Leave the encoding out, or choose another."),
        candidates=tuple(other for other in ENCODINGS if other != name),
    )
