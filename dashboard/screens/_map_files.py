"""The map on the screen as files: a picture (PNG), a drawing (SVG), and its figures (GeoJSON)."""

from __future__ import annotations

from functools import partial

from dashboard import state
from dashboard.figures.map_table import MapTable, with_elsewhere
from dashboard.screens._about import about
from dashboard.screens._export import FileForm, download
from dashboard.territory.register import register


def map_download(
    table: MapTable, layer_id: str, *, name: str, key: str, province: str | None = None
) -> None:
    """Draw the list of files of a map alone, where its figures leave with a table of their own."""
    _ = state.wording()

    files = partial(map_files, table, layer_id, name=name, province=province)
    download(files, key=key, label=_("Download the map"))


def map_files(
    table: MapTable, layer_id: str, *, name: str, province: str | None = None
) -> list[FileForm]:
    """Return the files of a layer.

    Args:
        table: the units and their layers, for files: without what is confidential.
        layer_id: the layer on the screen.
        name: of the files, without day and kind.
        province: the one the map is of; None for the whole region.
    """
    from dashboard.reports.map_geojson import map_geojson  # heavy: only where files are asked for
    from dashboard.reports.map_picture import Told, map_png, map_svg

    _, layer = state.wording(), table.layer(layer_id)
    province = province or state.only_province()
    if state.seen_provinces() is not None and table.geometry == "territory":
        known, seen = register(), {one.code for one in state.seen_places()}
        places = (*known.communes(), *known.arrondissements())
        table = with_elsewhere(table, (one.code for one in places if one.code not in seen))
    told = about(layer.label, has_reliability=bool(layer.reliability))
    notice = _("Demonstration data: these figures are synthetic.") if state.is_synthetic() else ""
    place = register().unit_name(province or state.settings().region_code, _.language)
    parts = [layer.label, layer.unit, place, _("As of {day}", day=state.view().day)]
    said = Told(
        " \u00b7 ".join(part for part in parts if part),
        [line for line in told if line.text != notice],
        notice,
    )
    drawn = partial(map_svg, table, layer_id, said, _, province=province)
    return [
        FileForm(_("Map (PNG)"), f"{name}.png", "image/png", lambda: map_png(drawn())),
        FileForm(_("Map (SVG)"), f"{name}.svg", "image/svg+xml", lambda: drawn().encode()),
        FileForm(
            _("Map (GeoJSON)"),
            f"{name}.geojson",
            "application/geo+json",
            partial(map_geojson, table, layer_id, told, _, province=province),
        ),
    ]
