"""The command that closes old entries of the audit: `jahiziya audit`."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.cli.files import opened
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Language
from dashboard.cli.printing import print_json, tell, told_in
from dashboard.settings import settings
from dashboard.store.audit import forget_old, newest_digest


def audit(
    keep: Annotated[
        int | None,
        typer.Option("--keep", min=1, help="Months to keep; else those of the settings."),
    ] = None,
    db: Database = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Close the entries of the audit that are older, with the digest they end in."""
    with told_in(lang, as_json=json) as words, opened(db, missing="refuse") as store:
        closed = forget_old(store, keep or settings().audit_keep_months, account="local")
        seal = newest_digest(store)
    if json:
        print_json({"ok": True, "closed": closed, "seal": seal})
        return
    tell(words.count("{n} entry is closed.", "{n} entries are closed.", closed))
    if seal:
        tell(words("Seal of the newest entry: {digest}.", digest=seal))
