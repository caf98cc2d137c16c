"""A list on A4 for a province: one page that stands alone, opened and printed by any browser.

No font, script or image is asked of anywhere, so the page works with no network; it is light
enough for a message. Rows do not break over pages and the header of the table is on each.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from string import Template

from dashboard.figures.tables import Table
from dashboard.figures.tokens import colour
from dashboard.wording import Wording

_STYLE = Template("""
@page{size:A4 portrait;margin:15mm}
body{font:11pt/1.5 'IBM Plex Sans Arabic','Noto Naskh Arabic','Segoe UI',sans-serif;color:$ink;
 margin:0 auto;max-width:180mm}
section+section{break-before:page}
h1{font-size:16pt;line-height:1.4;margin:0}
p{margin:2mm 0}.about{font-size:9pt;color:$quiet}
table{border-collapse:collapse;width:100%;font-size:10pt}
caption{text-align:start;font-weight:600;padding-block:1mm}
th,td{border:.3mm solid $line;padding:1mm 1.5mm;text-align:start;vertical-align:top}
thead{display:table-header-group}tr{break-inside:avoid}
.num{text-align:end;white-space:nowrap}
.box{width:8mm}
""").substitute(ink=colour("ink"), line=colour("control_border"), quiet=colour("ink2"))


@dataclass(frozen=True)
class Section:
    """One list of the page: its title, what it says in a sentence, and the table."""

    title: str
    finding: str
    rows: Table


def printed_list(sections: Sequence[Section], about: Sequence[str], words: Wording) -> bytes:
    """Return the page in UTF-8: a section a province, each on a sheet of its own.

    Args:
        sections: the lists; a first column of empty boxes is added to tick by hand.
        about: sentences on source, day and method, under every list.
        words: the language and direction of the page.
    """
    title = html.escape(sections[0].title if sections else "")
    body = "".join(_section(one, about) for one in sections)
    page = (
        f'<!doctype html><html lang="{words.language}" dir="{words.direction}">'
        '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{body}</body></html>"
    )
    return page.encode()


def _section(one: Section, about: Sequence[str]) -> str:
    kinds = [column.kind for column in one.rows.columns]
    headers = "".join(
        f'<th scope="col"{_look(kind)}>{html.escape(text)}</th>'
        for text, kind in zip(one.rows.headers, kinds, strict=True)
    )
    lines = "".join(
        "<tr>"
        + "".join(
            f"<td{_look(kind)}>{html.escape(str(cell[0]))}</td>"
            for cell, kind in zip(cells, kinds, strict=True)
        )
        + '<td class="box"></td></tr>'
        for cells in one.rows.cells
    )
    notes = "".join(f'<p class="about">{html.escape(line)}</p>' for line in about)
    table = (
        f"<table><caption>{html.escape(one.rows.caption)}</caption>"
        f'<thead><tr>{headers}<th scope="col" class="box"><span aria-hidden="true">✓</span></th>'
        f"</tr></thead><tbody>{lines}</tbody></table>"
    )
    return (
        f"<section><h1>{html.escape(one.title)}</h1>"
        f"<p>{html.escape(one.finding)}</p>{table if one.rows.cells else ''}{notes}</section>"
    )


def _look(kind: str) -> str:
    return ' class="num"' if kind == "number" else ""
