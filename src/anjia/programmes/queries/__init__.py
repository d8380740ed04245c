"""Reads: what a user may see, and what a cycle says on a day and in a place."""

from anjia.programmes.queries.credits import credited, missing_credit_reasons_off
from anjia.programmes.queries.cycles import current_cycle, stage_of, visible_to

__all__ = ["credited", "current_cycle", "missing_credit_reasons_off", "stage_of", "visible_to"]
