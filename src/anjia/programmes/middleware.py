"""The addresses below /rehearsal/: the same pages, of rehearsals only, so that no tab can mix the two up."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import get_script_prefix, set_script_prefix

from anjia.kernel.context import rehearsal, rehearsing
from anjia.programmes.rehearsing import PREFIX, SERVED, SERVED_PAGES
from anjia.web.gate import PUBLIC, permission_of

GetResponse = Callable[[HttpRequest], HttpResponse]


class RehearsalMiddleware:
    """Takes the prefix off before the address is resolved, and puts it on every link that is made meanwhile."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(f"{PREFIX}/"):
            return self.get_response(request)
        if not request.user.is_authenticated:
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
        before = get_script_prefix()
        request.path_info = request.path_info.removeprefix(PREFIX)
        set_script_prefix(f"{before.rstrip('/')}{PREFIX}/")
        try:
            with rehearsal():
                return self.get_response(request)
        finally:
            set_script_prefix(before)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """What has no rehearsal leads out of it; nothing public is ever rehearsed."""
        match = request.resolver_match
        if not rehearsing.get() or match is None or _is_served(match.namespace, match.view_name, view):
            return None
        if request.method not in {"GET", "HEAD"}:
            raise Http404
        return HttpResponseRedirect(request.get_full_path().replace(f"{PREFIX}/", "/", 1))


def _is_served(namespace: str, name: str, view: Any) -> bool:
    if permission_of(view, name) is PUBLIC and namespace in SERVED:
        return False
    return namespace in SERVED or namespace == "" or name in SERVED_PAGES
