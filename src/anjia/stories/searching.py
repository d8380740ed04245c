"""Family stories by title or by family, in the search box."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.households.searching import found_families
from anjia.stories.enums import Verb
from anjia.stories.queries import visible_to
from anjia.web.search import Hit, Query, Source, register

LEAST = 2


def stories(user: Any, query: Query, most: int) -> list[Hit]:
    """By a piece of the title, else by the family it tells of."""
    rows = visible_to(user)
    found = rows.filter(headline__contains=query.text) if len(query.text) >= LEAST else rows.none()
    if not found.exists():
        found = rows.filter(household__in=found_families(user, query).order_by().values("pk"))
    return [
        Hit(
            story.headline,
            reverse("stories:detail", args=[story.pk]),
            f"{story.household.head_name} · {story.region.parent.name} {story.region.name}",
            story.get_state_display(),
        )
        for story in found.order_by("-created_at", "pk")[:most]
    ]


register(Source("stories", _("家庭事迹"), Verb.VIEW, stories, order=46))
