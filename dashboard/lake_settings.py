"""Where a store past one machine is kept: a PostgreSQL catalog, and a folder or bucket of Parquet.

The table `[store]` of the settings says it. A secret stands in the environment or in a file of its
own that the settings name, never in the settings themselves, and nothing here prints one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from dashboard.errors import Said, UserError
from dashboard.settings_file import kept_secret

PASSWORD: Final = "JAHIZIYA_STORE_PASSWORD"
OBJECT_SECRET: Final = "JAHIZIYA_S3_SECRET"
_KINDS = ("file", "lake")
_TEXTS = ("host", "database", "user", "data_path")


@dataclass(frozen=True)
class ObjectStore:
    """How the bucket is reached; `endpoint` empty is Amazon's own."""

    key_id: str
    secret: str = field(repr=False)
    endpoint: str = ""
    region: str = "us-east-1"
    uses_tls: bool = True


@dataclass(frozen=True)
class Lake:
    """A DuckLake: its catalog in PostgreSQL, its rows under `data_path` (a folder or `s3://…`).

    `sslmode` is PostgreSQL's own word: `require` or more where the server is not this machine.
    """

    host: str
    port: int
    database: str
    user: str
    data_path: str
    password: str = field(repr=False)
    sslmode: str = "prefer"
    objects: ObjectStore | None = None

    def __str__(self) -> str:
        """Return how messages name it: no secret, no account."""
        return f"{self.database}@{self.host}:{self.port}"


def read_lake(
    known: Mapping[str, Any], settings_file: Path, environment: Mapping[str, str]
) -> Lake | None:
    """Return the lake that a `[store]` table names, None when the store is a file.

    Raises:
        UserError: a value is missing or of another form, a secret is missing or stands in the file.
    """
    kind = known.get("kind", "file")
    if kind not in _KINDS:
        raise _wrong(settings_file, "kind", str(kind), " | ".join(_KINDS))
    if kind == "file":
        return None
    texts = {name: _text(known, name, settings_file) for name in _TEXTS}
    port = known.get("port", 5432)
    if not isinstance(port, int) or not 1 <= port <= 65535:
        raise _wrong(settings_file, "port", str(port), "1 … 65535")
    path = texts.pop("data_path")
    if not path.startswith("s3://"):
        path = str((settings_file.parent / Path(path).expanduser()).resolve())
    return Lake(
        **texts,
        port=port,
        data_path=path.rstrip("/") + "/",
        password=kept_secret(known, "password", PASSWORD, settings_file, environment),
        sslmode=str(known.get("sslmode", "prefer")),
        objects=_objects(known, settings_file, environment) if path.startswith("s3://") else None,
    )


def _objects(known: Mapping[str, Any], file: Path, environment: Mapping[str, str]) -> ObjectStore:
    given = known.get("s3", {})
    return ObjectStore(
        key_id=_text(given, "key_id", file),
        secret=kept_secret(given, "secret", OBJECT_SECRET, file, environment),
        endpoint=str(given.get("endpoint", "")),
        region=str(given.get("region", "us-east-1")),
        uses_tls=bool(given.get("uses_tls", True)),
    )


def _text(known: Mapping[str, Any], name: str, file: Path) -> str:
    value = known.get(name)
    if not isinstance(value, str) or not value.strip():
        raise _wrong(file, name, "" if value is None else str(value), name)
    return value.strip()


def _wrong(file: Path, name: str, found: str, expected: str) -> UserError:
    return UserError(
        Said(
            "Settings {path}, [store] {name}: found «{found}», expected {expected}.",
            path=str(file),
            name=name,
            found=found,
            expected=expected,
        )
    )
