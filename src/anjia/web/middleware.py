"""Request ids, the permission gate, and refusals turned into pages."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.translation import gettext_lazy as _

from anjia.kernel.context import request_id
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.web import limits
from anjia.web.api.problems import Unauthenticated, is_api, of_refusal
from anjia.web.gate import PUBLIC, SIGNED_IN, permission_of, read_only
from anjia.web.refusals import reason_for

GetResponse = Callable[[HttpRequest], HttpResponse]
NO_TOKEN = _("这个接口须带令牌：Authorization: Bearer …。")


class RequestIdMiddleware:
    """Gives every request an id, which the audit trail carries and the answer's header shows."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(str(uuid.uuid4()))
        try:
            response = self.get_response(request)
            response.headers["X-Request-Id"] = request_id.get()
        finally:
            request_id.reset(token)
        return response


class NoCookiesMiddleware:
    """The API knows tokens only: with a browser's cookies a foreign page could write in somebody's name."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_api(request):
            request.COOKIES = {}
        return self.get_response(request)


class GateMiddleware:
    """Default-deny: a view without a declared permission is closed; safe methods cannot write."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with read_only(request):
            response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        permission = permission_of(view, request.resolver_match.view_name, request.method)
        if permission is PUBLIC:
            return None
        if not request.user.is_authenticated:
            if is_api(request):
                return of_refusal(Unauthenticated(NO_TOKEN, who=_("令牌在“我的账号 · 接口令牌”里生成。")))
            query = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
        if permission is SIGNED_IN or (permission is not None and request.user.scopes(str(permission))):
            return None
        otherwise = _("需要时请联系本地管理员为您登记相应角色。")
        who = reason_for(request.user, otherwise)
        refusal = NotPermitted(_("您的角色不能打开这个页面。"), who=who)
        return refused_page(request, refusal)


class LimitMiddleware:
    """Weighs what is sent, counts how often an address asks; stands before the gate, because counting writes."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            limits.weigh(request)
            limits.count(request)
        except (limits.TooLarge, limits.TooOften) as refusal:
            return refused_page(request, refusal)
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that no form caught becomes a page that says which rule it was and who can decide."""

    def __init__(self, get_response: GetResponse):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return refused_page(request, exception) if isinstance(exception, Refused) else None


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page for a refusal, with its own status; problem details where a program asks."""
    if is_api(request):
        return of_refusal(refusal)
    return render(request, "web/refused.html", {"refusal": refusal}, status=refusal.status)
