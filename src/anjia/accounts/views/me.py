"""My account: name, looks, password, second factor, roles."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.accounts import second_factor
from anjia.accounts.actions import change_preferences, change_profile
from anjia.accounts.actions.profile import PREFERENCES
from anjia.accounts.forms.people import ProfileForm
from anjia.accounts.queries import covers_of
from anjia.regions.queries import full_names_of
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import FormScreen

YEAR = 365 * 24 * 3600


def keep_looks(response: HttpResponse, user: Any) -> HttpResponse:
    """Carry a user's looks to this browser: pages read them from cookies (web.context)."""
    cookies = {"theme": user.theme, "mode": user.mode, settings.LANGUAGE_COOKIE_NAME: user.language}
    for name, value in cookies.items():
        secure = settings.SESSION_COOKIE_SECURE
        response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=secure)
    return response


class MeView(FormScreen):
    """One's own account."""

    permission = SIGNED_IN
    template_name = "accounts/me.html"
    form_class = ProfileForm
    heading = _("我的账号")
    submit_label = _("保存")
    success_message = _("已保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        initial = {name: getattr(self.user, name) for name in ("display_name", *PREFERENCES)}
        return {**super().get_form_kwargs(), "initial": initial}

    def perform(self, form: ProfileForm) -> str:
        chosen = dict(form.cleaned_data)
        name = chosen.pop("display_name")
        if name != self.user.display_name:
            change_profile(self.user, display_name=name, by=self.user)
        change_preferences(self.user, **chosen)
        return reverse("accounts:me")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().post(request, *args, **kwargs)
        return keep_looks(response, self.user) if response.status_code == 302 else response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.user.memberships_now
        names = full_names_of([m.region.path for m in held])
        lines = [{"role": m.title, "place": names[m.region.path], "since": m.starts_on, "membership": m} for m in held]
        stand_ins = covers_of(self.user)
        return super().get_context_data(
            roles=lines, stand_ins=stand_ins, second_factor=second_factor.state_of(self.user), **kwargs
        )
