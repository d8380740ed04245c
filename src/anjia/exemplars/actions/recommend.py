"""The roster goes up level by level, and comes back with a reason (domain A5-5)."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import ReturnReason, Verb
from anjia.exemplars.models import Recommendation
from anjia.exemplars.queries.recommendations import (
    SENT,
    eligible,
    quota_of,
    standing_of,
    standing_still,
    suggested_order,
    titled,
)
from anjia.exemplars.workflow import RECOMMENDATION
from anjia.honours.enums import DecisionState
from anjia.kernel import audit
from anjia.kernel.bulk import insert_rows
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region

COLUMNS = (
    "id", "created_at", "updated_at", "version", "household", "title", "cycle", "region", "state", "reason",
    "return_reason", "agreed_on", "recommended_by_id",
)  # fmt: skip
MOST = 200


def _require_open(cycle: ProgrammeCycle) -> None:
    if cycle.state != CycleState.OPEN or cycle.is_rehearsal:
        raise Refused(_("示范户只在正式开启的年度周期里推荐。"), who=_("由区县领导小组办公室开启周期。"))


@transaction.atomic
def recommend_families(
    village: Region, cycle: ProgrammeCycle, *, title_ids: Collection[uuid.UUID], agreed_on: date, by: Actor
) -> int:
    """Put named families of a village on its list; they said yes on `agreed_on`. Returns how many.

    Raises Refused for a family that is not named, or stands on the list already; NotPermitted outside the scope.
    """
    require(by, Verb.RECOMMEND, village.path)
    _require_open(cycle)
    if village.level != Level.VILLAGE:
        raise Refused(_("示范户由村（社区）推荐，请选择一个村（社区）。"))
    if agreed_on > timezone.localdate():
        raise Refused(_("同意的日期还没有到。请先征得本户同意，再填实际的日期。"))
    if not title_ids or len(title_ids) > MOST:
        raise Refused(_("请选择要推荐的家庭，一次最多 %(most)d 户。") % {"most": MOST})
    chosen = list(eligible(cycle, village).filter(pk__in=title_ids).values_list("household_id", "pk", "region_id"))
    if len(chosen) != len(set(title_ids)):
        raise Refused(
            _("所选家庭中有的没有有效称号、已经是示范户，或已在今年的推荐名单上。请刷新后重新选择。"),
            who=_("示范户只能从已命名的平安家庭中推荐。"),
        )
    now, ids = timezone.now(), [uuid7() for _each in chosen]
    rows = [
        (pk, now, now, 1, household, title, cycle.pk, region, R.PROPOSED, "", "", agreed_on, by.pk)
        for pk, (household, title, region) in zip(ids, chosen, strict=True)
    ]
    insert_rows(Recommendation, COLUMNS, rows)
    told = [(pk, village.path, None, {"state": R.PROPOSED}) for pk in ids]
    audit.record_many(Verb.RECOMMEND, Recommendation._meta.label_lower, told, by=by)
    return len(rows)


@transaction.atomic
def write_reason(row: Recommendation, *, reason: str, by: Actor, version: int) -> Recommendation:
    """The village says in a few words why. Raises Conflict where somebody has changed the row since."""
    require(by, Verb.RECOMMEND, row.region.path)
    open_ones = Recommendation.objects.filter(pk=row.pk, version=version, state__in=(R.PROPOSED, R.RETURNED))
    if not open_ones.update(reason=reason.strip(), version=version + 1, updated_at=timezone.now()):
        raise Conflict(_("推荐理由只能在上报以前修改，或者别人刚刚改过。请刷新后查看。"))
    audit.record(Verb.RECOMMEND, row, by=by, after={"reason": True}, region_path=row.region.path)
    row.refresh_from_db()
    return row


@transaction.atomic
def submit_roster(village: Region, cycle: ProgrammeCycle, *, by: Actor) -> list[uuid.UUID]:
    """The village's list goes to the town. Raises Refused where it is empty."""
    require(by, Verb.RECOMMEND, village.path)
    _require_open(cycle)
    rows = titled(standing_of(cycle, village, R.PROPOSED, R.RETURNED))
    return _moved(rows, "submit", by, {"return_reason": ""}, _("推荐名单是空的，请先推荐家庭。"))


