from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.stories.enums import Verb
from anjia.stories.grants import grant
from anjia.web.nav import NavItem, register


class StoriesConfig(AppConfig):
    name = "anjia.stories"
    label = "stories"
    verbose_name = _("家庭事迹")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("actions", "receivers", "personal", "todo", "own_file"):
            import_module(f"{self.name}.{module}")
        grant()
        register(NavItem(_("家庭事迹"), "stories:list", Verb.VIEW, order=69, is_seldom=True))
