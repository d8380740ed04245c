"""The list of recommendations, one of them, and the roster as a file."""

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from anjia.documents.render import render_roster, render_roster_docx, render_roster_xlsx
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.forms import RecommendationFilter
from anjia.exemplars.models import OtherHonour, Recommendation
from anjia.exemplars.papers import roster_of
from anjia.exemplars.permissions import can_step
from anjia.exemplars.queries import visible_to
from anjia.exemplars.queries.recommendations import matching, suggested_order
from anjia.exemplars.timeline import timeline
from anjia.exemplars.workflow import LIVE
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.place import current_place
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, ListScreen, Screen, absent

TONES = {R.RETURNED: "due", R.NAMED_MODEL: "done", R.PLAQUE_AWARDED: "done", R.ENDED: "plain", R.RETRACTED: "plain"}
MEDIA = {
    "pdf": (render_roster, "application/pdf"),
    "docx": (render_roster_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": (render_roster_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
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
        return super().get_context_data(**self._acts(), **kwargs)

    def _acts(self) -> dict[str, Any]:
        """What can be done where one stands: the village recommends, the town ranks, the district drafts."""
        place = current_place(self.request)
        levels = {Level.VILLAGE: Verb.RECOMMEND, Level.TOWN: Verb.FORWARD, Level.COUNTY: Verb.PREPARE}
        verb = levels.get(Level(place.level)) if place else None
        cycle = current_cycle(place) if place and verb and self.user.may(verb, place.path) else None
        may_export = bool(place) and self.user.may(Verb.EXPORT, place.path if place else "")
        return {"place": place, "act": str(verb or "") if cycle else "", "cycle": cycle, "can_take": may_export}


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
            events=timeline(row),
            **kwargs,
        )


class RosterDownload(Screen):
    """示范户推荐花名册 of where one stands, for this year: Excel, Word or PDF; who took it is noted."""

    permission = Verb.EXPORT
    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        place = current_place(request)
        cycle = current_cycle(place) if place else None
        ending = self.kwargs["ending"]
        if place is None or cycle is None or ending not in MEDIA or not self.user.may(Verb.EXPORT, place.path):
            raise absent()
        rows = visible_to(self.user, Verb.EXPORT).filter(under("region__path", place.path), cycle=cycle, state__in=LIVE)
        listed = list(suggested_order(rows)[:2000])
        if not listed:
            raise Refused(_("推荐名单是空的，没有花名册可下载。"))
        render, media = MEDIA[ending]
        paper = roster_of(place.name, cycle.year, listed, honours_of(listed))
        told = {"roster": len(listed), "format": ending, "anchor": audit.head()}
        audit.record(Verb.EXPORT, cycle, by=self.user, after=told, region_path=place.path)
        response = HttpResponse(render(paper), content_type=media)
        response["Content-Disposition"] = content_disposition_header(True, f"{paper.title}.{ending}")
        response["Cache-Control"] = "private, no-store"
        return response


def honours_of(rows: list[Recommendation]) -> dict[object, list[OtherHonour]]:
    """The other honours of many families, in one query."""
    found: dict[object, list[OtherHonour]] = defaultdict(list)
    for honour in OtherHonour.objects.filter(household__in=[row.household_id for row in rows]):
        found[honour.household_id].append(honour)
    return found
