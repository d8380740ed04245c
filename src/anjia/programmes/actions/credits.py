"""Recording credits from paper. A credit says family, cycle and criterion; what for is not kept (domain A6-7)."""

import uuid
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import Credit, CreditSource, Criterion, ProgrammeCycle
from anjia.programmes.permissions import covers
from anjia.regions.enums import Level
from anjia.regions.models import Region

CHUNK = 900
OFFICE = _("由区县领导小组办公室开启周期。")


def _require_open(cycle: ProgrammeCycle, village: Region) -> None:
    if cycle.state != CycleState.OPEN:
        raise Refused(_("周期没有开启，不能登记积分。"), who=OFFICE)
    if village.level != Level.VILLAGE or not covers(cycle, village):
        raise Refused(_("“%(place)s”不在这个周期的范围内。") % {"place": village})


def _require_credited(cycle: ProgrammeCycle, criterion: Criterion) -> None:
    if criterion.standard_version_id != cycle.standard_version_id:
        raise Refused(_("“%(criterion)s”不是本周期标准里的评分项。") % {"criterion": criterion})
    if not cycle.counts_stars and not criterion.reasons.filter(is_missing_credit=True).exists():
        raise Refused(_("“%(criterion)s”不看积分，不需要登记。") % {"criterion": criterion})


@transaction.atomic
def offer_credit(
    cycle: ProgrammeCycle, village: Region, criterion: Criterion, *, offer: str, by: Actor
) -> CreditSource:
    """Write down where families of a village can earn a criterion's credit: from now on a missing one counts."""
    require(by, Verb.RECORD_CREDITS, village.path)
    _require_open(cycle, village)
    _require_credited(cycle, criterion)
    if not offer.strip():
        raise Refused(_("请写明在哪里可以获得这项积分。"))
    source, _created = CreditSource.objects.update_or_create(
        cycle=cycle, region=village, criterion=criterion, defaults={"offer": offer.strip()}
    )
    after = {"criterion": criterion.code, "offer": source.offer}
    audit.record(Verb.RECORD_CREDITS, source, by=by, after=after, region_path=village.path)
    return source


@transaction.atomic
def withdraw_offer(cycle: ProgrammeCycle, village: Region, criterion: Criterion, *, by: Actor) -> None:
    """Nobody can earn it there any more: its missing-credit reason is off again."""
    require(by, Verb.RECORD_CREDITS, village.path)
    _require_open(cycle, village)
    for source in CreditSource.objects.filter(cycle=cycle, region=village, criterion=criterion):
        before = {"criterion": criterion.code, "offer": source.offer}
        audit.record(Verb.RECORD_CREDITS, source, by=by, before=before, region_path=village.path)
        source.delete()


@transaction.atomic
def record_credits(
    cycle: ProgrammeCycle,
    village: Region,
    criterion: Criterion,
    *,
    households: Collection[uuid.UUID],
    by: Actor,
    taken_back: Collection[uuid.UUID] = (),
) -> int:
    """Credit many families at once, from a sheet or their own declarations; returns how many are new.

    `taken_back` are families that had been ticked by mistake. Asked twice, it changes nothing.
    """
    require(by, Verb.RECORD_CREDITS, village.path)
    _require_open(cycle, village)
    _require_credited(cycle, criterion)
    paths = _paths_within(village, {*households, *taken_back})
    held = set(
        Credit.objects.filter(cycle=cycle, criterion=criterion, household__in=_within(village)).values_list(
            "household_id", flat=True
        )
    )
    new = [pk for pk in dict.fromkeys(households) if pk not in held]
    Credit.objects.bulk_create(
        [Credit(household_id=pk, cycle=cycle, criterion=criterion) for pk in new],
        batch_size=CHUNK,
        ignore_conflicts=True,
    )
    gone = [pk for pk in dict.fromkeys(taken_back) if pk in held and pk not in set(households)]
    for start in range(0, len(gone), CHUNK):
        Credit.objects.filter(cycle=cycle, criterion=criterion, household__in=gone[start : start + CHUNK]).delete()
    told = {"cycle": str(cycle.pk), "criterion": criterion.code}
    entries = [(pk, paths[pk], None, told) for pk in new] + [(pk, paths[pk], told, None) for pk in gone]
    audit.record_many(Verb.RECORD_CREDITS, Household._meta.label_lower, entries, by=by)
    return len(new)


def _within(village: Region) -> QuerySet[Household, Any]:
    return Household.objects.filter(under("region__path", village.path), is_active=True).order_by().values("pk")


def _paths_within(village: Region, ids: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    inside = Household.objects.filter(under("region__path", village.path), is_active=True).order_by()
    paths = dict(inside.values_list("pk", "region__path"))
    if ids - paths.keys():
        raise Refused(_("所选家庭中有不属于%(village)s的，一户也没有登记。") % {"village": village})
    return paths
