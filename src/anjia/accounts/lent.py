"""What a token leaves of a person's powers: one membership, and some of its verbs (intersection, never more)."""

import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Lent:
    """Set on a user for the length of a request that came with a token."""

    token_id: uuid.UUID
    membership_id: uuid.UUID
    verbs: frozenset[str]

    def __str__(self) -> str:
        return str(self.token_id)
