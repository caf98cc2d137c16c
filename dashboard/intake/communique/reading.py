"""A communiqué's text to its draft: every part is a proposal, nothing is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.errors import Problem, Refused, Said
from dashboard.intake.communique.ahead import milestones
from dashboard.intake.communique.around import Around
from dashboard.intake.communique.attendance import attended
from dashboard.intake.communique.decided import decisions
from dashboard.intake.communique.deciding import deciding_parts
from dashboard.intake.communique.draft import (
    Draft,
    Language,
    PersonLeftOut,
    PlaceSaid,
    Quote,
    SectorSaid,
    masked,
)
from dashboard.intake.communique.heading import heading_of
from dashboard.intake.communique.held_back import constraints
from dashboard.intake.communique.language import language_of
from dashboard.intake.communique.name_lines import persons_by_sentence
from dashboard.intake.communique.name_marks import is_given_key, may_be_given
from dashboard.intake.communique.places import Named, names_in, resolved
from dashboard.intake.communique.terms import apart, hits, listed
from dashboard.intake.communique.text import Sentence, sentences
from dashboard.intake.faults import error

LONGEST = 100_000  # signs: some forty pages; a communiqué has two


def read(text: str) -> Draft:
    """Return what a communiqué says, as a draft.

    Raises:
        Refused: the text is empty, far too long, or neither Arabic nor French.
    """
    _refuse_size(text)
    found = sentences(text)
    language = _language(found)
    persons, named = _persons_and_places(text, found)
    first = heading_of(found, _coded(named, None))
    places = _coded(named, first.unit_code)
    heading = heading_of(found, places)
    told = {heading.quote.sentence} if heading.quote else set()
    around = Around(places, persons, heading.held_on, told, heading.body_kind)
    decided = {one.number: parts for one, parts in deciding_parts(found, around)}
    spans = [_name_span(found[n], *one) for n, held in persons.items() for one in held]
    return Draft(
        text,
        masked(text, [(one.start, one.end) for one in spans]),
        language,
        heading,
        attended(found),
        decisions(found, around, decided),
        constraints(found, around, decided),
        milestones(found, around),
        _places_said(found, places),
        _sectors(found),
        [PersonLeftOut(one) for one in spans],
        {one.number: (one.start, one.end) for one in found},
    )


def _refuse_size(text: str) -> None:
    if not text.strip():
        raise _refused(
            error(
                "communique.empty",
                Said("There is no text to read."),
                Said("Paste the communiqué, or choose its file."),
            )
        )
    if len(text) > LONGEST:
        raise _refused(
            error(
                "communique.too_long",
                Said("The text has more signs than a communiqué can: {n}.", n=len(text)),
                Said("Paste the text of one communiqué alone."),
                expected=Said("at most {n} signs", n=LONGEST),
            )
        )


def _language(found: Sequence[Sentence]) -> Language:
    language = language_of(found)
    if language is None:
        raise _refused(
            error(
                "communique.language",
                Said("This text does not read as Arabic or French."),
                Said("Paste the communiqué in Arabic or French, as it was published."),
            )
        )
    return language


def _persons_and_places(
    text: str, found: Sequence[Sentence]
) -> tuple[dict[int, list[tuple[int, int]]], dict[int, list[Named]]]:
    """Return persons and places by sentence: neither is taken for the other."""
    sure = {
        one.number: {n for name in names_in(one) if name.last > name.first or name.level
                     for n in range(name.first, name.last + 1)}
        for one in found
    }  # fmt: skip
    persons = persons_by_sentence(text, found, sure)
    hidden = {number: {n for first, last in held for n in range(first, last + 1)}
              for number, held in persons.items()}  # fmt: skip
    return persons, {one.number: names_in(one, hidden[one.number]) for one in found}


def _coded(named: dict[int, list[Named]], unit: str | None) -> dict[int, list[tuple[Named, str]]]:
    everything = [one for held in named.values() for one in held]
    codes = dict(resolved(everything, unit))
    return {n: [(one, codes[one]) for one in held if one in codes] for n, held in named.items()}


def _span(sentence: Sentence, first: int, last: int) -> Quote:
    return Quote(sentence.tokens[first].start, sentence.tokens[last].end, sentence.number)


def _name_span(sentence: Sentence, first: int, last: int) -> Quote:
    """Return where a name stands, without the «و» that joins it to the one before."""
    quote, key = _span(sentence, first, last), sentence.tokens[first].key
    is_joined = len(key) > 3 and key[0] == "و" and not is_given_key(key)
    is_joined = is_joined and may_be_given(key[1:])  # «وزكرياء», not «وديع»: rather too much hidden
    return replace(quote, start=quote.start + 1) if is_joined else quote


def _places_said(
    found: Sequence[Sentence], places: dict[int, list[tuple[Named, str]]]
) -> list[PlaceSaid]:
    said: dict[str, PlaceSaid] = {}
    for one in found:
        for named, code in places.get(one.number, ()):
            said.setdefault(code, PlaceSaid(code, _span(one, named.first, named.last)))
    return list(said.values())


def _sectors(found: Sequence[Sentence]) -> list[SectorSaid]:
    """Return the sectors, where a sentence speaks of ministers or departments."""
    said: dict[str, SectorSaid] = {}
    for one in found:
        told = listed("sector_told").search(one.plain)
        if told is None:
            continue
        for hit in apart(hits("sectors", one)):
            quote = Quote(*one.span(hit.start, hit.end), one.number)
            said.setdefault(hit.code, SectorSaid(hit.code, quote))
    return list(said.values())


def _refused(problem: Problem) -> Refused:
    return Refused(problem.message, [problem])
