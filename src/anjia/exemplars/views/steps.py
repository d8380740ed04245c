"""The roster's way up and back, each a form or a check page over one action (domain A5-5)."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.exemplars.actions import (
    forward_roster,
    rank_families,
    recommend_families,
    retract_recommendation,
    return_recommendation,
    submit_roster,
    write_reason,
)
from anjia.exemplars.actions.recommend import forwardable
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.forms import RanksForm, ReasonForm, RecommendForm, ReturnForm
from anjia.exemplars.models import Recommendation
from anjia.exemplars.queries import eligible, quota_of, standing_of, suggested_order, visible_to
from anjia.exemplars.queries.recommendations import SENT, titled
from anjia.honours.enums import TitleKind
from anjia.honours.screens import DecideStep, DraftStep, SignStep, VoidStep, expected_of
from anjia.kernel.exceptions import Refused
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.screens import ObjectFormScreen, TransitionScreen, absent


class PlaceMixin:
    """A step of a place's roster in the cycle that runs there."""

    permission: Any
    object: Any
    user: Any
    context_name = "place"

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission))

    @cached_property
    def cycle(self) -> ProgrammeCycle:
        cycle = current_cycle(self.object)
        if cycle is None:
            raise absent()
        return cycle

    @property
    def address(self) -> str:
        return reverse("exemplars:list")


class Recommend(PlaceMixin, ObjectFormScreen):
    permission = Verb.RECOMMEND
    heading = gettext_lazy("推荐示范户")
    template_name = "exemplars/recommend.html"
    submit_label = gettext_lazy("列入推荐名单")
    form_class = RecommendForm

    @cached_property
    def titles(self) -> list[Any]:
        return list(eligible(self.cycle, self.object)[:200])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "titles": self.titles}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cycle=self.cycle, titles=self.titles, back_url=self.address, **kwargs)

    def perform(self, form: RecommendForm) -> str:
        agreed_on = form.cleaned_data["agreed_on"]
        chosen = recommend_families(
            self.object, self.cycle, title_ids=form.title_ids, agreed_on=agreed_on, by=self.user
        )
        self.success_message = _("已将 %(n)s 户列入推荐名单，请补写推荐理由后上报。") % {"n": chosen}
        return self.address


