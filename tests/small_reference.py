"""Reference files of a small world: its own places, the product's method."""

import shutil

from dashboard.paths import REFERENCE


def small_reference(folder, method, places):
    """Copy the files of the method into a folder, write those of the places; return it."""
    for name in method:
        shutil.copy(REFERENCE / f"{name}.csv", folder)
    for name, text in places.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder
