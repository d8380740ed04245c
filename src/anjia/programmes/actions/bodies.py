"""Naming leading groups and appraisal panels, and choosing pilots (domain A3-2, A3-3, A5-11)."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.programmes.actions.bodies_bin import discard_group, discard_panel, discard_pilots
from anjia.programmes.enums import CycleState, Duty, PanelOrigin, Verb
from anjia.programmes.models import (
    AppraisalPanel,
    LeadingGroup,
    LeadingGroupMember,
    PanelMember,
    PilotSite,
    ProgrammeCycle,
)
from anjia.programmes.permissions import covers
from anjia.programmes.queries.bodies import MOST_PILOTS, composition_fault, eligible_for_panel
from anjia.regions.enums import Level
from anjia.regions.models import Region


@dataclass(frozen=True)
class MemberLine:
    """One member of a leading group as it stands on paper."""

    name: str
    duty: str
    post: str = ""


def _require_place(cycle: ProgrammeCycle, region: Region, *levels: str) -> None:
    if cycle.state == CycleState.CLOSED:
        raise Refused(_("周期已经结束，不能再改。"))
    if region.level not in levels or not covers(cycle, region):
        raise Refused(_("“%(place)s”不在这个周期的范围内。") % {"place": region})


@transaction.atomic
def name_leading_group(
    cycle: ProgrammeCycle, region: Region, *, members: Sequence[MemberLine], by: Actor, office: str = ""
) -> LeadingGroup:
    """Write the whole list of a district's or town's leading group; it replaces what stood before."""
    require(by, Verb.NAME_GROUPS, region.path)
    _require_place(cycle, region, Level.CITY, Level.COUNTY, Level.TOWN)
    if [line.duty for line in members].count(Duty.LEADER) != 1:
        raise Refused(_("领导小组应有一名组长（只能一名）。请在“组内职责”里选定。"))
    replaced = LeadingGroup.objects.filter(cycle=cycle, region=region).first()
    if replaced is not None:
        discard_group(replaced, by=by)
    group, _created = LeadingGroup.objects.update_or_create(
        cycle=cycle, region=region, defaults={"office": office, "is_proposal": False}
    )
    before = [str(member) for member in group.members.all()]
    group.members.all().delete()
    LeadingGroupMember.objects.bulk_create(
        LeadingGroupMember(group=group, order=order, **asdict(line)) for order, line in enumerate(members, start=1)
    )
    after = {"office": office, "members": [asdict(line) for line in members]}
    audit.record(Verb.NAME_GROUPS, group, by=by, before={"members": before}, after=after, region_path=region.path)
    return group


@transaction.atomic
def compose_panel(
    cycle: ProgrammeCycle, village: Region, *, origins: Mapping[uuid.UUID, str], by: Actor
) -> AppraisalPanel:
    """Name a village's appraisal panel: user id to the body each comes from. Replaces what stood before.

    Raises Refused without one of the two committees and one of the federation, or for people from elsewhere.
    """
    require(by, Verb.NAME_PANELS, village.path)
    _require_place(cycle, village, Level.VILLAGE)
    absent = composition_fault(origins.values())
    if absent:
        names = "、".join(str(origin.label) for origin in PanelOrigin if origin in absent)
        raise Refused(
            _("评选考评小组至少要有村（社区）两委和妇联各一人，现在缺：%(bodies)s。") % {"bodies": names},
            who=_("如还没有这样的人员，请先由乡镇（街道）妇联邀请他们开通账号。"),
        )
    known = set(eligible_for_panel(village).values_list("pk", flat=True))
    if set(origins) - known:
        raise Refused(_("所选人员中有人不在本村（社区）任职，不能进入小组。"))
    panel, _created = AppraisalPanel.objects.update_or_create(
        cycle=cycle, region=village, defaults={"is_proposal": False}
    )
    before = {str(m.user_id): m.origin for m in panel.members.all()}
    discard_panel(panel, by=by)
    panel.members.all().delete()
    PanelMember.objects.bulk_create(
        PanelMember(panel=panel, user_id=user_id, origin=origin) for user_id, origin in origins.items()
    )
    after = {str(user_id): str(origin) for user_id, origin in origins.items()}
    audit.record(Verb.NAME_PANELS, panel, by=by, before=before, after=after, region_path=village.path)
    return panel


@transaction.atomic
def choose_pilots(cycle: ProgrammeCycle, town: Region, *, sites: Sequence[Region], by: Actor) -> list[PilotSite]:
    """Choose a town's one or two pilots, in place of those chosen before (domain A5-11)."""
    require(by, Verb.CHOOSE_PILOTS, town.path)
    _require_place(cycle, town, Level.TOWN)
    if not 1 <= len(sites) <= MOST_PILOTS:
        raise Refused(
            _("每个乡镇（街道）选择 1 至 2 个点重点培育，您选了 %(n)d 个。请增减后再保存。") % {"n": len(sites)}
        )
    if any(site.level not in {Level.VILLAGE, Level.GROUP} or not site.path.startswith(town.path) for site in sites):
        raise Refused(_("培育点应是%(town)s的村（社区）或小组。") % {"town": town})
    chosen = cycle.pilots.filter(under("region__path", town.path))
    before = {"pilots": [str(pilot) for pilot in chosen.select_related("region")]}
    if chosen.exclude(region__in=sites).exists():
        discard_pilots(cycle, town, list(chosen.values_list("region_id", flat=True)), by=by)
    chosen.exclude(region__in=sites).delete()
    PilotSite.objects.bulk_create([PilotSite(cycle=cycle, region=site) for site in sites], ignore_conflicts=True)
    after = {"pilots": [str(site) for site in sites], "cycle": str(cycle.pk)}
    audit.record(Verb.CHOOSE_PILOTS, town, by=by, before=before, after=after, region_path=town.path)
    return list(cycle.pilots.filter(region__in=sites).select_related("region").order_by("region__path"))
