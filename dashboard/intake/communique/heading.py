"""The meeting a communiqué tells of: its kind, body, unit, host and day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.intake.communique.days import days_said
from dashboard.intake.communique.draft import Heading, Quote
from dashboard.intake.communique.meeting_day import days_of_meeting
from dashboard.intake.communique.places import Named
from dashboard.intake.communique.terms import Hit, first, hits, listed
from dashboard.intake.communique.text import Sentence
from dashboard.settings import settings
from dashboard.territory.places import COUNTRY
from dashboard.territory.register import register

_LOOKED_AT = 6  # sentences from the top in which the meeting is told
_NATIONAL = ("national_council", "collective_leadership", "political_bureau", "congress")
_REGIONAL = ("regional_secretariat", "regional_council")
Codes = Sequence[tuple[Named, str]]


@dataclass(frozen=True)
class _Body:
    kind: str
    hit: Hit
    sentence: Sentence


def heading_of(found: Sequence[Sentence], places: Mapping[int, Codes]) -> Heading:
    """Return the meeting, as the first sentences tell it."""
    top = found[:_LOOKED_AT]
    body = _body(top)
    told = _told_in(top, body)
    kind = _kind(told, body)
    unit = _unit(body, told, places)
    days = days_of_meeting(found, top, told)
    quote = Quote(told.start, told.end, told.number) if told else None
    return Heading(quote, kind, body.kind if body else None, unit,
                   _host(told, top, places, unit), days)  # fmt: skip


def _body(top: Sequence[Sentence]) -> _Body | None:
    """Return the body that meets: where a meeting is told first, not one only spoken of."""
    found: list[tuple[int, _Body]] = []
    for sentence in top:
        met = listed("met").search(sentence.plain)
        for one in hits("bodies", sentence):
            if _is_spoken_of(sentence, one):
                continue
            rank = 0 if met else 1
            found.append((rank * 100 + sentence.number * 10, _Body(one.code, one, sentence)))
    if not found:
        return None
    best = min(rank for rank, _body_ in found)
    near = [body for rank, body in found if rank == best]
    return min(near, key=_distance)


def _distance(body: _Body) -> tuple[int, int]:
    """Return how far a body stands from the words of meeting; after them is nearer."""
    plain, hit = body.sentence.plain, body.hit
    ends = [one.end() for one in listed("met").finditer(plain) if one.end() <= hit.start]
    begins = [one.start() for one in listed("met").finditer(plain) if one.start() >= hit.end]
    after = hit.start - ends[-1] if ends else 10_000
    before = begins[0] - hit.end if begins else 10_000
    return min(after, before + 1), -(hit.end - hit.start)


def _is_spoken_of(sentence: Sentence, hit: Hit) -> bool:
    """Whether the two words before a body say that it is only spoken of."""
    before = sentence.plain[: hit.start].split(" ")
    near = " ".join(word for word in before[-4:] if word)
    return any(len(near[one.end() :].split()) <= 1 for one in listed("spoken_of").finditer(near))


def _told_in(top: Sequence[Sentence], body: _Body | None) -> Sentence | None:
    """Return the sentence that tells of the meeting: with its words, and best with a day."""
    telling = [one for one in top if listed("met").search(one.plain)]
    with_day = [one for one in telling if any(not d.is_limit for d in days_said(one))]
    for one in (*with_day[:1], *([body.sentence] if body else []), *telling[:1]):
        return one
    return None


def _kind(told: Sentence | None, body: _Body | None) -> str | None:
    read = [one for one in (told, body.sentence if body else None) if one]
    for sentence in dict.fromkeys(read):
        kind = first("kinds", sentence)
        if kind == "leadership_meeting" and body and body.kind not in _NATIONAL:
            kind = "extraordinary" if _is_extraordinary(sentence) else None
        if kind == "council_session" and body and "council" not in body.kind:
            kind = None
        if kind == "congress" and _is_coming(sentence):
            kind = None
        if kind:
            return kind
    if body and body.kind == "regional_council":
        return "council_session"
    return "ordinary" if read else None


def _is_extraordinary(sentence: Sentence) -> bool:
    return any(one.code == "extraordinary" for one in hits("kinds", sentence))


def _is_coming(sentence: Sentence) -> bool:
    return any(
        one.code == "congress" and listed("future").search(sentence.plain, one.end, one.end + 25)
        for one in hits("kinds", sentence)
    )


def _unit(body: _Body | None, told: Sentence | None, places: Mapping[int, Codes]) -> str | None:
    """Return where the body sits."""
    if body is None:
        return None
    if body.kind in _NATIONAL:
        return COUNTRY
    region = settings().region_code
    if body.kind in _REGIONAL:
        return region
    sentences = [one for one in dict.fromkeys((body.sentence, told)) if one]
    after = [pair for one in sentences for pair in _in_order(one, body, places)]
    wanted = (
        ("province",) if body.kind == "provincial_secretariat" else ("commune", "arrondissement")
    )
    if body.kind in ("provincial_secretariat", "local_secretariat"):
        return _of_level(after, wanted) or _raised(after, body.kind)
    near = _of_level(after, ("province", "commune", "arrondissement"), said=True)
    if near or any(
        "جهه" in one.plain or "جهوي" in one.plain or "region" in one.plain for one in sentences
    ):
        return near or region
    return _of_level(after, ("province", "commune", "arrondissement"))


def _in_order(sentence: Sentence, body: _Body, places: Mapping[int, Codes]) -> Codes:
    """Return the places of a sentence, those behind the body first."""
    held = list(places.get(sentence.number, ()))
    at = sentence.token_at(body.hit.end - 1) if sentence is body.sentence else -1
    return [p for p in held if p[0].first > at] + [p for p in held if p[0].first <= at]


def _of_level(held: Codes, levels: Sequence[str], *, said: bool = False) -> str | None:
    for named, code in held:
        place = register().place(code)
        if place and place.level in levels and (named.level or not said):
            return code
    constituency = next((c for n, c in held if n.level == "constituency"), None)
    return constituency if "province" in levels else None


def _raised(held: Codes, kind: str) -> str | None:
    """Return the province of a commune that stands for it: «الأمانة الإقليمية ... مدينة تازة»."""
    for _named, code in held:
        place = register().place(code)
        if place and kind == "provincial_secretariat" and place.province_code:
            return place.province_code
        if place and place.level == "cercle":
            return code
    return None


def _host(
    told: Sentence | None, top: Sequence[Sentence], places: Mapping[int, Codes], unit: str | None
) -> str | None:
    """Return the commune, else province, that the text says the meeting was held in."""
    read = [told] if told else []
    read += [one for one in top if one is not told and listed("met").search(one.plain)][:1]
    for sentence in read:
        for is_sure in (True, False):
            for named, code in places.get(sentence.number, ()):
                if named.is_by_function or named.level == "province":
                    continue
                if is_sure == _is_hosting(sentence, named):
                    return code
    place = register().place(unit) if unit else None
    local = place is not None and place.level in ("commune", "arrondissement")
    return unit if local else None


def _is_hosting(sentence: Sentence, named: Named) -> bool:
    begin = sentence.begin_of(max(0, named.led_by - 4))
    end = sentence.begin_of(named.first)
    return listed("hosted").search(sentence.plain, begin, end) is not None
