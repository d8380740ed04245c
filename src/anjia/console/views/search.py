"""The one search box: everything in one's scope, grouped; suggestions while typing (experience 13)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.web import search
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import Screen

EACH, SUGGESTED, PAGE, PAGES = 6, 3, 25, 20


class SearchView(Screen):
    """The results: a few of every kind, or one kind page by page. Nothing is counted."""

    permission = SIGNED_IN
    template_name = "console/search.html"
    heading = _("搜索")

    @cached_property
    def query(self) -> search.Query:
        return search.read(self.request.GET.get("q", ""))

    @property
    def number(self) -> int:
        asked = self.request.GET.get("page", "1")
        return min(max(int(asked), 1), PAGES) if asked.isdigit() else 1

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kind = self.request.GET.get("kind", "")
        most = PAGE * self.number if kind else EACH
        found = search.find(self.user, self.query, most=most, kind=kind)
        shown = [
            {"found": each, "hits": each.hits[PAGE * (self.number - 1) :] if kind else each.hits} for each in found
        ]
        kinds = [source.label for source in search.sources_for(self.user)]
        return super().get_context_data(
            query=self.query, groups=shown, kind=kind, number=self.number, last=PAGES, kinds=kinds, **kwargs
        )


class SuggestView(Screen):
    """The first few of every kind, for the list below the box."""

    permission = SIGNED_IN
    template_name = "console/parts/suggestions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        query = search.read(request.GET.get("q", ""))
        found = search.find(request.user, query, most=SUGGESTED)
        return self.render_to_response(self.get_context_data(query=query, groups=found))
