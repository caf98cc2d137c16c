"""The visual tokens: one list of colours for maps, charts, pages and print.

They live in `tokens.json` beside this module. A name is written with dots, places in a list from
one: `ink`, `readiness.3`, `sequential.5`, `unknown.masked.line`, `bivariate.3.1`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
FONT_FAMILY = "IBM Plex Sans Arabic"
CLASS_COLOURS = 5


@cache
def colours(theme: Theme = "light") -> dict[str, str]:
    """Return every colour of a theme by its dotted name, as `#RRGGBB`."""
    file = Path(__file__).with_name("tokens.json")
    return dict(_flat("", json.loads(file.read_text(encoding="utf-8"))[theme]))


def colour(name: str, theme: Theme = "light") -> str:
    """Return one colour as `#RRGGBB`; KeyError when there is no such token."""
    return colours(theme)[name]


def ramp(kind: str, classes: int) -> tuple[str, ...]:
    """Return the token names of `classes` steps of a five-step ramp, lowest first, spread evenly.

    Raises:
        ValueError: fewer than one class, or more than the ramp has.
    """
    if not 1 <= classes <= CLASS_COLOURS:
        raise ValueError(f"{kind} has {CLASS_COLOURS} colours, {classes} were asked")
    if classes == 1:
        return (f"{kind}.3",)
    step = (CLASS_COLOURS - 1) / (classes - 1)
    return tuple(f"{kind}.{1 + round(n * step)}" for n in range(classes))


def css_variable(name: str) -> str:
    """Return the name of the CSS variable that carries a token: `--jz-readiness-3`."""
    return "--jz-" + name.replace(".", "-").replace("_", "-")


def css_colour(name: str) -> str:
    """Return a token as CSS writes it, so that it follows the reader's theme.

    Raises:
        KeyError: there is no such token.
    """
    colour(name)
    return f"var({css_variable(name)})"


def _flat(prefix: str, value: str | list[Any] | dict[str, Any]) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield prefix, value
        return
    parts = value.items() if isinstance(value, dict) else enumerate(value, start=1)
    for name, part in parts:
        yield from _flat(f"{prefix}.{name}" if prefix else str(name), part)
