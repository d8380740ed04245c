"""The check pages of a decision, for the slices that own a kind of it: draft, decide, sign, void."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.honours.actions import decide_naming, draft_decision, sign_decision, void_decision
from anjia.honours.enums import TitleKind
from anjia.honours.forms import DecideForm, SignForm, VoidForm
from anjia.honours.kinds import DecisionKind, kind_of, of
from anjia.honours.models import NamingDecision
from anjia.honours.queries import visible_to
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.screens import TransitionScreen, absent


def expected_of(screen: Any) -> int | None:
    typed = screen.request.POST.get("expected", "")
    return int(typed) if typed.isdigit() else None


class DraftStep(TransitionScreen):
    abstract = True
    template_name = "honours/decision_draft.html"
    heading = gettext_lazy("起草命名决定")
    submit_label = gettext_lazy("起草")
    success_message = gettext_lazy("命名决定已起草，请提交领导小组会议审定。")
    context_name = "town"
    kind: ClassVar[str] = TitleKind.SAFE_FAMILY
    back: ClassVar[str] = "honours:decision_list"

    @property
    def rules(self) -> DecisionKind:
        return of(self.kind)

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission)).filter(level=self.rules.level)

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        cycle = current_cycle(self.object)
        if cycle is None:
            raise absent()
        return cycle

    @cached_property
    def families(self) -> int:
        return self.rules.available(self.cycle, self.object).count()

    def get_effect(self) -> str:
        return _("将 %(families)s 户列入一份命名决定，供会议审定。") % {"families": self.families}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rules = self.rules
        told = {"families": self.families, "cycle": self.cycle, "which": rules.who_stands}
        told |= {"nobody": rules.nobody, "who_helps": rules.who_helps}
        return super().get_context_data(**told, back_url=reverse(self.back), **kwargs)

    def perform(self, form: Any) -> str:
        decision = draft_decision(self.object, self.cycle, by=self.user, kind=self.kind)
        return reverse("honours:decision_detail", args=[decision.pk])


class DecisionStep(TransitionScreen):
    """What decide, sign and void share: the decision and how many of its families can still be named."""

    abstract = True
    template_name = "honours/decision_step.html"
    context_name = "decision"

    def get_queryset(self) -> QuerySet[NamingDecision]:
        return visible_to(self.user, str(self.permission))

    @cached_property
    def families(self) -> int:
        return kind_of(self.object).standing(self.object).count()

    @property
    def address(self) -> str:
        return reverse("honours:decision_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = self.object.families
        return super().get_context_data(
            families=self.families, listed=listed, left_out=listed - self.families, back_url=self.address, **kwargs
        )


class DecideStep(DecisionStep):
    abstract = True
    heading = gettext_lazy("登记会议审定")
    submit_label = gettext_lazy("确认审定")
    success_message = gettext_lazy("会议审定已登记，等待签发。")
    form_class = DecideForm

    def get_effect(self) -> str:
        return _("审定命名 %(families)s 户，提交签发。") % {"families": self.families}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(last_notice_day=kind_of(self.object).last_day(self.object), **kwargs)

    def perform(self, form: Any) -> str:
        met_on = form.cleaned_data["met_on"]
        decide_naming(self.object, met_on=met_on, by=self.user, expected=expected_of(self))
        return self.address


class SignStep(DecisionStep):
    abstract = True
    heading = gettext_lazy("签发命名决定")
    submit_label = gettext_lazy("签发")
    success_message = gettext_lazy("已签发：发文字号已取，称号已授予，结果已公布，公文正在排版。")
    form_class = SignForm

    def get_effect(self) -> str:
        return _("将命名 %(families)s 户，取发文字号，结果向公众公布。签发后不能撤回。") % {"families": self.families}

    def perform(self, form: Any) -> str:
        signer_name = form.cleaned_data["signer_name"]
        sign_decision(self.object, signer_name=signer_name, by=self.user, expected=expected_of(self))
        return self.address


class VoidStep(DecisionStep):
    abstract = True
    heading = gettext_lazy("作废命名决定")
    submit_label = gettext_lazy("确认作废")
    form_class = VoidForm

    def get_effect(self) -> str:
        return _("这份决定作废，名单上的家庭可以列入另一份决定。")

    def perform(self, form: Any) -> str:
        void_decision(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return self.address
