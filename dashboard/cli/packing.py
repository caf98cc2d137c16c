"""Commands that carry batches on a stick: key, pack, unpack."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from dashboard.cli.files import content_of, opened, write_new
from dashboard.cli.options import DEFAULT_LANG, AsJson, Database, Language
from dashboard.cli.printing import (
    plain,
    print_json,
    print_problems,
    problem_record,
    tell,
    told_in,
)
from dashboard.intake.unpacking import Outcome
from dashboard.intake.unpacking import unpack as take_in
from dashboard.settings import settings
from dashboard.store.packing import pack as pack_batches
from dashboard.store.packing import seal
from dashboard.store.signing import Key, Trust, make_key, read_key
from dashboard.wording import Wording

_Target = Annotated[Path, typer.Argument(help="A new file.")]
_Source = Annotated[Path, typer.Argument(help="A file that `jahiziya pack` made.")]
_KeyFile = Annotated[
    Path | None, typer.Option("--key", help="File of the shared key; default: the settings' own.")
]
_Unsigned = Annotated[
    bool, typer.Option("--unsigned", help="Also take in a pack that no key here vouches for.")
]
_Since = Annotated[str, typer.Option("--since", help="Number of a batch, or a day YYYY-MM-DD.")]


def key(file: _Target, lang: Language = DEFAULT_LANG) -> None:
    """Make the key that offices share to sign packs; hand it over by hand, never on the stick."""
    with told_in(lang) as words:
        made = make_key(file)
        tell(words("New key in {path}. Its mark: {mark}.", path=str(file), mark=made.mark))


def pack(
    file: _Target,
    since: _Since = "1",
    key: _KeyFile = None,
    db: Database = None,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Write batches into one file, signed when there is a key, to be carried elsewhere."""
    asked = _since(since)
    with told_in(lang) as words, opened(db, missing="refuse") as store:
        known = _key(key)
        content = pack_batches(store, since=asked, key=known)
        write_new(file, content)
        tell(words("Packed into {path}. Seal: {seal}.", path=str(file), seal=seal(content)))
        if known:
            tell(words("Signed with the key {mark}.", mark=known.mark))
        else:
            tell(words("Not signed: no key is set. Tell the seal by telephone."))


def unpack(
    file: _Source,
    key: _KeyFile = None,
    unsigned: _Unsigned = False,
    db: Database = None,
    json: AsJson = False,
    lang: Language = DEFAULT_LANG,
) -> None:
    """Take in the batches of a packed file; one that is here already is skipped."""
    with told_in(lang, as_json=json) as words:
        content = content_of(file)
        trust = Trust(_key(key), unsigned, settings().packs_may_be_unsigned)
        with opened(db, missing="make") as store:
            outcomes = take_in(store, content, trust)
    refused = any(one.what == "refused" for one in outcomes)
    if json:
        listed = [_record(one, words) for one in outcomes]
        print_json({"ok": not refused, "seal": seal(content), "outcomes": listed})
    else:
        tell(words("Seal: {seal}.", seal=seal(content)))
        for one in outcomes:
            tell(words.say(one.said))
            print_problems(one.problems, words)
    raise typer.Exit(1 if refused else 0)


def _key(named: Path | None) -> Key | None:
    path = named or settings().pack_key_file
    return read_key(path) if path else None


def _since(text: str) -> int | dt.date:
    try:
        return int(text) if text.isdigit() else dt.date.fromisoformat(text)
    except ValueError as fault:
        raise typer.BadParameter(
            f"'{text}' is no number of a batch and no day, YYYY-MM-DD.", param_hint="--since"
        ) from fault


def _record(one: Outcome, words: Wording) -> dict[str, Any]:
    return {
        "packed_batch": one.packed_no,
        "batch": one.batch_no,
        "what": one.what,
        "message": plain(words.say(one.said)),
        "problems": [problem_record(problem, words) for problem in one.problems],
    }
