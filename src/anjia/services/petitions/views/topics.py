"""Hot topics of a district, a few closed quarters side by side (A9-1)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.services.enums import Verb as ServicesVerb
from anjia.services.petitions.enums import Verb
from anjia.services.petitions.queries import district_of
from anjia.services.petitions.topics import hot_topics
from anjia.web.screens import Screen


class TopicsView(Screen):
    """Bars by topic and quarter, from which a suggestion is begun with its figures quoted."""

    permission = ServicesVerb.VIEW_FIGURES
    template_name = "petitions/topics.html"
    heading = _("热点事项")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        district = district_of(self.user, ServicesVerb.VIEW_FIGURES)
        return super().get_context_data(
            district=district,
            told=hot_topics(self.user, district) if district else None,
            may_suggest=district_of(self.user, Verb.SUGGEST) is not None,
            back_url=reverse("services:home"),
            **kwargs,
        )
