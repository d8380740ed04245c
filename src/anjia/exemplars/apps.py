from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import Verb
from anjia.exemplars.grants import grant
from anjia.web.nav import NavItem, register


class ExemplarsConfig(AppConfig):
    name = "anjia.exemplars"
    label = "exemplars"
    verbose_name = _("示范户和牌匾")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("actions", "receivers", "tasks", "personal", "figures", "todo", "searching", "own_file"):
            import_module(f"{self.name}.{module}")
        grant()
        register(NavItem(_("示范户"), "exemplars:list", Verb.VIEW, order=67, is_seldom=True))
