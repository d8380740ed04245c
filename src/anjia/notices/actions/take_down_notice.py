"""Take a running notice down, with a reason everybody may read."""

from django.db import transaction

from anjia.evaluations.actions import take_off_notice
from anjia.evaluations.models import Candidacy
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.notices.enums import EntryState, TakeDownReason
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.signals import notice_taken_down
from anjia.notices.workflow import NOTICE


@transaction.atomic
def take_down_notice(notice: PublicNotice, *, reason: TakeDownReason, by: Actor) -> PublicNotice:
    """Its families are approved again and wait; put up anew, the days are counted from the start (domain B13).

    Raises NotPermitted without the verb there, Conflict where the notice is not running any more.
    """
    note = str(TakeDownReason(reason).label)
    notice = advance(notice, NOTICE["take_down"], by=by, note=note, set={"take_down_reason": reason})
    listed = NoticeEntry.objects.filter(notice=notice, state=EntryState.LISTED).order_by()
    take_off_notice(Candidacy.objects.filter(pk__in=listed.values("candidacy")), by=by)
    notice_taken_down.send(sender=PublicNotice, notice=notice, by=by)
    return notice
