from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import Verb
from anjia.honours.grants import grant
from anjia.web.nav import NavItem, register


class HonoursConfig(AppConfig):
    name = "anjia.honours"
    label = "honours"
    verbose_name = _("命名")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("receivers", "tasks", "todo", "figures", "exports"):
            import_module(f"{self.name}.{module}")
        grant()
        register(NavItem(_("命名"), "honours:decision_list", Verb.VIEW, order=64))
        register(NavItem(_("称号"), "honours:title_list", Verb.VIEW, order=66))
