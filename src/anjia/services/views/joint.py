"""Other bodies around one case: planned, written down, called off."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.services import actions
from anjia.services.enums import Verb
from anjia.services.forms.joint import HoldForm, JointForm
from anjia.services.models import Case, JointSession
from anjia.services.queries import visible_to
from anjia.services.views.work import CaseWorkScreen, PartScreen


class PlanJointView(CaseWorkScreen):
    permission = Verb.REFER
    template_name = "services/plan_joint.html"
    heading = _("约其他单位会商")
    submit_label = _("约好了")
    form_class = JointForm

    def act(self, case: Case, said: dict[str, Any]) -> None:
        actions.plan_joint(case, **said, by=self.user)


class JointScreen(PartScreen):
    abstract = True
    permission = Verb.REFER

    def get_queryset(self) -> QuerySet[JointSession]:
        return JointSession.objects.filter(case__in=visible_to(self.user)).select_related("case__client")


class HoldJointView(JointScreen):
    template_name = "web/form.html"
    heading = _("记下会商的结果")
    submit_label = _("记下")
    form_class = HoldForm

    def act(self, said: dict[str, Any]) -> None:
        actions.hold_joint(self.object, **said, by=self.user)


class CallOffJointView(JointScreen):
    heading = _("取消这次会商")
    submit_label = _("取消会商")
    effect = _("不再召开；已经约好的单位请另行告知。")

    def act(self, said: dict[str, Any]) -> None:
        actions.call_off_joint(self.object, by=self.user)
