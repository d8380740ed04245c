"""What is due: the list of a place with its countdown, the numbers of the places below, visits, printed sheets."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.render import render_forms
from anjia.honours.enums import Verb as HonourVerb
from anjia.honours.models import Title
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.rolling.actions import plan_reviews
from anjia.rolling.actions.plan import to_plan
from anjia.rolling.enums import Due, ReviewState, Verb
from anjia.rolling.forms import DueFilter, PlanForm
from anjia.rolling.models import Rectification, TitleReview
from anjia.rolling.models.rectification import UNDER_WAY
from anjia.rolling.papers import review_sheet
from anjia.rolling.queries import (
    HOME,
    counts_below,
    due_here,
    executable,
    is_due,
    planned_in,
    renewable_in,
    reviewers_of,
    task_of,
)
from anjia.rolling.queries import to_do as anything
from anjia.web.columns import Column
from anjia.web.screens import FormScreen, ListScreen, ObjectMixin, Screen

MOST = 200
COLUMNS = (
    Column(
        "name",
        gettext_lazy("户主姓名"),
        "household.head_name",
        order="name",
        href=lambda title: reverse("rolling:title_life", args=[title.pk]),
        is_personal=True,
        is_essential=True,
    ),
    Column(
        "place",
        gettext_lazy("小组"),
        lambda title: f"{title.household.region.parent.name} {title.household.region.name}",
        order="place",
        note=lambda title: title.place_note,
        share=3,
    ),
    Column("serial", gettext_lazy("证书编号"), "serial", starts_hidden=True),
    Column("task", gettext_lazy("该办什么"), "task", tone=lambda title: title.task_tone),
    Column("day", gettext_lazy("到期"), "task_day", order="day", note=lambda title: title.countdown, share=1.5),
    Column("valid", gettext_lazy("有效期至"), "valid_to", order="valid", share=1.5),
    Column("planned", gettext_lazy("已安排上门"), "planned_on", share=1.5),
)


def countdown(days: int) -> str:
    if days < 0:
        return _("已过 %(n)d 天") % {"n": -days}
    return _("今天到期") if days == 0 else _("还有 %(n)d 天") % {"n": days}


class DueList(ListScreen):
    """The titles of a place of which something is to be done, the most urgent first."""

    permission = Verb.VIEW
    heading = gettext_lazy("称号复核和续期")
    template_name = "rolling/due_list.html"
    default_order = ("review_due_on", "household__region__path", "pk")
    orders = {
        "name": ("household__head_name", "pk"),
        "place": ("household__region__path", "pk"),
        "day": ("review_due_on", "pk"),
        "valid": ("valid_to", "pk"),
    }
    columns = COLUMNS
    filter_form = DueFilter
    no_export = "a working list; what is taken along are the sheets of the visits"
    acts_label = gettext_lazy("办理")

    @property
    def place(self) -> Region | None:
        return current_place(self.request)

    def get_queryset(self) -> QuerySet[Title]:
        titles, place = due_here(self.user), self.place
        return titles.filter(under(HOME, place.path)) if place else titles.none()

    def filter(self, queryset: QuerySet[Title]) -> QuerySet[Title]:
        today, kind, q = timezone.localdate(), self.filters.condition("due"), self.filters.condition("q")
        queryset = queryset.filter(is_due(kind, today) if kind else anything(today))
        named = Q(household__head_name__startswith=q) | Q(serial__icontains=q)
        return queryset.filter(named) if q else queryset

    def prepare(self, rows: Sequence[Title]) -> Sequence[Title]:
        ids, today = [row.pk for row in rows], timezone.localdate()
        running = dict(
            Rectification.objects.filter(title__in=ids, state__in=UNDER_WAY).values_list("title_id", "due_on")
        )
        planned = TitleReview.objects.filter(title__in=ids, state=ReviewState.PLANNED)
        visits = dict(planned.values_list("title_id", "planned_on"))
        for row in rows:
            self._dress(row, running, today)
            row.planned_on = visits.get(row.pk)
        return rows

    def _dress(self, row: Any, running: dict[Any, Any], today: Any) -> None:
        kind = task_of(row, today)
        row.task, row.task_tone = kind.label, "due" if kind in (Due.OVERDUE, Due.RECTIFYING) else "calm"
        row.task_day = {
            Due.RECTIFYING: running.get(row.pk),
            Due.RENEWABLE: row.valid_to,
        }.get(kind, row.review_due_on)
        if kind is Due.RECTIFYING and row.task_day and row.task_day < today:
            row.task = _("整改期满")
        row.countdown = countdown((row.task_day - today).days) if row.task_day else ""
        row.place_note = "" if row.household.region.is_valid_on(today) else _("小组已撤并，请先迁到接续的小组")
        row.can_review = kind is not Due.RENEWABLE and self.user.may(Verb.REVIEW, row.household.region.path)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**self._around(), **kwargs)

    def _around(self) -> dict[str, Any]:
        """What can be done here for many at once."""
        place, user = self.place, self.user
        if place is None:
            return {}
        told: dict[str, Any] = {"place": place}
        if place.level == Level.VILLAGE and user.may(Verb.REVIEW, place.path):
            told |= {"can_plan": to_plan(place, timezone.localdate()).count(), "planned": planned_in(place).count()}
        if place.level == Level.TOWN and user.may(HonourVerb.PREPARE, place.path) and current_cycle(place):
            told["can_renew"] = renewable_in(place).count()
        if place.level == Level.TOWN and user.may(Verb.PREPARE, place.path):
            told["can_cancel"] = executable(place).count()
        return told


class DueCounts(Screen):
    """How much there is to do in the places right below: numbers only."""

    permission = Verb.VIEW
    heading = gettext_lazy("各地的复核和续期")
    template_name = "rolling/due_counts.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place = current_place(self.request)
        counted = counts_below(place, due_here(self.user), timezone.localdate()) if place else {}
        places = Region.objects.filter(path__in=counted).order_by("path")
        rows = [{"place": below, **counted[below.path]} for below in places]
        return super().get_context_data(place=place, rows=rows, kinds=Due, **kwargs)


class ReviewPlan(ObjectMixin, FormScreen):
    """Visits arranged: tick the families, the day and the people."""

    permission = Verb.REVIEW
    heading = gettext_lazy("安排上门复核")
    template_name = "rolling/review_plan.html"
    form_class = PlanForm
    submit_label = gettext_lazy("安排")
    context_name = "village"

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission)).filter(level=Level.VILLAGE)

    def get_form_kwargs(self) -> dict[str, Any]:
        titles = to_plan(self.object, timezone.localdate()).select_related("household__region")
        ordered = titles.order_by("household__region__path", "household__head_name", "pk")
        first = ordered.filter(pk__in=list(ordered.values_list("pk", flat=True)[:MOST]))
        return {**super().get_form_kwargs(), "people": reviewers_of(self.object), "titles": first}

    def perform(self, form: PlanForm) -> str:
        told = form.cleaned_data
        done = plan_reviews(
            self.object,
            [title.pk for title in told["titles"]],
            planned_on=told["planned_on"],
            reviewers=list(told["reviewers"]),
            by=self.user,
        )
        messages.success(self.request, _("已安排 %(n)d 户。") % {"n": done.arranged})
        if done.left_out:
            messages.warning(
                self.request,
                _("有 %(n)d 户因回避剩下不到两个人，没有安排。请另选复核人。") % {"n": done.left_out},
            )
        return reverse("rolling:due_list")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=reverse("rolling:due_list"), **kwargs)


class ReviewSheets(ObjectMixin, Screen):
    """The sheets of all visits arranged in a village, as one PDF."""

    permission = Verb.REVIEW
    http_method_names = ["get", "head"]

    def get_queryset(self) -> QuerySet[Region]:
        return regions_visible_to(self.user, str(self.permission)).filter(level=Level.VILLAGE)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        planned = list(planned_in(self.object)[:MOST])
        if not planned:
            raise Refused(_("还没有安排上门复核，没有可打印的复核表。"))
        answer = HttpResponse(render_forms([review_sheet(r) for r in planned]), content_type="application/pdf")
        answer["Content-Disposition"] = 'inline; filename="review-sheets.pdf"'
        return answer
