"""Lists that were replaced can come back for thirty days: leading groups, panels, pilots."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from anjia.kernel.permissions import Actor
from anjia.programmes.models import AppraisalPanel, LeadingGroup, ProgrammeCycle
from anjia.regions.models import Region
from anjia.web.recycling import discard

GROUP, PANEL, PILOTS = "programmes.leading_group", "programmes.panel", "programmes.pilots"
LINE = ("name", "post", "duty")


def discard_group(group: LeadingGroup, *, by: Actor) -> None:
    """Keep the list of a leading group that is about to be replaced."""
    members = [{name: getattr(member, name) for name in LINE} for member in group.members.all()]
    if members:
        content = {"cycle": group.cycle_id, "region": group.region_id, "office": group.office, "members": members}
        _discard(GROUP, gettext("%(place)s原来的领导小组名单（%(n)d 人）"), group.region, len(members), content, by)


def discard_panel(panel: AppraisalPanel, *, by: Actor) -> None:
    """Keep the members of a panel that are about to be replaced."""
    origins = {str(member.user_id): member.origin for member in panel.members.all()}
    if origins:
        content = {"cycle": panel.cycle_id, "region": panel.region_id, "origins": origins}
        _discard(PANEL, gettext("%(place)s原来的评选考评小组（%(n)d 人）"), panel.region, len(origins), content, by)


def discard_pilots(cycle: ProgrammeCycle, town: Region, sites: Iterable[uuid.UUID], *, by: Actor) -> None:
    """Keep the pilots of a town that are about to be replaced."""
    chosen = [str(site) for site in sites]
    if chosen:
        content = {"cycle": cycle.pk, "region": town.pk, "sites": chosen}
        _discard(PILOTS, gettext("%(place)s原来的培育点（%(n)d 个）"), town, len(chosen), content, by)


def _discard(kind: str, title: str, place: Region, count: int, content: dict[str, Any], by: Actor) -> None:
    discard(kind, title=title % {"place": place.name, "n": count}, content=content, by=by, region_path=place.path)
