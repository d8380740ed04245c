"""The reads of the registry."""

from anjia.households.queries.households import (
    live_consents,
    proven_participants,
    search,
    visible_batches,
    visible_to,
)

__all__ = ["live_consents", "proven_participants", "search", "visible_batches", "visible_to"]
