"""The table of who may what, as a person reads it; and readers to hold it against.

matrix.csv: «yes» is in the territories of the account, «whole» only for an account of the whole
region, «-» never. Whatever has no line is refused.
"""

import csv
import itertools
from pathlib import Path

from dashboard.access.roles import Reader, rights_of_roles
from dashboard.settings import settings
from dashboard.territory.register import register

REGION = settings().region_code
PROVINCES = tuple(place.code for place in register().provinces())
TARGETS = (REGION, *PROVINCES)
ROLES = ("leadership", "regional", "provincial", "analyst", "administrator")


def lines():
    """The lines of the table, by kind and name: what stands for each role."""
    with Path(__file__).with_name("matrix.csv").open(encoding="utf-8", newline="") as file:
        return {(row.pop("kind"), row.pop("name")): row for row in csv.DictReader(file)}


LINES = lines()


def named(kind):
    return {name for one, name in LINES if one == kind}


def reader(role, *territories):
    """A reader of a role, as the role file makes one; of the whole region unless named."""
    return Reader(f"{role[:2]}1", role, territories or (REGION,), rights_of_roles()[role])


def readers():
    """Every role of the whole region where it may be, of each province, and of two."""
    for role in ROLES:
        if role != "provincial":
            yield reader(role)
        yield from (reader(role, code) for code in PROVINCES)
        yield from (reader(role, *two) for two in itertools.pairwise(PROVINCES))


def is_whole(who):
    return REGION in who.territories


def expected(kind, name, who, target=None):
    """Whether an account may, there; what the table does not name it may not."""
    cell = LINES.get((kind, name), {}).get(who.role, "-")
    reaches = target is None or is_whole(who) or target in who.territories
    return reaches and (cell == "yes" or (cell == "whole" and is_whole(who)))
