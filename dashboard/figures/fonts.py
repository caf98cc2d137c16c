"""The letters the browser fetches: the ones the dashboard writes with, cut out of the whole fonts.

The fonts come whole with their package, 240 kB a weight, and go whole into PDF. A phone on a slow
link gets the letters of Arabic, French and English alone; a name with any other letter is shown in
a font of the reader's own.
"""

from __future__ import annotations

import hashlib
import io
from importlib import metadata, resources

FONTS = {weight: f"IBMPlexSansArabic-{weight}.woff" for weight in ("Regular", "SemiBold", "Bold")}
_PACKAGE = "fontpkg-ibm-plex-sans-arabic"
_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0xFF),  # the rest of Latin-1
    (0x600, 0x656),  # Arabic, its marks
    (0x660, 0x671),
    (0x2000, 0x206F),  # dashes, quotes, narrow spaces, isolates
)
# œ, and letters of Moroccan and borrowed names: پ چ ڤ گ ڭ ک ی; then signs.
_OTHERS = "ŒœŸپچڤگڭکی€™←↑→↓−≈≤≥●■▲▼✓"
_LETTERS = [ord(one) for one in _OTHERS] + [
    number for first, last in _RANGES for number in range(first, last + 1)
]


def made_of() -> str:
    """Return what the cut fonts are made of: another text, other fonts."""
    letters = hashlib.sha256(repr(sorted(_LETTERS)).encode()).hexdigest()[:12]
    return f"{_PACKAGE} {metadata.version(_PACKAGE)} {letters}"


def cut_font(weight: str) -> bytes:
    """Return one weight, a key of `FONTS`, with our letters alone, compressed for the web."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    file = resources.files(_PACKAGE.replace("-", "_")) / "files" / f"IBMPlexSansArabic-{weight}.ttf"
    font = TTFont(io.BytesIO(file.read_bytes()))
    options = Options(hinting=False)
    options.drop_tables = [*options.drop_tables, "meta"]
    options.layout_features = [*options.layout_features, "tnum"]
    cutter = Subsetter(options)
    cutter.populate(unicodes=_LETTERS)
    cutter.subset(font)
    font.flavor = "woff"
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()
