"""Jahiziya: how ready is each commune of the region, and what comes next?

Reading order is the order of the data: territory, contracts, store, intake, access, questions,
readiness, figures, reports, state, screens, app and cli.
"""

__version__ = "0.1.0"
