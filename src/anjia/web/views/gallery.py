"""The gallery: every component in every state, in every look, for people and for the browser tests."""

from typing import Any, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation

from anjia.web import context
from anjia.web.gate import PUBLIC
from anjia.web.screens import Screen
from anjia.web.views.gallery_samples import samples

PAGES = ("index", "home", "list", "form", "check", "scoring", "notice", "paper", "refused")
PLACE = ["株洲市", "荷塘区", "月塘街道", "文化路社区"]


class GalleryView(Screen):
    """`?theme=dark&mode=elder&lang=en` choose the look. Open in demonstrations and development only."""

    permission = PUBLIC
    acts_label = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEMO or settings.DEBUG) or self.kwargs["name"] not in PAGES:
            raise Http404
        language = request.GET.get("lang", "")
        chosen = language if language in dict(settings.LANGUAGES) else translation.get_language()
        with translation.override(chosen):
            return cast("TemplateResponse", super().dispatch(request, *args, **kwargs)).render()

    def get_template_names(self) -> list[str]:
        return [f"web/gallery/{self.kwargs['name']}.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(page=self.get_page(), gallery_pages=PAGES, **samples(), **kwargs)

    def get_page(self) -> dict[str, Any]:
        """The page facts, with the look of the query and an invented place and person."""
        regions = [{"name": name, "full_name": "".join(PLACE[: n + 1]), "pk": str(n)} for n, name in enumerate(PLACE)]
        query = self.request.GET
        page = context.page(self.request)["page"]
        looks = {"theme": context.THEMES, "mode": context.MODES}
        page |= {key: query[key] for key, allowed in looks.items() if query.get(key) in allowed}
        home = reverse("web:gallery", kwargs={"name": "index"})
        labels = [("今天", "home", 4), ("家庭", "list", 0), ("评议", "scoring", 12), ("公示", "notice", 0)]
        nav = [
            {"label": label, "url": home.replace("index", name), "is_current": name == self.kwargs["name"], "count": n}
            for label, name, n in labels
        ]
        invented = {"crumbs": regions, "scopes": regions[2:], "scope": regions[-1], "nav": nav, "search_url": home}
        return page | invented | {"user_name": "何某某", "is_signed_in": True, "is_demo": True, "warnings": []}
