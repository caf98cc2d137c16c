"""A seeded disturbance of the demonstration: rows of every table, dated elections, corrections.

What the demonstration tells is orderly; here files overlap, replace, erase and are undone, and
units of every layer report beside one another, so that a rule never met there is met here.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Any

from dashboard.store import Batch, Part, Row, Scope, Store, commit, undo
from recomputation.places import Place, Places

Cells = dict[str, Any]
START = dt.date(2025, 3, 1)
DAYS = 620
POLLED = {  # polling day, end of nominations
    "communal.2027": ("2026-12-01", "2026-11-06"),
    "arrondissement.2027": ("2026-09-01", "2026-08-10"),
    "regional.2027": ("2027-03-01", None),
    "prefectural_provincial.2027": ("2026-06-09", "2026-05-20"),
    "professional_chambers.2027": ("2026-11-30", "2026-10-28"),
}
REPORTED_ON = {  # where a kind's candidacies are counted
    "communal.2027": ("commune", "province", "arrondissement", "cercle", "region"),
    "arrondissement.2027": ("arrondissement",),
    "regional.2027": ("regional", "region", "province"),
    "legislative.2026": ("legislative", "legislative.regional-list", "commune"),
    "prefectural_provincial.2027": ("province", "region"),
    "professional_chambers.2027": ("chamber.agriculture", "chamber.commerce", "chamber.crafts"),
    "councillors.2027": ("councillors.regional_council", "councillors.employers"),
}
KEPT = ("constraint_reports", "liaison_requests", "advocacy_items")


class Disturbance:
    """Commits the rows of one seed."""

    def __init__(self, store: Store, places: Places, seed: int) -> None:
        self._store, self._places, self._pick = store, places, random.Random(seed)

    def run(self) -> None:
        """Commit everything, then correct some of it."""
        self._put("elections", self._elections())
        for table in ("membership", "seats", "candidacies", "polling_coverage", "electorate"):
            self._put(table, getattr(self, f"_{table}")())
        self._put("returns", self._returns())
        for table in KEPT:
            self._put(table, getattr(self, f"_{table}")())
        self._correct()

    def _put(
        self, table: str, rows: list[Cells], mode: str = "upsert", scope: Scope | None = None,
        erased: tuple[str, ...] = (),
    ) -> int:  # fmt: skip
        listed = tuple(Row(n, row, erased) for n, row in enumerate(rows, 1))
        (number,) = commit(self._store, [Batch((Part(table, mode, listed, scope),), "synthetic")])
        return number

    def _day(self) -> dt.date:
        return START + dt.timedelta(self._pick.randrange(DAYS))

    def _two_days(self) -> list[dt.date]:
        """One or two days in order: a set of days has another order in every process."""
        return sorted({self._day(), self._day()})

    def _some(self, grains: tuple[str, ...], most: int) -> list[Place]:
        found = []
        for grain in grains:
            listed = [
                one for one in self._places.by_code.values() if grain in (one.grain, one.layer)
            ]
            listed.sort(key=lambda one: one.code)
            found += self._pick.sample(listed, min(len(listed), self._pick.randint(1, most)))
        return found

    def _elections(self) -> list[Cells]:
        return [
            {
                "election_id": name, "kind": name.split(".")[0], "date_status": "official",
                "polling_on": dt.date.fromisoformat(polling), "source": "s",
                "nominations_close_on": closes and dt.date.fromisoformat(closes),
            }
            for name, (polling, closes) in POLLED.items()
        ]  # fmt: skip

    def _seats(self) -> list[Cells]:
        return [
            {
                "election_id": name, "unit_code": place.code, "source": "s",
                "seats": (seats := self._pick.choice([0, 3, 17, 29, 40])),
                "seats_reserved_women": self._pick.choice([None, 0, 1]) if seats else 0,
            }
            for name, grains in REPORTED_ON.items()
            for place in self._some(grains, 60)
        ]  # fmt: skip

    def _candidacies(self) -> list[Cells]:
        return [
            self._candidacy(name, place, day)
            for name, grains in REPORTED_ON.items()
            for place in self._some(grains, 45)
            for day in self._two_days()
        ]

    def _candidacy(self, name: str, place: Place, day: dt.date) -> Cells:
        expected = self._pick.choice([None, 0, 4, 9])
        covered = self._pick.randrange(4)
        return {
            "election_id": name, "unit_code": place.code, "counted_on": day,
            "seats_covered": covered,
            "seats_reserved_women_covered": self._pick.choice([None, min(covered, 1)]),
            "files_expected": expected,
            "files_complete": expected
            and self._pick.choice([None, self._pick.randint(0, expected)]),
            "finance_agent_named": self._pick.choice([None, True, False]),
        }  # fmt: skip

    def _membership(self) -> list[Cells]:
        """Small counts, cercles, and Fès beside its arrondissements."""
        places = self._some(("commune", "cercle", "arrondissement"), 60)
        places.append(self._places.by_code["03.231.01.0"])
        return [
            {
                "territory_code": place.code, "period": f"2026-{month:02}",
                "members": self._pick.choice([0, 3, 9, 10, 14, 33, place.adults // 8]),
            }
            for place in places
            for month in self._pick.sample(range(1, 11), 2)
        ]  # fmt: skip

    def _polling_coverage(self) -> list[Cells]:
        rows = []
        for name in REPORTED_ON:
            for place in self._some(("commune", "cercle", "province", "arrondissement"), 40):
                stations = self._pick.choice([0, 5, 30, 61])
                agents = self._pick.randint(0, stations)
                rows.append({
                    "election_id": name, "territory_code": place.code, "counted_on": self._day(),
                    "stations": stations, "agents_assigned": agents,
                    "agents_trained": self._pick.choice([None, self._pick.randint(0, agents)]),
                })  # fmt: skip
        return rows

    def _electorate(self) -> list[Cells]:
        rows = []
        for place in self._some(("commune", "arrondissement", "cercle", "province", "region"), 90):
            for day in self._two_days():
                registered = int(place.adults * self._pick.uniform(0.3, 1.1))
                women = self._pick.choice([None, int(registered * self._pick.uniform(0.3, 0.6))])
                rows.append({
                    "territory_code": place.code, "counted_on": day, "registered": registered,
                    "registered_women": women,
                })  # fmt: skip
        return rows

    def _returns(self) -> list[Cells]:
        rows = []
        for table in KEPT:
            for place in self._some(("commune", "arrondissement", "province", "region"), 150):
                silent = self._pick.choice([0.05, 0.2, 0.4])
                for month in range(30):
                    if self._pick.random() > silent:
                        year, number = divmod(2024 * 12 + 4 + month, 12)
                        rows.append({
                            "territory_code": place.code, "table_name": table,
                            "period": f"{year}-{number + 1:02}",
                            "received_on": dt.date(2026, 11, 1),
                        })  # fmt: skip
        return rows

    def _constraint_reports(self) -> list[Cells]:
        rows = []
        for place in self._some(("commune", "arrondissement", "cercle", "province", "region"), 120):
            for number in range(1, self._pick.randint(2, 6)):
                raised = self._day()
                status = self._pick.choice(["open", "in_progress", "closed", "dropped"])
                ends = raised + dt.timedelta(self._pick.randrange(150))
                rows.append({
                    "constraint_id": f"c.{place.code}.{number}", "raised_on": raised,
                    "territory_code": place.code, "category": "resources", "number": number,
                    "summary": "s", "status": status,
                    "closed_on": ends if status == "closed" else None,
                })  # fmt: skip
        return rows

    def _liaison_requests(self) -> list[Cells]:
        return [
            {
                "request_id": f"l.{place.code}.{number}", "sector_code": "employment",
                "territory_code": place.code, "opened_on": (opened := self._day()),
                "number": number, "channel": "letter", "summary": "s", "status": status,
                "answered_on": opened + dt.timedelta(self._pick.randrange(120))
                if status == "answered" else None,
            }
            for place, number in self._numbered()
            for status in [self._pick.choice(["open", "answered"])]
        ]  # fmt: skip

    def _advocacy_items(self) -> list[Cells]:
        return [
            {
                "item_id": f"a.{place.code}.{number}", "sector_code": "employment",
                "territory_code": place.code, "need_on": (need := self._day()),
                "number": number, "summary": "s",
                "fed_back_on": self._pick.choice([None, need + dt.timedelta(200)]),
            }
            for place, number in self._numbered()
        ]  # fmt: skip

    def _numbered(self) -> Iterator[tuple[Place, int]]:
        for place in self._some(("commune", "cercle", "province", "region", "arrondissement"), 40):
            for number in range(1, 4):
                yield place, number

    def _correct(self) -> None:
        """Erase, remove, replace and undo some of what is stored, demonstration and all."""
        places = [one.code for one in self._some(("commune",), 40)]
        months = [f"2026-{month:02}" for month in range(6, 11)]
        cells = [{"territory_code": code, "period": self._pick.choice(months)} for code in places]
        self._put("membership", cells, erased=("members",))
        scope = Scope(("03.131", "03.451"), dt.date(2026, 7, 1), dt.date(2026, 9, 30))
        self._put("membership", [{"territory_code": "03.131.01.01", "period": "2026-08",
                                  "members": 33}], mode="replace", scope=scope)  # fmt: skip
        self._put("constraint_reports", [], mode="replace",
                  scope=Scope(("03.171",), dt.date(2026, 4, 1), dt.date(2026, 5, 31)))  # fmt: skip
        undone = self._put("electorate", self._electorate())
        undo(self._store, undone)
        self._put("polling_coverage", self._polling_coverage())
