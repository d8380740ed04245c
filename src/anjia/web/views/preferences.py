"""How the pages look: theme, 长辈版, language. Kept in cookies; the page one stands on is kept too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views import View

from anjia.web.context import MODES, THEMES
from anjia.web.gate import PUBLIC

YEAR = 365 * 24 * 3600


class PreferencesView(View):
    """Sets one preference and returns to the page one came from."""

    permission = PUBLIC
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        response = HttpResponseRedirect(self._target(request))
        choices = {"theme": THEMES, "mode": MODES}
        for name, allowed in choices.items():
            if request.POST.get(name) in allowed:
                self._remember(response, name, request.POST[name])
        language = request.POST.get("language", "")
        if language in dict(settings.LANGUAGES) and check_for_language(language):
            self._remember(response, settings.LANGUAGE_COOKIE_NAME, language)
        return response

    def _remember(self, response: HttpResponse, name: str, value: str) -> None:
        response.set_cookie(
            name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
        )

    def _target(self, request: HttpRequest) -> str:
        target = request.POST.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
        return target if safe else "/"
