"""Switching the place one looks at, and searching for one."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from anjia.regions.place import choose_place
from anjia.regions.queries import full_names_of, switcher, visible_to
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import absent


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise absent() from None


class SwitchPlaceView(View):
    """Chooses a place in one's own scope and returns to the page one came from."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        region = get_object_or_404(visible_to(request.user), pk=_uuid(request.POST.get("scope", "")))
        choose_place(request, region)
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        return HttpResponseRedirect(target if safe else "/console/")


class SearchPlaceView(View):
    """Places of one's scope by part of a name or by code, for a search field."""

    permission = SIGNED_IN
    http_method_names = ["get"]

    def get(self, request: HttpRequest) -> HttpResponse:
        found = switcher(request.user, request.GET.get("q", "").strip()[:40])
        names = full_names_of([region.path for region in found])
        rows = [{"value": str(region.pk), "text": names[region.path], "code": region.code} for region in found]
        return JsonResponse({"results": rows})
