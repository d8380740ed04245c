"""A backup on disk: a tar of database, files and manifest, signed at its end under a key of the side.

Any `tar` lists and unpacks it. The manifest comes last, for it holds the digests of what was packed before it.
"""

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
MANIFEST, FILES = "manifest.json", "files/"
SIGNATURE = 32


class Unfit(Exception):
    """What was given is no backup, or no whole one."""


@dataclass
class Manifest:
    """What is in a backup: rows and digest of each table, the digest of every file, and `head`, the trail's anchor."""

    side: str
    vendor: str
    keys: str
    made_at: str
    is_demo: bool
    head: str = ""
    migrations: list[str] = field(default_factory=list)
    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False).encode()

    @classmethod
    def of(cls, data: bytes) -> "Manifest":
        values: dict[str, Any] = json.loads(data)
        tables = {name: (rows, digest) for name, (rows, digest) in values.pop("tables").items()}
        return cls(**values, tables=tables)


class _Digesting:
    """A file that is read, and the digest of what was."""

    def __init__(self, file: IO[bytes]):
        self._file = file
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        return data

    def digest(self) -> str:
        return self._hash.hexdigest()


def pack(target: Path, manifest: Manifest, members: Iterable[tuple[str, Path]], *, key: bytes) -> None:
    """Write the members, then the manifest with their digests, then the signature over all of it.

    A file that was erased meanwhile is not missed: somebody wanted it gone.
    """
    with target.open("wb") as out, tarfile.open(fileobj=out, mode="w") as tar:
        for name, path in members:
            with suppress(FileNotFoundError):
                manifest.files[name] = _add(tar, name, path)
        listing = manifest.to_bytes()
        tar.addfile(_info(MANIFEST, len(listing)), io.BytesIO(listing))
    signature = _signature(target, target.stat().st_size, key)
    with target.open("ab") as out:
        out.write(signature)
        out.flush()
        os.fsync(out.fileno())


def _add(tar: tarfile.TarFile, name: str, path: Path) -> str:
    with path.open("rb") as file:
        reader = _Digesting(file)
        tar.addfile(_info(name, os.fstat(file.fileno()).st_size), reader)
    return reader.digest()


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info


def _signature(path: Path, length: int, key: bytes) -> bytes:
    running, left = hmac.new(key, digestmod=hashlib.sha256), length
    with path.open("rb") as file:
        while left and (data := file.read(min(left, 1 << 20))):
            running.update(data)
            left -= len(data)
    return running.digest()


def is_whole(path: Path, key: bytes) -> bool:
    """Whether not a byte of it was changed since it was signed under this key."""
    length = path.stat().st_size - SIGNATURE
    with path.open("rb") as file:
        file.seek(max(length, 0))
        stands = file.read()
    return length > 0 and hmac.compare_digest(stands, _signature(path, length, key))


def read_manifest(path: Path) -> Manifest:
    """Raises Unfit where there is none that can be read."""
    return Manifest.of(read_member(path, MANIFEST))


def read_member(path: Path, name: str) -> bytes:
    """A small member whole. Raises Unfit where it is not there."""
    with _opened(path) as tar:
        file = tar.extractfile(name)
        return file.read() if file else b""


def unpack(path: Path, names: Iterable[str], into: Path) -> None:
    """Write members below a folder. Of a signed archive only: names and sizes are taken as they stand."""
    with _opened(path) as tar:
        for name in names:
            target, source = into / name, tar.extractfile(name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with target.open("wb") as out:
                target.chmod(0o600)
                while source and (data := source.read(1 << 20)):
                    out.write(data)


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, KeyError, ValueError, TypeError) as error:
        raise Unfit(str(error)) from error
