"""The list of recommendations, and one of them."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.forms import RecommendationFilter
from anjia.exemplars.models import Recommendation
from anjia.exemplars.permissions import can_step
from anjia.exemplars.queries import visible_to
from anjia.exemplars.queries.next_steps import next_steps
from anjia.exemplars.queries.recommendations import matching
from anjia.exemplars.timeline import timeline
from anjia.kernel.scope import under
from anjia.programmes.queries import current_cycle
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen

TONES = {R.RETURNED: "due", R.NAMED_MODEL: "done", R.PLAQUE_AWARDED: "done", R.ENDED: "plain", R.RETRACTED: "plain"}
COLUMNS = (
    Column(
        "name",
        _("户主姓名"),
        "household.head_name",
        href=lambda row: reverse("exemplars:detail", args=[row.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column("place", _("村（社区）"), lambda row: f"{row.region.parent.name} {row.region.name}", order="place", share=3),
    Column("town", _("乡镇（街道）"), "region.parent.parent.name", starts_hidden=True),
    Column("year", _("年度"), "cycle.year", starts_hidden=True, share=1),
    Column("rank", _("名次"), "rank", order="rank", is_figure=True, share=1),
    Column("serial", _("平安家庭证书"), "title.serial", starts_hidden=True),
    Column("reason", _("推荐理由"), "reason", is_personal=True, starts_hidden=True, share=4),
    Column(
        "state",
        _("状态"),
        lambda row: row.get_state_display(),
        note=lambda row: row.get_return_reason_display(),
        tone=lambda row: TONES.get(row.state, "calm"),
        share=2,
    ),
)


class RecommendationList(ListScreen):
    permission = Verb.VIEW
    heading = _("示范户推荐")
    template_name = "exemplars/list.html"
    default_order = ("-cycle__year", "region__path", "rank", "pk")
    orders = {"place": ("region__path", "pk"), "rank": ("rank", "pk")}
    columns = COLUMNS
    filter_form = RecommendationFilter
    export_verb = Verb.EXPORT

    def get_queryset(self) -> QuerySet[Recommendation]:
        rows, place = visible_to(self.user), current_place(self.request)
        return rows.filter(under("region__path", place.path)) if place else rows

    def filter(self, queryset: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
        return matching(queryset, **{name: self.filters.condition(name) for name in ("q", "year", "state")})

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        may_take = bool(place) and self.user.may(Verb.EXPORT, place.path if place else "")
        can_take = may_take and bool(place) and current_cycle(place) is not None
        return super().get_context_data(next=next_steps(self.user, place), can_take=can_take, **kwargs)


class RecommendationDetail(DetailScreen):
    permission = Verb.VIEW
    template_name = "exemplars/detail.html"
    context_name = "row"

    def get_queryset(self) -> QuerySet[Recommendation]:
        return visible_to(self.user).select_related("decision", "household__region")

    def get_heading(self) -> str:
        return self.object.household.head_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.object, self.user
        steps = {step: can_step(user, row, step) for step in ("submit", "retract", "return", "send_back")}
        return super().get_context_data(
            can_return=steps["return"] or steps["send_back"],
            can_retract=steps["retract"],
            can_write=steps["submit"],
            honours=list(row.household.other_honours.all()),
            plaques=list(row.household.plaques.order_by("-made_on", "pk")),
            can_record=user.may(Verb.RECORD_HONOUR, row.region.path),
            can_take=user.may(Verb.EXPORT, row.region.path),
            events=timeline(row),
            **kwargs,
        )
