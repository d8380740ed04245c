"""An hour is agreed, kept, missed or called off; neither counsellor nor room is ever in two places (A9-4)."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor
from anjia.services.actions.walled import note, walled
from anjia.services.counselling.enums import CounsellingState, Kept, Verb, Way
from anjia.services.counselling.models import Appointment, Counselling, CounsellingRoom
from anjia.services.counselling.permissions import require_counsellor
from anjia.services.counselling.queries import overlapping, rooms_for
from anjia.services.enums import Duty, NoteSide
from anjia.services.models import CaseMember, CaseNote

HOURS = (30, 50, 60, 90)
GOING = (CounsellingState.ACTIVE, CounsellingState.CRISIS)


@walled
def book_hour(
    counselling: Counselling,
    *,
    way: str,
    starts_at: datetime,
    minutes: int = 60,
    room: CounsellingRoom | None = None,
    by: Actor,
) -> Appointment:
    """Agree on an hour; the person reads it by the code.

    Raises Refused (the past, no room where one meets, a closed room), Conflict (the room or the counsellor is taken).
    """
    require_counsellor(counselling, by)
    if counselling.state not in GOING:
        raise Conflict(_("只有咨询中的可以预约。"), who=_("请先开始咨询。"))
    _check(counselling, way, starts_at, minutes, room)
    ends_at = starts_at + timedelta(minutes=minutes)
    if room is not None:
        # Its row is locked until the hour stands: of two who book at once, the second one sees the first.
        CounsellingRoom.objects.filter(pk=room.pk).update(bookings=F("bookings") + 1)
    CaseMember.objects.select_for_update().filter(user_id=by.pk, duty=Duty.LEAD).first()
    taken = overlapping(starts_at, ends_at)
    if room is not None and taken.filter(room=room).exists():
        raise Conflict(_("“%(room)s”这个时间已有人用。") % {"room": room}, who=_("请换一间，或换一个时间。"))
    if taken.filter(counsellor_id=by.pk).exists():
        raise Conflict(_("您这个时间已有约。"), who=_("请换一个时间。"))
    made = Appointment.objects.create(
        counselling=counselling, counsellor_id=by.pk, room=room, way=way, starts_at=starts_at, ends_at=ends_at
    )
    _tell(made, _("约好：%(when)s，%(where)s。来不了请在这里告诉我们。"), by)
    note(Verb.HANDLE, counselling.case, by=by, hour=str(made.pk))
    return made


def _check(counselling: Counselling, way: str, starts_at: datetime, minutes: int, room: CounsellingRoom | None) -> None:
    if way not in Way.values or minutes not in HOURS:
        raise Refused(_("请从列表里选择。"))
    if starts_at <= timezone.now():
        raise Refused(_("约定的时间已经过了。"))
    if (way == Way.ROOM) != (room is not None):
        raise Refused(_("到咨询室的须选一间，电话和视频的不选。"))
    if room is not None and not rooms_for(counselling.case).filter(pk=room.pk).exists():
        raise Refused(_("这间咨询室没有开放，或不在这个地方。"))


def _tell(appointment: Appointment, words: object, by: Actor) -> None:
    when = date_format(timezone.localtime(appointment.starts_at), "Y年n月j日 H:i")
    where = f"{appointment.room}，{appointment.room.address}" if appointment.room else appointment.get_way_display()
    said = str(words) % {"when": when, "where": where.rstrip("，")}
    case = appointment.counselling.case
    CaseNote.objects.create(case=case, words=said, side=NoteSide.TO, author_id=by.pk)


@walled
def say_what_became(appointment: Appointment, *, kept: str, by: Actor) -> None:
    """Whether it was kept, missed or called off. Raises Refused, Conflict (said already)."""
    require_counsellor(appointment.counselling, by)
    if kept not in {Kept.KEPT, Kept.MISSED, Kept.CANCELLED}:
        raise Refused(_("请从列表里选择。"))
    if kept != Kept.CANCELLED and appointment.starts_at > timezone.now():
        raise Refused(_("还没有到约定的时间，只能取消。"))
    planned = Appointment.objects.filter(pk=appointment.pk, kept=Kept.PLANNED)
    if not planned.update(kept=kept, updated_at=timezone.now()):
        raise Conflict(_("这次咨询的结果已经记下。"))
    if kept == Kept.CANCELLED:
        _tell(appointment, _("取消了：%(when)s，%(where)s。"), by)
    note(Verb.HANDLE, appointment.counselling.case, by=by, became=kept)
