"""The territories and bodies of a province, as the monthly return names them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.contracts import contracts
from dashboard.errors import Refused, Said
from dashboard.intake.places import folded
from dashboard.labels import LABEL_LANGUAGES, Labels
from dashboard.territory.register import Place, register

LOCAL = "local_secretariat"
_COMMUNE_OF = Labels({"ar": "جماعة ", "fr": "Commune de ", "en": "Commune of "})
_PROVINCE_OF = Labels({"ar": "إقليم ", "fr": "Province de ", "en": "Province of "})
_PREFECTURE_OF = Labels({"ar": "عمالة ", "fr": "Préfecture de ", "en": "Prefecture of "})


@dataclass(frozen=True)
class Body:
    """A body of the province that may meet."""

    kind: str
    unit_code: str
    label: str | None = None

    def name(self, language: str) -> str:
        """Return the body as its drop-down shows it: «Secrétariat local – Azrou»."""
        kinds = contracts()["structures"].by_name["kind"].by_code
        named = f"{kinds[self.kind].labels[language]} – {unit_name(self.unit_code, language)}"
        return f"{named} ({self.label})" if self.label else named


def province_of(code: str) -> Place:
    """Return a province.

    Raises:
        Refused: there is none of this code.
    """
    place = register().place(code)
    if place is None or place.level != "province":
        raise Refused(Said("No province or prefecture has the code {code}.", code=code))
    return place


def units_of(province: str) -> tuple[Place, ...]:
    """Return the communes of a province by code, each followed by its arrondissements."""
    known = register()
    units = (*known.communes(), *known.arrondissements())
    inside = [place for place in units if place.province_code == province]
    return tuple(sorted(inside, key=_after_its_commune))


def unit_name(code: str, language: str) -> str:
    """Return a unit's name, with a word before a commune that bears a province's name."""
    place = register().place(code)
    if place is None:
        return register().unit_name(code, language)
    name = place.name(language)
    if place.level == "province":
        return _with_its_kind(place, name, language)
    coarse = {folded(one.name(language)) for one in (*register().provinces(), register().region())}
    if place.level != "commune" or folded(name) not in coarse:
        return name
    elided = language == "fr" and name[0] in "AEIOUÉ"
    return ("Commune d'" if elided else _COMMUNE_OF[language]) + name


def bodies_by_name(bodies: Iterator[Body] | list[Body]) -> dict[str, Body]:
    """Return bodies by every folded name they bear in every language that names have."""
    return {folded(body.name(language)): body for body in bodies for language in LABEL_LANGUAGES}


def _with_its_kind(place: Place, name: str, language: str) -> str:
    """«Fès» is a commune too: the province says that it is one."""
    if place.official_type == "prefecture":
        return _PREFECTURE_OF[language] + name
    elided = language == "fr" and name[0] in "AEIOUÉ"
    return ("Province d'" if elided else _PROVINCE_OF[language]) + name


def _after_its_commune(place: Place) -> tuple[str, str]:
    return (place.commune_code or place.code, place.code if place.commune_code else "")
