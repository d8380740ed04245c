"""Places in the search box, by name or code; old words for places and bodies are read as today's."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Verb
from anjia.regions.queries import full_names_of, valid_on, visible_to
from anjia.regions.terms import also_called
from anjia.web.name_index import starts_with
from anjia.web.search import Hit, Query, Source, also_search, register


def places(user: Any, query: Query, most: int) -> list[Hit]:
    """The larger places first."""
    named = starts_with("name", query.text)
    for text in query.also:
        named |= starts_with("name", text)
    if query.text.isdigit():
        named |= starts_with("code", query.text)
    rows = list(visible_to(user).filter(named, valid_on()).order_by("level", "path")[:most])
    names = full_names_of([row.path for row in rows])
    tree = reverse("regions:tree")
    return [
        Hit(row.name, f"{tree}?{urlencode({'q': row.name})}", names[row.path], row.get_level_display()) for row in rows
    ]


also_search(also_called)
register(Source("places", _("地区"), Verb.VIEW, places, order=80))
