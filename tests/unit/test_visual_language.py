"""One list of colours: no other in code or style, each on the page, and all stand off enough."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dashboard.cli.visual_language import DRAWN, PATTERNS, WRITTEN, styles, visual_language
from dashboard.figures.contrast import GRAPHICS, TEXT, contrast, ink_on
from dashboard.figures.theme import CHART_COLOURS, theme_rules
from dashboard.figures.tokens import THEMES, colours, css_variable
from dashboard.paths import ROOT

PAGE = ROOT / "docs" / "visual-language.md"
PACKAGE = ROOT / "dashboard"
SHEET = r"#[0-9A-Fa-f]{3,8}\b"  # of a stylesheet
# Elsewhere, where `#add` or "#12" is no colour: long, or short and alone in quotes, or of openpyxl.
CODE = (
    r"#(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{6})\b|(?<=[\"'])#[0-9A-Fa-f]{3}(?=[\"'])"
    r"|(?<=olor=[\"'])[0-9A-Fa-f]{6,8}(?=[\"'])"
)
# Workbooks to fill in are made below the figures and do not know the tokens; Excel draws them.
OWN_COLOURS = {"intake/template_workbook.py", "intake/monthly/sheet_look.py"}
# Steps of a ramp that nothing is written on in small letters: the map fills with them alone.
LARGE_ALONE = {("light", "diverging.2")}
STREAMLITS = {
    "primaryColor": "link",
    "backgroundColor": "bg",
    "secondaryBackgroundColor": "surface",
    "textColor": "ink",
    "linkColor": "link",
    "borderColor": "control_border",
}
RAMPS = ("readiness.", "sequential.", "diverging.", "bivariate.")


def literals(path: Path) -> set[str]:
    text = path.read_text(encoding="utf-8")
    return set(re.findall(SHEET if path.suffix == ".css" else CODE, text))


def test_the_page_in_docs_is_current():
    """If this fails: `jahiziya visual-language > docs/visual-language.md`."""
    assert PAGE.read_text(encoding="utf-8") == visual_language()


def test_no_colour_stands_in_the_code():
    found = {
        path.relative_to(PACKAGE).as_posix(): literals(path)
        for pattern in ("*.py", "*.js", "*.typ")
        for path in PACKAGE.rglob(pattern)
        if "static" not in path.parts
    }
    assert {name for name, held in found.items() if held} == OWN_COLOURS


def test_a_stylesheet_takes_its_colours_from_the_tokens():
    sheets = {p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.css")
              if "static" not in p.parts}  # fmt: skip
    declared = {css_variable(name) for name in colours()}
    used = {name: set(re.findall(r"var\((--jz-[\w-]+)", text)) for name, text in styles().items()}

    assert sheets == set(styles())
    assert {name for name in sheets if literals(PACKAGE / name)} == set()
    assert {name: found - declared for name, found in used.items() if found - declared} == {}


def test_both_themes_have_every_token_and_streamlit_has_both():
    told = tomllib.loads((PACKAGE / ".streamlit" / "config.toml").read_text(encoding="utf-8"))

    assert set(colours("light")) == set(colours("dark"))
    for theme in THEMES:
        held, given = colours(theme), told["theme"][theme]
        assert given == {option: held[name] for option, name in STREAMLITS.items()}


def test_the_rules_declare_the_dark_theme_only_where_the_system_is_dark():
    light, dark = theme_rules(":root").split("@media (prefers-color-scheme:dark)")
    for theme, rules in (("light", light), ("dark", dark)):
        told = dict(re.findall(r"(--jz-[\w-]+):(#\w+);", rules))
        assert told == {css_variable(name): value for name, value in colours(theme).items()}


def test_a_colour_of_a_chart_means_one_token_in_both_themes():
    light = {colours("light")[name] for name in CHART_COLOURS}

    assert len(light) == len(CHART_COLOURS)
    for name, value in colours("light").items():
        if name.startswith("fan.") and name not in CHART_COLOURS:
            (same,) = (one for one in CHART_COLOURS if colours("light")[one] == value)
            assert colours("dark")[same] == colours("dark")[name]


def test_every_token_is_on_the_page():
    page = PAGE.read_text(encoding="utf-8")

    for theme in THEMES:
        for name, value in colours(theme).items():
            assert f"`{value}`" in page, name
            if not name.startswith("unknown."):
                assert f"| `{name}` |" in page, name


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.478), ("#16639A", "#16639A", 1.0)],
)
def test_contrast_is_that_of_the_standard_whichever_comes_first(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.001)


@pytest.mark.parametrize("theme", THEMES)
def test_writing_and_lines_stand_off_their_ground(theme):
    held = colours(theme)
    for pairs, least in ((WRITTEN, TEXT), (DRAWN, GRAPHICS)):
        weak = {(a, b): contrast(held[a], held[b]) for a, b in pairs}
        assert {pair: n for pair, n in weak.items() if n < least} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_a_fill_of_a_ramp_takes_writing(theme):
    held = colours(theme)
    fills = [name for name in held if name.startswith(RAMPS)]
    weak = {n for n in fills if contrast(held[n], held[ink_on(held[n], theme)]) < TEXT}

    assert len(fills) == 5 + 5 + 7 + 9
    assert {(theme, name) for name in weak} == {pair for pair in LARGE_ALONE if pair[0] == theme}
    assert all(contrast(held[n], held[ink_on(held[n], theme)]) >= GRAPHICS for n in weak)


def test_the_page_names_the_patterns_that_the_map_draws():
    script = (PACKAGE / "figures" / "map" / "legend.js").read_text(encoding="utf-8")
    drawn = re.search(r"const PATTERNS = \{.*?\n\};", script, re.DOTALL).group()

    assert {name.replace("_", "-") for name in PATTERNS} == set(re.findall(r"'([a-z-]+)'\]", drawn))
