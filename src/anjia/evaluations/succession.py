"""What a rater or a chair holds by name, and what passes on when their role does (domain A2-7).

Scores stay with whoever gave them; a recusal is about a person, so the successor declares their own.
"""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from anjia.accounts import open_work
from anjia.accounts.models import Membership, User
from anjia.evaluations.enums import MeetingState
from anjia.evaluations.grants import RATING_ROLES
from anjia.evaluations.models import GroupMeeting, PanelSeat
from anjia.evaluations.permissions import cannot_rate
from anjia.kernel.scope import under


def seats_of(membership: Membership) -> QuerySet[PanelSeat]:
    """The seats that still wait for their first ballot; who has rated keeps the seat."""
    here = GroupMeeting.objects.filter(under("region__path", membership.region.path))
    running = here.exclude(state=MeetingState.CLOSED).exclude(candidacies__ballots__rater=membership.user_id)
    if membership.role not in RATING_ROLES:
        running = running.none()
    return PanelSeat.objects.filter(meeting__in=running.order_by().values("pk"), user=membership.user_id)


def chaired_by(membership: Membership) -> QuerySet[GroupMeeting]:
    """The meetings the holder was to chair."""
    here = GroupMeeting.objects.filter(under("region__path", membership.region.path), chaired_by=membership.user_id)
    return here.exclude(state=MeetingState.CLOSED)


def find(membership: Membership) -> list[open_work.Item]:
    """Seats and chairs, one line each."""
    items = [
        open_work.Item(
            _("%(group)s户长会议的评分席位") % {"group": seat.meeting.region.name},
            _("接手后请先申明自己要回避的家庭"),
            reverse("evaluations:meeting_detail", args=[seat.meeting_id]),
            passes=True,
        )
        for seat in seats_of(membership).select_related("meeting__region").order_by("meeting__held_on", "pk")
    ]
    for meeting in chaired_by(membership).select_related("region").order_by("held_on", "pk"):
        title = _("主持%(group)s户长会议") % {"group": meeting.region.name}
        items.append(open_work.Item(title, due_on=meeting.held_on, passes=True))
    return items


def pass_on(membership: Membership, successor: User) -> int:
    """Give the successor the seats they may take, once each, and the chairs."""
    moved = chaired_by(membership).update(chaired_by=successor)
    for seat in seats_of(membership).select_related("meeting__region"):
        taken = seat.meeting.seats.filter(user=successor).exists()
        if taken or cannot_rate([successor.pk], seat.meeting.region.path):
            continue
        moved += seat.meeting.seats.filter(pk=seat.pk).update(user=successor)
    return moved


open_work.register(find, pass_on)
