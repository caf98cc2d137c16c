"""A territory or constituency as typed → its code. Exact folded names only.

A near name is refused with its candidates: a wrong silent match is the worst defect there can be.
Taza is a province and a commune: the kind of body, the table, or a word before the name («province
de Taza», «جماعة تازة») says which; where nothing does the name is refused as ambiguous.
"""

from __future__ import annotations

from dashboard.errors import Said
from dashboard.intake.faults import CellFault
from dashboard.region_cache import kept_by_region
from dashboard.territory.folding import joined, plain_words
from dashboard.territory.matching import Candidate, Match, fold, is_name, match
from dashboard.territory.register import LEVELS, Level, register
from dashboard.wording.terms import LEVEL_WORDS

Levels = tuple[Level, ...]

COMMUNES: Levels = ("commune", "arrondissement")
CELLS: Levels = ("commune", "arrondissement", "cercle")  # where membership is counted
ANY: Levels = LEVELS
_COARSE: Levels = ("province", "region", "country")
_BY_BODY: dict[str, Levels] = {
    "regional_secretariat": ("region",),
    "regional_council": ("region",),
    "provincial_secretariat": ("province",),
    "local_secretariat": CELLS,
}
NATIONAL_BODIES = frozenset(
    {"national_council", "collective_leadership", "political_bureau", "congress"}
)


class NameFault(CellFault):
    """A name that matches no place by itself; `match` is what came of it, to be decided."""

    def __init__(self, fault: CellFault, match: Match) -> None:
        """Take the words of a fault and the match it comes from."""
        super().__init__(
            fault.code, fault.message, fault.remedy, fault.expected, fault.candidates, fault.shown
        )
        self.match = match


def place_code(cell: object, province: str | None, levels: Levels) -> str:
    """Return the code of the place a cell names.

    Args:
        cell: a code, or a French or Arabic name.
        province: the code of the province the row names, where it does.
        levels: where a name is looked for. Where both communes and provinces are, a name that both
            bear is ambiguous.

    Raises:
        CellFault: unknown, at a level the column does not take, or borne by several places.
    """
    text = _text(cell)
    if ":" in text and register().is_unit(text):
        return text
    found = _match(text, province, levels)
    if found.code is None:
        raise NameFault(_no_match(found, levels), found)
    if found.how != "code" and "province" in levels and "commune" in levels:
        _refuse_two_levels(text, province, found.code)
    return found.code


def province_code(cell: object) -> str:
    """Return the code of the province a cell of the `province` column names.

    Raises:
        CellFault: no province bears the name.
    """
    found = _match(_text(cell), None, ("province",))
    if found.code is None:
        fault = CellFault(
            "province.unknown",
            Said("No province or prefecture bears this name."),
            Said("Write its name or code as in the list of provinces."),
            candidates=_shown(found.candidates),
        )
        raise NameFault(fault, found)
    return found.code


def is_known_place(text: str) -> bool:
    """Say whether a text is the name or code of a place, in any province (ambiguous names too)."""
    return is_name(text)


def folded_name(text: str) -> str:
    """Return a name of a place as answers are kept: folded, articles and words for levels kept."""
    return joined(plain_words(text))


def levels_of_body(kind: object) -> Levels:
    """Return where the name of a body's unit is looked for, by the kind of the body."""
    return ("country",) if kind in NATIONAL_BODIES else _BY_BODY.get(str(kind), ANY)


def folded(text: str) -> str:
    """Return a header, label or name as it is compared: folded, underscores as blanks."""
    return fold(text.replace("_", " "))


@kept_by_region(50_000)
def _match(text: str, province: str | None, levels: Levels) -> Match:
    return match(text, province=province, levels=levels)


def _refuse_two_levels(text: str, province: str | None, code: str) -> None:
    """Taza is a commune and a province: where both may be meant, the file must say which."""
    other = _match(text, province, _COARSE).code
    if other is not None and other != code:
        places = [place for one in (code, other) if (place := register().place(one))]
        both = tuple(Candidate(p.code, p.name_fr, p.name_ar, p.province_code, 1.0) for p in places)
        raise NameFault(_ambiguous(both), Match(None, "ambiguous", both))


def _no_match(found: Match, levels: Levels) -> CellFault:
    if found.how == "ambiguous":
        return _ambiguous(found.candidates)
    if found.part is not None:
        return _part(found)
    equal = next((one for one in found.candidates if one.score == 1), None)
    place = register().place(equal.code) if equal else None
    if place is not None and place.level not in levels:
        return CellFault(
            "territory.level",
            Said("This column does not take a territory of this level."),
            Said("Write a territory of the level that is expected."),
            Said(
                "a territory of one of these levels: {levels}",
                levels=[Said(LEVEL_WORDS[one]) for one in levels],
            ),
            _shown(found.candidates),
        )
    if place is not None:
        return CellFault(
            "territory.other_province",
            Said("This territory lies in another province than the row says."),
            Said("Correct the territory or the province."),
            candidates=_shown(found.candidates),
        )
    return _unknown(found.candidates)


def _text(cell: object) -> str:
    if not isinstance(cell, str):
        raise CellFault(
            "territory.number",
            Said("A territory code is text; the spreadsheet made a number of it."),
            Said("Format the column as text and write the code again, or write the name."),
            Said("a name, or a code such as 03.231.01.03"),
        )
    return cell.strip()


def _ambiguous(candidates: tuple[Candidate, ...]) -> CellFault:
    return CellFault(
        "territory.ambiguous",
        Said("Several territories bear this name."),
        Said("Add a column «province», say «commune de» or «province de», or write the code."),
        Said("a name that is the only one of its kind"),
        _shown(candidates),
    )


def _part(found: Match) -> CellFault:
    return CellFault(
        "territory.part",
        Said("«{word}» names a place inside a commune or beside it, not a territory of the list.",
             word=found.part),
        Said("Write the commune it lies in, or the code."),
        Said("a name or code of the territory list"),
        _shown(found.candidates),
    )  # fmt: skip


def _unknown(candidates: tuple[Candidate, ...]) -> CellFault:
    return CellFault(
        "territory.unknown",
        Said("No territory bears this name."),
        Said("Write one of the candidates, or the code."),
        Said("a name or code of the territory list"),
        _shown(candidates),
    )


def _shown(candidates: tuple[Candidate, ...]) -> tuple[str, ...]:
    return tuple(f"{one.code} {one.name_fr} {one.name_ar}" for one in candidates)
