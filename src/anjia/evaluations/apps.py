from importlib import import_module

from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import Verb
from anjia.evaluations.grants import grant
from anjia.web.api.registry import mount, offer
from anjia.web.nav import NavItem, register


class EvaluationsConfig(AppConfig):
    name = "anjia.evaluations"
    label = "evaluations"
    verbose_name = _("评议")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        grant()
        parts = ("receivers", "tasks", "hooks", "succession", "personal", "own_file", "adverse", "reviewing", "keeping")
        for part in (*parts, "about", "own_papers", "own_past"):
            import_module(f"anjia.evaluations.{part}")
        mount("anjia.evaluations.api.router", "evaluations")
        offer("evaluations", _("查看候选户、会议"), Verb.VIEW)
        holding = (Verb.HOLD_MEETING, Verb.NOMINATE)
        offer("meetings", _("召集会议、点名、计票"), Verb.VIEW, *holding, writes=True)
        offer("ballots", _("录入评分票"), Verb.VIEW, Verb.RATE, Verb.RECORD_BALLOTS, writes=True)
        offer("family_choices", _("登记回避和替代指标"), Verb.VIEW, Verb.REGISTER, writes=True)
        steps = (Verb.REVIEW, Verb.ENDORSE, Verb.APPROVE)
        offer("opinions", _("签署总评、妇联意见、审批"), Verb.VIEW, *steps, writes=True)
        offer("spot_checks", _("查看抽查盲评和各村对照"), Verb.SEE_CHECKS)
        points = import_string("anjia.programmes.queries.cycles.counts_points")
        register(NavItem(_("户长会议"), "evaluations:meeting_list", Verb.VIEW, order=30, applies=points))
        register(NavItem(_("候选户"), "evaluations:candidacy_list", Verb.VIEW, order=31, applies=points))
        register(NavItem(_("审核审批"), "evaluations:decide", Verb.VIEW, order=32, applies=points))
        checks = NavItem(
            _("抽查盲评"), "evaluations:spot_check_list", Verb.SEE_CHECKS, order=33, applies=points, is_seldom=True
        )
        register(checks)
