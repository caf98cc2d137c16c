"""What the analysis says: verdicts, the choices that are moved, findings of the coherence check."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.readiness.robustness.coherence import Finding
from dashboard.wording import N_, Wording

VERDICTS = {
    "surely_weak": N_("Surely weak"),
    "undecided": N_("Undecided"),
    "surely_ready": N_("Surely ready"),
    "not_assessable": N_("Not assessable"),
    "not_applicable": N_("Not applicable"),
}
CHOICES_MOVED = {
    "pillar_weights": N_("Weights of the pillars"),
    "inner_weights": N_("Weights inside the pillars"),
    "aggregation": N_("Adding or multiplying the pillars"),
    "goalposts": N_("Floors and targets"),
}
FINDINGS = {
    "redundant": N_(
        "«{indicator}» and «{other}» say nearly the same: correlation {correlation}, communes known"
        " for both: {known}. One of the two could go, or the pair weigh less."
    ),
    "opposite": N_(
        "«{indicator}» and «{other}» move against each other: correlation {correlation}, communes"
        " known for both: {known}. In the score they cancel out."
    ),
    "silent": N_(
        "«{indicator}» hardly moves with the score: correlation {correlation}, communes: {known}."
        " Its weight changes few ranks."
    ),
    "against_score": N_(
        "«{indicator}» falls where the score rises: correlation {correlation}, communes: {known}."
        " Check whether it measures readiness."
    ),
    "constant": N_(
        "«{indicator}» is the same everywhere it is known (communes: {known}): it separates none"
        " of them."
    ),
    "few_known": N_(
        "«{indicator}» is known in too few communes to be judged: {known} of {units}."
        " Ask for the returns that feed it."
    ),
}


def finding_words(finding: Finding, names: Mapping[str, str], words: Wording) -> str:
    """Return a finding as sentences; `names` gives what each indicator is called."""
    return words(
        FINDINGS[finding.code],
        indicator=names[finding.indicator],
        other=names.get(finding.other, ""),
        correlation=words.number(finding.correlation, 2),
        known=finding.known,
        units=finding.units,
    )
