from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.accounts.webhooks import offer_kind
from anjia.evaluations.enums import Verb as EvaluationVerb
from anjia.notices.enums import Verb
from anjia.notices.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class NoticesConfig(AppConfig):
    name = "anjia.notices"
    label = "notices"
    verbose_name = _("公示")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for module in (
            "keeping",
            "receivers",
            "announcing",
            "standing",
            "tasks",
            "todo",
            "about",
            "guide",
            "searching",
            "personal",
            "own_file",
            "adverse",
        ):
            import_module(f"{self.name}.{module}")
        grant()
        offer_kind("notice_published", _("公示已张贴"))
        offer_kind("notice_ended", _("公示期满"))
        offer_kind("notice_taken_down", _("公示已撤下"))
        offer_kind("objection_answered", _("异议已答复（不含内容）"))
        mount("anjia.notices.api.router", "notices")
        offer("notices", _("查看公示"), Verb.VIEW)
        publishing = (Verb.PUBLISH, Verb.TAKE_DOWN, EvaluationVerb.PUBLISH)
        offer("notices_publish", _("张贴、撤下公示"), Verb.VIEW, *publishing, writes=True)
        offer("objections", _("查看、答复异议"), Verb.VIEW, Verb.INVESTIGATE, EvaluationVerb.ENDORSE, writes=True)
        register(NavItem(_("公示"), "notices:notice_list", Verb.VIEW, order=60))
        register(NavItem(_("异议"), "notices:objection_list", Verb.INVESTIGATE, order=62))
