"""Who was there, by capacity and with their number where the text says it; never by name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dashboard.intake.communique.draft import Attended, Quote
from dashboard.intake.communique.terms import Hit, apart, coded, hits, listed
from dashboard.intake.communique.text import Sentence

_LOOKED_AT = 12  # sentences from the top
_TOP = 4  # sentences in which a number alone says who was there


def attended(sentences: Sequence[Sentence]) -> list[Attended]:
    """Return the capacities in which people were there, each once, a counted one before others."""
    found: dict[str, Attended] = {}
    for one in _all(sentences):
        known = found.get(one.capacity)
        if known is None or (known.count is None and one.count is not None):
            found[one.capacity] = one
    return list(found.values())


def _all(sentences: Sequence[Sentence]) -> Iterator[Attended]:
    for sentence in sentences[:_LOOKED_AT]:
        begin = _begin(sentence)
        if (told := _total_told(sentence)) is not None:
            yield told
        if begin is None:
            if sentence.number < _TOP:
                yield from _numbered(sentence)
            continue
        many = list(
            apart(one for one in hits("capacities", sentence, begin) if _counts(sentence, one))
        )
        for one in many:
            yield _attended(sentence, one, _count(sentence, one))
        known = {one.code for one in many}
        for one in apart(hits("capacity_alone", sentence, begin)):
            if one.code not in known and not _is_chair(sentence, one):
                yield _attended(sentence, one, None)  # one is named; how many came is not said


def _numbered(sentence: Sentence) -> Iterator[Attended]:
    """Yield the capacities that a number stands before, near the top of the text."""
    if listed("future").search(sentence.plain):
        return
    for one in apart(hits("capacities", sentence)):
        count = _count(sentence, one)
        is_part = re.search(r"(?:منهم|منهن|بينهم|بينهن|dont) \S+$", sentence.plain[: one.start - 1])
        if count is not None and (one.code not in ("total", "women") or is_part):
            yield _attended(sentence, one, count)


def _total_told(sentence: Sentence) -> Attended | None:
    """Return the number behind «عدد الحاضرين», «nombre de participants»."""
    one = listed("total_told").search(sentence.plain)
    tail = sentence.plain[one.end() :] if one else ""
    after = re.match(r"(?: \S+){0,2}? (\d{1,5})(?!\S)", tail)
    if one is None or after is None:
        return None
    quote = Quote(*sentence.span(one.start(), one.end() + after.end()), sentence.number)
    return Attended("total", int(after[1]), quote)


def _attended(sentence: Sentence, hit: Hit, count: int | None) -> Attended:
    return Attended(hit.code, count, Quote(*sentence.span(hit.start, hit.end), sentence.number))


def _begin(sentence: Sentence) -> int | None:
    """Return where a sentence begins to say who was there; None where it does not."""
    one = listed("attended").search(sentence.plain)
    if one is None or listed("absent").search(sentence.plain, max(0, one.start() - 20), one.end()):
        return None
    return one.end()


def _counts(sentence: Sentence, hit: Hit) -> bool:
    """Members and women are taken by their number alone; offices without one too."""
    if hit.code in ("total", "women"):
        return _count(sentence, hit) is not None
    words = sentence.plain[hit.start : hit.end]
    one_alone = any(pattern.fullmatch(words) for _code, pattern in coded("capacity_alone"))
    return not one_alone or _count(sentence, hit) is not None


def _is_chair(sentence: Sentence, hit: Hit) -> bool:
    before = sentence.plain[: hit.start].split()[-6:]
    return any(re.match(r"(?:ب|و)?(?:رياس|تراس|اشر|presid|conduit)", word) for word in before)


def _count(sentence: Sentence, hit: Hit) -> int | None:
    """Return the number right before a capacity, in figures or words."""
    words = sentence.plain[hit.start : hit.end]
    if listed("two").match(words):
        return 2
    before = sentence.plain[: hit.start].split()[-4:]
    while before and before[-1] in ("من", "des", "de", "les", "membres", "اعضا"):
        before.pop()
    if not before:
        return None
    figure = re.fullmatch(r"[وب]{0,2}(\d{1,5})", before[-1])
    return int(figure[1]) if figure else _in_words(before)


def _in_words(before: Sequence[str]) -> int | None:
    """Return the number that some words end with: «خمسة وعشرين», «vingt et un», «اثني عشر»."""
    for size in (2, 1):
        number = _number(" ".join(before[-size:])) if len(before) >= size else None
        if number:
            break
    else:
        return None
    above = before[:-1]
    if number and number >= 20 and number % 10 == 0 and above and before[-1].startswith("و"):
        unit = _number(above[-1])
        return number + unit if unit and unit < 10 else number
    if number and number < 10 and above and above[-1] == "et":
        above = above[:-1]
    tens = _number(above[-1]) if above else None
    if number and number < 10 and tens and tens >= 20:
        return tens + number
    return number


def _number(words: str) -> int | None:
    return next((int(n) for n, pattern in coded("numbers") if pattern.fullmatch(words)), None)
