"""Suggestions by title or body. They are about nobody; cases are never searched for."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.services.petitions.enums import Verb
from anjia.services.petitions.queries import suggestions_visible_to
from anjia.web.search import Hit, Query, Source, register


def suggestions(user: Any, query: Query, most: int) -> list[Hit]:
    """The latest first."""
    named = Q(pk__in=[])
    for text in query.texts:
        named |= Q(title__contains=text) | Q(body__contains=text)
    found = suggestions_visible_to(user).filter(named).order_by("-created_at", "-pk")[:most]
    return [
        Hit(one.title, reverse("petitions:suggestion", args=[one.pk]), one.body, one.get_state_display())
        for one in found
    ]


register(Source("suggestions", _("给其他单位的建议"), Verb.VIEW_SUGGESTIONS, suggestions, order=60))