class Submit(PlaceMixin, TransitionScreen):
    permission = Verb.RECOMMEND
    heading = gettext_lazy("上报推荐名单")
    template_name = "exemplars/roster_step.html"
    submit_label = gettext_lazy("报乡镇（街道）")
    success_message = gettext_lazy("推荐名单已报乡镇（街道）。")

    @cached_property
    def rows(self) -> list[Recommendation]:
        waiting = titled(standing_of(self.cycle, self.object, R.PROPOSED, R.RETURNED))
        return list(waiting.select_related("household", "region").order_by("region__path", "pk"))

    def get_effect(self) -> str:
        return _("将 %(n)s 户报乡镇（街道）评审排序。") % {"n": len(self.rows)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why = "" if self.rows else _("先推荐家庭，再上报。")
        return super().get_context_data(rows=self.rows, why=why, back_url=self.address, **kwargs)

    def perform(self, form: Any) -> str:
        submit_roster(self.object, self.cycle, by=self.user)
        return self.address


class Rank(PlaceMixin, ObjectFormScreen):
    permission = Verb.FORWARD
    heading = gettext_lazy("示范户排序")
    template_name = "exemplars/rank.html"
    submit_label = gettext_lazy("保存名次")
    success_message = gettext_lazy("名次已保存，可以按指标上报区县。")
    form_class = RanksForm

    @cached_property
    def rows(self) -> list[Recommendation]:
        waiting = standing_of(self.cycle, self.object, R.SUBMITTED)
        return list(suggested_order(waiting).select_related("household", "region__parent")[:300])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "rows": self.rows}

    def get_initial(self) -> dict[str, Any]:
        return {f"rank_{row.pk}": place for place, row in enumerate(self.rows, 1)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(back_url=self.address, **kwargs)
        quota, sent = quota_of(self.cycle, self.object), standing_of(self.cycle, self.object, *SENT).count()
        lines = [{"row": row, "field": context["form"].field_of(row)} for row in self.rows]
        return context | {"lines": lines, "quota": quota, "sent": sent}

    def perform(self, form: RanksForm) -> str:
        rank_families(self.object, self.cycle, order=form.order, by=self.user)
        return self.address


class Forward(PlaceMixin, TransitionScreen):
    permission = Verb.FORWARD
    heading = gettext_lazy("按指标报区县")
    template_name = "exemplars/roster_step.html"
    submit_label = gettext_lazy("报区县")
    success_message = gettext_lazy("推荐名册已报区县领导小组办公室。")

    why = ""

    @cached_property
    def rows(self) -> list[Recommendation]:
        try:
            chosen = forwardable(self.object, self.cycle)
        except Refused as refusal:
            self.why = str(refusal)
            return []
        found = Recommendation.objects.filter(pk__in=chosen).select_related("household", "region__parent")
        return list(found.order_by("rank"))

    def get_effect(self) -> str:
        quota = quota_of(self.cycle, self.object)
        return _("示范户指标 %(quota)s 户，按名次将 %(n)s 户报区县。") % {"quota": quota, "n": len(self.rows)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(rows=self.rows, why=self.why, back_url=self.address, **kwargs)

    def perform(self, form: Any) -> str:
        forward_roster(self.object, self.cycle, by=self.user, expected=expected_of(self))
        return self.address


class RowStep(TransitionScreen):
    """A step of one family's recommendation."""

    abstract = True
    template_name = "exemplars/row_step.html"
    context_name = "row"

    def get_queryset(self) -> QuerySet[Recommendation]:
        return visible_to(self.user, str(self.permission))

    @property
    def address(self) -> str:
        return reverse("exemplars:detail", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.address, **kwargs)


class Return(RowStep):
    permission = Verb.FORWARD
    heading = gettext_lazy("退回村（社区）")
    submit_label = gettext_lazy("退回")
    success_message = gettext_lazy("已退回，村（社区）补充后可以再报。")
    form_class = ReturnForm

    def get_effect(self) -> str:
        return _("这一户退回村（社区）；称号不受影响，补充后可以再报。")

    def perform(self, form: Any) -> str:
        return_recommendation(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return self.address


class SendBack(Return):
    permission = Verb.PREPARE
    heading = gettext_lazy("退回乡镇（街道）")
    success_message = gettext_lazy("已退回，乡镇（街道）核对后可以再报。")

    def get_effect(self) -> str:
        return _("这一户退回乡镇（街道）；称号不受影响，核对后可以再报。")


class Retract(RowStep):
    permission = Verb.RECOMMEND
    heading = gettext_lazy("撤回推荐")
    submit_label = gettext_lazy("撤回推荐")
    success_message = gettext_lazy("已撤回，称号不受影响。")

    def get_effect(self) -> str:
        return _("这一户不再参加今年的示范户推荐，不用说明原因；平安家庭称号不受影响。")

    def perform(self, form: Any) -> str:
        retract_recommendation(self.object, by=self.user)
        return self.address


class Reason(ObjectFormScreen):
    permission = Verb.RECOMMEND
    heading = gettext_lazy("推荐理由")
    submit_label = gettext_lazy("保存")
    success_message = gettext_lazy("推荐理由已保存。")
    context_name = "row"
    form_class = ReasonForm

    def get_queryset(self) -> QuerySet[Recommendation]:
        return visible_to(self.user, str(self.permission))

    def get_initial(self) -> dict[str, Any]:
        return {"reason": self.object.reason, "version": self.object.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("exemplars:detail", args=[self.object.pk]), **kwargs)

    def perform(self, form: Any) -> str:
        told = form.cleaned_data
        write_reason(self.object, reason=told["reason"], version=told["version"], by=self.user)
        return reverse("exemplars:detail", args=[self.object.pk])


class ModelDraft(DraftStep):
    permission = Verb.PREPARE
    kind = TitleKind.MODEL_FAMILY
    back = "exemplars:list"
    heading = gettext_lazy("起草示范户命名决定")


class ModelDecide(DecideStep):
    permission = Verb.DECIDE


class ModelSign(SignStep):
    permission = Verb.SIGN
    success_message = gettext_lazy("已签发：发文字号已取，示范户已命名并公布，公文正在排版。可以登记制作牌匾了。")


class ModelVoid(VoidStep):
    permission = Verb.DECIDE
