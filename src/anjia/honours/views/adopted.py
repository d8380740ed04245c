"""What came of a list of earlier titles: its result, giving it up, taking it back, and the scan of a decision."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.honours.actions import attach_scan, discard_adoption, undo_adoption
from anjia.honours.actions.undo_adoption import UndoPlan, plan_undo
from anjia.honours.enums import DecisionState, Verb
from anjia.honours.forms import ScanForm
from anjia.honours.models import NamingDecision
from anjia.honours.queries import visible_to
from anjia.honours.views.adoption import ListMixin
from anjia.web.screens import DetailScreen, ObjectFormScreen, TransitionScreen


class AdoptionResult(ListMixin, DetailScreen):
    """结果."""

    template_name = "honours/adoption_result.html"
    heading = gettext_lazy("录入结果")
    step = 5
    open_only = False

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        decisions = visible_to(self.user).filter(adoption_id=self.object.pk).order_by("number_text")
        return super().get_context_data(decisions=decisions, **kwargs)


class AdoptionDiscard(ListMixin, TransitionScreen):
    """Give up a list that is not confirmed."""

    template_name = "honours/adoption_step.html"
    heading = gettext_lazy("放弃这次录入")
    submit_label = gettext_lazy("放弃录入")

    def get_effect(self) -> str:
        return _("上传的文件将被销毁，没有录入任何内容。")

    def perform(self, form: Any) -> str:
        discard_adoption(self.object, by=self.user)
        return self.overview

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.to("preview"), **kwargs)


class AdoptionUndo(ListMixin, TransitionScreen):
    """Take a list back within seven days."""

    template_name = "honours/adoption_step.html"
    heading = gettext_lazy("撤销这次录入")
    submit_label = gettext_lazy("撤销录入")
    open_only = False

    @cached_property
    def plan(self) -> UndoPlan:
        return plan_undo(self.object)

    def get_effect(self) -> str:
        told = {
            "titles": len(self.plan.titles),
            "decisions": len(self.plan.decisions),
            "families": len(self.plan.families),
            "kept_titles": self.plan.kept_titles,
            "kept_families": self.plan.kept_families,
        }
        return (
            _(
                "将移除 %(titles)s 个称号、%(decisions)s 份决定和 %(families)s 户；"
                "已有后续办理的 %(kept_titles)s 个称号、%(kept_families)s 户保留不动。"
            )
            % told
        )

    def perform(self, form: Any) -> str:
        undo_adoption(self.object, by=self.user)
        return self.to("result")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.to("result"), **kwargs)


class DecisionScan(ObjectFormScreen):
    """The scan of a decision that was adopted from paper."""

    permission = Verb.ADOPT
    template_name = "honours/decision_scan.html"
    form_class = ScanForm
    heading = gettext_lazy("附上扫描件")
    submit_label = gettext_lazy("存档")
    success_message = gettext_lazy("扫描件已存档。")
    context_name = "decision"

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return visible_to(self.user, str(self.permission)).filter(state=DecisionState.ADOPTED)

    def perform(self, form: ScanForm) -> str:
        file = form.cleaned_data["scan"]
        attach_scan(self.object, file.read(), name=file.name, by=self.user)
        return reverse("honours:decision_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = reverse("honours:decision_detail", args=[self.object.pk])
        return super().get_context_data(back_url=back, **kwargs)
