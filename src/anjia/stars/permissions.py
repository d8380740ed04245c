"""Who may record, close and correct, beyond the plain grants."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries.bodies import composition_fault, panel_of
from anjia.regions.models import Region
from anjia.stars.enums import Verb
from anjia.stars.models import StarQuarter

TOWN = _("请乡镇（街道）妇联在创建周期里登记小组成员。")


def can_view(user: Actor, path: str) -> bool:
    """Whether the user sees the stars of a place; agrees with `queries.quarters_visible_to`."""
    return user.may(Verb.VIEW, path)


def sits_on_panel(cycle: ProgrammeCycle, village: Region, user: Actor) -> bool:
    """Whether a user is a member of the village's panel of this cycle, and the panel is complete (domain A3-3)."""
    panel = panel_of(cycle, village)
    members = list(panel.members.all()) if panel and not panel.is_proposal else []
    is_complete = not composition_fault(member.origin for member in members)
    return is_complete and any(member.user_id == user.pk for member in members)


def require_panel(cycle: ProgrammeCycle, village: Region, by: Actor, verb: str = Verb.RECORD) -> None:
    """Raise unless the village has a complete panel in this cycle and the actor sits on it."""
    require(by, verb, village.path)
    panel = panel_of(cycle, village)
    members = list(panel.members.all()) if panel and not panel.is_proposal else []
    if composition_fault(member.origin for member in members):
        raise Refused(
            _("“%(village)s”的评选考评小组还不齐：至少要有村（社区）两委和村（社区）妇联各一人。")
            % {"village": village},
            who=TOWN,
        )
    if by is not SYSTEM and by.pk not in {member.user_id for member in members}:
        raise NotPermitted(_("您不是本周期这个村（社区）评选考评小组的成员。"), who=_("请由小组成员办理。"))


def closing_fault(quarter: StarQuarter, by: Actor, on: date | None = None) -> str:
    """Why this person may not close the quarter today; empty where they may.

    The village closes from the last day of the quarter on, the town only after the village's deadline.
    """
    day = on or timezone.localdate()
    if day < quarter.last_day:
        told = {"day": f"{quarter.last_day:%Y-%m-%d}"}
        return str(_("这一季要到 %(day)s 才满，满季后才能结季。") % told)
    is_village = by is SYSTEM or any(scope.startswith(quarter.region.path) for scope in by.scopes(Verb.CLOSE))
    if not is_village and day <= quarter.deadline:
        told = {"day": f"{quarter.deadline:%Y-%m-%d}"}
        return str(_("%(day)s 以前由村（社区）自己结季，过期没有结的才由乡镇（街道）妇联结季。") % told)
    return ""
