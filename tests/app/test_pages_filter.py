"""Each choice changes what it should: place, both days, language; the URL holds them all."""

import datetime as dt
import re

import pytest

from dashboard.store import Batch, Part, Row, Store, commit
from tests.app.shown import given_tables

MEKNES, AZROU = "03.061", "03.271.01.01"


def headline(run):
    return re.findall(r'class="key">(.*?)</dd>', "".join(one.proto.body for one in run.get("html")))


def tables(run):
    return {each["labels"]["caption"]: each["rows"] for each in given_tables(run)}


def only_table(run):
    (rows,) = tables(run).values()
    return rows


@pytest.fixture(scope="module")
def corrected(tmp_path_factory):
    """One commune: 120 members in August, told in September, corrected to 160 in October."""
    file = tmp_path_factory.mktemp("app") / "corrected.duckdb"
    with Store.open(file) as store:
        for at, members in ((dt.datetime(2026, 9, 10), 120), (dt.datetime(2026, 10, 10), 160)):
            row = {"territory_code": AZROU, "period": "2026-08", "members": members}
            commit(store, [Batch([Part("membership", "upsert", [Row(1, row)])], "reported")], at=at)
    return file


def test_a_province_chosen_changes_the_headline(opened, demo):
    region = headline(opened(demo, lang="fr"))
    chosen = headline(opened(demo, lang="fr", province=MEKNES))
    assert len(chosen) == len(region) == 5
    assert chosen[0] != region[0]


def test_a_province_chosen_leaves_its_communes_in_the_table(opened, demo):
    run = opened(demo, "province", lang="fr")
    assert len(only_table(run)) == 9
    run.selectbox(key="pick_province").select(MEKNES).run()
    assert run.query_params == {"lang": "fr", "province": MEKNES}
    assert len(only_table(run)) == 21
    assert all(row["id"].startswith(MEKNES) for row in only_table(run))
    run.selectbox(key="pick_province").select("all").run()
    assert run.query_params == {"lang": "fr"}
    assert len(only_table(run)) == 9


def test_another_province_drops_the_commune_of_the_first(opened, demo):
    run = opened(demo, "commune", lang="fr", commune=AZROU)
    run.selectbox(key="pick_province").select(MEKNES).run()
    assert run.query_params == {"lang": "fr", "province": MEKNES}


def test_an_earlier_day_has_other_figures(opened, demo):
    now = headline(opened(demo, lang="fr"))
    run = opened(demo, "province", lang="fr")
    run.selectbox(key="pick_as_of").select("2025-01-31").run()
    assert run.query_params["as_of"] == "2025-01-31"
    assert int(headline(opened(demo, **run.query_params))[0]) < int(now[0])


@pytest.mark.parametrize(
    ("known_at", "members"),
    [
        ("2026-09-30", "120"),
        pytest.param("2026-10-31", "160", marks=pytest.mark.soak),
        (None, "160"),
    ],
)
def test_before_a_correction_the_former_figure_stands(opened, corrected, known_at, members):
    days = {"known_at": known_at} if known_at else {}
    run = opened(corrected, "commune", lang="en", commune=AZROU, **days)
    (row,) = tables(run)["Members, month by month"]
    assert members in [cell[0] for cell in row["cells"]]
    told = "".join(one.proto.body for one in run.get("html"))
    assert ("batches accepted later are left out" in told) == bool(known_at)


def test_what_was_not_known_yet_is_not_shown(opened, corrected):
    run = opened(corrected, "commune", lang="en", commune=AZROU, known_at="2026-08-31")
    assert "Members, month by month" not in tables(run)


def test_the_language_changes_names_and_numbers(opened, demo):
    names = {
        lang: only_table(opened(demo, "province", lang=lang))[0]["cells"][0][0]
        for lang in ("ar", "fr")
    }
    assert re.search("[\u0600-\u06ff]", names["ar"])
    assert not re.search("[\u0600-\u06ff]", names["fr"])
    assert re.search("\u202f", headline(opened(demo, lang="fr"))[4])
    assert "," in headline(opened(demo, lang="en"))[4]


def test_every_choice_is_kept_by_the_links_of_the_page(opened, demo):
    chosen = {"lang": "fr", "province": MEKNES, "as_of": "2026-09-30", "known_at": "2026-10-31"}
    run = opened(demo, **chosen)
    links = [one.proto.query_string for one in run.get("page_link")]
    told = "&".join(f"{name}={value}" for name, value in chosen.items())
    assert told in links
    assert told.replace("lang=fr", "lang=ar") in links
    assert all("as_of=2026-09-30&known_at=2026-10-31" in link for link in links)


def test_an_indicator_without_a_value_says_why_once(opened, corrected):
    run = opened(corrected, "commune", lang="en", commune=AZROU)
    rows = [[cell[0] for cell in row["cells"]] for row in tables(run)["Indicators"]]
    unknown = [row for row in rows if row[2] in ("No data", "Not applicable")]
    assert unknown
    assert all(row[3] == row[6] == "" for row in unknown)
    assert any(row[3] for row in rows)
