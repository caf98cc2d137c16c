"""Right rows of any table, made from its contract by a seeded generator: typed, not yet written.

Nothing here asks the intake what it would read: dates keep the order the contract says, parts stay
below their whole, conditions are met, natural keys differ. Rows that others refer to are `BASE`.
"""

from __future__ import annotations

import csv
import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dashboard.contracts import contracts
from dashboard.territory.register import register

TODAY = dt.date(2026, 11, 23)
REFERENCE = Path(__file__).parents[2] / "data" / "reference"
NATIONAL = ("national_council", "collective_leadership", "political_bureau", "congress")
REGIONAL = ("regional_secretariat", "regional_council")
BODY = {"structures": "kind", "meetings": "body_kind"}
OF_A_KIND = ("seats", "candidacies", "mandates")  # whose unit is one of an election or council
SORTS = {"commune": "communes", "arrondissement": "arrondissements", "province": "provinces"}
WHOLE_PROVINCES = ("legislative", "regional", "communal")  # kinds with a unit in every province
UNITS = ("legislative:fes-nord", "regional:03.231", "chamber.agriculture:03", "chamber.crafts:03")
TEXTS = (
    "Salle trop petite pour la réunion de la section",
    "Retard de la route vers le marché hebdomadaire",
    "ضعف التواصل مع المواطنات والمواطنين",
    "تأخر أشغال الطريق نحو السوق الأسبوعي",
    "Préparation de la campagne d'été; suite à donner",
    "Dossier « eau potable », deuxième partie",
    "Suivi du budget 2026 | première tranche",
    "تتبع ملف الماء الصالح للشرب",
    "Report of the local office on roads, second part",
)

MEETINGS = {
    "meetings.03.561.2022-03-12.01": ("provincial_secretariat", "03.561", dt.date(2022, 3, 12)),
    "meetings.03.451.2022-04-15.01": ("provincial_secretariat", "03.451", dt.date(2022, 4, 15)),
    "meetings.03.2022-05-20.01": ("regional_secretariat", "03", dt.date(2022, 5, 20)),
}
BASE = {
    "elections": [
        {"election_id": f"{kind}.2021", "kind": kind, "is_by_election": False, "source": "décret",
         "polling_on": dt.date(2021, 9, 8), "date_status": "held"}
        for kind in ("communal", "legislative", "regional")
    ],
    "structures": [
        {"structure_id": f"structures.{unit}.2020-01-01.01", "kind": "provincial_secretariat",
         "unit_code": unit, "number": 9}
        for unit in ("03.561", "03.451")
    ],
    "directives": [
        {"directive_id": f"directives.MA.2021-0{n}-10.01", "kind": "directive", "number": n,
         "issued_on": dt.date(2021, n, 10), "body": "political_bureau", "title": "توجيه"}
        for n in (1, 2, 3)
    ],
    "meetings": [
        {"meeting_id": code, "kind": "ordinary", "body_kind": kind, "body_unit_code": unit,
         "status": "held", "planned_on": day, "held_on": day}
        for code, (kind, unit, day) in MEETINGS.items()
    ],
    "milestones": [
        {"milestone_id": f"milestones.03.2020-0{n}-01.01", "kind": "other", "cycle": "2020.1",
         "territory_code": "03", "number": n, "title": "محطة", "date_status": "unknown"}
        for n in (1, 2)
    ],
}  # fmt: skip
ID_OF = {"elections": "election_id", "structures": "structure_id", "directives": "directive_id",
         "meetings": "meeting_id", "milestones": "milestone_id"}  # fmt: skip


@dataclass
class Right:
    """Rows of one table: typed `values`, the columns of the file, what each row erases."""

    table: str
    columns: list[str]
    rows: list[dict] = field(default_factory=list)
    erased: list[set[str]] = field(default_factory=list)

    @property
    def contract(self):
        return contracts()[self.table]


def listed(name):
    """The rows of a reference file."""
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def units_of(kind):
    """Every unit in which a kind of election is held, as the reference files list them."""
    (sorts,) = [row["units"] for row in listed("election_kinds") if row["kind"] == kind]
    places = [row["code"] for sort in sorts.split("|") if sort in SORTS
              for row in listed(SORTS[sort])]  # fmt: skip
    drawn = [row["id"] for row in listed("constituencies") if row["kind"] in sorts.split("|")]
    return [*places, *drawn]


def kind_of(values):
    """The kind of election or council that a row is about."""
    return values.get("council_kind") or values["election_id"].split(".")[0]


