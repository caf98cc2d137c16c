"""The one way a chart is drawn on a page, and how its picture leaves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import plotly.graph_objects as go
import streamlit as st

from dashboard import state
from dashboard.figures import charts, tokens
from dashboard.figures.svg_text import fit
from dashboard.figures.tables import Table
from dashboard.reports.about import sentences
from dashboard.screens._about import about
from dashboard.screens._export import FileForm, download, table_files, withheld
from dashboard.screens._map import static_files
from dashboard.screens._text import note

_ASSETS = Path(charts.__file__).parent / "chart_save"
_INKS = ("ink", "ink2", "bg", "surface", "control_border")
_buttons = st.components.v2.component(
    "jahiziya_chart_save",
    html='<div class="cs"></div>',
    css=(_ASSETS / "chart_save.css").read_text(encoding="utf-8"),
    js=(_ASSETS / "chart_save.js").read_text(encoding="utf-8"),
)


def show_chart(figure: go.Figure, *, said: str, key: str) -> None:
    """Draw a chart; `said` tells what it shows to who does not see it."""
    st.plotly_chart(figure, config=charts.CONFIG, theme=None, alt=said, key=key)


def chart_download(
    title: str,
    said: str,
    *,
    chart: str,
    name: str,
    rows: Callable[[], Table] | None = None,
    confidential: bool = False,
    may_leave: bool = True,
) -> None:
    """Draw the list of files of a chart: those of its table, and its picture.

    The picture is made by the reader's browser of what it has drawn: it says what the chart says,
    and what every file says of itself.

    Args:
        title: the question or measure the chart answers.
        said: what it shows, in a sentence.
        chart: the key it was drawn with.
        name: of the files, without day and kind.
        rows: gives its table, as files may hold it; None where it has none.
        confidential: the files then say so.
        may_leave: whether no file would be refused what the chart shows; else the list says why.
    """
    _ = state.wording()

    def files() -> list[FileForm]:
        if rows is None:
            return []
        listed = rows()
        told = about(listed.caption, is_confidential=confidential)
        return table_files(listed, told, name=name)

    picture = partial(_picture, title, said, chart, name, confidential=confidential)
    download(
        files,
        key=f"{chart}_export",
        label=_("Download") if rows else _("Download the chart"),
        also=picture if may_leave else partial(note, withheld(_)),
    )


def _picture(title: str, said: str, chart: str, name: str, *, confidential: bool) -> None:
    _, day = state.wording(), state.view().day.isoformat()
    notice = _("Demonstration data: these figures are synthetic.") if state.is_synthetic() else ""
    told = sentences(about(title, is_confidential=confidential))
    fonts = static_files().fonts
    _buttons(
        key=f"{chart}_save",
        data={
            "chart": chart,
            "name": f"{name}-{day}",
            "title": fit(said),
            "notice": notice,
            "lines": [fit(line) for line in told if line != notice],
            "dir": _.direction,
            "lang": _.language,
            "labels": {
                "png": _("Chart (PNG)"),
                "svg": _("Chart (SVG)"),
                "failed": _("The file could not be made. Press again."),
            },
            "ink": {name: tokens.colour(name) for name in _INKS},
            "fonts": {"400": fonts["regular"], "600": fonts["semibold"]},
        },
    )
