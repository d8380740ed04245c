"""Words of standards and stages in the reader's language, and points as people write them."""

from typing import Any

from django import template
from django.utils.translation import get_language

from anjia.programmes.points import shown
from anjia.programmes.queries.cycles import counts_points

register = template.Library()


@register.filter
def worded(row: Any, name: str) -> str:
    """The text `name` of a row, in English where that is asked for and given."""
    english = getattr(row, f"{name}_en", "") if get_language() == "en" else ""
    return english or getattr(row, name)


@register.filter
def points(half_points: int | None) -> str:
    return shown(half_points)


@register.simple_tag
def counts_stars_only(user: Any) -> bool:
    """Whether only stars run where this user works: then a page of the points says so (domain A6-6)."""
    return not counts_points(user)
