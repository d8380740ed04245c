"""A file sealed under a passphrase: AES-256-GCM by pieces, the key drawn from the passphrase by scrypt.

Each piece is authenticated with its number and with whether it is the last, so none can be moved, doubled or cut off.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

MAGIC = b"anjia sealed backup 1\n"
SALT, TAG, PIECE = 16, 16, 1 << 20
SHORTEST = 12


class NotOpened(Exception):
    """The passphrase is another, or the file was changed."""


def is_sealed(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal_file(source: Path, target: Path, passphrase: str) -> None:
    salt = os.urandom(SALT)
    cipher = _cipher(passphrase, salt)
    with source.open("rb") as plain, target.open("wb") as sealed:
        sealed.write(MAGIC + salt)
        for nonce, piece in _pieces(plain, PIECE):
            sealed.write(cipher.encrypt(nonce, piece, MAGIC))


def open_file(source: Path, target: Path, passphrase: str) -> None:
    """Raises NotOpened."""
    with source.open("rb") as sealed, target.open("wb") as plain:
        sealed.seek(len(MAGIC))
        cipher = _cipher(passphrase, sealed.read(SALT))
        try:
            for nonce, piece in _pieces(sealed, PIECE + TAG):
                plain.write(cipher.decrypt(nonce, piece, MAGIC))
        except InvalidTag as error:
            raise NotOpened from error


def _cipher(passphrase: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=1 << 16, r=8, p=1).derive(passphrase.encode()))


def _pieces(file: IO[bytes], size: int) -> Iterator[tuple[bytes, bytes]]:
    """Pieces with their nonces: a number of eleven bytes, and one that says whether more follows."""
    number, piece = 0, file.read(size)
    while True:
        after = file.read(size)
        yield number.to_bytes(11, "big") + (b"\0" if after else b"\1"), piece
        if not after:
            return
        number, piece = number + 1, after
