"""The code by which an objector follows an objection: shown once, only its blind hash is kept."""

import hashlib

from anjia.kernel.crypto import blind_index

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
LENGTH = 12


def code_for(token: str) -> str:
    """The code that belongs to a form's once-only token: a form sent twice answers with the same code.

    It hangs on the index key, so neither the token nor the database alone tells it.
    """
    number = int(hashlib.sha256(blind_index(token, "objection-code").encode()).hexdigest(), 16)
    letters = []
    for _place in range(LENGTH):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "-".join("".join(letters[at : at + 4]) for at in range(0, LENGTH, 4))


def hash_of(code: str) -> str:
    """The blind hash of a code as a person types it: case, spaces and dashes do not matter."""
    return blind_index("".join(c for c in code.upper() if c.isalnum()), "objection")
