"""A file that came before: the very same bytes, imported or undone."""

from __future__ import annotations

from dashboard.errors import Problem, Said
from dashboard.intake.faults import error
from dashboard.store import Store


def already_known(store: Store, sha256: str) -> list[Problem]:
    """Return why a file of this digest is not imported again; nothing when it never was."""
    found = store.cursor().execute(
        """select batch_no, arg_max(state, state_no) as state
        from app.batches join app.batch_states using (batch_no)
        where file_sha256 = $sha256 group by batch_no order by state, batch_no""",
        {"sha256": sha256},
    ).fetchone()  # fmt: skip
    if found is None:
        return []
    if found[1] == "accepted":
        said = Said("This file is already imported, as batch {batch}.", batch=found[0])
        return [error("file.already_imported", said, Said("There is nothing to do."))]
    said = Said("This file was imported as batch {batch}, which is undone.", batch=found[0])
    return [error("file.undone", said, Said("Redo that batch."), candidates=(str(found[0]),))]
