"""What is due to be destroyed, by which rule, and when: numbers, never names."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import under_any
from anjia.regions.enums import Verb
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.retention import fixed, preview
from anjia.web.screens import Screen


class RetentionView(Screen):
    """The place one looks at, or all of one's own."""

    permission = Verb.VIEW_RETENTION
    template_name = "regions/retention.html"
    heading = _("保存期限")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place, scopes = current_place(self.request), list(self.user.scopes(Verb.VIEW_RETENTION))
        mine = Region.objects.filter(under_any("path", scopes))
        here = place if place is not None and mine.filter(pk=place.pk).exists() else None
        lines = preview([here.path] if here else scopes)
        return super().get_context_data(lines=lines, fixed=fixed, place=here, **kwargs)
