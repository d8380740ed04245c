"""Put a village's approved families up for everybody to read (domain A4, B13)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions import publish_candidacies
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.evaluations.queries import awaiting_notice
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.kernel.workflow import advance
from anjia.notices.actions.leave_notices import leave_entries
from anjia.notices.clock import last_day
from anjia.notices.entries import insert_entries
from anjia.notices.enums import STARS, EntryState, NoticeKind, RestartReason, Verb
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.queries import SHOWN
from anjia.notices.signals import notice_published
from anjia.notices.workflow import NOTICE
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

NOBODY = _("现在没有已审批、待公示的家庭，不能张贴公示。")


@transaction.atomic
def publish_notice(village: Region, cycle: ProgrammeCycle, *, by: Actor, expected: int | None = None) -> PublicNotice:
    """Publish the village's approved families as one batch, from today.

    `expected` is the number somebody was shown before: where it no longer holds, nothing is published (Conflict).
    Raises NotPermitted without the verb in the village, Refused where the cycle is not open or nobody waits.
    """
    require(by, Verb.PUBLISH, village.path)
    _require_open(cycle, village)
    notice = _draft(village, cycle)
    publish_candidacies(awaiting_notice(village, cycle), by=by)
    families = insert_entries(notice, _unlisted(village, cycle))
    _require_expected(families, expected)
    return _put_up(notice, families=families, by=by)


def _require_open(cycle: ProgrammeCycle, village: Region) -> None:
    if village.level != Level.VILLAGE:
        raise Refused(_("公示由村（社区）张贴，请选择一个村（社区）。"))
    if cycle.state != CycleState.OPEN:
        raise Refused(_("本年度创建周期没有开启，不能公示。"), who=_("由区县领导小组办公室开启周期。"))


def _draft(village: Region, cycle: ProgrammeCycle) -> PublicNotice:
    own = PublicNotice.objects.filter(cycle=cycle, region=village, kind=NoticeKind.PRE_NAMING)
    batch = (own.aggregate(last=Max("batch"))["last"] or 0) + 1
    try:
        with transaction.atomic():
            return PublicNotice.objects.create(
                cycle=cycle, region=village, batch=batch, working_days=cycle.notice_working_days
            )
    except IntegrityError as error:
        raise Conflict(_("本村（社区）的公示刚刚已由别人张贴，请刷新后查看。")) from error


def _unlisted(village: Region, cycle: ProgrammeCycle) -> QuerySet[Candidacy]:
    """The families on notice that stand on no notice yet: those that were just moved."""
    moved = Candidacy.objects.filter(under("region__path", village.path), cycle=cycle, state=CandidacyState.ON_NOTICE)
    return moved.exclude(Exists(_standing(candidacy="pk")))


def _standing(candidacy: str = "candidacy") -> QuerySet[NoticeEntry]:
    """The entries by which the row's candidacy stands on a notice that is up or over."""
    shown = NoticeEntry.objects.filter(notice__kind=NoticeKind.PRE_NAMING, notice__state__in=SHOWN)
    return shown.filter(candidacy=OuterRef(candidacy), state=EntryState.LISTED)


def _require_expected(families: int, expected: int | None) -> None:
    if not families:
        raise Refused(NOBODY)
    if expected is not None and families != expected:
        raise Conflict(
            _("名单在您核对之后有了变化：现在是 %(families)s 户。请重新核对后再张贴。") % {"families": families}
        )


def _put_up(notice: PublicNotice, *, families: int, by: Actor, restarts: int = 0) -> PublicNotice:
    now, today = timezone.now(), timezone.localdate()
    dates: dict[str, Any] = {"published_at": now, "counted_at": now, "starts_on": today, "counted_from": today}
    dates["ends_on"] = last_day(today, notice.working_days)
    if restarts:
        dates |= {"restarts": restarts, "restart_reason": RestartReason.TAKEN_DOWN, "take_down_reason": ""}
    notice = advance(notice, NOTICE["publish"], by=by, set={**dates, "families": families})
    if not rehearsing.get():
        notice_published.send(sender=PublicNotice, notice=notice, by=by)
    return notice


@transaction.atomic
def repost_notice(notice: PublicNotice, *, by: Actor, expected: int | None = None) -> PublicNotice:
    """Put up again a notice that was taken down; its days are counted anew (domain B13).

    Families that are not approved any more drop off. Raises Refused where none is left.
    """
    require(by, Verb.PUBLISH, notice.region.path)
    if notice.kind in STARS:
        raise Refused(_("星级公示由更正自动重新张贴，不能手工重贴。"))
    _require_open(notice.cycle, notice.region)
    listed = NoticeEntry.objects.filter(notice=notice, state=EntryState.LISTED)
    publish_candidacies(
        Candidacy.objects.filter(pk__in=listed.order_by().values("candidacy"), state=CandidacyState.APPROVED), by=by
    )
    elsewhere = _standing().exclude(notice=notice)
    leave_entries(listed.filter(~Q(candidacy__state=CandidacyState.ON_NOTICE) | Exists(elsewhere)), by=by)
    families = listed.count()
    _require_expected(families, expected)
    notice.refresh_from_db(fields=["restarts"])
    return _put_up(notice, families=families, by=by, restarts=notice.restarts + 1)
