"""Words of standards and stages in the reader's language, and points as people write them."""

from typing import Any

from django import template
from django.utils.translation import get_language

from anjia.programmes.points import shown

register = template.Library()


@register.filter
def worded(row: Any, name: str) -> str:
    """The text `name` of a row, in English where that is asked for and given."""
    english = getattr(row, f"{name}_en", "") if get_language() == "en" else ""
    return english or getattr(row, name)


@register.filter
def points(half_points: int | None) -> str:
    return shown(half_points)
