from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.notices.enums import Verb
from anjia.notices.grants import grant
from anjia.web.nav import NavItem, register


class NoticesConfig(AppConfig):
    name = "anjia.notices"
    label = "notices"
    verbose_name = _("公示")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("receivers", "standing", "tasks", "todo", "about", "guide"):
            import_module(f"{self.name}.{module}")
        grant()
        register(NavItem(_("公示"), "notices:notice_list", Verb.VIEW, order=60))
        register(NavItem(_("异议"), "notices:objection_list", Verb.INVESTIGATE, order=62))
