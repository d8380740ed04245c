"""The session's last two minutes: going on, or ending it from the page (experience 23)."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from anjia.web.gate import PUBLIC, SIGNED_IN


class KeepAliveView(View):
    """“继续”: the session's clock begins again; nothing else happens."""

    permission = SIGNED_IN
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(status=204)


class EndSessionView(View):
    """The page's clock has run out: the session ends now, and signing in leads back to the page.

    Open to everybody: of several tabs that run out together, the first one has signed the others out.
    """

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        logout(request)
        query = urlencode({"next": target if safe else settings.LOGIN_REDIRECT_URL})
        return HttpResponseRedirect(f"{resolve_url(settings.LOGIN_URL)}?{query}")
