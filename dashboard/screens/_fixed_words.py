"""Streamlit's own fixed English words, said in the reader's language."""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

from dashboard.wording import Wording

_SCRIPT = (Path(__file__).parent / "fixed_words.js").read_text(encoding="utf-8")


def fixed_words(wording: Wording) -> str:
    """Return the script that puts Streamlit's own words into a language.

    What it leaves in English is listed in docs/streamlit-words.md.
    """
    # A name in a script is data: `<` is written so that no name can end the script.
    words = json.dumps(_words(wording), ensure_ascii=False).replace("<", "\\u003c")
    locale = json.dumps(str(wording.locale).replace("_", "-"))
    return _SCRIPT.replace("__words__", words).replace("__locale__", locale)


def _words(_: Wording) -> dict[str, str]:
    """Return Streamlit's words and ours; a key ending in … stands for whatever begins so."""
    limit = int(st.get_option("server.maxUploadSize"))
    return {
        "Upload": _("Choose a file"),
        "file upload": _("File"),
        "Upload failed": _("The file did not arrive. Choose it again."),
        "File must be …": _("The file is too large: at most {n} MB.", n=limit),
        "Help for …": _("Help: {name}", name="…"),
        "Remove …": _("Remove {name}", name="…"),
        "Choose an option": _("Choose"),
        "Choose options": _("Choose"),
        "Open": _("Choose"),
        **_of_days(_),
        "Increment": _("One more"),
        "Decrement": _("One less"),
        "Selected values": _("Chosen"),
        "Selectbox options": _("Choose"),
        "Multiselect options": _("Choose"),
        "No results": _("Nothing matches."),
        "Select all": _("Choose all"),
        "Clear all": _("Choose none"),
        "Download failed": _("The file could not be made. Press again."),
        "Page not found": _("There is no such page"),
        "The page that you have requested …": _("The link leads nowhere: the first page is shown."),
        "You have requested page …": _("The link leads nowhere: the first page is shown."),
        "Close": _("Close"),
        "Dismiss": _("Close"),
        "progress": _("Done so far"),
        "Skip to main content": _("Skip to the content"),
    }


def _of_days(_: Wording) -> dict[str, str]:
    """Return the words of a date field and of its calendar."""
    return {
        "dd": _("dd"),
        "mm": _("mm"),
        "yyyy": _("yyyy"),
        "Choose date": _("Choose a day"),
        "Choose date, …": _("Choose a day: {name}", name="…"),
        "Use arrow keys to navigate …": _("Arrows move by day, Enter chooses, Escape closes."),
        "Previous month": _("The month before"),
        "Next month": _("The month after"),
        "day, …": _("day, {name}", name="…"),
        "month, …": _("month, {name}", name="…"),
        "year, …": _("year, {name}", name="…"),
    }