def codes_of(table, column):
    """Every value of a list column as {code: words that mean it alone}."""
    if column.values_from:
        known = [(row["code"], [row[f"name_{one}"] for one in ("ar", "fr", "en")])
                 for row in listed(column.values_from)]  # fmt: skip
    else:
        known = [(v.code, [*v.labels.values(), *v.synonyms]) for v in column.values]
    said = {}
    for code, words in known:
        for word in {one.casefold() for one in (code, *words)}:
            said.setdefault(word, set()).add(code)
    return {
        code: [w for w in (code, *words) if w and said[w.casefold()] == {code}]
        for code, words in known
    }


def make(rng, table, wanted):
    """Return `wanted` right rows of a table (fewer when its key has no more values)."""
    contract = contracts()[table]
    right = Right(table, _columns(rng, contract))
    seen = set()
    for _ in range(wanted * 30):
        if len(right.rows) == wanted:
            break
        values = _row(rng, contract, right.columns)
        key = _key(contract, values)
        if key in seen:
            continue
        seen.add(key)
        right.rows.append(values)
        right.erased.append(_erased(rng, contract, right.columns, values))
    return right


def expected(right, at):
    """The values a new row has once read: those of the file, then what the contract fills in."""
    values = dict(right.rows[at])
    for column in right.contract.columns:
        if column.name in values or column.name in right.erased[at]:
            continue
        if column.default_from in values:
            values[column.name] = values[column.default_from]
        elif column.default:
            values[column.name] = _DEFAULTS.get(column.default, column.default)
    return values


_DEFAULTS = {"1": 1, "true": True, "false": False}


def _columns(rng, contract):
    """The required columns and some of the others, in any order."""
    kept = []
    needed = {one.part_of for one in contract.columns if one.least_whole}
    needed |= {one.name for one in contract.columns if one.required_when}
    for column in contract.columns:
        is_needed = column.required and not (column.default or column.default_from)
        is_needed |= column.name in needed or column.name == "planned_on"
        if column.name == contract.id_column and not column.required:
            is_needed = False
            if rng.random() < 0.7:
                continue
        if is_needed or rng.random() < 0.7:
            kept.append(column.name)
    rng.shuffle(kept)
    return kept


def _key(contract, values):
    names = [n for n in contract.natural_key if n not in ("structure_label", "label")]
    key = [values.get(n, 1 if n == "number" else None) for n in names if n != "key_on"]
    if "key_on" in contract.natural_key:
        key.append(values.get("planned_on") or values.get("held_on"))
    if "counted_on" in names and "counted_on" not in values:
        key.append(values.get("term_start"))
    return tuple(key)


def _erased(rng, contract, columns, values):
    named = {name for c in contract.columns for name in (c.part_of, c.not_before)}
    free = [
        c.name for c in contract.columns
        if c.name in columns and c.name not in values and not c.required and not c.required_when
        and c.name not in contract.identity and c.name != "planned_on" and c.name not in named
    ]  # fmt: skip
    return {name for name in free if rng.random() < 0.12}


def _row(rng, contract, columns):
    values = {}
    todo = [column for column in contract.columns if column.name in columns]
    while todo:
        names = {column.name for column in todo}
        column = next(c for c in todo if not _waits(contract, c, names))
        todo.remove(column)
        if column.name == contract.id_column and not column.required:
            continue
        is_asked = column.required or any(
            values.get(name) in wanted for name, wanted in column.required_when.items()
        )
        if column.name == "planned_on" and values.get("status") not in (None, "held"):
            is_asked = contract.table == "meetings"
        if any(values.get(n) not in wanted for n, wanted in column.only_when.items()):
            continue
        if column.least_whole and values.get(column.part_of, 0) < column.least_whole:
            continue
        is_default = column.default and column.name not in contract.identity
        is_skipped = (not is_asked and rng.random() < 0.35) or (is_default and rng.random() < 0.3)
        if is_skipped and _may_be_empty(column, contract):
            continue
        values[column.name] = _value(rng, contract, column, values)
    if (
        contract.table == "membership"
        and register().place(values["territory_code"]).level == "cercle"
    ):
        values = {k: v for k, v in values.items() if k in ("territory_code", "period")}
        values["members" if "members" in columns else columns[0]] = values.get(
            columns[0], 2_000_000
        )
        if "members" in columns:
            values["members"] = 2_000_000
    return _election(rng, values) if contract.table == "elections" else values


def _election(rng, values):
    """An id of kind and cycle, with its place for a by-election; no legal day after polling."""
    code = f"{values['kind']}.{2030 + 5 * rng.randint(0, 13)}"
    if values.get("is_by_election"):
        code += f".by.{rng.choice(units_of(values['kind']))}.{rng.randint(1, 99):02d}"
    values["election_id"] = code
    for name in ("rolls_close_on", "nominations_open_on", "nominations_close_on"):
        if name in values and values.get("polling_on"):
            values[name] = min(values[name], values["polling_on"])
    return values


