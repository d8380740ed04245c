"""Time-ordered identifiers."""

import os
import time
import uuid
from collections.abc import Iterator

from uuid6 import uuid7 as _uuid7


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): sorts by creation time, so indexes grow at one end."""
    return uuid.UUID(int=_uuid7().int)


def uuid7_hex(count: int) -> Iterator[str]:
    """Many UUIDv7 at once as 32 hex digits, rising, for rows that go straight to the database.

    All carry the millisecond of the call; the 74 random bits start anywhere and rise by random steps.
    """
    head = (time.time_ns() // 1_000_000) << 80 | 0x7 << 76 | 0x2 << 62
    steps = os.urandom(5 * count)
    tail = int.from_bytes(os.urandom(9)) >> 1
    for index in range(count):
        tail += int.from_bytes(steps[5 * index : 5 * index + 5]) + 1
        yield f"{head | (tail >> 62) << 64 | (tail & 0x3FFFFFFFFFFFFFFF):032x}"
