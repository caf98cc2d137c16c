"""The letters that travel to the browser: all that is ever written, and little more."""

from __future__ import annotations

import io
import tomllib
from importlib import resources

import pytest
from fontTools.ttLib import TTFont

from dashboard.figures.fonts import FONTS, cut_font
from dashboard.paths import LOCALE, REFERENCE, ROOT

HEAVIEST = 45_000  # bytes of one weight: three of them, the map and a page stay under 300 kB


@pytest.fixture(scope="module")
def bold():
    return cut_font("Bold")


def letters(file):
    return set(TTFont(io.BytesIO(file)).getBestCmap())


def test_a_cut_font_is_light_and_compressed(bold):
    assert bold.startswith(b"wOFF")
    assert len(bold) < HEAVIEST


def test_no_letter_that_is_written_is_cut_off(bold):
    whole = resources.files("fontpkg_ibm_plex_sans_arabic") / "files" / "IBMPlexSansArabic-Bold.ttf"
    texts = [file.read_text(encoding="utf-8") for file in LOCALE.rglob("*.po")]
    texts += [file.read_text(encoding="utf-8") for file in REFERENCE.glob("*.csv")]
    written = {ord(letter) for text in texts for letter in text}

    assert (written & letters(whole.read_bytes())) - letters(bold) == set()


def test_the_theme_asks_for_the_fonts_that_are_cut():
    told = tomllib.loads((ROOT / "dashboard/.streamlit/config.toml").read_text(encoding="utf-8"))
    asked = {face["url"] for face in told["theme"]["fontFaces"]}
    assert asked == {f"app/static/fonts/{name}" for name in FONTS.values()}