def _may_be_empty(column, contract):
    """A cell that decides whether another may be filled is always filled."""
    return not any(
        column.name in (*c.only_when, *c.required_when) for c in contract.columns
    )  # fmt: skip


def _waits(contract, column, names):
    before = {column.not_before, column.part_of, *column.only_when, *column.required_when}
    if column.name == contract.place:
        before |= {*contract.not_below_province_when, BODY.get(contract.table)}
        if contract.table in OF_A_KIND:
            before |= {"election_id", "council_kind"} & set(contract.by_name)
    if column.name in ("planned_on", "source_url"):
        before |= {"status", "body_kind"} & set(contract.by_name)
    return bool(before & names - {column.name})


def _value(rng, contract, column, values):
    kind = column.type
    if column.values_from or kind == "enum":
        codes = sorted(codes_of(contract.table, column))
        return (
            sorted(rng.sample(codes, rng.randint(1, 3))) if kind == "texts" else rng.choice(codes)
        )
    if kind in ("code", "unit"):
        return place(rng, contract, column, values)
    if kind == "units":
        codes = [one.code for one in register().communes() if one.province_code == "03.271"]
        return sorted(rng.sample(codes, rng.randint(1, 4)))
    if kind == "integer":
        return _count(rng, column, values)
    if kind in ("date", "dates"):
        return _days(rng, column, values)
    if kind in ("reference", "references"):
        ids = [row[ID_OF[column.refers_to]] for row in BASE[column.refers_to]]
        return (
            sorted(rng.sample(ids, rng.randint(1, 2))) if kind == "references" else rng.choice(ids)
        )
    if kind == "period":
        return f"{rng.randint(2023, 2025)}-{rng.randint(1, 12):02d}"
    if kind == "boolean":
        return rng.random() < 0.5
    return _text(rng, contract, column)


def _text(rng, contract, column):
    if column.name.endswith("_url"):
        return f"https://parti.example.ma/reunion?n={rng.randint(1, 99)}"
    if column.name == "team_id":
        return f"equipe-{rng.randint(1, 99)}"
    if column.name == "sector_code":
        return f"secteur_{rng.choice('abcdef')}{rng.choice('xyz')}"
    if column.name == "cycle":
        return f"{rng.randint(2023, 2026)}.{rng.randint(1, 3)}"
    return rng.choice(TEXTS)


def place(rng, contract, column, values):
    """A code at a level the row may name."""
    if contract.table in OF_A_KIND:
        return unit(rng, kind_of(values))
    known = register()
    provinces = [one.code for one in known.provinces()]
    body = values.get(BODY.get(contract.table, "")) if column.name == contract.place else None
    judging = contract.not_below_province_when.items()
    if any(values.get(name) in wanted for name, wanted in judging):
        return rng.choice([*provinces, "03"])
    if body in NATIONAL:
        return "MA"
    if body in REGIONAL:
        return "03"
    if body == "provincial_secretariat":
        return rng.choice(provinces)
    lot = rng.random()
    if contract.table in ("membership", "structures") and lot < 0.08 and body in (
        None, "local_secretariat"
    ):  # fmt: skip
        return rng.choice(known.cercles()).code
    if column.type == "unit" and body is None and lot < 0.15:
        return rng.choice(UNITS)
    fine = contract.table in ("membership", "structures", "market_days", "teams")
    if lot > 0.8 and not fine and body != "local_secretariat":
        return rng.choice(provinces)
    places = known.arrondissements() if 0.15 <= lot < 0.25 else known.communes()
    return rng.choice(places).code


def unit(rng, kind):
    """A unit of a kind of election, or a larger territory for the sum of some."""
    lot = rng.random()
    if lot < 0.05:
        return "03"
    if lot < 0.25 and kind in WHOLE_PROVINCES:
        return rng.choice(listed("provinces"))["code"]
    return rng.choice(units_of(kind))


def _count(rng, column, values):
    if column.name == "number":
        return rng.randint(1, 3)
    whole = values.get(column.part_of)
    least = column.least or 0
    most = column.most if column.most is not None else rng.choice((9, 45, 980, 12_345, 1_234_567))
    if whole is not None:
        most = min(most, whole)
    return rng.randint(least, max(least, most))


def _days(rng, column, values):
    first = values.get(column.not_before)
    first = max(first) if isinstance(first, list) else first
    if first is None:
        day = dt.date(2023, 1, 1) + dt.timedelta(days=rng.randint(0, 800))
    else:
        day = first + dt.timedelta(days=rng.randint(0, 60))
    if column.type == "dates":
        return [day + dt.timedelta(days=40 * n) for n in range(rng.randint(1, 3))]
    return day
