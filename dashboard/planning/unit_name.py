"""The name of a commune inside a sentence that is not yet in any language."""

from __future__ import annotations

from dashboard.errors import Said, Speaker
from dashboard.territory.register import register


class UnitName(Said):
    """A territory's name, said in the reader's language (French names in English)."""

    def __init__(self, code: str) -> None:
        super().__init__("{code}", code=code)

    def text(self, speak: Speaker) -> str:
        """Return the name; a speaker that knows no language says it in English."""
        return register().unit_name(self.values["code"], getattr(speak, "language", "en"))
