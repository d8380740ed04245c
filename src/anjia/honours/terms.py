"""How long a title lasts, by the rules in force when it is granted (domain A5-7, A5-8)."""

from datetime import date
from typing import NamedTuple

from anjia.regions.clocks import months_after
from anjia.regions.enums import Rule
from anjia.regions.legal import bases


class Term(NamedTuple):
    """When a title is looked at again, and when it must have been renewed."""

    review_due_on: date
    valid_to: date


def term(granted_on: date) -> Term:
    """Of a title of 2026-05-15: looked at again on 2027-05-15, to be renewed by 2028-05-15. One query."""
    rules = bases([Rule.TITLE_REVIEW, Rule.TITLE_VALID], granted_on)
    return Term(*(months_after(granted_on, rules[rule].numerator) for rule in (Rule.TITLE_REVIEW, Rule.TITLE_VALID)))
