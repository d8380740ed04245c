from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.accounts.webhooks import offer_kind
from anjia.evaluations.enums import Verb as EvaluationVerb
from anjia.honours.enums import Verb
from anjia.honours.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class HonoursConfig(AppConfig):
    name = "anjia.honours"
    label = "honours"
    verbose_name = _("命名")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in (
            "keeping",
            "receivers",
            "announcing",
            "tasks",
            "todo",
            "figures",
            "about",
            "searching",
            "personal",
            "own_file",
        ):
            import_module(f"{self.name}.{module}")
        grant()
        offer_kind("decision_signed", _("命名决定已签发"))
        offer_kind("title_withdrawn", _("称号因家庭退出而终止"))
        mount("anjia.honours.api.router", "honours")
        offer("honours", _("查看命名决定和称号"), Verb.VIEW)
        offer("honours_papers", _("下载命名决定的文件"), Verb.VIEW, Verb.DOWNLOAD)
        offer("decisions", _("起草、审定命名决定"), Verb.VIEW, Verb.PREPARE, Verb.DECIDE, writes=True)
        offer("signing", _("签发命名决定"), Verb.VIEW, Verb.SIGN, EvaluationVerb.NAME, writes=True)
        offer("certificates", _("打印证书"), Verb.VIEW, Verb.PRINT_CERTIFICATES, writes=True)
        register(NavItem(_("命名"), "honours:decision_list", Verb.VIEW, order=64))
        register(NavItem(_("称号"), "honours:title_list", Verb.VIEW, order=66))
