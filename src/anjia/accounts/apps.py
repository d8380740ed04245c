from importlib import import_module

from django.apps import AppConfig, apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _

from anjia.accounts.enums import Verb
from anjia.accounts.grants import grant
from anjia.kernel.rotation import SealedColumn, also_sealed
from anjia.web import nav, panels
from anjia.web.api.registry import mount


def user_links(request: HttpRequest) -> dict[str, object]:
    """The entries of the user's own menu."""
    return {
        "user_links": [
            {"url": reverse("accounts:me"), "label": _("我的账号")},
            {"url": reverse("web:bin"), "label": _("回收站")},
        ]
    }


class AccountsConfig(AppConfig):
    name = "anjia.accounts"
    label = "accounts"
    verbose_name = _("账号")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        autodiscover_modules("receivers")
        secrets = SealedColumn(apps.get_model("mfa", "Authenticator"), "data", "mfa_authenticator.secret", is_json=True)
        also_sealed(secrets)
        for module in ("tasks", "searching", "todo"):
            import_module(f"{self.name}.{module}")
        panels.provide_page(user_links)
        mount("anjia.accounts.api.router", "accounts")
        nav.register(nav.NavItem(_("人员"), "accounts:people", Verb.VIEW_PEOPLE, order=80, is_seldom=True))
        nav.register(nav.NavItem(_("推送"), "accounts:webhooks", Verb.MANAGE_WEBHOOKS, order=92, is_seldom=True))
