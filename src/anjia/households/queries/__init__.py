"""The reads of the registry."""

from anjia.households.queries.households import (
    live_consents,
    matching,
    proven_participants,
    search,
    search_members,
    visible_batches,
    visible_to,
    with_proof,
)

__all__ = [
    "live_consents",
    "matching",
    "proven_participants",
    "search",
    "search_members",
    "visible_batches",
    "visible_to",
    "with_proof",
]
