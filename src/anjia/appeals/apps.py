from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.accounts.webhooks import offer_kind
from anjia.appeals.enums import Verb
from anjia.appeals.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class AppealsConfig(AppConfig):
    name = "anjia.appeals"
    label = "appeals"
    verbose_name = _("申诉")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in (
            "receivers",
            "messages",
            "tasks",
            "todo",
            "about",
            "searching",
            "personal",
            "keeping",
            "announcing",
            "own_file",
        ):
            import_module(f"{self.name}.{module}")
        grant()
        offer_kind("appeal_decided", _("申诉已答复（不含内容）"))
        mount("anjia.appeals.api.router", "appeals")
        offer("appeals", _("查看、录入、答复申诉"), Verb.VIEW, Verb.FILE, Verb.DECIDE, writes=True)
        register(NavItem(_("申诉"), "appeals:appeal_list", Verb.VIEW, order=63))
