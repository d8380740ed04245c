"""The record of a meeting, as PDF."""

from anjia.documents.papers import MeetingMinutes
from anjia.documents.render.typesetting import cleaned, typeset


def render_minutes(paper: MeetingMinutes) -> bytes:
    """The minutes as PDF, A4."""
    return typeset("minutes.typ", cleaned(paper))
