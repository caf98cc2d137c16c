"""The light and the dark theme as CSS: the system of the reader says which.

Every token is a CSS variable with a value for each theme, so a page changes with the system and
asks the server nothing. Charts are drawn by Plotly, which writes colours of its own into the
elements: they are made light, and rules here give each colour the variable of its token.
"""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.figures.tokens import THEMES, Theme, colour, colours, css_colour, css_variable

# What a chart may be drawn with: no two of them look the same in one theme and not in the other.
CHART_COLOURS = (
    *("bg", "surface", "ink", "ink2", "grid", "control_border"),
    *("fan.band90", "fan.band50", "fan.edge", "fan.line"),
)


def theme_rules(selector: str, names: Iterable[str] | None = None) -> str:
    """Return the CSS rules that declare tokens: light, and dark where the system is dark.

    `names`: the tokens to declare; None is all of them.
    """
    asked = list(colours() if names is None else names)
    light, dark = (f"{selector}{{{_declarations(asked, theme)}}}" for theme in THEMES)
    return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"


def chart_rules() -> str:
    """Return the CSS rules that give the colours of a Plotly chart the reader's theme."""
    written = ((name, what) for name in CHART_COLOURS for what in ("background", "fill", "stroke"))
    return "".join(
        f'.stPlotlyChart [style*="{what}: {_as_plotly(name)}"]'
        f"{{{what}:{css_colour(name)}!important}}"
        for name, what in written
    )


def _declarations(names: Iterable[str], theme: Theme) -> str:
    return "".join(f"{css_variable(name)}:{colour(name, theme)};" for name in names)


def _as_plotly(name: str) -> str:
    value = colour(name)
    return f"rgb({', '.join(str(int(value[at : at + 2], 16)) for at in (1, 3, 5))})"
