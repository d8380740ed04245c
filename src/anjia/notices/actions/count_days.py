"""The machine's part: heartbeats, restarts after an interruption, ends (domain B13)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from anjia.kernel import audit
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance_many
from anjia.notices.clock import Gap, interruption, last_day, longest_silence, silences
from anjia.notices.enums import EntryState, NoticeKind, NoticeState, RestartReason, Verb
from anjia.notices.messages import tell_ended, tell_restarted
from anjia.notices.models import Heartbeat, NoticeEntry, PublicNotice
from anjia.notices.queries import CONTESTABLE
from anjia.notices.signals import notices_ended
from anjia.notices.workflow import NOTICE
from anjia.regions.working_days import add_working_days

KEPT = timedelta(days=120)


def record_heartbeat() -> datetime:
    """Note that the site serves now. Scheduled every five minutes; told twice in one minute, it is one beat."""
    now = timezone.now()
    Heartbeat.objects.get_or_create(at=now.replace(second=0, microsecond=0))
    Heartbeat.objects.filter(at__lt=now - KEPT).delete()
    return now


@transaction.atomic
def check_gaps() -> int:
    """Restart the notices, and families' own extensions, into which a silence that was too long fell.

    Returns how many were restarted. Asked again it does nothing: what lies before `counted_at` is over.
    """
    now = timezone.now()
    notices, entries = _running(), _extended(now)
    starts = [at for at in (*(n.counted_at for n in notices), *(e.extended_at for e in entries)) if at]
    if not starts:
        return 0
    longest = longest_silence()
    gaps = silences(_beats(min(starts)), now, longest)
    restarted = sum(_restart(notice, gaps, longest) for notice in notices)
    return restarted + sum(_restart_extension(entry, gaps, longest) for entry in entries)


def _running() -> list[PublicNotice]:
    running = PublicNotice.objects.filter(kind__in=CONTESTABLE, state=NoticeState.RUNNING)
    return list(running.select_related("region").order_by("pk"))


def _extended(now: datetime) -> list[NoticeEntry]:
    own = NoticeEntry.objects.filter(state=EntryState.LISTED, ends_on__gte=timezone.localdate(now) - timedelta(days=30))
    return list(own.select_related("notice__region", "notice__cycle").order_by("pk"))


def _beats(since: datetime) -> Sequence[datetime]:
    later = Heartbeat.objects.filter(at__gt=since).order_by("at").values_list("at", flat=True)
    return [since, *later]


def _restart(notice: PublicNotice, gaps: list[Gap], longest: timedelta) -> int:
    back = interruption(notice.counted_at, notice.ends_on, gaps, longest)
    if back is None:
        return 0
    day = timezone.localdate(back)
    before = {"counted_from": notice.counted_from, "ends_on": notice.ends_on}
    after = {"counted_from": day, "ends_on": last_day(day, notice.working_days)}
    own = PublicNotice.objects.filter(pk=notice.pk, state=NoticeState.RUNNING, counted_at=notice.counted_at)
    moved = own.update(
        **after, counted_at=back, restarts=notice.restarts + 1, restart_reason=RestartReason.OUT_OF_REACH
    )
    if moved:
        audit.record(Verb.RESTART, notice, by=SYSTEM, before=before, after=after, region_path=notice.region.path)
        tell_restarted(notice, after["ends_on"])
    return moved


def _restart_extension(entry: NoticeEntry, gaps: list[Gap], longest: timedelta) -> int:
    back = interruption(entry.extended_at, entry.ends_on, gaps, longest)
    if back is None:
        return 0
    # A corrected line runs the notice's own days anew, an objection's extension those of an extension.
    days = entry.notice.working_days if entry.corrected_on else entry.notice.cycle.extension_working_days
    ends_on = add_working_days(timezone.localdate(back), days)
    own = NoticeEntry.objects.filter(pk=entry.pk, state=EntryState.LISTED, extended_at=entry.extended_at)
    moved = own.update(ends_on=ends_on, extended_at=back)
    if moved:
        path = entry.notice.region.path
        before, after = {"ends_on": entry.ends_on}, {"ends_on": ends_on}
        audit.record(Verb.RESTART, entry, by=SYSTEM, before=before, after=after, region_path=path)
    return moved


@transaction.atomic
def end_notices() -> int:
    """End the notices whose last day is over (23:59:59 in Shanghai), after looking for interruptions.

    Families with an open objection or an extension of their own are not cleared by this (queries.cleared_candidacies).
    """
    check_gaps()
    ended = advance_many(_over(), NOTICE["end"], by=SYSTEM, set={"ended_at": timezone.now()})
    over = PublicNotice.objects.filter(pk__in=ended).select_related("region", "cycle").order_by("pk")
    tell_ended(over.filter(kind=NoticeKind.PRE_NAMING))
    notices_ended.send(sender=PublicNotice, notices=over)
    return len(ended)


def _over() -> QuerySet[PublicNotice]:
    return PublicNotice.objects.filter(Q(kind__in=CONTESTABLE, ends_on__lt=timezone.localdate()))
