"""Batches as one file for a USB stick: what a store says since a day or a batch, with its states.

A zip: `manifest.json` names the version and every part's SHA-256; `batches/<number>.json` holds
one batch as it was stored, without what the product wrote by itself. A batch is known again by the
SHA-256 of its file or, where it came by a form, by its identity: a hash of all it says and of when
it was first accepted. `seal` is a short code of a whole pack, to be compared by telephone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.contracts import Contract, contracts
from dashboard.errors import Refused, Said
from dashboard.store.connection import Store
from dashboard.store.files import Cursor
from dashboard.store.schema import fact_table
from dashboard.store.signing import Key, Trust, refuse_untrusted, signature

FORM = "jahiziya-pack"
VERSION = 2  # of a signed pack; one that is not signed is of version 1
IDENTITY = "pack:"  # before the identity of a batch without a file, where others keep a SHA-256
_MANIFEST, _SIGNATURE = "manifest.json", "signature.json"
_PART = re.compile(r"batches/\d{6,12}\.json")
_MAX_PARTS = 20_000
_MAX_UNPACKED = 2**30
_STAMP = (2000, 1, 1, 0, 0, 0)  # the same batches make the same bytes


@dataclass(frozen=True)
class PackedState:
    """One state of a packed batch, in the order of its store."""

    state_no: int
    state: str
    account: str
    happened_at: str


@dataclass(frozen=True)
class PackedBatch:
    """One batch of a pack: its number where it was made, what it says, and its states."""

    batch_no: int
    origin: str
    account: str
    file_name: str | None
    file_sha256: str | None
    note: str | None
    identity: str
    states: tuple[PackedState, ...]
    parts: tuple[Mapping[str, Any], ...]


def pack(store: Store, *, since: int | dt.date = 1, key: Key | None = None) -> bytes:
    """Return the batches from a number on, or with a state of a day or later, as one file.

    It is signed with `key`, when there is one.

    Raises:
        Refused: there is no such batch.
    """
    cursor = store.cursor()
    made = [packed_batch(cursor, number) for number in _chosen(cursor, since)]
    if not made:
        raise Refused(Said("No batch was imported, undone or redone since then: nothing to pack."))
    parts = {f"batches/{one.batch_no:06d}.json": _text(one) for one in made}
    manifest = {
        "form": FORM,
        "version": VERSION if key else 1,
        "batches": len(made),
        "parts": {name: hashlib.sha256(text).hexdigest() for name, text in parts.items()},
    }
    told = _json(manifest)
    signed = {_SIGNATURE: signature(told, key)} if key else {}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in {_MANIFEST: told, **signed, **parts}.items():
            target.writestr(zipfile.ZipInfo(name, _STAMP), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def seal(content: bytes) -> str:
    """Return a code of twelve signs that two people can compare: it is the same pack."""
    code = hashlib.sha256(content).hexdigest()[:12]
    return "-".join(code[at : at + 4] for at in (0, 4, 8))


def read_pack(content: bytes, trust: Trust) -> list[PackedBatch]:
    """Return the batches of a pack in their order, every part compared with its hash.

    Raises:
        Refused: it is no pack, of a newer version, damaged or altered, or not to be trusted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            texts = _verified(source, trust)
        found = [_batch(json.loads(text)) for text in texts]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as fault:
        raise Refused(Said("This file is not a pack of batches.")) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise _altered() from fault
    return sorted(found, key=lambda one: one.batch_no)


def packed_batch(cursor: Cursor, batch_no: int) -> PackedBatch:
    """Return one stored batch as a pack holds it."""
    head = cursor.execute(
        """select origin, account, file_name, file_sha256, note from app.batches
        where batch_no = $number""",
        {"number": batch_no},
    ).fetchone()
    if head is None:
        raise Refused(Said("There is no batch {batch}.", batch=batch_no))
    origin, account, file_name, sha256, note = head
    states = tuple(
        PackedState(state_no, state, who, at.isoformat())
        for state_no, state, who, at in cursor.execute(
            """select state_no, state, account, happened_at from app.batch_states
            where batch_no = $number order by state_no""",
            {"number": batch_no},
        ).fetchall()
    )
    parts = tuple(_parts(cursor, batch_no))
    kept = sha256 or ""
    identity = (
        kept.removeprefix(IDENTITY)
        if kept.startswith(IDENTITY)
        else _identity([origin, account, file_name, sha256, note, states[0].happened_at, parts])
    )
    sha256 = None if kept.startswith(IDENTITY) else sha256
    return PackedBatch(batch_no, origin, account, file_name, sha256, note, identity, states, parts)


