"""Time-ordered identifiers."""

import uuid

from uuid6 import uuid7 as _uuid7


def uuid7() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): sorts by creation time, so indexes grow at one end."""
    return uuid.UUID(int=_uuid7().int)
