"""Text in a drawing: always valid XML, in its own direction, and how wide it may be.

A drawing is left to right in every language, so a text of a right-to-left language is isolated and
hung by the same side as any other: a typesetter that knows no `direction` draws it as a browser
does. Widths are an estimate on the wide side: the reader's machine may not have our font.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from dashboard.figures import tokens
from dashboard.wording import Wording

FONTS = f"{tokens.FONT_FAMILY}, Noto Sans Arabic, Segoe UI, sans-serif"
_LETTER = 0.58  # of the size of the type: a letter and its share of the spaces
_RLI, _PDI, _OPENERS = "\u2067", "\u2069", "\u2066\u2067\u2068"
_SAFE = " -.,:;/=()'"  # what a data address in quotes may hold as it stands
# What XML cannot hold, and marks that would turn the text around them.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")
_UNSEEN = re.compile("[\u064b-\u0652\u200b-\u200f\u2066-\u2069]")


def picture(parts: Iterable[str], width: int, height: int, words: Wording) -> str:
    """Return a whole SVG of a size in pixels; its first part is its `<title>`."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
        f' role="img" width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
        f' lang="{words.language}" font-family={quoteattr(FONTS)}>{"".join(parts)}</svg>'
    )


def nested(svg: str, x: float, y: float) -> str:
    """Return a whole SVG as a part of another, at a place in it."""
    return svg.replace("<svg ", f'<svg x="{x:g}" y="{y:g}" ', 1)


def image(svg: str, alt: str) -> str:
    """Return an `<img>` that holds a drawing: a page's own HTML takes no `<svg>`."""
    return f'<img alt={quoteattr(fit(alt))} src="data:image/svg+xml,{quote(svg, safe=_SAFE)}">'


def fit(text: str) -> str:
    """Return a text without what XML refuses and without marks that force a direction."""
    return _UNFIT.sub("", text)


def said(tag: str, text: str) -> str:
    """Return an element that holds a text: `<title>`, `<desc>`."""
    return f"<{tag}>{escape(fit(text))}</{tag}>"


def line(text: str, x: float, y: float, words: Wording, *, size: float, **look: Any) -> str:
    """Return one line of text; `look` gives more attributes, `_` for `-` in their names."""
    (shown,) = _balanced([fit(text)])
    if words.direction == "rtl":
        shown = f"{_RLI}{shown}{_PDI}"
    more = "".join(f" {k.replace('_', '-')}={quoteattr(str(v))}" for k, v in look.items())
    return f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"{more}>{escape(shown)}</text>'


def width_of(text: str, size: float) -> float:
    """Return about how wide a text is, rather more than less."""
    return len(_UNSEEN.sub("", text)) * size * _LETTER


def wrapped(text: str, room: float, size: float) -> Sequence[str]:
    """Return the lines a text takes in a width; a word that is wider than a line is broken."""
    most = max(1, int(room / (size * _LETTER)))
    lines = [""]
    for word in fit(text).split(" "):
        pieces = [word[at : at + most] for at in range(0, len(word), most)]
        for piece in pieces:
            both = f"{lines[-1]} {piece}".strip()
            if len(_UNSEEN.sub("", both)) <= most or not lines[-1]:
                lines[-1] = both
            else:
                lines.append(piece)
    return _balanced(lines)


def _balanced(lines: Sequence[str]) -> list[str]:
    """Return the lines with every isolate closed in each, and opened again in the next."""
    still_open, balanced = "", []
    for one in lines:
        kept = still_open
        for letter in one:
            if letter == _PDI and not still_open:
                continue
            still_open = still_open[:-1] if letter == _PDI else still_open
            still_open += letter if letter in _OPENERS else ""
            kept += letter
        balanced.append(kept + _PDI * len(still_open))
    return balanced
