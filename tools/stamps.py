"""A finished step leaves a stamp made from all it depends on; it is skipped as long as the stamp fits.

The stamp is written last and taken away first, so a step that was cut off has none.
"""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from tools.paths import ROOT


def digest(paths: Iterable[Path], *words: str) -> str:
    """A key over the names and contents of files and over some words."""
    hasher = hashlib.sha256()
    for path in sorted(paths):
        hasher.update(f"\0{os.path.relpath(path, ROOT)}\0".encode())
        hasher.update(path.read_bytes())
    for word in words:
        hasher.update(f"\0{word}".encode())
    return hasher.hexdigest()


class Stamp:
    """The stamp of one step, in a folder of stamps."""

    def __init__(self, folder: Path, name: str):
        self.path = folder / name

    def read(self) -> str:
        return self.path.read_text() if self.path.is_file() else ""

    def clear(self) -> None:
        self.path.unlink(missing_ok=True)

    def write(self, key: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_suffix(".new")
        new.write_text(key)
        new.replace(self.path)
