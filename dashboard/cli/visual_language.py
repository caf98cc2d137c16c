"""The visual language as a page: every colour with its use, words and contrast, sizes, spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import dashboard
from dashboard.figures.contrast import contrast, ink_on
from dashboard.figures.map_table import STATE_WORDS, UNKNOWN
from dashboard.figures.priority_layer import pair_words
from dashboard.figures.tokens import FONT_FAMILY, THEMES, colours
from dashboard.labels import LABEL_LANGUAGES
from dashboard.readiness.method import classes
from dashboard.wording import wording

STYLES = (
    "screens/copy.css",
    "screens/frame.css",
    "figures/chart_save/chart_save.css",
    "figures/map/map.css",
    "figures/table/table.css",
)
PATTERNS = {
    "no_data": "diagonal lines",
    "not_assessable": "dots",
    "masked": "crossed lines",
    "not_applicable": "dashes",
    "elsewhere": "upright lines",
}
USES = {
    "bg": "ground of the page; writing on dark fills",
    "surface": "ground of headers, notes and cells not reported",
    "ink": "writing",
    "ink2": "second writing: units, dates, notes",
    "ink3": "third writing: marks of sorting, separators",
    "control_border": "edges of controls and of printed tables",
    "grid": "lines that only part; never needed to understand",
    "link": "links, the chosen control",
    "halo": "behind names and outlines on the map",
    "selected": "the selected row of a table",
    "late": "ground of what is late in the calendar",
    "found": "words that the reader of communiqués found",
    "up": "a part that adds; the next step; what is planned",
    "down": "a part that takes away; what is late; a hole",
    "total": "the sum of parts",
    "fan.band90": "a range: nine chances of ten; the second shade of a grid",
    "fan.band50": "the middle of a range: one chance of two; the third shade of a grid",
    "fan.edge": "edge of a range",
    "fan.line": "what was, and what is expected",
    "fan.target": "the target",
}
# What is written on what: a pair of tokens each.
WRITTEN = (
    *((ink, ground) for ink in ("ink", "ink2", "ink3", "link") for ground in ("bg", "surface")),
    *(("ink", ground) for ground in ("selected", "late", "found", "fan.band90", "fan.band50")),
    *((ink, "selected") for ink in ("ink3", "link")),
    *(("bg", fill) for fill in ("up", "down", "total")),
    *((f"readiness_text.{n}", f"readiness.{n}") for n in range(1, 6)),
    *((f"bivariate_text.{n}.{m}", f"bivariate.{n}.{m}") for n in (1, 2, 3) for m in (1, 2, 3)),
)
# What is drawn on what and must be seen to understand.
DRAWN = (
    *((line, "bg") for line in ("control_border", "up", "down", "total", "link")),
    *((f"fan.{line}", "bg") for line in ("edge", "line", "target")),
    *((f"unknown.{state}.line", f"unknown.{state}.fill") for state in UNKNOWN),
)
_FRONT = """# Visual language

One list of colours for maps, charts, pages and print. This page is made from
`dashboard/figures/tokens.json` and the stylesheets by `jahiziya visual-language`.

*On the page* is the contrast of a colour with the ground of the page, *ink on it* the token that
writing on it takes, with its contrast: the ratio of WCAG 2, from 1 to 21. Writing needs 4.5; large
writing, and a line that must be seen to understand, 3. The reader's system chooses the theme; what
is printed is light.

