"""Typing papers in: the same acts as on the screen, with the date and the scan of the paper (experience 24)."""

from anjia.console.actions.papers import keep_paper, type_in_meeting, type_in_opinions

__all__ = ["keep_paper", "type_in_meeting", "type_in_opinions"]
