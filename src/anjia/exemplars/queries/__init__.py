"""Reads of the slice."""

from anjia.exemplars.queries.plaques import (
    live_plaques,
    plaque_by,
    plaques_matching,
    plaques_visible_to,
    without_plaque,
)
from anjia.exemplars.queries.recommendations import (
    at_district,
    eligible,
    model_families,
    quota_of,
    standing_of,
    suggested_order,
    visible_to,
)

__all__ = [
    "at_district",
    "eligible",
    "live_plaques",
    "model_families",
    "plaque_by",
    "plaques_matching",
    "plaques_visible_to",
    "quota_of",
    "standing_of",
    "suggested_order",
    "visible_to",
    "without_plaque",
]
