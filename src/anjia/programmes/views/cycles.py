"""Cycles: the list, one of them, its plan and what allows it."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import StoredFile
from anjia.programmes.actions import change_plan, change_stages, plan_cycle, record_authorisation, set_pass_mark
from anjia.programmes.deadlines import latest_notice_start, reminder_day
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.forms.cycle import (
    AuthorisationForm,
    ChangeCycleForm,
    ChangePassMarkForm,
    NewCycleForm,
    StagesForm,
    new_cycle_initial,
    plan_initial,
)
from anjia.programmes.models import ProgrammeCycle, StandardVersion
from anjia.programmes.overview import body_counts, progress_table, proposals_in, stage_items
from anjia.programmes.points import shown
from anjia.programmes.queries import visible_to
from anjia.programmes.stages import submission_deadline_of
from anjia.programmes.views.base import CycleMixin, place_within
from anjia.regions.models import Region
from anjia.regions.working_days import is_covered, working_days_between
from anjia.web.columns import Column
from anjia.web.screens import DetailScreen, FormScreen, ListScreen, ObjectFormScreen

TONES = {CycleState.OPEN: "done", CycleState.PLANNED: "due"}
COLUMNS = (
    Column(
        "title",
        _("名称"),
        "title",
        order="title",
        href=lambda cycle: reverse("programmes:cycle_detail", args=[cycle.pk]),
        is_essential=True,
        share=3,
    ),
    Column("region", _("地区"), "region.name", order="region"),
    Column("year", _("年度"), "year", order="year", is_figure=True, share=1),
    Column("standard", _("标准"), "standard_version.standard.title", share=3),
    Column("naming", _("计划命名日"), "naming_day"),
    Column(
        "state",
        _("状态"),
        lambda cycle: cycle.get_state_display(),
        tone=lambda cycle: TONES.get(cycle.state, "calm"),
    ),
)


class CycleList(ListScreen):
    """The cycles of one's places and above, the newest first."""

    permission = Verb.VIEW
    template_name = "programmes/cycle_list.html"
    heading = _("创建周期")
    default_order = ("-year", "region__path")
    orders = {"year": ("year", "region__path"), "region": ("region__path", "-year"), "title": ("title", "pk")}
    columns = COLUMNS

    def get_queryset(self) -> QuerySet[ProgrammeCycle]:
        return visible_to(self.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(can_plan=bool(self.user.scopes(Verb.PLAN_CYCLE)), **kwargs)


class CycleDetail(CycleMixin, DetailScreen):
    """One cycle: its stages, what it rests on, and its targets against reality."""

    permission = Verb.VIEW
    template_name = "programmes/cycle_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cycle, place, today = self.cycle, place_within(self, self.cycle), timezone.localdate()
        path = cycle.region.path
        latest = latest_notice_start(cycle)
        return super().get_context_data(
            here=place,
            stages=stage_items(cycle, today),
            latest_notice=latest,
            latest_notice_days=working_days_between(today, latest),
            reminder=reminder_day(cycle.submission_deadline),
            is_calendar_known=is_covered(cycle.year),
            progress=progress_table(cycle, place),
            bodies=body_counts(cycle, place),
            proposals=proposals_in(cycle, place),
            authorisation_file=StoredFile.objects.filter(pk=cycle.authorisation_file_id).first(),
            can_plan=self.user.may(Verb.PLAN_CYCLE, path),
            can_open=self.user.may(Verb.OPEN_CYCLE, path),
            is_planned=cycle.state == CycleState.PLANNED,
            is_open=cycle.state == CycleState.OPEN,
            **kwargs,
        )


class CyclePlan(FormScreen):
    """A new cycle; dates and notice length come filled in, the pass mark does not."""

    permission = Verb.PLAN_CYCLE
    template_name = "programmes/cycle_plan.html"
    form_class = NewCycleForm
    heading = _("制定年度周期")
    submit_label = _("保存方案")
    success_message = _("方案已保存。接下来登记批准依据、领导小组和指标，再开启周期。")

    @property
    def places(self) -> QuerySet[Region]:
        return Region.objects.filter(path__in=self.user.scopes(Verb.PLAN_CYCLE)).order_by("path")

    def get_initial(self) -> dict[str, Any]:
        today = timezone.localdate()
        year = today.year if today <= submission_deadline_of(today.year) else today.year + 1
        return new_cycle_initial(self.places.first(), year)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"places": self.places}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            back_url=reverse("programmes:cycle_list"), has_standards=StandardVersion.objects.exists(), **kwargs
        )

    def perform(self, form: NewCycleForm) -> str:
        where, year = form.cleaned_data["region"], form.cleaned_data["year"]
        cycle = plan_cycle(where, year=year, by=self.user, **form.plan())
        return reverse("programmes:cycle_detail", args=[cycle.pk])


