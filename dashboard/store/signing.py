"""Who made a pack: a key that the offices share signs its manifest (HMAC-SHA-256).

One shared file suits a stick between a regional office and its provinces: nothing to install, no
one who certifies. Whoever has the key can also sign; it is handed over by hand, and made anew when
somebody leaves. The manifest names every part's SHA-256, so that its signature covers the whole.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.errors import Refused, Said, UserError

METHOD = "hmac-sha256"
SHORTEST = 32  # characters
_PURPOSE = b"jahiziya-pack:"  # a key that is also used elsewhere signs nothing of ours there


@dataclass(frozen=True)
class Key:
    """The shared key; `mark` tells two keys apart and gives nothing of them away."""

    secret: bytes = field(repr=False)

    @property
    def mark(self) -> str:
        """Eight signs that may be said aloud: which key it is."""
        return hashlib.sha256(b"mark:" + self.secret).hexdigest()[:8]


@dataclass(frozen=True)
class Trust:
    """What is taken in: packs signed with `key`; unsigned ones when somebody says so and may."""

    key: Key | None = None
    takes_unsigned: bool = False
    may_be_unsigned: bool = True


def read_key(path: Path) -> Key:
    """Return the key of a file.

    Raises:
        UserError: it cannot be read, or is too short to be one.
    """
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as fault:
        raise UserError(
            Said("The key {path} cannot be read: {fault}.", path=str(path), fault=str(fault))
        ) from fault
    if len(text) < SHORTEST:
        raise UserError(
            Said(
                "{path} is too short for a key: {n} characters or more. Make one with "
                "`jahiziya key FILE`.",
                path=str(path),
                n=SHORTEST,
            )
        )
    return Key(text.encode())


def make_key(path: Path) -> Key:
    """Write a new key into a new file that only its owner may read.

    Raises:
        UserError: the file is there already, or cannot be written.
    """
    text = secrets.token_hex(32)
    try:
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as out:
            out.write(f"{text}\n")
    except OSError as fault:
        said = Said("{path} could not be written: {fault}.", path=str(path), fault=fault.strerror)
        raise UserError(said) from fault
    return Key(text.encode())


def signature(manifest: bytes, key: Key) -> bytes:
    """Return what is put beside a manifest: how it is signed, with which key, the signature."""
    said = {"method": METHOD, "key": key.mark, "signature": _mac(manifest, key)}
    return json.dumps(said, sort_keys=True).encode()


def refuse_untrusted(manifest: bytes, signed: bytes | None, trust: Trust) -> None:
    """Go on only with a pack that is signed with the key here, or may be taken in unsigned.

    Raises:
        Refused: why, and what to do.
        ValueError, KeyError, TypeError: the signature is none.
    """
    if signed is None:
        _refuse_unsigned(trust, Said("This pack is not signed: nobody can say who made it."))
        return
    said = json.loads(signed)
    mark, given = str(said["key"]), str(said["signature"])
    if trust.key is None:
        no_key = Said("This pack is signed with the key {key}, and no key is set here.", key=mark)
        _refuse_unsigned(trust, no_key)
    elif said["method"] != METHOD or mark != trust.key.mark:
        raise Refused(
            Said(
                "This pack is signed with another key ({found}) than the one here ({expected}). "
                "Nothing was taken. Ask the office that made it which key it has.",
                found=mark,
                expected=trust.key.mark,
            )
        )
    elif not hmac.compare_digest(given.encode(), _mac(manifest, trust.key).encode()):
        raise Refused(
            Said(
                "The signature of this pack does not fit: it was altered after it was signed. "
                "Nothing was taken."
            )
        )


def _refuse_unsigned(trust: Trust, why: Said) -> None:
    if not trust.may_be_unsigned:
        raise Refused(
            Said("{why} The settings take in signed packs only. Nothing was taken.", why=why)
        )
    if not trust.takes_unsigned:
        raise Refused(
            Said(
                "{why} Nothing was taken. Ask for a signed one and set the key; or compare the "
                "seal by telephone and add --unsigned.",
                why=why,
            )
        )


def _mac(manifest: bytes, key: Key) -> str:
    return hmac.new(key.secret, _PURPOSE + manifest, hashlib.sha256).hexdigest()
