from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.rolling.enums import Verb
from anjia.rolling.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register

OFFERED = (Verb.HEAR, Verb.APPROVE, Verb.PREPARE, Verb.SIGN)


class RollingConfig(AppConfig):
    name = "anjia.rolling"
    label = "rolling"
    verbose_name = _("滚动管理")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in (
            "renewal",
            "receivers",
            "adverse",
            "messages",
            "tasks",
            "todo",
            "personal",
            "keeping",
            "own_file",
        ):
            import_module(f"{self.name}.{module}")
        grant()
        mount("anjia.rolling.api.router", "rolling")
        offer("rolling", _("查看复核、整改和取消的进度"), Verb.VIEW)
        offer("reviews", _("安排、登记复核，提出取消"), Verb.VIEW, Verb.REVIEW, Verb.PROPOSE, writes=True)
        offer("revocations", _("听取意见、审批、拟稿和签发取消"), Verb.VIEW, *OFFERED, writes=True)
        register(NavItem(_("复核"), "rolling:due_list", Verb.VIEW, order=67))
