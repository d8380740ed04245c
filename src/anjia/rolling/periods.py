"""The lengths of time of rolling management, by the rules in force (domain B14)."""

from datetime import date, timedelta
from typing import NamedTuple

from anjia.honours.terms import months_after
from anjia.regions.enums import Rule
from anjia.regions.legal import bases, number
from anjia.regions.working_days import next_workday


class Allowed(NamedTuple):
    """Days to put things right: at least, as a rule, at most."""

    least: int
    usual: int
    most: int


def lead(on: date) -> timedelta:
    """So long before it is due a review may be held."""
    return timedelta(days=number(Rule.REVIEW_LEAD, on))


def to_rectify(on: date) -> Allowed:
    rules = (Rule.RECTIFY_LEAST, Rule.RECTIFY_USUAL, Rule.RECTIFY_MOST)
    found = bases(rules, on)
    return Allowed(*(found[rule].numerator for rule in rules))


def last_day_to_appeal(delivered_on: date) -> date:
    """The day of delivery is not counted; a last day off moves to the next working day (domain B13)."""
    return next_workday(delivered_on + timedelta(days=number(Rule.TITLE_APPEAL, delivered_on)))


def next_round(due_on: date, held_on: date) -> date:
    """When a title is looked at again: full years after its naming, however late this look was.

    A look as late as the next round counts for that one too.
    """
    months = number(Rule.TITLE_REVIEW, held_on)
    following = months_after(due_on, months)
    while following <= held_on:
        following = months_after(following, months)
    return following
