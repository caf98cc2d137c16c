"""Names of communes that tell them apart, also inside a sentence not yet in any language."""

from __future__ import annotations

from collections import Counter

from dashboard.errors import Said, Speaker
from dashboard.region_cache import kept_by_region
from dashboard.territory.register import register


def telling_name(code: str, language: str) -> str:
    """Return a unit's name, with its province where two communes bear the name."""
    known = register()
    name, place = known.unit_name(code, language), known.place(code)
    if place is None or place.province_code is None or _bearers(language)[name] == 1:
        return name
    return f"{name} ({known.unit_name(place.province_code, language)})"


class UnitName(Said):
    """A territory's telling name, said in the reader's language (French names in English)."""

    def __init__(self, code: str) -> None:
        super().__init__("{code}", code=code)

    def text(self, speak: Speaker) -> str:
        """Return the name; a speaker that knows no language says it in English."""
        return telling_name(self.values["code"], getattr(speak, "language", "en"))


@kept_by_region()
def _bearers(language: str) -> Counter[str]:
    known = register()
    return Counter(one.name(language) for one in (*known.communes(), *known.arrondissements()))
