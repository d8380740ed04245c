"""The main side and those behind the wall: database, folder, files and keys of each."""

import hashlib
import hmac
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS

from anjia.kernel import audit
from anjia.kernel.crypto import derive_key

SECRETS = "secrets.json"


@dataclass(frozen=True)
class Side:
    """One side: `folder` holds its keys, `files` what people handed in or the house made."""

    alias: str
    name: str
    folder: Path
    files: Path

    @property
    def secrets(self) -> Path:
        return self.folder / SECRETS


def sides() -> list[Side]:
    """The main side first."""
    main = Side(DEFAULT_DB_ALIAS, "main", Path(settings.DATA), Path(settings.MEDIA_ROOT))
    walled = Path(settings.SERVICES_DATA)
    others = [alias for alias in audit.ledgers() if alias != DEFAULT_DB_ALIAS]
    return [main, *(Side(alias, alias, walled, walled / "files") for alias in others)]


def side_named(name: str) -> Side:
    """KeyError for a side this house does not have."""
    return {side.name: side for side in sides()}[name]


def audit_key(secrets: bytes) -> bytes:
    """The secret of the trail among the bytes of a `secrets.json`."""
    values: dict[str, Any] = json.loads(secrets)
    return bytes.fromhex(values["audit_key"])


def backup_key(audit_secret: bytes) -> bytes:
    """What a backup of a side is signed with: only who holds the side's keys can make one that is taken back."""
    return derive_key(audit_secret, "backup")


def fingerprint(audit_secret: bytes) -> str:
    """Which keys a backup belongs to; tells nothing of them."""
    return hmac.digest(audit_secret, b"backup-fingerprint", hashlib.sha256).hex()[:16]


def adopt_keys(side: Side, secrets: bytes) -> None:
    """Put a side's keys in place, for this process too. Sealed fields look into the file by themselves."""
    side.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    aside = side.secrets.with_suffix(".new")
    aside.touch(mode=0o600)
    aside.write_bytes(secrets)
    aside.replace(side.secrets)
    key = audit_key(secrets)
    if side.alias == DEFAULT_DB_ALIAS:
        settings.ANJIA_AUDIT_KEY = key
    else:
        held = settings.ANJIA_WALLED_KEYS
        settings.ANJIA_WALLED_KEYS = {**held, side.alias: replace(held[side.alias], audit=key)}
