"""Take a running notice down, with a reason everybody may read."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import take_off_notice
from anjia.evaluations.models import Candidacy
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor
from anjia.kernel.workflow import advance
from anjia.notices.enums import STARS, EntryState, TakeDownReason
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.signals import notice_taken_down
from anjia.notices.workflow import NOTICE


@transaction.atomic
def take_down_notice(notice: PublicNotice, *, reason: TakeDownReason, by: Actor) -> PublicNotice:
    """Its families are approved again and wait; put up anew, the days are counted from the start (domain B13).

    Raises NotPermitted without the verb there, Conflict where the notice is not running any more.
    """
    if notice.kind in STARS:
        raise Refused(_("星级公示跟着季度走，不能单独撤下。"), who=_("有错的，请在季度记星里更正，公示会重新张贴。"))
    note = str(TakeDownReason(reason).label)
    notice = advance(notice, NOTICE["take_down"], by=by, note=note, set={"take_down_reason": reason})
    listed = NoticeEntry.objects.filter(notice=notice, state=EntryState.LISTED).order_by()
    take_off_notice(Candidacy.objects.filter(pk__in=listed.values("candidacy")), by=by)
    notice_taken_down.send(sender=PublicNotice, notice=notice, by=by)
    return notice
