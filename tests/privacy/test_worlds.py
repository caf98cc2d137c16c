"""Two worlds that differ only within their published cells are published alike, all of it."""

import random
from pathlib import Path

import pytest
import typer

from dashboard.cli import app
from dashboard.screens._index import PAGE_QUESTIONS
from dashboard.store import Store
from tests.privacy import published
from tests.privacy.pages import LEADER, OFFICIAL, TRUSTED, Reading
from tests.privacy.worlds import LEAST, MOST, exact_counts, world

PICK = random.Random(20261129)
COMMUNES = ("03.061.01.01", "03.171.07.05", "03.231.01.0")
# Pages of figures that no place is needed for; a commune's sheet has a test of its own.
PAGES = ["home", *sorted(set(PAGE_QUESTIONS) - {"commune", "glossary"})]
KINDS = [
    PICK.choice((LEAST, MOST)),
    *(pytest.param(kind, marks=pytest.mark.soak) for kind in (LEAST, MOST, "a")),
]


@pytest.fixture(scope="module")
def worlds(demo_file, tmp_path_factory):
    """The demonstration as it is, and another world of it by its kind; each made once."""
    folder = tmp_path_factory.mktemp("worlds")
    made = {}

    def of(kind):
        if kind not in made:
            made[kind] = world(demo_file, folder / f"{kind}.duckdb", kind)
        return made[kind]

    made["true"] = folder / "true.duckdb"
    made["true"].write_bytes(Path(demo_file).read_bytes())
    return of


def differing(one, other):
    assert set(one) == set(other)
    assert len(one) > 3
    return [name for name in one if one[name] != other[name]]


def asked(file, *, everything):
    with Store.open(file) as store:
        days = [published.DAY, *([published.DAY.replace(month=6)] if everything else [])]
        places = COMMUNES if everything else COMMUNES[:1]
        found = dict(published.answers(store, published.REGION, days, places, published.KNOWN))
        found |= dict(published.scenario(store))
        if everything:
            earlier = published.KNOWN.replace(month=7)
            found |= dict(published.answers(store, "03.061", days, COMMUNES[:1], earlier))
            found |= dict(published.papers(store, ["03.171"], COMMUNES))
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_answers_the_same(request, worlds, kind):
    """In the normal run the questions; in the long one two days, readers, moments and papers."""
    everything = request.node.get_closest_marker("soak") is not None
    true, other = exact_counts(worlds("true")), exact_counts(worlds(kind))
    assert sum(true[cell] != other[cell] for cell in true) > 10_000

    one, two = (asked(worlds(name), everything=everything) for name in ("true", kind))

    assert differing(one, two) == []


@pytest.mark.soak
@pytest.mark.parametrize("kind", [LEAST, MOST])
def test_every_command_prints_the_same(worlds, tmp_path, kind):
    one, two = (dict(published.commands(worlds(name), tmp_path)) for name in ("true", kind))

    assert differing(one, two) == []


def test_every_command_is_known_to_print_figures_or_none():
    known = set(typer.main.get_command(app).commands)

    assert known == published.FIGURES | published.KEEPING
    assert not published.FIGURES & published.KEEPING


@pytest.mark.parametrize(
    ("page", "who", "kind"),
    [
        (PICK.choice(["quality", "meetings", "milestones"]), LEADER, PICK.choice((LEAST, MOST))),
        *(
            pytest.param(page, who, kind, marks=pytest.mark.soak)
            for page in [*PAGES, "commune"]
            for who, kind in ((LEADER, LEAST), (LEADER, MOST), (OFFICIAL, "a"))
        ),
    ],
    ids=lambda one: getattr(one, "account", one),
)
def test_every_page_and_every_file_of_it_is_the_same(worlds, page, who, kind):
    place = {"commune": COMMUNES[0]} if page == "commune" else {}
    found = []
    for name in ("true", kind):
        with Reading(worlds(name), who) as reading:
            found.append(dict(reading.page(page, lang="fr", **place)))
    one, two = found

    assert set(one) == set(two)
    assert [name for name in one if one[name] != two[name]] == []


def test_who_may_see_exact_counts_sees_the_worlds_apart(worlds):
    """Else the tests above would compare a world with itself."""
    found = []
    for name in ("true", KINDS[0]):
        with Reading(worlds(name), TRUSTED) as reading:
            ((_page, shown), *_files) = reading.page("commune", lang="fr", commune=COMMUNES[0])
            found.append(shown)

    assert found[0] != found[1]