@transaction.atomic
def rank_families(town: Region, cycle: ProgrammeCycle, *, order: Sequence[uuid.UUID], by: Actor) -> int:
    """The town's panel puts what it received in order: `order` names each once, the best first."""
    require(by, Verb.FORWARD, town.path)
    rows = standing_of(cycle, town, R.SUBMITTED)
    known = set(rows.values_list("pk", flat=True))
    if len(order) != len(set(order)) or set(order) != known:
        raise Conflict(_("名单刚刚有了变化，请刷新后重新排序。每户一个名次，不能重复。"))
    places = Case(*(When(pk=pk, then=Value(place)) for place, pk in enumerate(order, 1)), output_field=IntegerField())
    rows.update(rank=places, updated_at=timezone.now())
    audit.record(Verb.FORWARD, cycle, by=by, after={"ranked": len(order)}, region_path=town.path)
    return len(order)


@transaction.atomic
def forward_roster(town: Region, cycle: ProgrammeCycle, *, by: Actor, expected: int | None = None) -> list[uuid.UUID]:
    """The best of the town's order go to the district, as many as its target still allows; the others stay.

    Raises Refused without a target, without an order or where the target is used up.
    """
    require(by, Verb.FORWARD, town.path)
    _require_open(cycle)
    chosen = forwardable(town, cycle)
    if expected is not None and len(chosen) != expected:
        raise Conflict(_("名单刚刚有了变化：现在是 %(now)d 户。请核对后再上报。") % {"now": len(chosen)})
    return _moved(Recommendation.objects.filter(pk__in=chosen), "forward", by, {}, _("还没有村（社区）报来的名单。"))


def forwardable(town: Region, cycle: ProgrammeCycle) -> list[uuid.UUID]:
    """Those that would be forwarded now. Raises Refused where nothing can be."""
    quota, sent = quota_of(cycle, town), standing_of(cycle, town, *SENT).count()
    if not quota:
        raise Refused(_("本乡镇（街道）还没有示范户指标。"), who=_("由区县领导小组办公室分解指标。"))
    waiting = titled(standing_of(cycle, town, R.SUBMITTED))
    if waiting.filter(rank__isnull=True).exists():
        raise Refused(_("还有家庭没有排序。请先由评审小组排出名次，再按指标上报。"))
    if standing_still(waiting):
        raise Refused(_("有家庭的申诉还没有办结，排名上报要等结果。"), who=_("申诉由没有经办过的人员答复。"))
    if sent >= quota:
        raise Refused(_("示范户指标 %(quota)d 户已经用完。") % {"quota": quota})
    return list(suggested_order(waiting).values_list("pk", flat=True)[: quota - sent])


def _moved(rows: QuerySet[Recommendation], step: str, by: Actor, told: dict[str, Any], nobody: Any) -> list[uuid.UUID]:
    moved = advance_many(rows, RECOMMENDATION[step], by=by, set=told)
    if not moved:
        raise Refused(nobody)
    return moved


@transaction.atomic
def return_recommendation(row: Recommendation, *, reason: str, by: Actor) -> Recommendation:
    """The town gives a family back to its village, or the district to its town; the reason is from a closed list."""
    if reason not in ReturnReason.values:
        raise Refused(_("请选择退回的原因。"))
    step = "send_back" if row.state == R.RECOMMENDED else "return"
    if step == "send_back" and row.decision and row.decision.state == DecisionState.DECIDED:
        raise Conflict(_("会议已经审定这一户，不能再退回。需要时请先作废决定。"))
    told = {"return_reason": reason, "rank": None}
    return advance(row, RECOMMENDATION[step], by=by, note=str(ReturnReason(reason).label), set=told)


@transaction.atomic
def retract_recommendation(row: Recommendation, *, by: Actor) -> Recommendation:
    """The village takes a family off its list, as the family may ask at any time. No reason is asked."""
    return advance(row, RECOMMENDATION["retract"], by=by, set={"reason": ""})
