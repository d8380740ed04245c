"""Planning a cycle, and changing the plan while it is one."""

from datetime import date
from typing import Unpack

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.records import change
from anjia.kernel.scope import under
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import CycleStage, ProgrammeCycle
from anjia.programmes.policies import CyclePlan, check_mark_of_scheme, check_plan, completed
from anjia.programmes.stages import StagePlan, stages_of_year
from anjia.regions.enums import Level
from anjia.regions.models import Region

OFFICE = _("由区县领导小组办公室办理。")


def plan_cycle(region: Region, *, year: int, by: Actor, **plan: Unpack[CyclePlan]) -> ProgrammeCycle:
    """Write down a yearly cycle with the stages of every year. Raises NotPermitted, Refused, Conflict."""
    require(by, Verb.PLAN_CYCLE, region.path)
    if region.level not in {Level.CITY, Level.COUNTY}:
        raise Refused(_("周期由区县（或市）统一制定。"), who=OFFICE)
    plan = completed(year, plan)
    check_plan(year, plan)
    overlapping = ProgrammeCycle.objects.filter(
        Q(region__path__in=region.ancestor_paths) | under("region__path", region.path), year=year
    ).first()
    if overlapping:
        raise Conflict(
            _("%(place)s %(year)d 年度已有周期“%(title)s”，不能重复制定。")
            % {"place": overlapping.region, "year": year, "title": overlapping.title}
        )
    try:
        with transaction.atomic():
            return _create(region, year, plan, by)
    except IntegrityError:
        raise Conflict(_("刚刚有人也制定了这个年度的周期，请刷新后查看。")) from None


def _create(region: Region, year: int, plan: CyclePlan, by: Actor) -> ProgrammeCycle:
    scheme = plan["standard_version"].standard.scheme
    cycle = ProgrammeCycle.objects.create(region=region, year=year, scheme=scheme, **plan)
    _write_stages(cycle, stages_of_year(year))
    told = {name: value for name, value in plan.items() if name != "standard_version"}
    told |= {"year": year, "standard_version": str(plan["standard_version"])}
    audit.record(Verb.PLAN_CYCLE, cycle, by=by, after=told, region_path=region.path)
    return cycle


def _write_stages(cycle: ProgrammeCycle, stages: list[StagePlan]) -> None:
    CycleStage.objects.bulk_create(
        CycleStage(
            cycle=cycle,
            number=stage.number,
            name=stage.name,
            name_en=stage.name_en,
            starts_on=stage.starts_on,
            ends_on=stage.ends_on,
        )
        for stage in stages
    )


def change_plan(cycle: ProgrammeCycle, *, by: Actor, version: int, **plan: Unpack[CyclePlan]) -> ProgrammeCycle:
    """Change the plan of a cycle that has not been opened. Raises Conflict where it was changed meanwhile."""
    require(by, Verb.PLAN_CYCLE, cycle.region.path)
    if cycle.state != CycleState.PLANNED:
        raise Refused(_("周期已经开启，方案不能再改。合格分在第一次评分之前仍可调整。"), who=OFFICE)
    plan = completed(cycle.year, plan)
    check_plan(cycle.year, plan)
    scheme = plan["standard_version"].standard.scheme
    return change(
        cycle, by=by, verb=Verb.PLAN_CYCLE, version=version, region_path=cycle.region.path, scheme=scheme, **plan
    )


@transaction.atomic
def set_pass_mark(cycle: ProgrammeCycle, *, half_points: int, by: Actor, version: int) -> ProgrammeCycle:
    """Change the pass mark; possible until the first score locks it (domain A2-6)."""
    require(by, Verb.PLAN_CYCLE, cycle.region.path)
    check_mark_of_scheme(cycle.standard_version, half_points)
    still_free = (
        ProgrammeCycle.objects.select_for_update()
        .filter(pk=cycle.pk, pass_mark_locked_at__isnull=True)
        .exclude(state=CycleState.CLOSED)
    )
    if not still_free.exists():
        raise Refused(_("已经开始评分，合格分不能再改。"), who=_("如有错误，请在下一个周期调整。"))
    path = cycle.region.path
    return change(
        cycle, by=by, verb=Verb.PLAN_CYCLE, version=version, region_path=path, pass_mark_half_points=half_points
    )


@transaction.atomic
def change_stages(cycle: ProgrammeCycle, *, dates: dict[int, tuple[date, date]], by: Actor) -> ProgrammeCycle:
    """Set the first and last day of stages by number; both days belong to the stage."""
    require(by, Verb.PLAN_CYCLE, cycle.region.path)
    if cycle.state == CycleState.CLOSED:
        raise Refused(_("周期已经结束，阶段日期不能再改。"), who=OFFICE)
    before = {}
    for stage in cycle.stages.all():
        starts_on, ends_on = dates.get(stage.number, (stage.starts_on, stage.ends_on))
        if ends_on < starts_on or {starts_on.year, ends_on.year} != {cycle.year}:
            raise Refused(
                _("“%(stage)s”的起止日期应在 %(year)d 年内，且开始不晚于结束。")
                % {"stage": stage.name, "year": cycle.year}
            )
        before[str(stage.number)] = [stage.starts_on, stage.ends_on]
        CycleStage.objects.filter(pk=stage.pk).update(starts_on=starts_on, ends_on=ends_on)
    after = {str(number): list(days) for number, days in dates.items()}
    audit.record(Verb.PLAN_CYCLE, cycle, by=by, before=before, after=after, region_path=cycle.region.path)
    return ProgrammeCycle.objects.get(pk=cycle.pk)
