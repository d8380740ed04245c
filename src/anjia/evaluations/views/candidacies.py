"""The families of a cycle, each with its way so far."""

from collections.abc import Sequence
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import choose_alternatives, declare_recusal, give_opinion, resubmit_candidacy
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import StepReason, Verb
from anjia.evaluations.forms.filters import CandidacyFilter
from anjia.evaluations.forms.steps import AlternativesForm, OpinionForm, RecusalForm
from anjia.evaluations.models import Candidacy, CriterionDeduction, Opinion
from anjia.evaluations.permissions import deciders
from anjia.evaluations.points import shown, shown_mean
from anjia.evaluations.queries import visible_to
from anjia.evaluations.queries.candidacies import IN_THE_VILLAGE_ONLY
from anjia.evaluations.queries.history import history_of, last_adverse, reason_of
from anjia.evaluations.queries.raters import shown_recusals
from anjia.evaluations.steps import STEP_OF_STATE
from anjia.evaluations.views.base import CandidacyMixin, PlaceMixin
from anjia.households.enums import Verb as HouseholdVerb
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, ObjectFormScreen, TransitionScreen, absent


def with_last_reason(candidacies: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
    """Adds `last_reason`: that of the latest opinion."""
    last = Opinion.objects.filter(candidacy=OuterRef("pk")).order_by("-given_at", "-pk")
    return candidacies.annotate(last_reason=Subquery(last.values("reason")[:1]))


TONES: dict[str, str] = {S.RETURNED: "due", S.NAMED: "done"}
COLUMNS = (
    Column(
        "name",
        _("户主"),
        "household.head_name",
        order="name",
        href=lambda family: reverse("evaluations:candidacy_detail", args=[family.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column(
        "group",
        _("小组"),
        lambda family: f"{family.region.parent.name} {family.region.name}",
        order="place",
        share=3,
    ),
    Column("score", _("得分"), "shown_score", order="score", is_figure=True, share=1),
    Column("votes", _("同意票"), lambda family: family.shown_votes, order="votes", is_figure=True, share=1),
    Column(
        "state",
        _("进度"),
        lambda family: family.get_state_display(),
        note=lambda family: family.reason_label,
        tone=lambda family: TONES.get(family.state, "calm"),
    ),
)


class CandidacyListView(PlaceMixin, ListScreen):
    """All families of the cycle in a place."""

    permission = Verb.VIEW
    template_name = "evaluations/candidacy_list.html"
    heading = _("候选户")
    has_state = True
    columns = COLUMNS
    export_verb = HouseholdVerb.EXPORT
    filter_form = CandidacyFilter
    other_keys = frozenset({"place"})
    default_order = ("region__path", "household__head_name", "pk")
    orders = {
        "name": ("household__head_name", "pk"),
        "place": ("region__path", "household__head_name", "pk"),
        "score": ("total_half_points", "pk"),
        "votes": ("votes_for", "pk"),
    }

    def get_filter_kwargs(self) -> dict[str, Any]:
        return {"place": self.place, "has_state": self.has_state}

    def get_queryset(self) -> QuerySet[Candidacy]:
        rows = self.here(visible_to(self.user)).select_related("household", "region__parent", "cycle")
        return with_last_reason(rows)

    def filter(self, queryset: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
        return self.filters.narrow(queryset)

    def exportable(self, rows: QuerySet[Candidacy]) -> QuerySet[Candidacy]:
        """Who still lacks a proof of consent, or has left, stands on no list that leaves (frame F5)."""
        return super().exportable(rows).exclude(state__in=IN_THE_VILLAGE_ONLY)

    def prepare(self, rows: Sequence[Candidacy]) -> Sequence[Candidacy]:
        for row in rows:
            row.reason_label = StepReason(row.last_reason).label if row.last_reason and row.state == S.RETURNED else ""
            row.shown_votes = "" if row.votes_for is None else f"{row.votes_for} / {row.voters_present}"
        return rows


class CandidacyDetailView(CandidacyMixin, DetailScreen):
    """One family: score, votes, every deduction with its reason, every step with who took it."""

    permission = Verb.VIEW
    template_name = "evaluations/candidacy_detail.html"

    def get_heading(self) -> str:
        return str(_("%(name)s 家") % {"name": self.object.household.head_name})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        family, user = self.object, self.user
        path = family.region.path
        rule = STEP_OF_STATE.get(family.state)
        adverse = last_adverse(family)
        registers = user.may(Verb.REGISTER, path)
        return super().get_context_data(
            events=history_of(family),
            criteria=self._criteria(),
            pass_mark=shown(family.cycle.pass_mark_half_points or 0),
            recusals=shown_recusals(family, user, registers=registers),
            adverse=adverse,
            adverse_reason=reason_of(adverse),
            step=rule.step if rule and user.may(rule.verb, path) else "",
            can_resubmit=bool(registers and adverse and adverse.reason == StepReason.INCOMPLETE),
            can_choose=registers and family.state in (S.DRAFT, S.CONSENTED, S.DEFERRED, S.RETURNED),
            can_recuse=family.state not in (S.NAMED, S.REFUSED, S.WITHDRAWN),
            **kwargs,
        )

    def _criteria(self) -> list[dict[str, Any]]:
        """Sums per criterion with the reasons that were given; nothing before the scores are added up."""
        family = self.object
        if not family.raters_counted:
            return []
        given = CriterionDeduction.objects.filter(ballot__candidacy=family)
        given = given.exclude(ballot__rater__in=family.recusals.values("rater"))
        reasons: dict[Any, list[str]] = {}
        for row in given.values("criterion", "reason__text").annotate(off=Sum("half_points")).order_by("reason__text"):
            reasons.setdefault(row["criterion"], []).append(row["reason__text"])
        criteria = family.cycle.standard_version.criteria.order_by("order")
        return [
            {
                "criterion": criterion,
                "mean": shown_mean(points, family.raters_counted),
                "max": shown(criterion.max_half_points),
                "is_less": points < criterion.max_half_points * family.raters_counted,
                "reasons": "；".join(reasons.get(criterion.pk, [])),
            }
            for criterion, points in zip(criteria, family.score_sums, strict=False)
        ]


class CandidacyFormMixin(CandidacyMixin):
    """Pages about one family that lead back to it."""

    object: Candidacy
    user: Any

    def back(self) -> str:
        return reverse("evaluations:candidacy_detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class CandidacyOpinionView(CandidacyFormMixin, ObjectFormScreen):
    """One opinion on one family, beside its time line."""

    permission = Verb.VIEW
    template_name = "evaluations/candidacy_opinion.html"
    form_class = OpinionForm
    submit_label = _("签署意见")
    success_message = _("意见已签署。")

    @cached_property
    def rule(self) -> Any:
        step = self.kwargs["step"]
        rule = next((rule for rule in STEP_OF_STATE.values() if rule.step == step), None)
        if rule is None:
            raise absent()
        return rule

    def get_heading(self) -> str:
        return str(self.rule.step.label)

    def perform(self, form: OpinionForm) -> str:
        data = form.cleaned_data
        chosen = Candidacy.objects.filter(pk=self.object.pk)
        give_opinion(
            chosen, self.rule.step, data["outcome"], by=self.user, reason=data["reason"], note=data["note"].strip()
        )
        return reverse("evaluations:step_queue", args=[self.rule.step])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            events=history_of(self.object), pass_mark=shown(self.object.cycle.pass_mark_half_points or 0), **kwargs
        )


class CandidacyRecusalView(CandidacyFormMixin, ObjectFormScreen):
    """Declares that somebody is not counted for this family."""

    permission = Verb.VIEW
    heading = _("登记回避")
    form_class = RecusalForm
    submit_label = _("登记回避")
    success_message = _("回避已登记。")

    def get_form_kwargs(self) -> dict[str, Any]:
        registers = self.user.may(Verb.REGISTER, self.object.region.path)
        people = deciders(self.object.region.path)
        own = people if registers else people.filter(pk=self.user.pk)
        return {**super().get_form_kwargs(), "people": own, "may_exclude": registers}

    def perform(self, form: RecusalForm) -> str:
        declare_recusal(self.object, form.cleaned_data["person"], kind=form.cleaned_data["kind"], by=self.user)
        return self.back()


class CandidacyAlternativesView(CandidacyFormMixin, ObjectFormScreen):
    """Notes for which criteria the family chose the alternative; no reason is asked."""

    permission = Verb.REGISTER
    heading = _("家庭选择的替代指标")
    form_class = AlternativesForm
    submit_label = _("保存选择")
    success_message = _("已按家庭的选择保存。")

    def get_form_kwargs(self) -> dict[str, Any]:
        criteria = self.object.cycle.standard_version.criteria.exclude(alternative="").order_by("order")
        offered = [(criterion.code, f"{criterion.title}：{criterion.alternative}") for criterion in criteria]
        return {**super().get_form_kwargs(), "offered": offered}

    def get_initial(self) -> dict[str, Any]:
        return {"codes": self.object.alternatives.split(","), "version": self.object.version}

    def perform(self, form: AlternativesForm) -> str:
        data = form.cleaned_data
        choose_alternatives(self.object, codes=data["codes"], version=data["version"], by=self.user)
        return self.back()


class CandidacyResubmitView(CandidacyFormMixin, TransitionScreen):
    """Sends a family on whose missing papers were supplied."""

    permission = Verb.REGISTER
    heading = _("补齐资料后重报")
    submit_label = _("重新上报")
    success_message = _("已重新报村（社区）总评。")

    def get_effect(self) -> str:
        return str(_("本户带着原来的得分和票数，回到村（社区）总评。"))

    def perform(self, form: Any) -> str:
        resubmit_candidacy(self.object, by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": _("户主姓名"), "value": self.object.household.head_name},
            {"label": _("退回理由"), "value": reason_of(last_adverse(self.object))},
        ]
        return super().get_context_data(answers=answers, **kwargs)
