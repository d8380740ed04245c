"""A digest of every table that does not depend on the order of its rows: the sum of the digests of the rows."""

import hashlib
from collections.abc import Iterable
from typing import Any

SPACE = 1 << 256

Tables = dict[str, tuple[int, str]]


def digest_of(rows: Iterable[Any]) -> tuple[int, str]:
    """How many rows there are, and their digest."""
    count = total = 0
    for row in rows:
        count += 1
        total += int.from_bytes(hashlib.sha256(repr(row).encode()).digest(), "big")
    return count, f"{total % SPACE:064x}"


def differing(one: Tables, other: Tables) -> list[str]:
    """The tables that are not the same in both."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
