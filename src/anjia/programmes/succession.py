"""The place on an appraisal panel passes on with the role (domain A3-3)."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.accounts import open_work
from anjia.accounts.models import Membership, User
from anjia.programmes.enums import CycleState
from anjia.programmes.models import AppraisalPanel, PanelMember
from anjia.programmes.queries.bodies import PANEL_ROLES


def places_of(membership: Membership) -> QuerySet[PanelMember]:
    """The holder's places on the panels of the village, in cycles that are not closed."""
    panels = AppraisalPanel.objects.filter(region=membership.region_id).exclude(cycle__state=CycleState.CLOSED)
    if membership.role not in PANEL_ROLES:
        panels = panels.none()
    return PanelMember.objects.filter(panel__in=panels.order_by().values("pk"), user=membership.user_id)


def find(membership: Membership) -> list[open_work.Item]:
    """One line for each panel."""
    places = places_of(membership).select_related("panel__cycle", "panel__region").order_by("panel__cycle__year", "pk")
    return [
        open_work.Item(
            _("“%(cycle)s”评选考评小组的成员") % {"cycle": place.panel.cycle},
            str(place.get_origin_display()),
            reverse("programmes:cycle_detail", args=[place.panel.cycle_id]),
            passes=True,
        )
        for place in places
    ]


def pass_on(membership: Membership, successor: User) -> int:
    """The successor sits where the holder sat; who sits there already leaves the other place empty."""
    moved = 0
    for place in places_of(membership).select_related("panel"):
        seated = place.panel.members
        if seated.filter(user=successor).exists():
            place.delete()
        else:
            moved += seated.filter(pk=place.pk).update(user=successor)
    return moved


open_work.register(find, pass_on)
