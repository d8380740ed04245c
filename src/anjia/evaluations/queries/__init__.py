"""Reading the slice: what a user may see, and what a meeting, a sheet or a step needs to know."""

from anjia.evaluations.queries.candidacies import awaiting_notice, meetings_visible_to, rosters_visible_to, visible_to

__all__ = ["awaiting_notice", "meetings_visible_to", "rosters_visible_to", "visible_to"]
