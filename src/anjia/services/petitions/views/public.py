"""What the district suggested and what was answered, for everybody to read (A13-7)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.regions.queries import names_of
from anjia.services.petitions.queries import suggestions_for_all
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen

MOST = 50


class PublicSuggestions(Screen):
    """Those that a supervisor decided to publish, the latest first."""

    permission = PUBLIC
    template_name = "petitions/public_suggestions.html"
    heading = _("我们的建议和答复")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(suggestions_for_all().prefetch_related("replies").order_by("-decided_on", "-pk")[:MOST])
        places = names_of({row.region_path for row in rows})
        for row in rows:
            row.place_name = places.get(row.region_path, "")
        return super().get_context_data(suggestions=rows, **kwargs)
