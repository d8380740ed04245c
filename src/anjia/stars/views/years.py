"""A year's grades: the list, grading, and the papers of the year and the month."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _
from django.views import View

from anjia.documents.papers import Roster
from anjia.documents.render import render_roster, render_roster_xlsx
from anjia.households.enums import Verb as HouseholdVerb
from anjia.kernel.exceptions import Refused
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.stars import tasks
from anjia.stars.actions import check_gradable, grade_year, publish_year
from anjia.stars.bulletin import lines_of, totals_of
from anjia.stars.enums import Verb
from anjia.stars.forms import GradeFilter
from anjia.stars.models import StarYear, YearGrade
from anjia.stars.papers import bulletin_of, summary_of, year_roster_of
from anjia.stars.queries import grades_visible_to, levels_in, open_villages, star_cycles
from anjia.stars.views.base import PlaceMixin
from anjia.web.columns import Column
from anjia.web.screens import ListScreen, TransitionScreen

COLUMNS = (
    Column("name", _("户主"), "household.head_name", order="name", is_personal=True, is_essential=True),
    Column(
        "group",
        _("小组"),
        lambda grade: f"{grade.household.region.parent.name} {grade.household.region.name}",
        order="place",
        share=3,
    ),
    Column("year", _("年度"), "cycle.year", is_figure=True, share=1),
    Column("stars", _("全年星数"), "stars", order="stars", is_figure=True, share=1),
    Column("quarters", _("季数"), "quarters", is_figure=True, starts_hidden=True, share=1),
    Column("level", _("年度星级"), str, share=3, tone=lambda grade: "done" if (grade.level or 0) >= 4 else "calm"),
)


class GradeList(PlaceMixin, ListScreen):
    """The graded families of a place; only five and four stars are ever published."""

    permission = Verb.VIEW
    template_name = "stars/grade_list.html"
    heading = _("年度星级")
    columns = COLUMNS
    filter_form = GradeFilter
    export_verb = HouseholdVerb.EXPORT
    export_scope = "household__region__path"
    other_keys = frozenset({"place"})
    default_order = ("-cycle__year", "-stars", "household__region__path", "pk")
    orders = {
        "name": ("household__head_name", "pk"),
        "place": ("household__region__path", "household__head_name", "pk"),
        "stars": ("stars", "pk"),
    }

    def get_queryset(self) -> QuerySet[YearGrade]:
        return self.here(grades_visible_to(self.user), "household__region__path")

    def filter(self, queryset: QuerySet[YearGrade]) -> QuerySet[YearGrade]:
        level, name = self.filters.condition("level"), self.filters.condition("name")
        year = self.filters.condition("year")
        queryset = queryset.filter(cycle__year=year) if year else queryset
        queryset = queryset.filter(household__head_name__startswith=name) if name else queryset
        if level == "0":
            return queryset.filter(level__isnull=True)
        return queryset.filter(level=level) if level else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place, cycle = self.place, self.cycle
        lines = lines_of(cycle, place) if cycle and place else []
        return super().get_context_data(
            place=place,
            cycle=cycle,
            year=StarYear.objects.filter(cycle=cycle).first() if cycle else None,
            figures=levels_in(cycle, place.path) if cycle and place else {},
            units=lines,
            sums=totals_of(place, lines) if place and lines else None,
            may_grade=bool(cycle and self.user.may(Verb.GRADE, cycle.region.path)),
            may_print=bool(place and self.user.may(Verb.VIEW, place.path)),
            may_export=bool(place and self.user.may(HouseholdVerb.EXPORT, place.path)),
            **kwargs,
        )


class LaterMixin:
    """A whole city is not waited for: a job does it, and its page shows how far it is."""

    object: ProgrammeCycle
    user: Any
    success_message: Any

    def later(self, name: str) -> str:
        self.success_message = _("户数较多，正在后台办理，可以先做别的，办完会通知您。")
        return reverse("web:job", args=[tasks.ask(name, self.object, by=self.user).pk])


class YearGradeView(LaterMixin, TransitionScreen):
    """Grading names what it rests on, and what becomes public."""

    permission = Verb.GRADE
    context_name = "cycle"
    heading = _("评定年度星级")
    submit_label = _("评定")

    def get_queryset(self) -> QuerySet[ProgrammeCycle]:
        allowed = [c.pk for c in star_cycles(self.user) if self.user.may(Verb.GRADE, c.region.path)]
        return star_cycles(self.user).filter(pk__in=allowed)

    def get_effect(self) -> str:
        said = _("四季都记了星的家庭按全年星数评星级，不满四季的不评。")
        return f"{said}{_('评定后先核对，再公布；只公布五星、四星。以前评过的，只改有变化的。')}"

    def perform(self, form: Any) -> str:
        if tasks.is_long(self.object):
            check_gradable(self.object, self.user)
            return self.later(tasks.GRADE)
        changed, figures = grade_year(self.object, by=self.user), levels_in(self.object, self.object.region.path)
        told = {"n": figures["families"], "m": figures["graded"], "changed": changed}
        self.success_message = _("共 %(n)d 户，评出星级 %(m)d 户，本次有变化 %(changed)d 户。") % told
        return reverse("stars:grade_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        waiting = open_villages(self.object)
        answers = [
            {"label": _("周期"), "value": str(self.object)},
            {"label": _("还没有结季"), "value": "、".join(map(str, waiting[:5])) or _("没有，都已结季")},
        ]
        return super().get_context_data(answers=answers, back_url=reverse("stars:grade_list"), **kwargs)


class YearPublishView(LaterMixin, TransitionScreen):
    """Publishing names how many families become public, and that the others do not."""

    permission = Verb.GRADE
    context_name = "cycle"
    heading = _("公布年度星级")
    submit_label = _("确认公布")
    success_message = _("已公布，各村（社区）的公布栏已经张贴。")

    def get_queryset(self) -> QuerySet[ProgrammeCycle]:
        allowed = [c.pk for c in star_cycles(self.user) if self.user.may(Verb.GRADE, c.region.path)]
        return star_cycles(self.user).filter(pk__in=allowed)

    @cached_property
    def figures(self) -> dict[str, int]:
        return levels_in(self.object, self.object.region.path)

    def get_effect(self) -> str:
        told = {"five": self.figures["five"], "four": self.figures["four"]}
        said = _("将按村（社区）公布五星 %(five)d 户、四星 %(four)d 户，向公众可见；") % told
        return f"{said}{_('姓名按各家的意愿显示，其他家庭不公布。')}"

    def perform(self, form: Any) -> str:
        if tasks.is_long(self.object):
            return self.later(tasks.PUBLISH)
        publish_year(self.object, by=self.user)
        return reverse("stars:grade_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        answers = [
            {"label": _("周期"), "value": str(self.object)},
            {"label": _("评出星级"), "value": _("%(n)d 户") % {"n": self.figures["graded"]}},
        ]
        return super().get_context_data(answers=answers, back_url=reverse("stars:grade_list"), **kwargs)


class PaperView(View):
    """A paper of a cycle for a place, made when it is asked for; the download is noted where it names families."""

    permission: Any = Verb.VIEW
    http_method_names = ["get"]
    name = ""
    media_type = "application/pdf"

    @property
    def user(self) -> Any:
        return self.request.user

    def paper(self, cycle: ProgrammeCycle, place: Region) -> Roster:
        raise NotImplementedError

    def get(self, request: HttpRequest, cycle: Any, place: Any) -> HttpResponse:
        found = get_object_or_404(star_cycles(self.user), pk=cycle)
        where = get_object_or_404(regions_visible_to(self.user, str(self.permission)), pk=place)
        paper = self.paper(found, where)
        if not paper.rows:
            raise Refused(_("现在还没有可以列入的内容。"))
        answer = HttpResponse(self.render(paper), content_type=self.media_type)
        ending = "xlsx" if "sheet" in self.media_type else "pdf"
        answer["Content-Disposition"] = content_disposition_header(
            as_attachment=ending == "xlsx", filename=f"{paper.title}.{ending}"
        )
        return answer

    def render(self, paper: Roster) -> bytes:
        return render_roster(paper)


class BulletinView(PaperView):
    """The month's bulletin: aggregates only."""

    permission = Verb.VIEW

    def paper(self, cycle: ProgrammeCycle, place: Region) -> Roster:
        month = _month(self.request.GET.get("month", ""))
        return bulletin_of(cycle, place, f"{month.year}年{month.month}月")


def _month(asked: str) -> date:
    """The month of an address like `?month=2026-10`; this month for none, nonsense or one that has not begun."""
    today = timezone.localdate()
    try:
        month = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return today
    return min(month, today)


class SummaryView(PaperView):
    """The year's summary: aggregates only."""

    permission = Verb.VIEW

    def paper(self, cycle: ProgrammeCycle, place: Region) -> Roster:
        return summary_of(cycle, place)


class YearRosterView(PaperView):
    """The roster of five and four stars, as Excel."""

    permission = HouseholdVerb.EXPORT
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def paper(self, cycle: ProgrammeCycle, place: Region) -> Roster:
        return year_roster_of(cycle, place)

    def render(self, paper: Roster) -> bytes:
        return render_roster_xlsx(paper)
