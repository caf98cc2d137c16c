"""What the meeting decided: from a word of deciding to the next, with theme, owner and due day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard.intake.communique.days import days_said
from dashboard.intake.communique.draft import Decided, Quote
from dashboard.intake.communique.places import Named
from dashboard.intake.communique.terms import Hit, apart, coded, first, hits, listed
from dashboard.intake.communique.text import COMMA, Sentence

_OTHER = "other"
_SHORTEST = 8  # signs of a decision
_LEAD = 7  # words of «تقرر ما يلي:»
_BULLET = re.compile(r"\s*(?:[-–—•*▪·ـ►✓]|\d{1,2}\s*[.)\-]|[أ-يa-h]\s*[.)\-]\s)")
_NEAR = 4  # words between a word of owning and the function


@dataclass(frozen=True)
class Around:
    """What is known around a sentence: its places with codes, its persons, the meeting's day."""

    places: Mapping[int, Sequence[tuple[Named, str]]]
    persons: Mapping[int, Sequence[tuple[int, int]]]
    held_on: dt.date | None
    told: Collection[int]  # sentences that tell of the meeting itself


def decisions(sentences: Sequence[Sentence], around: Around) -> list[Decided]:
    """Return what was decided, in order of the text; a sentence may decide several things."""
    found: list[Decided] = []
    is_list = False
    for sentence in sentences:
        parts = clauses(sentence, around)
        is_item = is_list and _BULLET.match(sentence.text) is not None
        if is_item and not parts:
            parts = [(0, len(sentence.plain.rstrip(" ,")))]
        leads = sentence.text.rstrip().endswith(":")
        is_list = is_item or (leads and (bool(parts) or _heads_a_list(sentence)))
        if (
            leads
            and parts
            and not is_item
            and not sentence.plain[parts[-1][0] :].count(" ") > _LEAD
        ):
            parts = parts[:-1]  # «تقرر ما يلي:» alone says nothing
        found += _drafted(sentence, parts, around)
    return found


def _heads_a_list(sentence: Sentence) -> bool:
    return listed("listing").search(sentence.plain) is not None and len(sentence.tokens) < 2 * _LEAD


def clauses(sentence: Sentence, around: Around) -> list[tuple[int, int]]:
    """Return the parts of `plain` that decide something."""
    begins = [one for one in _triggers(sentence) if _is_one(sentence, one, around)]
    found: list[tuple[int, int]] = []
    for at, one in enumerate(begins):
        end = begins[at + 1].start if at + 1 < len(begins) else len(sentence.plain)
        begin = _subject(sentence, one, found[-1][1] if found else 0)
        for first_of, last_of in _items(sentence, begin, end):
            found.append((first_of, _without_tail(sentence, first_of, last_of)))
    return found


