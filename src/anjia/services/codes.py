"""The code by which somebody follows their case: shown once; only its blind hash is kept, under the walled key."""

import hashlib

from anjia.kernel.crypto import blind_index

WALLED = "services"
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def indexed(value: str, purpose: str) -> str:
    """A blind index of this side; empty stays empty."""
    return blind_index(value, purpose, using=WALLED) if value else ""


def code_for(token: str) -> str:
    """The code of a form's once-only token: sent twice, it is one case with one code."""
    number = int(hashlib.sha256(indexed(token, "case-code").encode()).hexdigest(), 16)
    letters = []
    for _place in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))


def hash_of(code: str) -> str:
    """The blind hash of a code as a person types it: case, spaces and dashes do not matter."""
    return indexed("".join(c for c in code.upper() if c.isalnum()), "case")


def name_index(name: str) -> str:
    return indexed("".join(name.split()), "client-name")


def phone_index(phone: str) -> str:
    """By its digits, so that spaces and dashes do not matter."""
    return indexed("".join(c for c in phone if c.isdigit()), "client-phone")
