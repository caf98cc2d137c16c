"""The fonts of a paper: IBM Plex Sans Arabic whose joined pairs can be searched letter by letter.

The font draws لا, في, بر and some seventy other pairs as one glyph. A PDF then holds two letters
for one glyph, and readers that turn right-to-left text around glyph by glyph (poppler: `pdftotext`,
Evince, Okular) turn the pair around too: «الأمانة» is found as «األمانة». Here the pair keeps its
look and becomes two glyphs: the first letter is drawn as the pair, the second as nothing. The files
are made once a process, from those of the font package, and are never shipped.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from fontTools.otlLib.builder import buildCoverage, buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph

_WEIGHTS = ("Regular", "SemiBold")
_LIGATURES, _CHAINS = 4, 6  # kinds of lookup in GSUB
_REQUIRED = "rlig"


@cache
def paper_fonts() -> Path:
    """Return the folder with the fonts of papers; made once, gone when the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="jahiziya-fonts-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shipped = Path(str(resources.files("fontpkg_ibm_plex_sans_arabic")))
    for weight in _WEIGHTS:
        (file,) = shipped.rglob(f"*-{weight}.ttf")
        with TTFont(file) as font:
            part_pairs(font)
            font.save(folder / file.name, reorderTables=False)
    return folder


def part_pairs(font: TTFont) -> None:
    """Draw every required ligature of a font as its first letter, the others as nothing."""
    table = font["GSUB"].table
    wanted = {
        number
        for feature in table.FeatureList.FeatureRecord
        if feature.FeatureTag == _REQUIRED
        for number in feature.Feature.LookupListIndex
    }
    for number in sorted(wanted):
        lookup = table.LookupList.Lookup[number]
        if lookup.LookupType == _LIGATURES:
            _part(font, table.LookupList, lookup)


def _part(font: TTFont, lookups: Any, lookup: Any) -> None:
    """Turn a lookup of ligatures into rules: in this sequence, these glyphs become those."""
    by_rest: dict[tuple[str, ...], dict[str, str]] = {}
    for subtable in lookup.SubTable:
        for first, ligatures in subtable.ligatures.items():
            for one in ligatures:
                by_rest.setdefault(tuple(one.Component), {})[first] = one.LigGlyph
    longest_first = sorted(by_rest.items(), key=lambda one: -len(one[0]))
    lookup.SubTable = [_rule(font, lookups, pairs, rest) for rest, pairs in longest_first]
    lookup.LookupType, lookup.SubTableCount = _CHAINS, len(lookup.SubTable)


def _rule(font: TTFont, lookups: Any, pairs: dict[str, str], rest: Sequence[str]) -> Any:
    """Return the rule of the pairs that end alike."""
    glyphs = font.getReverseGlyphMap()
    rule = otTables.ChainContextSubst()
    rule.Format = 3
    inputs = [list(pairs), *([one] for one in rest)]
    rule.InputCoverage = [buildCoverage(some, glyphs) for some in inputs]
    rule.BacktrackCoverage, rule.LookAheadCoverage = [], []
    changes = [pairs, *({one: _nothing(font, one)} for one in rest)]
    rule.SubstLookupRecord = list(_records(lookups, changes))
    rule.InputGlyphCount, rule.SubstCount = len(inputs), len(changes)
    rule.BacktrackGlyphCount = rule.LookAheadGlyphCount = 0
    return rule


def _records(lookups: Any, changes: Iterable[dict[str, str]]) -> Iterable[Any]:
    for at, change in enumerate(changes):
        lookups.Lookup.append(buildLookup([buildSingleSubstSubtable(change)]))
        lookups.LookupCount = len(lookups.Lookup)
        record = otTables.SubstLookupRecord()
        record.SequenceIndex, record.LookupListIndex = at, lookups.LookupCount - 1
        yield record


def _nothing(font: TTFont, letter: str) -> str:
    """Return the glyph that draws nothing for a letter; made where there is none yet."""
    name = f"{letter}.nothing"
    if name not in font.getReverseGlyphMap():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = Glyph()
        font["hmtx"][name] = (0, 0)
    return name
