"""Bytes on disk under the digest of their content: written whole or not at all, readable by the server only."""

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings


def digest_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def path_of(digest: str, root: Path | None = None) -> Path:
    return (root or Path(settings.MEDIA_ROOT)) / digest[:2] / digest[2:4] / digest


def write(data: bytes, *, root: Path | None = None) -> str:
    """Keep the bytes and return their digest. The same bytes are kept once. `root` is another store's folder."""
    digest = digest_of(data)
    target = path_of(digest, root)
    if target.exists() and target.stat().st_size == len(data):
        return digest
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as partial:
        try:
            partial.write(data)
            partial.flush()
            os.fsync(partial.fileno())
            os.replace(partial.name, target)
        except OSError:
            os.unlink(partial.name)
            raise
    return digest


def read(digest: str, *, root: Path | None = None) -> bytes:
    """The bytes of a digest. Raises OSError where they are missing."""
    return path_of(digest, root).read_bytes()


def erase(digest: str, *, root: Path | None = None) -> None:
    """Take the bytes off the disk; nothing where they are gone already."""
    path_of(digest, root).unlink(missing_ok=True)
