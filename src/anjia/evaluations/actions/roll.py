"""The roll of a meeting: who came, and for whom. A proxy holder is present in person and speaks for one family."""

import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import MeetingState, Presence, Verb
from anjia.evaluations.models import Attendance, GroupMeeting
from anjia.evaluations.queries.meetings import families_of, roll_of
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require


@transaction.atomic
def mark_attendance(
    meeting: GroupMeeting,
    household_id: uuid.UUID,
    *,
    presence: str,
    by: Actor,
    proxy_holder_id: uuid.UUID | None = None,
) -> None:
    """Write one line of the roll; an empty `presence` takes the family off it. The same line sent twice is one line."""
    require(by, Verb.HOLD_MEETING, meeting.region.path)
    locked = GroupMeeting.objects.select_for_update().get(pk=meeting.pk)
    if locked.state == MeetingState.CLOSED:
        raise Conflict(_("会议已经结束，点名不能再改。"))
    if not families_of(locked).filter(pk=household_id).exists():
        raise Refused(_("点名册里没有这一户。"), who=_("未登记家庭的户长只计户数，填在“其他到会户数”里。"))
    if presence != Presence.IN_PERSON:
        _check_holds_nothing(locked, household_id)
    if presence == Presence.BY_PROXY:
        _check_holder(locked, household_id, proxy_holder_id)
    _write(locked, household_id, presence, proxy_holder_id)
    after = {"household": str(household_id), "presence": presence, "proxy_holder": proxy_holder_id}
    audit.record(Verb.HOLD_MEETING, locked, by=by, after=after, region_path=locked.region.path)


def _check_holds_nothing(meeting: GroupMeeting, household_id: uuid.UUID) -> None:
    if meeting.attendances.filter(proxy_holder_id=household_id).exists():
        raise Refused(_("这一户正受别户委托，须本人到会。"), who=_("请先改那一户的委托。"))


def _check_holder(meeting: GroupMeeting, household_id: uuid.UUID, holder_id: uuid.UUID | None) -> None:
    if holder_id is None or holder_id == household_id:
        raise Refused(_("委托须写明受托的另一户。"), who=_("请选择一位本人到会的户长。"))
    present = meeting.attendances.filter(household_id=holder_id, presence=Presence.IN_PERSON)
    if not present.exists():
        raise Refused(_("受托人须本人到会。"), who=_("请先为受托的户长点名。"))
    if meeting.attendances.filter(proxy_holder_id=holder_id).exclude(household_id=household_id).exists():
        raise Refused(_("每位到会的户长只能受一户委托。"), who=_("请另选一位受托人。"))


def _write(meeting: GroupMeeting, household_id: uuid.UUID, presence: str, holder_id: uuid.UUID | None) -> None:
    line = meeting.attendances.filter(household_id=household_id)
    if not presence:
        _check_still_enough(meeting, line.exists())
        line.delete()
        return
    values = {"presence": presence, "proxy_holder_id": holder_id if presence == Presence.BY_PROXY else None}
    Attendance.objects.update_or_create(meeting=meeting, household_id=household_id, defaults=values)


def _check_still_enough(meeting: GroupMeeting, is_counted: bool) -> None:
    roll = roll_of(meeting)
    if meeting.state == MeetingState.OPEN and is_counted and roll.represented - 1 < (meeting.quorum_needed or 0):
        raise Refused(
            _("会议进行中，去掉这一户就不足法定 %(needed)d 户了。") % {"needed": meeting.quorum_needed},
            who=_("到会人数不足时请散会，改日再开。"),
        )
