"""The only writes of this slice."""

from anjia.evaluations.actions.handoff import leave_notice, name_candidacies, publish_candidacies, take_off_notice

__all__ = [
    "leave_notice",
    "name_candidacies",
    "publish_candidacies",
    "take_off_notice",
]
