"""The quarters of a place, one of them with its families, closing it, correcting one family."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import Verb as HouseholdVerb
from anjia.households.models import Household
from anjia.regions.enums import Level
from anjia.stars.actions import close_quarter, correct_quarter
from anjia.stars.addresses import record_url
from anjia.stars.enums import Evidence, Miss, QuarterState, Verb
from anjia.stars.forms import CorrectionForm, QuarterFilter, RecordFilter
from anjia.stars.marks import missing
from anjia.stars.models import StarCorrection, StarQuarter, StarRecord
from anjia.stars.overview import cards_of
from anjia.stars.permissions import closing_fault, sits_on_panel
from anjia.stars.queries import (
    counts_of,
    credited_positions,
    criteria_of,
    known_families,
    quarters_visible_to,
    records_of,
    unrecorded,
)
from anjia.stars.views.base import PlaceMixin, QuarterMixin
from anjia.web.columns import Column
from anjia.web.screens import ListScreen, ObjectFormScreen, TransitionScreen

TONES = {QuarterState.RECORDING: "due", QuarterState.CLOSED: "done", QuarterState.CORRECTED: "done"}
WORDS = {**dict(Evidence.choices), **dict(Miss.choices)}
COLUMNS = (
    Column(
        "place",
        _("村（社区）"),
        "region.name",
        order="place",
        href=lambda quarter: reverse("stars:quarter_detail", args=[quarter.pk]),
        is_essential=True,
        share=3,
    ),
    Column("year", _("年度"), "cycle.year", order="year", is_figure=True, share=1),
    Column("number", _("季度"), "number", is_figure=True, share=1),
    Column("families", _("已记户数"), lambda quarter: quarter.families if quarter.is_closed else None, is_figure=True),
    Column("full", _("五颗星"), lambda quarter: quarter.full if quarter.is_closed else None, is_figure=True),
    Column(
        "state",
        _("进度"),
        lambda quarter: quarter.get_state_display(),
        tone=lambda quarter: TONES[quarter.state],
        note=lambda quarter: "" if quarter.is_closed else _("%(day)s 前结季") % {"day": quarter.deadline},
    ),
    Column("closed", _("结季日期"), "closed_on"),
    Column("corrected", _("更正日期"), "corrected_on", starts_hidden=True),
)


class QuarterList(PlaceMixin, ListScreen):
    """The quarters of a place, the latest first; for a village, its year on top."""

    permission = Verb.VIEW
    template_name = "stars/quarter_list.html"
    heading = _("季度记星")
    default_order = ("-cycle__year", "-number", "region__path")
    orders = {"place": ("region__path", "-cycle__year", "-number"), "year": ("cycle__year", "number", "region__path")}
    columns = COLUMNS
    filter_form = QuarterFilter
    other_keys = frozenset({"place"})

    def get_queryset(self) -> QuerySet[StarQuarter]:
        return self.here(quarters_visible_to(self.user))

    def filter(self, queryset: QuerySet[StarQuarter]) -> QuerySet[StarQuarter]:
        year, number = self.filters.condition("year"), self.filters.condition("quarter")
        state = self.filters.condition("state")
        queryset = queryset.filter(cycle__year=year) if year else queryset
        queryset = queryset.filter(number=number) if number else queryset
        return queryset.filter(state=state) if state else queryset

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place, cycle = self.place, self.cycle
        is_village = place is not None and place.level == Level.VILLAGE
        cards = cards_of(cycle, place, self.user) if cycle and place and is_village else []
        can_print = place is not None and self.user.may(Verb.VIEW, place.path)
        return super().get_context_data(place=place, cycle=cycle, cards=cards, can_print=can_print, **kwargs)


def _star(at: int) -> Column:
    """One star by itself, for whoever wants all five side by side or in Excel."""
    return Column(
        f"star{at + 1}",
        _("第 %(n)d 颗") % {"n": at + 1},
        lambda record: _("得") if record.marks[at] in Evidence.values else _("缺"),
        note=lambda record: WORDS[record.marks[at]],
        starts_hidden=True,
    )


def _missed(record: StarRecord) -> list[str]:
    """“第 5 颗：自查表或活动记录还没有交齐”."""
    return [_("第 %(n)d 颗：%(why)s") % {"n": at + 1, "why": WORDS[record.marks[at]]} for at in missing(record.marks)]


RECORD_COLUMNS = (
    Column(
        "name",
        _("户主"),
        "household.head_name",
        order="name",
        is_personal=True,
        is_essential=True,
        href=lambda record: record.url,
    ),
    Column("group", _("小组"), "region.name", order="group", share=1),
    Column("stars", _("星数"), "stars", order="stars", is_figure=True, share=1),
    Column("missed", _("没有得的"), _missed, share=6),
    *(_star(at) for at in range(5)),
)


class QuarterDetail(QuarterMixin, ListScreen):
    """One village's quarter: what it came to, its families, and what can be done now."""

    permission = Verb.VIEW
    template_name = "stars/quarter_detail.html"
    columns = RECORD_COLUMNS
    filter_form = RecordFilter
    export_verb = HouseholdVerb.EXPORT
    default_order = ("region__path", "household__head_name", "pk")
    orders = {
        "name": ("household__head_name", "pk"),
        "group": ("region__path", "household__head_name", "pk"),
        "stars": ("stars", "region__path", "pk"),
    }

    @cached_property
    def object(self) -> Any:
        return get_object_or_404(quarters_visible_to(self.user), pk=self.kwargs["pk"])

    @property
    def place(self) -> Any:
        return self.object.region

    def get_heading(self) -> str:
        return str(self.object)

    def get_queryset(self) -> QuerySet[StarRecord]:
        return records_of(self.object).select_related("household", "region")

    def filter(self, queryset: QuerySet[StarRecord]) -> QuerySet[StarRecord]:
        name, stars = self.filters.condition("name"), self.filters.condition("stars")
        queryset = queryset.filter(household__head_name__startswith=name) if name else queryset
        return queryset.filter(stars=stars) if stars else queryset

    def prepare(self, rows: Sequence[StarRecord]) -> Sequence[StarRecord]:
        for row in rows:
            row.url = ""
            if self.may_correct:
                row.url = reverse("stars:quarter_correct", args=[self.object.pk, row.household_id])
        return rows

    @cached_property
    def may_correct(self) -> bool:
        quarter = self.object
        may = self.user.may(Verb.CORRECT, quarter.region.path)
        return quarter.is_closed and may and sits_on_panel(quarter.cycle, quarter.region, self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quarter, path = self.object, self.object.region.path
        may_close = not quarter.is_closed and self.user.may(Verb.CLOSE, path)
        left = unrecorded(quarter)
        return super().get_context_data(
            quarter=quarter,
            criteria=criteria_of(quarter.cycle),
            counts=counts_of(quarter),
            missing=left.count(),
            missing_families=list(left[:50]) if self.may_correct else [],
            record_url=record_url(quarter.cycle, quarter.region, quarter.number) if self._may_record() else "",
            may_close=may_close,
            closing_fault=closing_fault(quarter, self.user) if may_close else "",
            days_left=(quarter.deadline - timezone.localdate()).days,
            may_correct=self.may_correct,
            may_print=self.user.may(Verb.RECORD, path),
            corrections=self._corrections(),
            **kwargs,
        )

    def _may_record(self) -> bool:
        quarter = self.object
        may = self.user.may(Verb.RECORD, quarter.region.path)
        return not quarter.is_closed and may and sits_on_panel(quarter.cycle, quarter.region, self.user)

    def _corrections(self) -> list[StarCorrection]:
        quarter = self.object
        here = known_families(quarter).order_by().values("pk")
        rows = StarCorrection.objects.filter(cycle=quarter.cycle, quarter=quarter.number, household__in=here)
        return list(rows.select_related("household")[:20])


class QuarterClose(QuarterMixin, TransitionScreen):
    """Closing names its effect: how many families stand in it, how many do not, what becomes public."""

    permission = Verb.CLOSE
    heading = _("结季")
    submit_label = _("确认结季")
    success_message = _("已结季，季度星级公示已经张贴。")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What is closed has nothing to be checked any more: the quarter itself is shown."""
        return redirect(self.back()) if self.object.is_closed else super().get(request, *args, **kwargs)

    def get_effect(self) -> str:
        quarter = self.object
        told = {"n": counts_of(quarter)["families"], "m": unrecorded(quarter).count()}
        said = _("将按 %(n)d 户结季，之后不能再记星；%(m)d 户没有记，本季不计。") % told
        return f"{said}{_('得四颗、五颗星的家庭会按各家的意愿公示，其他家庭只有自己能看到。')}"

    def perform(self, form: Any) -> str:
        expected = self.request.POST.get("expected", "")
        close_quarter(self.object, by=self.user, expected=int(expected) if expected.isdigit() else None)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        counts = counts_of(self.object)
        answers = [
            {"label": _("季度"), "value": str(self.object)},
            {"label": _("已记"), "value": _("%(n)d 户") % {"n": counts["families"]}},
            {"label": _("没有记"), "value": _("%(n)d 户") % {"n": unrecorded(self.object).count()}},
            {"label": _("五颗星"), "value": _("%(n)d 户") % {"n": counts["full"]}},
        ]
        return super().get_context_data(answers=answers, back_url=self.back(), expected=counts["families"], **kwargs)


class QuarterCorrect(QuarterMixin, ObjectFormScreen):
    """One family's stars of a closed quarter, anew: with a reason; the notice is issued again."""

    permission = Verb.CORRECT
    template_name = "stars/quarter_correct.html"
    submit_label = _("更正并重新公示")
    success_message = _("已更正。原来的公示已撤下，新的公示注明更正日期和原因。")

    @cached_property
    def family(self) -> Household:
        return get_object_or_404(known_families(self.object), pk=self.kwargs["household"])

    @cached_property
    def record(self) -> StarRecord | None:
        return records_of(self.object).filter(household=self.family).first()

    def get_heading(self) -> str:
        return str(_("更正 %(name)s 家的星数") % {"name": self.family.head_name})

    def get_form(self) -> CorrectionForm:
        cycle = self.object.cycle
        credited = credited_positions(cycle, [self.family.pk]).get(self.family.pk, frozenset())
        marks = self.record.marks if self.record else ""
        return CorrectionForm(criteria=criteria_of(cycle), credited=credited, marks=marks, **self.get_form_kwargs())

    def perform(self, form: CorrectionForm) -> str:
        data = form.cleaned_data
        marks = {self.family.pk: form.marks()}
        correct_quarter(self.object, marks, reason=data["reason"], note=data["note"], by=self.user)
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(family=self.family, record=self.record, back_url=self.back(), **kwargs)
