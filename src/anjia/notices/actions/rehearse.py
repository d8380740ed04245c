"""The clock of a rehearsed notice: a press is a working day."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.records import change
from anjia.kernel.workflow import advance
from anjia.notices.enums import NoticeState, Verb
from anjia.notices.models import PublicNotice
from anjia.notices.workflow import NOTICE
from anjia.regions.working_days import is_workday

ONE_DAY = timedelta(days=1)


@transaction.atomic
def pass_working_day(notice: PublicNotice, *, by: Actor) -> PublicNotice:
    """Let one working day go by: the notice's dates move back, as if today were a working day later.

    After its last day it ends. Raises Refused for a real notice, Conflict where it is not running.
    """
    require(by, Verb.PUBLISH, notice.region.path)
    if not notice.cycle.is_rehearsal:
        raise Refused(_("公示的天数由工作日历计算，不能快进。"))
    if notice.state != NoticeState.RUNNING or notice.ends_on is None or notice.starts_on is None:
        raise Conflict(_("这次公示已经不在进行中。"))
    ends_on = _workday_before(notice.ends_on)
    gone = notice.ends_on - ends_on
    counted_from = (notice.counted_from or notice.starts_on) - gone
    notice = change(
        notice,
        by=by,
        verb=Verb.PUBLISH,
        version=notice.version,
        region_path=notice.region.path,
        ends_on=ends_on,
        starts_on=notice.starts_on - gone,
        counted_from=counted_from,
    )
    if ends_on < timezone.localdate():
        notice = advance(notice, NOTICE["end"], by=by, set={"ended_at": timezone.now()})
    return notice


def _workday_before(day: date) -> date:
    day -= ONE_DAY
    while not is_workday(day):
        day -= ONE_DAY
    return day
