from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import Verb
from anjia.exemplars.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register

NAMING = (Verb.PREPARE, Verb.DECIDE, Verb.SIGN)
HANDLING = (Verb.MAKE_PLAQUE, Verb.HAND_PLAQUE)


class ExemplarsConfig(AppConfig):
    name = "anjia.exemplars"
    label = "exemplars"
    verbose_name = _("示范户和牌匾")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in (
            "actions",
            "receivers",
            "tasks",
            "personal",
            "figures",
            "todo",
            "searching",
            "own_file",
            "about",
        ):
            import_module(f"{self.name}.{module}")
        grant()
        mount("anjia.exemplars.api.recommendations.router", "models")
        mount("anjia.exemplars.api.plaques.router", "plaques")
        offer("models", _("查看示范户推荐、牌匾登记簿和其他荣誉"), Verb.VIEW)
        offer("recommending", _("推荐、排序、上报示范户"), Verb.VIEW, Verb.RECOMMEND, Verb.FORWARD, writes=True)
        offer("model_naming", _("起草、审定和签发示范户命名决定"), Verb.VIEW, *NAMING, writes=True)
        offer("plaques", _("登记牌匾的制作、授予、遗失和收回"), Verb.VIEW, *HANDLING, writes=True)
        offer("other_honours", _("登记家庭的其他荣誉"), Verb.VIEW, Verb.RECORD_HONOUR, writes=True)
        register(NavItem(_("示范户"), "exemplars:list", Verb.VIEW, order=67, is_seldom=True))
