"""What every page of a rehearsal shows: the band, and a navigation that stays within it."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.kernel.context import rehearsing
from anjia.programmes.queries.cycles import current_cycle
from anjia.programmes.rehearsing import PREFIX, SERVED, url_outside
from anjia.regions.place import current_place
from anjia.web import nav


def provide(request: HttpRequest) -> dict[str, Any]:
    """What `page` shows of it (see web.panels.provide_page); nothing on every other page."""
    if not rehearsing.get():
        return {}
    place = current_place(request)
    cycle = current_cycle(place) if place else None
    links = [{"label": _("离开演练"), "url": url_outside(reverse("programmes:rehearsal_list"))}]
    if cycle is not None:
        links.insert(0, {"label": _("演练步骤"), "url": reverse("programmes:rehearsal_detail", args=[cycle.pk])})
    return {"rehearsal": {"links": links}, "nav": _nav(request), "is_demo": False}


def _nav(request: HttpRequest) -> list[dict[str, Any]]:
    served = [item for item in nav.items_for(request.user) if item.url_name.partition(":")[0] in SERVED]
    urls = [reverse(item.url_name) for item in served]
    inside = max((url for url in urls if request.path.startswith(url)), key=len, default=PREFIX)
    return [
        {"label": item.label, "url": url, "is_current": url == inside, "count": 0}
        for item, url in zip(served, urls, strict=True)
        if item.url_name.partition(":")[0] != "regions"
    ]
