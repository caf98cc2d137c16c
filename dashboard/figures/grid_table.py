"""A table of two ways, a row a subject and a column a place: a number and a word in every cell.

The shade only underlines the number: every cell says in words what it is, a hole and what is not
reported among them. Drawn in HTML, so that it follows the direction of the page.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.figures.tokens import css_colour

_SHADES = 3  # the light steps of the ramp: dark ink stays readable on them


@dataclass(frozen=True)
class GridCell:
    """What a cell says, what stands small below it, and how it looks.

    `look` is a class of the style (hole, unknown, or empty); `weight` shades it, None not at all.
    `colour` is a token that fills it, `ink` the token of its words on it; `link` an address that
    pressing it opens.
    """

    text: str
    behind: str = ""
    look: str = ""
    weight: float | None = None
    colour: str = ""
    ink: str = "ink"
    link: str = ""


def grid_table(
    caption: str,
    headers: Sequence[str],
    rows: Sequence[tuple[str, Sequence[GridCell]]],
) -> str:
    """Return the table as HTML.

    Args:
        caption: what the table shows.
        headers: of every column, the first of the names of the rows.
        rows: the name of each row with its cells, in the order of the headers.
    """
    most = max((cell.weight or 0 for _name, cells in rows for cell in cells), default=0)
    head = "".join(f'<th scope="col">{html.escape(one)}</th>' for one in headers)
    body = "".join(
        f'<tr><th scope="row">{html.escape(name)}</th>'
        f"{''.join(_cell(cell, most) for cell in cells)}</tr>"
        for name, cells in rows
    )
    return (
        '<div class="jz-scroll" tabindex="0"><table class="jz-table jz-grid">'
        f"<caption>{html.escape(caption)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(cell: GridCell, most: float) -> str:
    text = html.escape(cell.text)
    if cell.link:
        text = f'<a href="{html.escape(cell.link)}" target="_self">{text}</a>'
    behind = f"<small>{html.escape(cell.behind)}</small>" if cell.behind else ""
    return f'<td class="{cell.look}"{_style(cell, most)}>{text}{behind}</td>'


def _style(cell: GridCell, most: float) -> str:
    if cell.colour:
        return f' style="background:{css_colour(cell.colour)};color:{css_colour(cell.ink)}"'
    shade = _shade(cell.weight, most)
    return f' style="background:{shade}"' if shade else ""


def _shade(weight: float | None, most: float) -> str | None:
    if not weight or most <= 0:
        return None
    step = min(_SHADES, 1 + int(_SHADES * weight / most))
    return css_colour({1: "surface", 2: "fan.band90", 3: "fan.band50"}[step])
