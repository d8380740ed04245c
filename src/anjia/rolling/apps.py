from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.rolling.enums import Verb
from anjia.rolling.grants import grant
from anjia.web.nav import NavItem, register


class RollingConfig(AppConfig):
    name = "anjia.rolling"
    label = "rolling"
    verbose_name = _("滚动管理")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("renewal", "receivers", "tasks", "todo", "personal"):
            import_module(f"{self.name}.{module}")
        grant()
        register(NavItem(_("复核"), "rolling:due_list", Verb.VIEW, order=67))
