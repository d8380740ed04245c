"""The district office's queue, one report with its answer, and figures by town."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.kernel.scope import under
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.working_days import days_left
from anjia.supervision.actions import answer_pressure
from anjia.supervision.enums import ReportState, Verb
from anjia.supervision.forms import AnswerForm, ReportFilter
from anjia.supervision.models import PressureReport
from anjia.supervision.queries import figures_of, visible_to
from anjia.web.columns import Column
from anjia.web.screens import ListScreen, ObjectFormScreen, Screen

COLUMNS = (
    Column(
        "pressure",
        _("什么情形"),
        lambda report: report.get_pressure_display(),
        href=lambda report: reverse("supervision:answer", args=[report.pk]),
        is_essential=True,
    ),
    Column("place", _("村（社区）"), "region.name", note=lambda report: report.region.parent.name),
    Column("month", _("什么时候"), "month"),
    Column("due", _("答复期限"), "due_on", part="supervision/parts/due.html"),
    Column(
        "state",
        _("状态"),
        lambda report: report.get_state_display(),
        tone=lambda report: "done" if report.state == ReportState.ANSWERED else "due",
    ),
)


class ReportListView(ListScreen):
    """By due date, counting down in working days."""

    permission = Verb.ANSWER
    heading = _("自愿参加反映")
    template_name = "supervision/reports.html"
    default_order = ("due_on", "pk")
    columns = COLUMNS
    other_keys = frozenset({"place"})
    filter_form = ReportFilter
    no_export = "a file of single reports could be laid beside other lists; only figures by town may be shown around"

    @cached_property
    def filters(self) -> ReportFilter:
        """Without a choice, those that wait for an answer."""
        return ReportFilter({"state": self.request.GET.get("state", "open")})

    def get_queryset(self) -> QuerySet[PressureReport]:
        reports, place = visible_to(self.user), current_place(self.request)
        return reports.filter(under("region__path", place.path)) if place is not None else reports

    def filter(self, queryset: QuerySet[PressureReport]) -> QuerySet[PressureReport]:
        state = self.filters.condition("state")
        if state == "open":
            return queryset.filter(state=ReportState.RECEIVED)
        return queryset.filter(state=state) if state else queryset

    def prepare(self, rows: Sequence[PressureReport]) -> Sequence[PressureReport]:
        today = timezone.localdate()
        days = days_left(today, {report.due_on for report in rows})
        for report in rows:
            report.days = days[report.due_on]
        return rows


class ReportAnswerView(ObjectFormScreen):
    """What is known, which is little on purpose, and what was done."""

    permission = Verb.ANSWER
    template_name = "supervision/answer.html"
    heading = _("答复")
    submit_label = _("答复并办结")
    success_message = _("已答复，反映的人可凭查询码看到。")
    form_class = AnswerForm
    context_name = "report"

    def get_queryset(self) -> QuerySet[PressureReport]:
        return visible_to(self.user)

    def perform(self, form: AnswerForm) -> str:
        answer_pressure(self.object, **form.cleaned_data, by=self.user)
        return reverse("supervision:reports")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        report = self.object
        return super().get_context_data(
            days=days_left(timezone.localdate(), [report.due_on])[report.due_on],
            is_answered=report.state == ReportState.ANSWERED,
            back_url=reverse("supervision:reports"),
            **kwargs,
        )


class FiguresView(Screen):
    """How many by town; small numbers stay hidden, so that the page may be shown around."""

    permission = Verb.ANSWER
    template_name = "supervision/figures.html"
    heading = _("自愿参加反映：各乡镇（街道）")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows: list[Any] = []
        total = None
        district = self._district()
        if district is not None:
            rows, total = figures_of(self.user, district)
        return super().get_context_data(rows=rows, figure_total=total, district=district, **kwargs)

    def _district(self) -> Region | None:
        scopes = self.user.scopes(Verb.ANSWER)
        mine = Region.objects.filter(path__in=scopes, level=Level.COUNTY).order_by("path")
        place = current_place(self.request)
        here = mine.filter(path=place.path).first() if place is not None else None
        return here or mine.first()
