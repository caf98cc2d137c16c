"""The constraints a communiqué tells of, each in its category: the three it names, and others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.intake.communique.decided import Around, clauses, place_in
from dashboard.intake.communique.draft import HeldBack, Quote
from dashboard.intake.communique.terms import Hit, apart, coded, first, hits, listed
from dashboard.intake.communique.text import COMMA, Sentence

_REACH = 14  # words of a constraint after its head


def constraints(sentences: Sequence[Sentence], around: Around) -> list[HeldBack]:
    """Return the constraints in order of the text; what a decision is to cure is none of them."""
    return [
        one for sentence in sentences if sentence.number not in around.told
        for one in _of(sentence, around)
    ]  # fmt: skip


def _of(sentence: Sentence, around: Around) -> Iterator[HeldBack]:
    cue = dict(coded("holding"))["cue"].search(sentence.plain)
    if cue is None:
        return
    decided = clauses(sentence, around)
    found = [one for one in _parts(sentence, cue.start()) if not _in_any(one[0], decided)]
    for begin, end, category in _together(sentence, found):
        yield HeldBack(
            Quote(*sentence.span(begin, end), sentence.number),
            category,
            place_in(sentence, begin, end, around),
        )


def _in_any(at: int, parts: Sequence[tuple[int, int]]) -> bool:
    return any(begin <= at < end for begin, end in parts)


def _parts(sentence: Sentence, cue: int) -> list[tuple[int, int, str]]:
    """Return the parts that tell of one constraint each, with its category."""
    heads = [one for one in apart(hits("holding", sentence, cue)) if one.code == "heads"] or _heads(
        sentence, cue
    )
    if not heads:
        return _named(sentence, cue)
    found = []
    for at, head in enumerate(heads):
        end = heads[at + 1].start if at + 1 < len(heads) else len(sentence.plain)
        end = min(end, _words_on(sentence, head.start, _REACH))
        category = _category(sentence, head, end)
        if category:
            found.append((head.start, _trimmed(sentence, head.start, end), category))
    return found or ([] if _is_public(sentence) else _named(sentence, cue))


def _heads(sentence: Sentence, cue: int) -> list[Hit]:
    pattern = dict(coded("holding"))["heads"]
    return [Hit("heads", one.start(), one.end()) for one in pattern.finditer(sentence.plain, cue)]


def _category(sentence: Sentence, head: Hit, end: int) -> str | None:
    """Return the category a constraint names: within its own part before the comma, else after."""
    comma = sentence.plain.find(f" {COMMA} ", head.end, end)
    for stop in ((comma,) if comma > 0 else ()) + (end,):
        code = _nearest(sentence, head.end, stop)
        if code:
            return code
    return None


def _nearest(sentence: Sentence, begin: int, end: int) -> str | None:
    """Return the category that is named; communication before all, else the one nearest."""
    if first("categories", sentence, begin, end) == "citizen_communication":
        return "citizen_communication"
    found = hits("categories", sentence, begin, end)
    return found[0].code if found else None


def _named(sentence: Sentence, cue: int) -> list[tuple[int, int, str]]:
    """Return the categories a sentence about constraints lists without saying more of each."""
    about = dict(coded("holding"))["about"].search(sentence.plain, cue)
    found = list(apart(hits("categories", sentence, about.end() if about else cue)))
    parts = []
    for at, one in enumerate(found):
        end = found[at + 1].start if at + 1 < len(found) else len(sentence.plain)
        parts.append((one.start, _trimmed(sentence, one.start, end), one.code))
    return parts


def _together(
    sentence: Sentence, parts: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    """Yield parts; neighbours of one category that no comma parts are one constraint."""
    held: tuple[int, int, str] | None = None
    for one in parts:
        if held and held[2] == one[2] and COMMA not in sentence.plain[held[0] : one[0]]:
            held = (held[0], one[1], held[2])
            continue
        if held:
            yield held
        held = one
    if held:
        yield held


def _trimmed(sentence: Sentence, begin: int, end: int) -> int:
    words = sentence.plain[begin:end].rstrip(" ,")
    for tail in (
        " و",
        " وكذا",
        " كما",
        " et",
        " ainsi que",
        " le",
        " la",
        " de",
        " un",
        " une",
        " l",
        " وكذلك",
        " الي جانب",
        " فضلا عن",
    ):
        words = words.removesuffix(tail).rstrip(" ,")
    return begin + len(words)


def _words_on(sentence: Sentence, begin: int, count: int) -> int:
    at = begin
    for _n in range(count):
        at = sentence.plain.find(" ", at + 1)
        if at < 0:
            return len(sentence.plain)
    return at


def _is_public(sentence: Sentence) -> bool:
    return listed("public_need").search(sentence.plain) is not None
