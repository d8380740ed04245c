"""Leading groups, panels and pilots: who is named where, and where nobody is yet."""

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from anjia.accounts.models import Membership, User
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.programmes.enums import PanelOrigin, Verb
from anjia.programmes.models import AppraisalPanel, LeadingGroup, LeadingGroupMember, PilotSite, ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import valid_on

MOST_PILOTS = 2
PANEL_ROLES = ("village_panel_member", "village_officer", "federation_exec_member", "resident_representative")


def towns_of(cycle: ProgrammeCycle) -> QuerySet[Region]:
    """The towns that exist today below the cycle's region."""
    return Region.objects.filter(under("path", cycle.region.path), valid_on(), level=Level.TOWN).order_by("path")


def villages_of(cycle: ProgrammeCycle) -> QuerySet[Region]:
    """The villages that exist today below the cycle's region."""
    return Region.objects.filter(under("path", cycle.region.path), valid_on(), level=Level.VILLAGE).order_by("path")


def over_or_under(places: QuerySet[Region], user: Actor) -> QuerySet[Region]:
    """Those of the places that lie in the user's own, or above them."""
    if user is SYSTEM:
        return places
    scopes = user.scopes(Verb.VIEW)
    above = {path[:end] for path in scopes for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    return places.filter(under_any("path", scopes) | Q(path__in=above))


def towns_without_group(cycle: ProgrammeCycle) -> int:
    """How many towns have no leading group with a member."""
    named = (
        LeadingGroupMember.objects.filter(group__cycle=cycle, group__is_proposal=False)
        .order_by()
        .values("group__region")
    )
    return towns_of(cycle).exclude(pk__in=named).count()


def has_leading_group(cycle: ProgrammeCycle, region: Region) -> bool:
    """Whether a district or town has a leading group with a member in this cycle."""
    members = LeadingGroupMember.objects.filter(group__cycle=cycle, group__region=region)
    return members.filter(group__is_proposal=False).exists()


def panel_of(cycle: ProgrammeCycle, village: Region) -> AppraisalPanel | None:
    """A village's appraisal panel; None where nobody was named."""
    return AppraisalPanel.objects.filter(cycle=cycle, region=village).first()


def composition_fault(origins: Iterable[str]) -> set[PanelOrigin]:
    """The bodies that must be on a panel and are not (domain A3-3)."""
    return {PanelOrigin.TWO_COMMITTEES, PanelOrigin.FEDERATION} - set(origins)


def villages_without_panel(cycle: ProgrammeCycle, path: str) -> QuerySet[Region]:
    """The villages at or below a path whose panel nobody has named."""
    named = AppraisalPanel.objects.filter(cycle=cycle, is_proposal=False).order_by().values("region")
    return villages_of(cycle).filter(under("path", path)).exclude(pk__in=named)


def pilots_by_town(cycle: ProgrammeCycle, path: str) -> dict[str, list[PilotSite]]:
    """The pilots at or below a path, by the path of their town."""
    end = SEGMENT * Level.TOWN.depth
    found: dict[str, list[PilotSite]] = {}
    sites = cycle.pilots.filter(under("region__path", path)).select_related("region").order_by("region__path")
    for site in sites:
        found.setdefault(site.region.path[:end], []).append(site)
    return found


def towns_without_pilot(cycle: ProgrammeCycle, path: str) -> list[Region]:
    """The towns at or below a path that have chosen no pilot yet (domain A5-11: one or two)."""
    chosen = pilots_by_town(cycle, path)
    return [town for town in towns_of(cycle).filter(under("path", path)) if town.path not in chosen]


def eligible_for_panel(village: Region) -> QuerySet[User]:
    """The people who hold a role in the village today and may sit on its panel."""
    held = Membership.objects.in_force().filter(role__in=PANEL_ROLES, region=village)
    return User.objects.filter(pk__in=held.order_by().values("user"), is_active=True)


def leading_groups(cycle: ProgrammeCycle, user: Actor) -> dict[uuid.UUID, LeadingGroup]:
    """The leading groups a user may see, with their members, by region."""
    groups = LeadingGroup.objects.filter(cycle=cycle).prefetch_related("members").select_related("region")
    places = over_or_under(Region.objects.filter(under("path", cycle.region.path)), user)
    return {group.region_id: group for group in groups.filter(region__in=places.order_by())}
