"""A paper as PDF or as pictures of its pages: typeset offline, right to left in Arabic."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from dashboard.figures.tokens import colour
from dashboard.followup.paper import Paper
from dashboard.reports.paper_fonts import paper_fonts
from dashboard.settings import settings
from dashboard.wording import Wording

_TEMPLATE = Path(__file__).with_name("paper.typ")
_COLOURS = {"ink": "ink", "line": "control_border", "quiet": "ink2"}  # of the template: tokens


def paper_pdf(paper: Paper, words: Wording) -> bytes:
    """Return the paper as PDF on A4.

    Its texts go to the typesetter as data, never as markup: a text with `#` or `$` stays itself.
    """
    return bytes(_compiled(paper, words, "pdf"))


def paper_pictures(paper: Paper, words: Wording, *, ppi: float = 96) -> list[bytes]:
    """Return each page of the paper as PNG, as the PDF shows it."""
    made = _compiled(paper, words, "png", ppi=ppi)
    return list(made) if isinstance(made, list) else [made]


def _compiled(paper: Paper, words: Wording, form: str, **more: Any) -> Any:
    told = {
        "title": paper.title,
        "lines": paper.lines,
        "sections": [vars(section) for section in paper.sections],
        "about": paper.about,
        "notice": paper.notice,
        "language": words.language,
        "direction": words.direction,
        "colours": {name: colour(token) for name, token in _COLOURS.items()},
    }
    own = sorted({Path(one["file"]).resolve().parent for one in settings().fonts.values()})
    compiled: Any = typst.compile
    return compiled(
        _TEMPLATE.read_bytes(),
        format=form,
        font_paths=[paper_fonts(), *own],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(told, ensure_ascii=False)},
        **more,
    )
