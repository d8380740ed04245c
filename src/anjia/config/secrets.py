"""Secrets of one installation: made once, kept in the data folder with mode 0600, never in the repository."""

import fcntl
import json
import os
import secrets
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
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
    aside = _written_aside(path, made)
    with suppress(FileExistsError):
        os.link(aside, path)
    os.unlink(aside)


def _written_aside(path: Path, values: dict[str, Any]) -> str:
    handle, aside = tempfile.mkstemp(prefix="secrets-", dir=path.parent)
    with os.fdopen(handle, "w") as file:
        json.dump(values, file)
        file.flush()
        os.fsync(file.fileno())
    return aside


def _read(path: Path) -> dict[str, Any]:
    if path.stat().st_mode & 0o077:
        raise PermissionError(f"{path}: others may read the secrets; set its mode to 0600")
    return json.loads(path.read_text())


class FieldKeys(Mapping[str, bytes]):
    """The keys of encrypted fields, the one in use first; a key another process adds is seen within a second.

    So that keys rotate while the site serves: a value sealed under a key not known yet makes it look at once.
    """

    LOOKS_EVERY = 1.0

    def __init__(self, folder: Path):
        self._path = folder / "secrets.json"
        self._looked_at = float("-inf")
        self._changed_at = 0
        self._keys: dict[str, bytes] = {}

    def _current(self, *, at_once: bool = False) -> dict[str, bytes]:
        now = time.monotonic()
        if at_once or now - self._looked_at > self.LOOKS_EVERY:
            self._looked_at, changed_at = now, self._path.stat().st_mtime_ns
            if changed_at != self._changed_at:
                found = _read(self._path)["field_keys"]
                self._keys, self._changed_at = {name: bytes.fromhex(key) for name, key in found.items()}, changed_at
        return self._keys

    def __getitem__(self, name: str) -> bytes:
        found = self._current().get(name)
        return found if found is not None else self._current(at_once=True)[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._current())

    def __len__(self) -> int:
        return len(self._current())

    def add(self) -> str:
        """Make a key and put it in use; returns its name. The others stay, to read what they sealed."""
        with self._changing() as keys:
            name = f"k{max(int(known[1:]) for known in keys) + 1}"
            others = dict(keys)
            keys.clear()
            keys.update({name: secrets.token_hex(32), **others})
        return name

    def remove(self, name: str) -> None:
        """Forget a key. Raises ValueError for the one in use, KeyError for one that is not there."""
        with self._changing() as keys:
            if next(iter(keys)) == name:
                raise ValueError(f"{name} is in use")
            del keys[name]

    @contextmanager
    def _changing(self) -> Iterator[dict[str, str]]:
        """The keys as the file has them; written back whole, by one process at a time."""
        with (self._path.parent / "secrets.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            values = _read(self._path)
            yield values["field_keys"]
            os.replace(_written_aside(self._path, values), self._path)
            self._current(at_once=True)


@dataclass(frozen=True)
class WalledKeys:
    """The keys of a database of its own: for its trail, its blind indexes and its sealed fields."""

    audit: bytes
    index: bytes
    fields: FieldKeys


def walled_keys(folder: Path) -> WalledKeys:
    """The keys kept in that database's own folder, made at the first call; nothing of the main ones is derived from
    them, nor they from those.
    """
    values = load_secrets(folder)
    return WalledKeys(bytes.fromhex(values["audit_key"]), bytes.fromhex(values["index_key"]), FieldKeys(folder))
