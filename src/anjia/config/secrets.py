"""Secrets of one installation: made once, kept in the data folder with mode 0600, never in the repository."""

import json
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any


def load_secrets(folder: Path) -> dict[str, Any]:
    """The secrets, made at the first call. Raises PermissionError where other users of the machine may read them."""
    path = folder / "secrets.json"
    folder.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return _read(path)


def _make(path: Path) -> None:
    """Written aside and then linked: of two processes that start at once one wins, and nobody reads half a file."""
    made = {
        "secret_key": secrets.token_urlsafe(64),
        "audit_key": secrets.token_hex(32),
        "index_key": secrets.token_hex(32),
        "field_keys": {"k1": secrets.token_hex(32)},
    }
    handle, aside = tempfile.mkstemp(prefix="secrets-", dir=path.parent)
    with os.fdopen(handle, "w") as file:
        json.dump(made, file)
    with suppress(FileExistsError):
        os.link(aside, path)
    os.unlink(aside)


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path}: others may read the secrets; set its mode to 0600")
    return json.loads(path.read_text())
