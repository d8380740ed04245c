"""The walled file store: a folder of its own, each file sealed under a key of its own that stands sealed on its row.

With the row goes the key, and with the key the file, in old backups as well.
"""

import secrets
from pathlib import Path

from django.conf import settings

from anjia.documents import blobs
from anjia.kernel.crypto import open_bytes, seal_bytes

CONTEXT = "services_file"


def folder() -> Path:
    return Path(settings.SERVICES_DATA) / "files"


def write(data: bytes) -> tuple[str, str]:
    """Keep the bytes; returns the digest of what stands on the disk, and the file's key."""
    key = secrets.token_hex(32)
    return blobs.write(seal_bytes(bytes.fromhex(key), data, CONTEXT), root=folder()), key


def read(digest: str, key: str) -> bytes:
    """The bytes again. Raises OSError where they are missing, InvalidTag or ValueError where they were changed."""
    return open_bytes(bytes.fromhex(key), blobs.read(digest, root=folder()), CONTEXT)


def erase(digest: str) -> None:
    blobs.erase(digest, root=folder())
