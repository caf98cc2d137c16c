"""How sure a readiness figure is when the method's own choices are moved: Monte Carlo in numpy.

The answer of the question `score_parts` becomes `Parts`; everything else is made of them. Nothing
here reads the store.
"""

from dashboard.readiness.robustness.choices import Choices, choices
from dashboard.readiness.robustness.coherence import Coherence, Finding, coherence
from dashboard.readiness.robustness.left_out import left_out
from dashboard.readiness.robustness.monte_carlo import robustness
from dashboard.readiness.robustness.parts import Parts, parts_of
from dashboard.readiness.robustness.scoring import base_scores
from dashboard.readiness.robustness.sensitivity import sensitivity
from dashboard.readiness.robustness.words import CHOICES_MOVED, FINDINGS, VERDICTS, finding_words

__all__ = [
    "CHOICES_MOVED",
    "FINDINGS",
    "VERDICTS",
    "Choices",
    "Coherence",
    "Finding",
    "Parts",
    "base_scores",
    "choices",
    "coherence",
    "finding_words",
    "left_out",
    "parts_of",
    "robustness",
    "sensitivity",
]