- Colour never speaks alone: a class has its word and its number, and every map has its table.
- Readiness runs from warm and light (not ready) to blue and dark (ready), never from red to green.
- What is unknown is a pattern with its word and its count, never a class and never zero.
- Lists, tables and legends follow the direction of the language. Maps, signed axes and time do not.
- Arabic is never letter-spaced, italic, hyphenated or justified."""
_TITLES = ("Colour", "Light", "On the page", "Ink on it", "Dark", "On the page", "Ink on it")
_NAMES = ("العربية", "Français", "English")


def visual_language() -> str:
    """Return the page as Markdown, in English with the words of the three languages."""
    return "\n\n".join(_blocks()) + "\n"


def sizes(*properties: str) -> list[int]:
    """Return the lengths in px that the stylesheets give to properties, smallest first."""
    names = "|".join(properties)
    said = re.compile(rf"(?<![\w-])(?:{names})(?:-[a-z-]+)?:([^;}}]*)")
    given = (value for text in styles().values() for value in said.findall(text))
    return sorted({int(n) for value in given for n in re.findall(r"\b(\d+)px", value)} - {0})


def styles() -> dict[str, str]:
    """Return the text of every stylesheet by its name in the package."""
    package = Path(dashboard.__file__).parent
    return {name: (package / name).read_text(encoding="utf-8") for name in STYLES}


def _blocks() -> Iterator[str]:
    yield _FRONT
    yield "## Ground, writing, marks"
    yield _grid((*_TITLES, "Use"), ((*_measured(name), use) for name, use in USES.items()))
    yield "## Readiness, from 1 (not ready) to 5 (ready)"
    yield _named((f"readiness.{one.number}", _three(one.names)) for one in classes())
    yield "Writing on a class takes the token `readiness_text` of the same number, as below."
    yield "## One measure, from low to high"
    yield _grid(_TITLES, (_measured(f"sequential.{n}") for n in range(1, 6)))
    yield "## Loss and gain"
    yield (
        "From the greatest loss (1) over about none (4) to the greatest gain (7). Both ends look "
        "alike in grey, so the sign is always printed; only large writing stands on step 2."
    )
    yield _grid(_TITLES, (_measured(f"diverging.{n}") for n in range(1, 8)))
    yield "## Electoral weight and readiness"
    yield "First number: weight, from small to large; second: readiness, from low to high."
    steps = [(weight, ready) for weight in (1, 2, 3) for ready in (1, 2, 3)]
    yield _named((f"bivariate.{w}.{r}", _pair(w, r)) for w, r in steps)
    yield from _unknown()
    yield from _pairs()
    yield from _type()


def _unknown() -> Iterator[str]:
    yield "## What is unknown"
    yield "The pattern is compulsory: in grey the grounds alone look like classes."
    rows = (
        (
            f"`{state}`",
            PATTERNS[state],
            *(wording(language)(STATE_WORDS[state]) for language in LABEL_LANGUAGES),
            *(cell for theme in THEMES for cell in _pattern(state, theme)),
        )
        for state in UNKNOWN
    )
    each = ("ground", "line", "contrast")
    titles = ("State", "Pattern", *_NAMES, *(f"{theme} {one}" for theme in THEMES for one in each))
    yield _grid(titles, rows)


def _pattern(state: str, theme: str) -> Iterator[str]:
    held = colours("dark" if theme == "dark" else "light")
    fill, line = held[f"unknown.{state}.fill"], held[f"unknown.{state}.line"]
    yield from (f"`{fill}`", f"`{line}`", f"{contrast(fill, line):.2f}")


def _pairs() -> Iterator[str]:
    for title, pairs in (("What is written on what", WRITTEN), ("What is drawn on what", DRAWN)):
        yield f"## {title}"
        rows = ((f"`{one}`", f"`{ground}`", *_ratios(one, ground)) for one, ground in pairs)
        yield _grid(("Colour", "Ground", "Light", "Dark"), rows)


def _ratios(one: str, ground: str) -> Iterator[str]:
    for theme in THEMES:
        held = colours(theme)
        yield f"{contrast(held[one], held[ground]):.2f}"


def _type() -> Iterator[str]:
    yield "## Type and spaces"
    lengths = {"Letters": sizes("font-size"), "Lines": sizes("line-height")}
    lengths["Spaces"] = sizes("padding", "margin", "gap")
    lengths["Corners"] = sizes("border-radius")
    said = "\n".join(f"- {name}: {_listed(each)} px." for name, each in lengths.items())
    yield f"The letters are {FONT_FAMILY}, served by the dashboard itself. In the stylesheets:"
    yield said


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(str(n) for n in numbers)


def _three(names: dict[str, str]) -> list[str]:
    return [names[language] for language in LABEL_LANGUAGES]


def _pair(weight: int, ready: int) -> list[str]:
    return [pair_words(weight, ready, wording(language)) for language in LABEL_LANGUAGES]


def _named(rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    titles = (_TITLES[0], *_NAMES, *_TITLES[1:])
    measured = ((_measured(name), words) for name, words in rows)
    return _grid(titles, ((cells[0], *words, *cells[1:]) for cells, words in measured))


def _measured(name: str) -> list[str]:
    """The token, and in each theme its value, its contrast with the page and the ink on it."""
    cells = [f"`{name}`"]
    for theme in THEMES:
        held = colours(theme)
        value, ink = held[name], ink_on(held[name], theme)
        against, on_it = contrast(value, held["bg"]), contrast(value, held[ink])
        cells += [f"`{value}`", f"{against:.2f}", f"`{ink}` {on_it:.2f}"]
    return cells


def _grid(titles: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = list(titles)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
