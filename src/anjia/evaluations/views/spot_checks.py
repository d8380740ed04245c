"""The town's spot-checks, for its reviewers: announce, draw, look, end."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import Terms, announce_spot_check, call_off_spot_check, close_spot_check, draw_spot_check
from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.forms.spot_checks import AnnounceForm, CallOffForm, DrawForm
from anjia.evaluations.models import DrawnFamily, SpotCheck
from anjia.evaluations.queries.agreement import outcome_of
from anjia.evaluations.queries.spot_checks import (
    blind_ballots_of,
    drawn_in,
    in_the_pool,
    is_as_drawn,
    spot_checks_visible_to,
)
from anjia.evaluations.views.base import PlaceMixin
from anjia.kernel.exceptions import Refused
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.web.columns import Column
from anjia.web.screens import (
    DetailScreen,
    FormScreen,
    ListScreen,
    ObjectFormScreen,
    ObjectMixin,
    Screen,
    TransitionScreen,
)

TONES: dict[str, str] = {
    SpotCheckState.ANNOUNCED: "due",
    SpotCheckState.RUNNING: "due",
    SpotCheckState.CLOSED: "done",
    SpotCheckState.CALLED_OFF: "calm",
}


class SpotCheckList(PlaceMixin, ListScreen):
    """The draws of a place, the newest first; each stays, with its seed."""

    permission = Verb.SEE_CHECKS
    heading = _("抽查盲评")
    template_name = "evaluations/spot_check_list.html"
    default_order = ("-announced_on", "-number", "pk")
    orders = {"day": ("announced_on", "number", "pk")}
    columns = (
        Column(
            "town",
            _("乡镇（街道）"),
            "region.name",
            href=lambda check: reverse("evaluations:spot_check_detail", args=[check.pk]),
            is_essential=True,
        ),
        Column("day", _("公告日期"), "announced_on", order="day"),
        Column("seed_day", _("种子公布"), "seed_day"),
        Column("seed", _("种子"), lambda check: check.seed or "—", note=lambda check: check.seed_source, share=3),
        Column("drawn", _("抽取户数"), "drawn", is_figure=True),
        Column("pool", _("参加抽取"), "families", is_figure=True),
        Column(
            "state",
            _("进度"),
            lambda check: check.get_state_display(),
            tone=lambda check: TONES[check.state],
        ),
    )
    other_keys = frozenset({"place"})

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return self.here(spot_checks_visible_to(self.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = self.place
        can_draw = bool(place and place.level == Level.TOWN and self.user.may(Verb.DRAW_CHECK, place.path))
        return super().get_context_data(can_draw=can_draw, **kwargs)


class SpotCheckAnnounce(PlaceMixin, FormScreen):
    """Source and day of the seed are typed in, and from then on stand for everybody to read."""

    permission = Verb.DRAW_CHECK
    heading = _("公告抽取办法")
    template_name = "evaluations/spot_check_announce.html"
    form_class = AnnounceForm
    submit_label = _("公告")
    success_message = _("已公告。到种子公布的日子再来抽取。")
    keeps_draft = False

    def perform(self, form: AnnounceForm) -> str:
        town = self.place
        cycle = current_cycle(town) if town else None
        if town is None or cycle is None:
            raise Refused(_("本地没有正在进行的创建周期。"), who=_("由区县领导小组办公室开启周期。"))
        check = announce_spot_check(town, cycle=cycle, terms=Terms(**form.cleaned_data), by=self.user)
        return reverse("evaluations:spot_check_detail", args=[check.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        town = self.place
        cycle = current_cycle(town) if town else None
        pool = in_the_pool(cycle, town).count() if town and cycle else 0
        back = reverse("evaluations:spot_check_list")
        return super().get_context_data(pool=pool, town=town, back_url=back, **kwargs)


class SpotCheckMixin(ObjectMixin):
    context_name = "check"
    user: Any

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return spot_checks_visible_to(self.user)


class ActMixin(SpotCheckMixin):
    """Pages that do something with one draw and lead back to it."""

    object: SpotCheck
    permission = Verb.DRAW_CHECK

    def back(self) -> str:
        return reverse("evaluations:spot_check_detail", args=[self.object.pk])

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return super().get_queryset().defer(None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class SpotCheckDraw(ActMixin, ObjectFormScreen):
    """The announced number is typed in, and the draw is made at once."""

    heading = _("按种子抽取")
    template_name = "evaluations/spot_check_draw.html"
    form_class = DrawForm
    submit_label = _("抽取并分给盲评人")
    success_message = _("已抽取，并通知了盲评人。")
    keeps_draft = False

    def perform(self, form: DrawForm) -> str:
        draw_spot_check(self.object, seed=form.cleaned_data["seed"], by=self.user)
        return self.back()


class SpotCheckCallOff(ActMixin, ObjectFormScreen):
    """Takes an announcement back; everybody goes on reading why."""

    heading = _("取消公告")
    template_name = "evaluations/spot_check_call_off.html"
    form_class = CallOffForm
    submit_label = _("取消这次抽查")
    success_message = _("已取消。公开页上保留这次公告和取消的原因。")
    keeps_draft = False

    def perform(self, form: CallOffForm) -> str:
        call_off_spot_check(self.object, reason=form.cleaned_data["reason"], by=self.user)
        return self.back()


class SpotCheckDetail(SpotCheckMixin, DetailScreen):
    """One draw: its seed, whether it comes out the same again, and how far the two scorings agree."""

    permission = Verb.SEE_CHECKS
    template_name = "evaluations/spot_check_detail.html"

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return super().get_queryset().defer(None)

    def get_heading(self) -> str:
        return str(_("%(town)s抽查盲评") % {"town": self.object.region.name})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        check = self.object
        outcome = outcome_of(check)
        may = self.user.may(Verb.DRAW_CHECK, check.region.path)
        is_announced, is_running = (check.state == state for state in ("announced", "running"))
        return super().get_context_data(
            tone=TONES[check.state],
            outcome=outcome,
            whole=outcome.whole,
            is_drawn=bool(check.seed),
            is_as_drawn=bool(check.seed) and is_as_drawn(check),
            open_ballots=blind_ballots_of(check).filter(confirmed_at__isnull=True).count() if is_running else 0,
            can_draw=may and is_announced and timezone.localdate() >= check.seed_day,
            can_call_off=may and is_announced,
            can_close=may and is_running,
            **kwargs,
        )


class SpotCheckPool(SpotCheckMixin, Screen):
    """The list drawn from, without names, as a text file: with it anybody does the draw again."""

    permission = Verb.SEE_CHECKS
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[SpotCheck]:
        return super().get_queryset().defer(None)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = HttpResponse(f"{self.object.pool}\n", content_type="text/plain; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="pool-{self.object.announced_on:%Y-%m-%d}.txt"'
        return answer


class SpotCheckFamilies(ListScreen):
    """The families drawn and who still has to score them: how many, never what."""

    permission = Verb.SEE_CHECKS
    heading = _("抽中的家庭")
    template_name = "evaluations/spot_check_families.html"
    default_order = ("village__path", "place_in_draw", "pk")
    no_export = "a working list; whom it names is nobody's business outside the check"
    columns = (
        Column("village", _("村（社区）"), "village.name", is_essential=True),
        Column("place", _("抽中次序"), "place_in_draw", is_figure=True),
        Column("name", _("户主姓名"), "household.head_name", is_personal=True),
        Column("code", _("编号"), "candidacy_id", share=4),
        Column(
            "done",
            _("盲评票"),
            lambda family: f"{family.done} / {family.asked}",
            tone=lambda family: "done" if family.asked and family.done == family.asked else "due",
        ),
    )

    @cached_property
    def check(self) -> SpotCheck:
        return get_object_or_404(spot_checks_visible_to(self.user), pk=self.kwargs["pk"])

    def get_queryset(self) -> QuerySet[DrawnFamily]:
        counted = {
            "asked": Count("blind_ballots"),
            "done": Count("blind_ballots", filter=Q(blind_ballots__confirmed_at__isnull=False)),
        }
        return drawn_in(self.check).annotate(**counted)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(check=self.check, **kwargs)


class SpotCheckClose(ActMixin, TransitionScreen):
    """Ends the blind scoring."""

    heading = _("结束盲评")
    submit_label = _("结束盲评")
    success_message = _("盲评已结束。")

    def get_effect(self) -> str:
        whole = outcome_of(self.object).whole
        told = {"done": whole.families, "open": whole.drawn - whole.families}
        return str(_("%(done)d 户已有三张盲评票；%(open)d 户还不齐，不计入一致率。结束以后不能再评。") % told)

    def perform(self, form: Any) -> str:
        close_spot_check(self.object, by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [{"label": _("抽取日期"), "value": self.object.drawn_on or "—"}]
        return super().get_context_data(answers=answers, **kwargs)
