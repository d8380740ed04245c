from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.stories.enums import Verb
from anjia.stories.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class StoriesConfig(AppConfig):
    name = "anjia.stories"
    label = "stories"
    verbose_name = _("家庭事迹")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in ("actions", "receivers", "personal", "todo", "own_file", "searching"):
            import_module(f"{self.name}.{module}")
        grant()
        mount("anjia.stories.api.router", "stories")
        offer("stories", _("查看家庭事迹和发布前查出的字句"), Verb.VIEW)
        offer("story_writing", _("撰写、核对、发布和撤下家庭事迹"), Verb.VIEW, Verb.WRITE, Verb.PUBLISH, writes=True)
        register(NavItem(_("家庭事迹"), "stories:list", Verb.VIEW, order=69, is_seldom=True))
