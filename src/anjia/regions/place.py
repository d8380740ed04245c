"""Where one stands: the region a session looks at, its breadcrumb and the places to switch to."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from anjia.kernel.scope import contains, minimal
from anjia.regions.enums import Verb
from anjia.regions.models import Region
from anjia.regions.queries import breadcrumb, full_names_of, switcher
from anjia.regions.working_days import is_covered

SESSION_KEY = "place"
WARN_FROM_MONTH = 11


def current_place(request: HttpRequest) -> Region | None:
    """The place the address names (`?place=0001…`), else the session's, else the first of the user's own."""
    kept = vars(request)
    if "_place" not in kept:
        kept["_place"] = _find(request, request.user) if request.user.is_authenticated else None
    return kept["_place"]


def _find(request: HttpRequest, user: Any) -> Region | None:
    scopes = minimal(user.scopes(Verb.VIEW))
    if not scopes:
        return None
    asked = (request.GET.get(SESSION_KEY, ""), request.session.get(SESSION_KEY, ""))
    wanted = [path for path in asked if any(contains(scope, path) for scope in scopes)]
    wanted.append(scopes[0])
    found = {region.path: region for region in Region.objects.filter(path__in=wanted).select_related("parent")}
    return next((found[path] for path in wanted if path in found), None)


def choose_place(request: HttpRequest, region: Region) -> None:
    """Look at another place from now on; the caller has checked that it lies in the user's scope."""
    request.session[SESSION_KEY] = region.path


def provide(request: HttpRequest) -> dict[str, Any]:
    """What `page` shows of the place (see web.panels.provide_page)."""
    place = current_place(request) if hasattr(request, "user") and hasattr(request, "session") else None
    if place is None:
        return {}
    user: Any = request.user
    return {
        "scope": place,
        "crumbs": breadcrumb(place, user),
        # Looked up only where a page shows the switcher.
        "scopes": SimpleLazyObject(lambda: _choices(place, user)),
        "switch_url": reverse("regions:switch"),
        **_warnings(user),
    }


def _choices(place: Region, user: Any) -> list[dict[str, Any]]:
    """The user's own places and the children of where one stands, with the names that tell them apart."""
    below = list(place.children.order_by("path")[:60])
    own = [region for region in switcher(user) if region not in below]
    names = full_names_of([region.path for region in [*own, *below]])
    return [{"pk": r.pk, "name": r.name, "full_name": names[r.path]} for r in [*own, *below]]


def _warnings(user: Any) -> dict[str, list[str]]:
    # Shown to who can mend it; the pages that count working days say it to everybody else.
    today = timezone.localdate()
    if not user.scopes(Verb.OVERRIDE_HOLIDAYS):
        return {}
    years = [today.year] + ([today.year + 1] if today.month >= WARN_FROM_MONTH else [])
    text = _("%(year)d 年的放假安排还没有录入，工作日暂按周一至周五计算。")
    missing = [text % {"year": year} for year in years if not is_covered(year)]
    return {"warnings": missing} if missing else {}
