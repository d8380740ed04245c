from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import Verb
from anjia.evaluations.grants import grant
from anjia.web.nav import NavItem, register


class EvaluationsConfig(AppConfig):
    name = "anjia.evaluations"
    label = "evaluations"
    verbose_name = _("评议")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        for part in ("receivers", "tasks", "hooks"):
            import_module(f"anjia.evaluations.{part}")
        register(NavItem(_("户长会议"), "evaluations:meeting_list", Verb.VIEW, order=30))
        register(NavItem(_("候选户"), "evaluations:candidacy_list", Verb.VIEW, order=31))
        register(NavItem(_("审核审批"), "evaluations:decide", Verb.VIEW, order=32))
