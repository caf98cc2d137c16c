"""What limits a class: the sentence for each cap of `scores.sql`, by grain where it differs."""

from __future__ import annotations

from dashboard.wording import N_

_OF_COMMUNES = {"secretariat": N_("Class limited: no local secretariat covers it.")}
_OF_ALL = {
    "secretariat": N_("Class limited: under half of the adults are covered."),
    "seats_covered": N_("Class limited: under half of the seats have a candidate."),
    "stations_covered": N_(
        "Class limited: under half of the polling stations have a representative."
    ),
}


def cap_sentence(indicator: object, grain: str) -> str | None:
    """Return the sentence for the cap that lowered a class, None where none did."""
    if not isinstance(indicator, str):
        return None
    if grain in ("commune", "arrondissement") and indicator in _OF_COMMUNES:
        return _OF_COMMUNES[indicator]
    return _OF_ALL[indicator]
