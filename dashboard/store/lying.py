"""What lies in what, from the reference files: territories, and constituencies among them."""

from __future__ import annotations

from collections.abc import Iterator

Row = dict[str, str | None]
Table = tuple[list[str], list[Row]]
Tables = dict[str, Table]
COUNTRY = "MA"
LEVELS = {
    "region": "regions",
    "province": "provinces",
    "cercle": "cercles",
    "commune": "communes",
    "arrondissement": "arrondissements",
}
_PARENTS = ("region_code", "province_code", "cercle_code", "commune_code")
TERRITORY_COLUMNS = (
    "code",
    "level",
    "name_ar",
    "name_fr",
    "province_code",
    "region_code",
    "commune_code",
)


def territories(tables: Tables) -> list[Row]:
    """Return every territory with its level and the codes above it, the country first."""
    country: Row = dict.fromkeys(TERRITORY_COLUMNS)
    country |= {"code": COUNTRY, "level": "country", "name_ar": "المغرب", "name_fr": "Maroc"}
    rows = [country]
    for level, table in LEVELS.items():
        for place in tables.get(table, ([], []))[1]:
            rows.append({name: place.get(name) for name in TERRITORY_COLUMNS} | {"level": level})
            own = f"{level}_code"
            if own in TERRITORY_COLUMNS:
                rows[-1][own] = place["code"]
    return rows


def holders(tables: Tables) -> dict[str, set[str]]:
    """Return the units that each constituency lists."""
    holds: dict[str, set[str]] = {}
    for row in tables.get("constituency_units", ([], []))[1]:
        constituency, unit = row["constituency_id"], row["unit_code"]
        if constituency and unit:
            holds.setdefault(constituency, set()).add(unit)
    return holds


def lying(tables: Tables, constituencies: dict[str, set[str]]) -> list[Row]:
    """List each unit with every container it lies in, itself included."""
    above: dict[str, set[str]] = {COUNTRY: {COUNTRY}}
    regions = {row["code"] for row in tables.get("regions", ([], []))[1]}
    only_region = {code for code in regions if code} if len(regions) == 1 else set()
    for table in LEVELS.values():
        for place in tables.get(table, ([], []))[1]:
            code = str(place["code"])
            parents = {str(place[name]) for name in _PARENTS if place.get(name)}
            above[code] = {code, COUNTRY} | only_region.union(
                parents, *(above.get(parent, set()) for parent in parents)
            )
    inside: dict[str, set[str]] = {}
    for unit, containers in above.items():
        for container in containers:
            inside.setdefault(container, set()).add(unit)
    for one, other in _constituency_pairs(tables, constituencies, inside):
        above.setdefault(one, {one}).add(other)
    return [
        {"unit_code": unit, "territory_code": container}
        for unit in sorted(above)
        for container in sorted(above[unit])
    ]


def _constituency_pairs(
    tables: Tables, constituencies: dict[str, set[str]], inside: dict[str, set[str]]
) -> Iterator[tuple[str, str]]:
    """Yield unit and container wherever one of them is a constituency, by the places they hold.

    A province lies in a constituency that lists its communes, whatever the list calls them.
    """
    parted = {row["commune_code"] for row in tables.get("arrondissements", ([], []))[1]}
    listed = [
        str(row["code"])
        for name in ("communes", "arrondissements")
        for row in tables.get(name, ([], []))[1]
    ]
    leaves = {code for code in listed if code not in parted}
    held = {place: units & leaves for place, units in inside.items()}
    for constituency, units in constituencies.items():
        held[constituency] = set().union(*(held.get(unit, {unit}) for unit in units))
    for constituency in constituencies:
        for place, places in held.items():
            if places and places <= held[constituency] and place != COUNTRY:
                yield place, constituency
            if held[constituency] <= places:
                yield constituency, place
