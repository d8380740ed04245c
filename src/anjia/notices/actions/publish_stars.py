"""What a quarter and a year of stars came to, village by village: five and four stars only (domain A6-4, A6-5).

Woken by `stars`: closing a quarter puts its notice up, correcting it takes the earlier one down and issues it anew,
dated and with the reason; a published year stays up like a result.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from anjia.evaluations.permissions import Consequence
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT
from anjia.kernel.workflow import advance, advance_many
from anjia.notices.clock import last_day
from anjia.notices.entries import shown_name
from anjia.notices.enums import EntryState, NoticeKind, NoticeState, TakeDownReason, Verb
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.notices.queries import SHOWN, publishes_name
from anjia.notices.signals import notice_published
from anjia.notices.workflow import NOTICE
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.stars.models import StarQuarter
from anjia.stars.queries import publishable, publishable_year

ENTRY = (
    "id", "created_at", "updated_at", "version", "notice", "household", "shown_name", "group_name", "state", "stars",
)  # fmt: skip
YEAR = (
    "id", "created_at", "updated_at", "version", "cycle", "region", "kind", "batch", "state", "families",
    "working_days", "starts_on", "published_at", "counted_at", "restarts", "restart_reason", "take_down_reason",
    "corrected_on",
)  # fmt: skip
VILLAGE = Level.VILLAGE.depth * SEGMENT


@transaction.atomic
def publish_quarter(quarter: StarQuarter, *, by: Actor, reason: str = "") -> PublicNotice:
    """Put a closed quarter up for the days of the cycle; with a `reason` in place of its earlier notice.

    Whether `by` may close or correct the quarter is for the calling slice to decide.
    """
    actor, today, now = Consequence(by), timezone.localdate(), timezone.now()
    earlier = PublicNotice.objects.filter(quarter=quarter, state__in=SHOWN)
    _replace(earlier, by=actor)
    own = PublicNotice.objects.filter(cycle=quarter.cycle_id, region=quarter.region_id, kind=NoticeKind.QUARTER)
    notice = PublicNotice.objects.create(
        cycle=quarter.cycle,
        region=quarter.region,
        kind=NoticeKind.QUARTER,
        quarter=quarter,
        batch=(own.aggregate(last=Max("batch"))["last"] or 0) + 1,
        working_days=quarter.cycle.notice_working_days,
        corrected_on=today if reason else None,
        correction=reason,
    )
    families = _insert_quarter(notice, quarter)
    dates: dict[str, Any] = {"published_at": now, "counted_at": now, "starts_on": today, "counted_from": today}
    dates["ends_on"] = last_day(today, notice.working_days)
    notice = advance(notice, NOTICE["publish"], by=actor, set={**dates, "families": families})
    notice_published.send(sender=PublicNotice, notice=notice, by=by)
    return notice


def _replace(earlier: QuerySet[PublicNotice], *, by: Actor) -> list[uuid.UUID]:
    ids = list(earlier.order_by().values_list("pk", flat=True))
    if not ids:
        return []
    chosen = PublicNotice.objects.filter(pk__in=ids)
    note = str(TakeDownReason.CORRECTED.label)
    return advance_many(chosen, NOTICE["replace"], by=by, note=note, set={"take_down_reason": TakeDownReason.CORRECTED})


def _insert_quarter(notice: PublicNotice, quarter: StarQuarter) -> int:
    rows = publishable(quarter).annotate(shows_name=publishes_name("household"))
    found = rows.values_list("household_id", "household__head_name", "region__name", "stars", "shows_name")
    lines = list(_lines((notice.pk, *fact) for fact in found))
    insert_rows(NoticeEntry, ENTRY, lines)
    return len(lines)


def _lines(facts: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    now = timezone.now()
    for notice, household, head_name, group, stars, shows in facts:
        yield uuid7(), now, now, 1, notice, household, shown_name(head_name, shows), group, EntryState.LISTED, stars


@transaction.atomic
def publish_star_year(cycle: ProgrammeCycle, *, by: Actor, villages: Collection[str] | None = None) -> int:
    """One notice for each village with families of five or four stars; of some villages only, in place of the earlier
    ones, where a published year was corrected. A fixed number of statements; returns how many notices."""
    earlier = PublicNotice.objects.filter(cycle=cycle, kind=NoticeKind.YEAR, state__in=SHOWN)
    batches = dict(
        PublicNotice.objects.filter(cycle=cycle, kind=NoticeKind.YEAR)
        .order_by()
        .values("region__path")
        .annotate(last=Max("batch"))
        .values_list("region__path", "last")
    )
    if villages is not None:
        earlier = earlier.filter(region__path__in=list(villages))
    _replace(earlier, by=Consequence(by))
    graded = publishable_year(cycle).order_by("-level", "household__region__path", "pk")
    facts = [
        fact
        for fact in graded.annotate(shows_name=publishes_name("household")).values_list(
            "household__region__path", "household_id", "household__head_name", "household__region__name", "level",
            "shows_name",
        )
        if villages is None or fact[0][:VILLAGE] in set(villages)
    ]  # fmt: skip
    return _put_up_year(cycle, facts, batches, by)


def _put_up_year(cycle: ProgrammeCycle, facts: list[tuple[Any, ...]], batches: dict[str, int], by: Actor) -> int:
    counted: dict[str, int] = {}
    for path, *_rest in facts:
        counted[path[:VILLAGE]] = counted.get(path[:VILLAGE], 0) + 1
    now, today = timezone.now(), timezone.localdate()
    places = list(Region.objects.filter(path__in=counted).order_by("path"))
    rows = [
        (
            uuid7(), now, now, 1, cycle.pk, place.pk, NoticeKind.YEAR, batches.get(place.path, 0) + 1,
            NoticeState.RUNNING, counted[place.path], 0, today, now, now, 0, "", "",
            today if place.path in batches else None,
        )
        for place in places
    ]  # fmt: skip
    insert_rows(PublicNotice, YEAR, rows)
    notices = {place.path: row[0] for place, row in zip(places, rows, strict=True)}
    insert_rows(NoticeEntry, ENTRY, _lines((notices[path[:VILLAGE]], *fact) for path, *fact in facts))
    told = [(row[0], place.path, None, {"families": row[9]}) for place, row in zip(places, rows, strict=True)]
    audit.record_many(Verb.PUBLISH, PublicNotice._meta.label_lower, told, by=by)
    return len(rows)