def _chosen(cursor: Cursor, since: int | dt.date) -> list[int]:
    if isinstance(since, int):
        sql = "select batch_no from app.batches where batch_no >= $since order by batch_no"
    else:
        sql = """select distinct batch_no from app.batch_states
            where happened_at >= $since::timestamp order by batch_no"""
    return [number for (number,) in cursor.execute(sql, {"since": since}).fetchall()]


def _parts(cursor: Cursor, batch_no: int) -> list[dict[str, Any]]:
    found = cursor.execute(
        """select table_name, mode, scope_territories, scope_from, scope_to from app.batch_parts
        where batch_no = $number""",
        {"number": batch_no},
    ).fetchall()
    order = list(contracts())
    return [
        {
            "table": table,
            "mode": mode,
            "scope": [territories or [], _plain(first), _plain(last)]
            if mode == "replace"
            else None,
            "rows": _rows(cursor, batch_no, contracts()[table]),
        }
        for table, mode, territories, first, last in sorted(found, key=lambda p: order.index(p[0]))
    ]


def _rows(cursor: Cursor, batch_no: int, contract: Contract) -> list[dict[str, Any]]:
    """Return the rows as given; what a replace dropped is found again where it is unpacked."""
    names = [column.name for column in contract.columns]
    if "reported_from" in contract.product:
        names.append("reported_from")
    listed = ", ".join(f'"{name}"' for name in names)
    found = cursor.execute(
        f"""select row_no, erased, {listed} from {fact_table(contract)}
        where batch_no = $number and row_no > 0 order by row_no""",  # noqa: S608
        {"number": batch_no},
    ).fetchall()
    return [
        {
            "row_no": row_no,
            "erased": erased or [],
            "values": {n: _plain(v) for n, v in zip(names, cells, strict=True) if v is not None},
        }
        for row_no, erased, *cells in found
    ]


def _verified(source: zipfile.ZipFile, trust: Trust) -> list[bytes]:
    infos = {info.filename: info for info in source.infolist()}
    sizes = sum(info.file_size for info in infos.values())
    if _MANIFEST not in infos:
        raise Refused(Said("This file is not a pack of batches."))
    if len(infos) > _MAX_PARTS or sizes > _MAX_UNPACKED or len(infos) != len(source.infolist()):
        raise _altered()
    told = source.read(_MANIFEST)
    manifest = json.loads(told)
    if manifest.get("form") != FORM:
        raise Refused(Said("This file is not a pack of batches."))
    if not isinstance(manifest.get("version"), int) or manifest["version"] > VERSION:
        raise Refused(
            Said("This pack was made by a newer version of this program. Install that version.")
        )
    signed = source.read(_SIGNATURE) if _SIGNATURE in infos else None
    refuse_untrusted(told, signed, trust)
    hashes = manifest["parts"]
    names = set(infos) - {_MANIFEST, _SIGNATURE}
    if names != set(hashes) or not all(_PART.fullmatch(name) for name in names):
        raise _altered()
    texts = {name: source.read(name) for name in sorted(names)}
    if any(hashlib.sha256(text).hexdigest() != hashes[name] for name, text in texts.items()):
        raise _altered()
    return list(texts.values())


def _batch(held: Mapping[str, Any]) -> PackedBatch:
    states = tuple(PackedState(**one) for one in held["states"])
    if not states or states[0].state != "accepted":
        raise ValueError("a batch begins by being accepted")
    return PackedBatch(**{**held, "states": states, "parts": tuple(held["parts"])})


def _text(one: PackedBatch) -> bytes:
    return _json({**vars(one), "states": [vars(state) for state in one.states]})


def _identity(told: object) -> str:
    return hashlib.sha256(_json(told)).hexdigest()


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _altered() -> Refused:
    return Refused(
        Said("This pack is damaged or was altered since it was made. Nothing was taken.")
    )
