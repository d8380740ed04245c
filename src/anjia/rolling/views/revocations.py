"""Time to put right, and a title on its way to being taken back: each step a check page; each letter set on request."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.kernel.scope import under, under_any
from anjia.regions.place import current_place
from anjia.rolling.actions import (
    approve_revocation,
    decline_revocation,
    deliver_decision,
    extend_rectification,
    propose_revocation,
    record_agreement,
    record_hearing,
)
from anjia.rolling.enums import RectificationState, RevocationState, Verb
from anjia.rolling.forms import (
    AgreeForm,
    DeclineForm,
    DeliverForm,
    ExtendForm,
    HearingForm,
    ProposeForm,
    RevocationFilter,
)
from anjia.rolling.models import Rectification, Revocation
from anjia.rolling.models.revocation import LIVE
from anjia.rolling.papers import LETTERS, rectification_notice
from anjia.rolling.permissions import can_read_words
from anjia.rolling.queries import HOME, revocations_visible_to, waits_for
from anjia.rolling.views.titles import letter
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, TransitionScreen, absent

COLUMNS = (
    Column(
        "name",
        gettext_lazy("户主姓名"),
        "household.head_name",
        href=lambda case: reverse("rolling:title_life", args=[case.title_id]),
        is_personal=True,
        is_essential=True,
    ),
    Column("place", gettext_lazy("小组"), lambda c: f"{c.household.region.parent.name} {c.household.region.name}"),
    Column("state", gettext_lazy("进度"), lambda case: case.get_state_display(), tone=lambda case: "due"),
    Column("hearing", gettext_lazy("听取意见"), "hearing_on"),
    Column("delivered", gettext_lazy("送达"), "delivered_on"),
    Column("appeal", gettext_lazy("申诉到"), "appeal_until"),
    Column("end", gettext_lazy("称号期满"), "title.valid_to"),
)


class RevocationList(ListScreen):
    """What waits for a step in a place: a queue, which empties; it is no list of families."""

    permission = Verb.VIEW
    heading = gettext_lazy("取消称号的办理")
    template_name = "rolling/revocation_list.html"
    default_order = ("proposed_on", "pk")
    columns = COLUMNS
    filter_form = RevocationFilter
    no_export = "a queue of cases, read where they are handled and taken nowhere"

    def get_queryset(self) -> QuerySet[Revocation]:
        place, waiting = current_place(self.request), revocations_visible_to(self.user).filter(state__in=LIVE)
        return waiting.filter(under(HOME, place.path)) if place else waiting.none()

    def filter(self, queryset: QuerySet[Revocation]) -> QuerySet[Revocation]:
        step = self.filters.condition("step")
        return queryset.filter(waits_for(step)) if step else queryset


class Step(TransitionScreen):
    """What the steps share: the family, and the way back to its title."""

    abstract = True
    template_name = "rolling/step.html"
    context_name = "case"
    states: ClassVar[tuple[str, ...]] = ()

    def get_queryset(self) -> QuerySet[Any]:
        return revocations_visible_to(self.user, str(self.permission)).filter(state__in=self.states)

    @property
    def address(self) -> str:
        return reverse("rolling:title_life", args=[self.object.title_id])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.address, **kwargs)


class RectificationStep(Step):
    abstract = True

    def get_queryset(self) -> QuerySet[Rectification]:
        mine = under_any(HOME, self.user.scopes(str(self.permission)))
        rows = Rectification.objects.filter(mine, state__in=self.states)
        return rows.select_related("household__region__parent", "title", "review")


class RectificationExtend(RectificationStep):
    permission = Verb.REVIEW
    states = (RectificationState.OPEN,)
    heading = gettext_lazy("延长整改期")
    submit_label = gettext_lazy("延长")
    success_message = gettext_lazy("整改期已延长，请把新的通知书交给家庭。")
    form_class = ExtendForm

    def get_effect(self) -> str:
        return _("整改期现在到 %(day)s。延长以后重新打印通知书。") % {"day": self.object.due_on}

    def perform(self, form: Any) -> str:
        extend_rectification(self.object, due_on=form.cleaned_data["due_on"], by=self.user)
        return self.address


class RevocationPropose(RectificationStep):
    permission = Verb.PROPOSE
    states = (RectificationState.UNMET,)
    heading = gettext_lazy("提出取消称号")
    submit_label = gettext_lazy("提出，并约家庭说意见")
    success_message = gettext_lazy("已提出。请打印听取意见通知书，交给家庭。")
    form_class = ProposeForm

    def get_effect(self) -> str:
        return _("称号照旧有效。先听家庭说意见，再由乡镇（街道）审批；家庭这时改好了，复查通过，这件事就结束。")

    def perform(self, form: Any) -> str:
        propose_revocation(self.object, by=self.user, **form.cleaned_data)
        return self.address


class RevocationHear(Step):
    permission = Verb.HEAR
    states = (RevocationState.PROPOSED,)
    heading = gettext_lazy("听取家庭意见")
    submit_label = gettext_lazy("登记")
    success_message = gettext_lazy("家庭的意见已登记，等待乡镇（街道）审批。")
    form_class = HearingForm

    def get_effect(self) -> str:
        return _("家庭的意见和村（社区）的理由一起交乡镇（街道）审批。")

    def perform(self, form: Any) -> str:
        record_hearing(self.object, by=self.user, **form.cleaned_data)
        return self.address


class RevocationApprove(Step):
    permission = Verb.APPROVE
    states = (RevocationState.HEARD,)
    heading = gettext_lazy("同意取消称号")
    submit_label = gettext_lazy("同意")
    success_message = gettext_lazy("已审批。请村（社区）把告知书送到家里，申诉期从送达次日起算。")

    def get_effect(self) -> str:
        return _("审批不会马上生效：先送达，家庭有申诉期；到两年一次的决定时，由发文机关签发才生效。")

    def perform(self, form: Any) -> str:
        approve_revocation(self.object, by=self.user)
        return self.address


class RevocationDecline(Step):
    permission = Verb.APPROVE
    states = (RevocationState.HEARD,)
    heading = gettext_lazy("不予取消")
    submit_label = gettext_lazy("不予取消")
    success_message = gettext_lazy("家庭保留称号。")
    form_class = DeclineForm

    def get_effect(self) -> str:
        return _("家庭保留称号，按原来的日子等下一次复核。")

    def perform(self, form: Any) -> str:
        decline_revocation(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return self.address


class RevocationDeliver(Step):
    permission = Verb.PROPOSE
    states = (RevocationState.APPROVED,)
    heading = gettext_lazy("登记送达")
    submit_label = gettext_lazy("登记送达")
    success_message = gettext_lazy("已登记。申诉期从送达次日起算。")
    form_class = DeliverForm

    def get_effect(self) -> str:
        return _("从送达次日起，家庭有不少于 15 天可以申诉；期满以前什么都不生效。")

    def perform(self, form: Any) -> str:
        deliver_decision(self.object, delivered_on=form.cleaned_data["delivered_on"], by=self.user)
        return self.address


class RevocationAgree(Step):
    permission = Verb.PROPOSE
    states = (RevocationState.APPROVED,)
    heading = gettext_lazy("家庭书面同意提前")
    submit_label = gettext_lazy("登记")
    success_message = gettext_lazy("已登记。申诉期满后可以提前签发。")
    form_class = AgreeForm

    def get_effect(self) -> str:
        return _("申诉期满后，不用等到两年一次的决定就可以签发。家庭仍然可以申诉。")

    def perform(self, form: Any) -> str:
        record_agreement(self.object, agreed_on=form.cleaned_data["agreed_on"], by=self.user)
        return self.address


class RectificationNotice(DetailScreen):
    """整改通知书 as PDF or Word, with what help there is."""

    permission = Verb.REVIEW
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Rectification]:
        mine = under_any(HOME, self.user.scopes(Verb.REVIEW))
        rows = Rectification.objects.filter(mine)
        return rows.select_related("household__region__parent", "title", "review")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.kwargs["paper"] not in ("pdf", "word"):
            raise absent()
        return letter(rectification_notice(self.object), self.kwargs["paper"], "限期整改通知书")


class RevocationLetter(DetailScreen):
    """The invitation to be heard, and the town's decision with the way to appeal."""

    permission = Verb.VIEW
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Revocation]:
        rows = revocations_visible_to(self.user).select_related("household__region__parent__parent", "title")
        return rows.exclude(reason="")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        known = LETTERS.get(self.kwargs["letter"])
        early = self.kwargs["letter"] == "decision" and self.object.approved_on is None
        if known is None or early or self.kwargs["paper"] not in ("pdf", "word"):
            raise absent()
        if not can_read_words(self.user, self.object):
            raise absent()
        name, make = known
        return letter(make(self.object), self.kwargs["paper"], name)
