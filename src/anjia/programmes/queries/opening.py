"""What must stand before a cycle opens: shown on the check page, and asked again by the action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Refused
from anjia.programmes import authorisation
from anjia.programmes.enums import StandardState
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.policies import check_pass_mark
from anjia.programmes.queries.bodies import has_leading_group, towns_without_group
from anjia.programmes.queries.targets import unbalanced


@dataclass(frozen=True)
class Check:
    """One condition: whether it holds, why not, whether it stops the opening, and where to put it right."""

    label: str | Promise
    fault: str | Promise = ""
    blocks: bool = True
    where: str = ""

    @property
    def holds(self) -> bool:
        return not self.fault


def opening_checks(cycle: ProgrammeCycle, day: date) -> list[Check]:
    """Every condition, in the order in which people would put them right."""
    checks = [
        Check(_("批准依据"), _refusal(lambda: authorisation.check(cycle, day)), where="cycle_authorise"),
        Check(_("标准"), _standard_fault(cycle), where="cycle_change"),
        Check(_("区县领导小组"), _group_fault(cycle), where="leading_group_list"),
        Check(_("乡镇（街道）领导小组"), _town_fault(cycle), blocks=False, where="leading_group_list"),
    ]
    if not cycle.counts_stars:
        checks.insert(2, Check(_("合格分"), _pass_mark_fault(cycle), where="cycle_change"))
        checks.insert(4, Check(_("指标分解"), _target_fault(cycle), where="target_table"))
    return checks


def _refusal(ask: Callable[[], None]) -> str:
    try:
        ask()
    except Refused as refusal:
        return str(refusal.message)
    return ""


def _pass_mark_fault(cycle: ProgrammeCycle) -> str | Promise:
    mark = cycle.pass_mark_half_points
    if mark is None:
        return _("还没有填写合格分。")
    return _refusal(lambda: check_pass_mark(cycle.standard_version, mark))


def _group_fault(cycle: ProgrammeCycle) -> str | Promise:
    return "" if has_leading_group(cycle, cycle.region) else _("还没有登记领导小组及其成员，从上年复制来的也要先确认。")


def _standard_fault(cycle: ProgrammeCycle) -> str | Promise:
    version = cycle.standard_version
    if version.state == StandardState.IN_FORCE:
        return ""
    told = {"version": version, "state": version.get_state_display()}
    return _("“%(version)s”现在是“%(state)s”，请改用施行中的标准。") % told


def _town_fault(cycle: ProgrammeCycle) -> str | Promise:
    missing = towns_without_group(cycle)
    return _("还有 %(n)d 个乡镇（街道）没有登记领导小组，开启后可以补。") % {"n": missing} if missing else ""


def _target_fault(cycle: ProgrammeCycle) -> str | Promise:
    if not cycle.targets.filter(region=cycle.region, safe_families__gte=1).exists():
        return _("还没有填写全周期的指标总数。")
    places = [region.name for region in unbalanced(cycle)]
    return _("%(places)s的下级指标之和与本级不一致。") % {"places": "、".join(places[:5])} if places else ""
