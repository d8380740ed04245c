"""The town's renewal: the same steps as a naming, in its own words."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.honours.actions import draft_decision
from anjia.honours.enums import Verb
from anjia.honours.kinds import DecisionKind, of
from anjia.honours.models import NamingDecision
from anjia.honours.screens import DecideStep, DraftStep, SignStep, VoidStep


class RenewalDraft(DraftStep):
    permission = Verb.PREPARE
    heading = gettext_lazy("起草续期决定")
    success_message = gettext_lazy("续期决定已起草，请提交领导小组会议审定。")

    @property
    def rules(self) -> DecisionKind:
        return of(self.kind, renewal=True)

    def get_effect(self) -> str:
        return _("将 %(families)s 户列入一份续期决定，供会议审定。") % {"families": self.families}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "back_url": reverse("rolling:due_list")}

    def perform(self, form: Any) -> str:
        decision = draft_decision(self.object, self.cycle, by=self.user, kind=self.kind, renewal=True)
        return reverse("honours:decision_detail", args=[decision.pk])


class Renewals:
    """Decisions of this kind only."""

    def get_queryset(self) -> QuerySet[NamingDecision]:
        decisions: QuerySet[NamingDecision] = super().get_queryset()
        return decisions.filter(is_renewal=True)


class RenewalDecide(Renewals, DecideStep):
    permission = Verb.DECIDE

    def get_effect(self) -> str:
        return _("审定续期 %(families)s 户，提交签发。") % {"families": self.families}


class RenewalSign(Renewals, SignStep):
    permission = Verb.SIGN
    heading = gettext_lazy("签发续期决定")
    success_message = gettext_lazy("已签发：文号已取，称号已续期，新证书可以打印，公文正在排版。")

    def get_effect(self) -> str:
        told = {"families": self.families}
        return _("将续期 %(families)s 户：取发文字号，换发新证书，结果向公众公布。签发后不能撤回。") % told


class RenewalVoid(Renewals, VoidStep):
    permission = Verb.DECIDE
