"""Next year's plan out of this year's: one step, nothing of any family, and the authorisation never (A5-16)."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.accounts.models import Membership
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.programmes.actions.plan_cycle import plan_cycle
from anjia.programmes.enums import StandardState, Verb
from anjia.programmes.models import (
    AppraisalPanel,
    CycleStage,
    LeadingGroup,
    LeadingGroupMember,
    PanelMember,
    ProgrammeCycle,
    StandardVersion,
    TargetAllocation,
)
from anjia.programmes.policies import CyclePlan
from anjia.programmes.queries.bodies import PANEL_ROLES


@transaction.atomic
def clone_cycle(
    source: ProgrammeCycle, *, year: int, by: Actor, standard_version: StandardVersion | None = None
) -> ProgrammeCycle:
    """Plan `year` like the source: settings, stages, targets and bodies, these last to be confirmed.

    Where the source's standard holds no more, `standard_version` must name the one that does. Raises Refused,
    and Conflict where the year has its cycle already. Approval is asked for anew; no family comes along.
    """
    require(by, Verb.PLAN_CYCLE, source.region.path)
    if source.is_rehearsal:
        raise Refused(_("演练不能复制成正式周期。"))
    if year <= source.year:
        raise Refused(_("请复制到 %(year)d 年之后的年度。") % {"year": source.year})
    version = standard_version or source.standard_version
    _require_in_force(version)
    cycle = plan_cycle(source.region, year=year, by=by, **_plan(source, year, version))
    _copy_stages(source, cycle)
    copied = {"targets": _copy_targets(source, cycle), "groups": _copy_groups(source, cycle)}
    copied["panels"] = _copy_panels(source, cycle)
    audit.record(
        Verb.PLAN_CYCLE, cycle, by=by, after={"copy_of": source.year, **copied}, region_path=source.region.path
    )
    return cycle


def _require_in_force(version: StandardVersion) -> None:
    if version.state == StandardState.IN_FORCE:
        return
    raise Refused(
        _("去年使用的“%(version)s”现在是“%(state)s”，不能用于新的周期。")
        % {"version": version, "state": version.get_state_display()},
        who=_("请在复制时选用现在施行的标准。"),
    )


def moved(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the last of February where there is none.

    >>> moved(date(2028, 2, 29), 1), moved(date(2026, 5, 15), 1)
    (datetime.date(2029, 2, 28), datetime.date(2027, 5, 15))
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _plan(source: ProgrammeCycle, year: int, version: StandardVersion) -> CyclePlan:
    years = year - source.year
    plan: CyclePlan = {
        "title": source.title.replace(str(source.year), str(year)),
        "standard_version": version,
        "pass_mark_half_points": source.pass_mark_half_points,
        "naming_day": moved(source.naming_day, years),
        "submission_deadline": moved(source.submission_deadline, years),
        "notice_working_days": source.notice_working_days,
        "extension_working_days": source.extension_working_days,
        "answer_working_days": source.answer_working_days,
        "issuing_organ": source.issuing_organ,
        "joint_organs": source.joint_organs,
        "organ_word": source.organ_word,
    }
    return plan


def _copy_stages(source: ProgrammeCycle, cycle: ProgrammeCycle) -> None:
    years = cycle.year - source.year
    cycle.stages.all().delete()
    CycleStage.objects.bulk_create(
        CycleStage(
            cycle=cycle,
            number=stage.number,
            name=stage.name,
            name_en=stage.name_en,
            starts_on=moved(stage.starts_on, years),
            ends_on=_moved_end(stage.ends_on, years),
        )
        for stage in source.stages.all()
    )


def _moved_end(day: date, years: int) -> date:
    """The last day of February stays the last day, in a leap year too."""
    last = moved(day, years)
    if (day.month, day.day) == (2, 28) and day.year % 4 and not last.year % 4:
        return last.replace(day=29)
    return last


def _copy_targets(source: ProgrammeCycle, cycle: ProgrammeCycle) -> int:
    rows = [
        TargetAllocation(
            cycle=cycle,
            region_id=target.region_id,
            safe_families=target.safe_families,
            model_families=target.model_families,
            is_manual=target.is_manual,
            is_proposal=True,
        )
        for target in source.targets.all()
    ]
    return len(TargetAllocation.objects.bulk_create(rows))


def _copy_groups(source: ProgrammeCycle, cycle: ProgrammeCycle) -> int:
    groups = list(source.leading_groups.prefetch_related("members"))
    made = {
        old.pk: LeadingGroup(cycle=cycle, region_id=old.region_id, office=old.office, is_proposal=True)
        for old in groups
    }
    LeadingGroup.objects.bulk_create(made.values())
    LeadingGroupMember.objects.bulk_create(
        LeadingGroupMember(group=made[old.pk], name=m.name, post=m.post, duty=m.duty, order=m.order)
        for old in groups
        for m in old.members.all()
    )
    return len(groups)


def _copy_panels(source: ProgrammeCycle, cycle: ProgrammeCycle) -> int:
    """Whoever holds no role in the village any more does not come along."""
    serving = set(
        Membership.objects.in_force().filter(role__in=PANEL_ROLES).order_by().values_list("user_id", "region_id")
    )
    panels = list(source.panels.prefetch_related("members"))
    made = {old.pk: AppraisalPanel(cycle=cycle, region_id=old.region_id, is_proposal=True) for old in panels}
    AppraisalPanel.objects.bulk_create(made.values())
    PanelMember.objects.bulk_create(
        PanelMember(panel=made[old.pk], user_id=m.user_id, origin=m.origin)
        for old in panels
        for m in old.members.all()
        if (m.user_id, old.region_id) in serving
    )
    return len(panels)