def _items(sentence: Sentence, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the items of «ont décidé : … ; …», each a decision; the whole where it lists none."""
    signs = [
        (sentence.begin_of(n), sentence.cut(one.start, one.end))
        for n, one in enumerate(sentence.tokens) if one.key == COMMA
    ]  # fmt: skip
    colon = next((at for at, sign in signs if sign == ":" and begin < at < end), None)
    if colon is None or sentence.plain[begin:colon].count(" ") > _LEAD:
        return [(begin, end)]
    cuts = [at for at, sign in signs if sign in ";؛" and colon < at < end]
    if not cuts:
        return [(begin, end)]
    begins = [colon + 2, *(at + 2 for at in cuts)]
    return [(a, b) for a, b in zip(begins, [*cuts, end], strict=True) if b - a > _SHORTEST]


def _triggers(sentence: Sentence) -> Iterator[Hit]:
    """Yield words of deciding; one that follows another within a few words is the same decision."""
    last: Hit | None = None
    for one in apart(hits("deciding", sentence)):
        if last is not None and (
            one.code == "weak" and len(sentence.plain[last.end : one.start].split()) <= _NEAR + 2
        ):
            continue
        last = one
        yield one


def _is_one(sentence: Sentence, hit: Hit, around: Around) -> bool:
    before = " ".join(sentence.plain[: hit.start].split()[-4:])
    if listed("negated").search(before) or listed("negated").match(sentence.plain, hit.start):
        return False
    if hit.code == "strong":
        return True
    return _speaks_for_all(sentence, hit, around)


def _speaks_for_all(sentence: Sentence, hit: Hit, around: Around) -> bool:
    """Whether the meeting, not a person alone, calls for it."""
    before = sentence.plain[: hit.end]
    after = " ".join(sentence.plain[hit.end :].split()[:2])
    near = " ".join(sentence.plain[: hit.start].split()[-_NEAR:])
    near = f"{near} {sentence.plain[hit.start : hit.end]} {after}"
    if listed("collective").search(near):
        return True
    last = sentence.token_at(hit.end - 1) + _NEAR
    if any(one[0] < last for one in around.persons.get(sentence.number, ())):
        return False
    return not (listed("alone").search(before) or listed("alone").search(after))


def _subject(sentence: Sentence, hit: Hit, least: int) -> int:
    """Return where a decision begins: with the function before «est chargé», else its verb."""
    words = sentence.plain[hit.start : hit.end]
    if not re.match(r"(?:est|sont|a ete|ont ete) |devra|devront|s engage|se sont engage", words):
        return hit.start
    begin = max(sentence.plain.rfind(f"{COMMA} ", 0, hit.start) + 2, least)
    owners = hits("owners", sentence, begin, hit.start)
    return owners[0].start if owners else hit.start


def _without_tail(sentence: Sentence, begin: int, end: int) -> int:
    """Return the end of a part without the comma and joining words before the next."""
    words = sentence.plain[begin:end].rstrip()
    tail = re.search(r"(?: (?:,|و|كما|et|ainsi que|puis|ثم|كذلك|ايضا))+$", words)
    return begin + (tail.start() if tail else len(words))


def _drafted(
    sentence: Sentence, parts: Sequence[tuple[int, int]], around: Around
) -> Iterator[Decided]:
    for begin, end in parts:
        if end - begin < _SHORTEST:
            continue
        owner = owner_in(sentence, begin, end)
        yield Decided(
            Quote(*sentence.span(begin, end), sentence.number),
            _theme(sentence, begin, end, owner),
            owner.code if owner else None,
            _due(sentence, begin, end, around.held_on),
            place_in(sentence, begin, end, around),
        )


def owner_in(sentence: Sentence, begin: int, end: int) -> Hit | None:
    """Return the function that a part of a sentence gives the work to, None where none is said."""
    plain = sentence.plain
    for one in apart(hits("owners", sentence, begin, end)):
        before = plain[max(0, begin - 1) : one.start]
        cues = [
            cue.end()
            for cue in _owning("before", sentence, begin, one.start + 1)
            if cue.end() <= one.start
        ]
        if (
            cues
            and len(plain[max(cues) : one.start].split()) <= 2
            and COMMA not in plain[max(cues) : one.start]
        ):
            return one
        follows = next(_owning("after", sentence, one.end, min(end, one.end + 60)), None)
        if follows and len(plain[one.end : follows.start()].split()) <= 2:
            return one
        if not before.strip() and one.start == begin:
            return one
    return None


def _owning(code: str, sentence: Sentence, begin: int, end: int) -> Iterator[re.Match[str]]:
    pattern = dict(coded("owning"))[code]
    return pattern.finditer(sentence.plain, begin, max(begin, end))


def _theme(sentence: Sentence, begin: int, end: int, owner: Hit | None) -> str:
    """Return the theme of a part; the function that carries it out says none."""
    parts = [(begin, end)]
    if owner:
        parts = [(owner.end, end), (begin, owner.start)]
    for start, stop in parts:
        theme = first("themes", sentence, start, stop) if stop > start else None
        if theme:
            return theme
    return first("themes", sentence, begin, end) or _OTHER


def _due(sentence: Sentence, begin: int, end: int, held_on: dt.date | None) -> dt.date | None:
    """Return the day by which it is due: a time limit, else any day after the meeting."""
    days = [one for one in days_said(sentence) if begin <= one.start < end]
    for one in sorted(days, key=lambda one: not one.is_limit):
        on = one.after(held_on)
        if (
            on
            and (held_on is None or on >= held_on)
            and (one.is_limit or held_on is None or on > held_on)
        ):
            return on
    return None


def place_in(sentence: Sentence, begin: int, end: int, around: Around) -> str | None:
    """Return the code of the only place that a part of a sentence names."""
    codes = {
        code
        for named, code in around.places.get(sentence.number, ())
        if begin <= sentence.begin_of(named.first) < end and ":" not in code
    }
    return codes.pop() if len(codes) == 1 else None