class CycleFormScreen(CycleMixin, ObjectFormScreen):
    """A form about one cycle that leads back to it."""

    abstract = True
    success_message = _("已保存。")

    def back(self) -> str:
        return reverse("programmes:cycle_detail", args=[self.cycle.pk])

    def get_queryset(self) -> QuerySet[ProgrammeCycle]:
        seen = super().get_queryset()
        allowed = [cycle.pk for cycle in seen if self.user.may(str(self.permission), cycle.region.path)]
        return seen.filter(pk__in=allowed)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=self.back(), **kwargs)


class CycleChange(CycleFormScreen):
    """The plan while the cycle is planned; only the pass mark once it is open."""

    permission = Verb.PLAN_CYCLE
    template_name = "programmes/cycle_plan.html"
    heading = _("修改方案")

    def get_form(self) -> Any:
        whole = self.cycle.state == CycleState.PLANNED or self.cycle.counts_stars
        return (ChangeCycleForm if whole else ChangePassMarkForm)(**self.get_form_kwargs())

    def get_initial(self) -> dict[str, Any]:
        if self.cycle.state == CycleState.PLANNED or self.cycle.counts_stars:
            return plan_initial(self.cycle) | {"version": self.cycle.version}
        return {"pass_mark": shown(self.cycle.pass_mark_half_points), "version": self.cycle.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(has_standards=True, **kwargs)

    def perform(self, form: Any) -> str:
        version = form.cleaned_data["version"]
        if isinstance(form, ChangeCycleForm):
            change_plan(self.cycle, by=self.user, version=version, **form.plan())
        else:
            set_pass_mark(self.cycle, half_points=form.cleaned_data["pass_mark"], by=self.user, version=version)
        return self.back()


class CycleStages(CycleFormScreen):
    """The dates of the stages."""

    permission = Verb.PLAN_CYCLE
    template_name = "programmes/cycle_stages.html"
    heading = _("阶段日期")

    def get_form(self) -> StagesForm:
        return StagesForm(stages=self.cycle.stages.all(), **self.get_form_kwargs())

    def perform(self, form: StagesForm) -> str:
        change_stages(self.cycle, dates=form.dates(), by=self.user)
        return self.back()


class CycleAuthorise(CycleFormScreen):
    """What allows the cycle (domain A5-16)."""

    permission = Verb.PLAN_CYCLE
    template_name = "programmes/cycle_authorise.html"
    form_class = AuthorisationForm
    heading = _("批准依据")

    def get_initial(self) -> dict[str, Any]:
        cycle = self.cycle
        return {
            "body": cycle.authorising_body,
            "number": cycle.authorisation_number,
            "valid_to": cycle.authorisation_valid_to,
            "version": cycle.version,
        }

    def perform(self, form: AuthorisationForm) -> str:
        data = form.cleaned_data
        upload = data["document"]
        record_authorisation(
            self.cycle,
            body=data["body"],
            number=data["number"],
            valid_to=data["valid_to"],
            by=self.user,
            version=data["version"],
            document=upload.read() if upload else None,
            document_name=upload.name if upload else "",
        )
        return self.back()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        on_file = StoredFile.objects.filter(pk=self.cycle.authorisation_file_id).first()
        return super().get_context_data(authorisation_file=on_file, **kwargs)
