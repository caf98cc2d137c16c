"""Which parts of a sentence decide something: from a word of deciding to the next, or an item.

«تقرر ما يلي:» and «ont décidé :» lead a list: its items stand in the sentence or below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from dashboard.intake.communique.around import Around
from dashboard.intake.communique.terms import Hit, apart, coded, hits, listed
from dashboard.intake.communique.text import COMMA, Sentence

SHORTEST = 8  # signs of a decision
_LEAD = 7  # words of «تقرر ما يلي:»
_NEAR = 4  # words around a word of deciding in which its subject stands
BULLET = re.compile(
    r"\s*(?:[-–—•*▪·ـ►✓]+|\d{1,2}\s*[.)\-]|[أ-يa-h]\s*[.)\-]\s"
    r"|(?:أولا|ثانيا|ثالثا|رابعا|خامسا|سادسا|سابعا|premièrement|deuxièmement|troisièmement)\s*[:،,.])\s*"
)
LEADS = re.compile(
    r":\s*$|(?:ما يلي|كالتالي|التالية|الآتية|qui suit|suivantes?|suivants?)\s*[.:]?\s*$"
)
_LATE = re.compile(r"(?<!\S)\w+(?:era|ira|dra|tra|ront)(?!\S)")


def deciding_parts(
    sentences: Sequence[Sentence], around: Around
) -> Iterator[tuple[Sentence, list[tuple[int, int]]]]:
    """Yield each sentence with the parts of `plain` that decide something."""
    is_list = False
    for sentence in sentences:
        bullet = BULLET.match(sentence.text) if is_list else None
        if bullet:
            begin = plain_at(sentence, bullet.end())
            yield sentence, [(begin, len(sentence.plain.rstrip(" ,")))]
            continue
        parts = clauses(sentence, around)
        leads = LEADS.search(sentence.text) is not None
        is_list = leads and (bool(parts) or _heads_a_list(sentence))
        if is_list and parts and sentence.plain[parts[-1][0] :].count(" ") <= _LEAD:
            parts = parts[:-1]  # the lead alone decides nothing
        yield sentence, parts


def clauses(sentence: Sentence, around: Around) -> list[tuple[int, int]]:
    """Return the parts of `plain` that decide something, as the sentence alone tells it."""
    begins = [one for one in _triggers(sentence) if _is_one(sentence, one, around)]
    begins = begins or _late(sentence, around)
    found: list[tuple[int, int]] = []
    for at, one in enumerate(begins):
        end = begins[at + 1].start if at + 1 < len(begins) else len(sentence.plain)
        begin = _subject(sentence, one, found[-1][1] if found else 0)
        for first_of, last_of in _items(sentence, begin, end):
            found.append((first_of, _without_tail(sentence, first_of, last_of)))
    return found


def plain_at(sentence: Sentence, at: int) -> int:
    """Return the place in `plain` of the first word from a place of the sentence on."""
    for n, token in enumerate(sentence.tokens):
        if token.start >= sentence.start + at:
            return sentence.begin_of(n)
    return 0


def _heads_a_list(sentence: Sentence) -> bool:
    return listed("listing").search(sentence.plain) is not None and len(sentence.tokens) < 2 * _LEAD


def _items(sentence: Sentence, begin: int, end: int) -> list[tuple[int, int]]:
    """Return the items of «ont décidé : … ; …» or «تقرر …، وإطلاق …», each a decision."""
    signs = [
        (sentence.begin_of(n), sentence.cut(one.start, one.end))
        for n, one in enumerate(sentence.tokens)
        if one.key == COMMA
    ]
    inside = [(at, sign) for at, sign in signs if begin < at < end]
    colon = next((at for at, sign in inside if sign == ":"), None)
    if colon is not None and sentence.plain[begin:colon].count(" ") <= _LEAD:
        cuts = [at for at, sign in inside if sign in ";؛" and at > colon]
        cuts = cuts or [at for at, _sign in inside if at > colon and _is_action(sentence, at)]
        return _between(colon, cuts, end) if cuts else [(begin, end)]
    cuts = [at for at, _sign in inside if _is_action(sentence, at)]
    return [(begin, cuts[0]), *_between(cuts[0], cuts[1:], end)] if cuts else [(begin, end)]


def _between(first: int, cuts: Sequence[int], end: int) -> list[tuple[int, int]]:
    bounds = [first, *cuts, end]
    return [(a + 2, b) for a, b in pairwise(bounds) if b - a > SHORTEST]


def _is_action(sentence: Sentence, comma: int) -> bool:
    """Whether another action follows a comma: «، وإطلاق …», «, de lancer …»."""
    return listed("action").match(sentence.plain, comma + 2) is not None


def _triggers(sentence: Sentence) -> Iterator[Hit]:
    """Yield words of deciding; one that follows another within a few words is the same decision."""
    last: Hit | None = None
    for one in apart(one for one in hits("deciding", sentence) if one.code != "late"):
        if last is not None and (
            one.code == "weak" and len(sentence.plain[last.end : one.start].split()) <= _NEAR + 2
        ):
            continue
        last = one
        yield one


def _late(sentence: Sentence, around: Around) -> list[Hit]:
    """Return what a function of the party will do: «le secrétaire provincial transmettra …»."""
    if sentence.number in around.told:
        return []
    for one in apart(hits("owners", sentence)):
        after = _LATE.match(sentence.plain, one.end + 1)
        if after and listed("negated").search(sentence.plain, 0, one.start) is None:
            return [Hit("strong", one.start, after.end())]
    for one in hits("deciding", sentence):
        owners = hits("owners", sentence, one.end, min(len(sentence.plain), one.end + 40))
        if one.code == "late" and owners:
            return [one]
    return []


def _is_one(sentence: Sentence, hit: Hit, around: Around) -> bool:
    before = " ".join(sentence.plain[: hit.start].split()[-4:])
    if listed("negated").search(before) or listed("negated").match(sentence.plain, hit.start):
        return False
    if listed("recalled").search(sentence.plain, 0, hit.end):
        return False
    after = sentence.plain[hit.end :].split()
    other = dict(coded("bodies_elsewhere"))["other"].match(" ".join(after[:4]))
    if other and around.body_kind not in _national():
        return False
    return hit.code == "strong" or _speaks_for_all(sentence, hit, around)


def _national() -> tuple[str, ...]:
    return ("national_council", "collective_leadership", "political_bureau", "congress")


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
