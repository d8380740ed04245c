"""Giving targets out down the tree. Children always add up to their parent (domain A5-10)."""

import uuid
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Refused
from anjia.kernel.permissions import Actor, require
from anjia.programmes.enums import CycleState, Verb
from anjia.programmes.models import ProgrammeCycle, TargetAllocation
from anjia.programmes.queries.targets import KINDS, TargetRow, TargetTable, target_table
from anjia.programmes.targets import split
from anjia.regions.models import Region

Numbers = tuple[int, int]
ABOVE = _("由上一级先下达指标。")


@transaction.atomic
def set_total(cycle: ProgrammeCycle, *, safe_families: int, model_families: int, by: Actor) -> TargetAllocation:
    """The number for the whole cycle; what was given out below is split anew so that it still adds up."""
    require(by, Verb.PLAN_CYCLE, cycle.region.path)
    _require_running(cycle)
    if model_families > safe_families:
        raise Refused(_("示范户从平安家庭中产生，示范户指标不能多于平安家庭指标。"))
    _write(cycle, {cycle.region: (safe_families, model_families)}, by=by, manual=set())
    _respread_below(cycle, [cycle.region], by=by)
    return cycle.targets.get(region=cycle.region)


@transaction.atomic
def split_targets(cycle: ProgrammeCycle, parent: Region, *, by: Actor) -> TargetTable:
    """Share the parent's target out by households, or equally until all totals are known; drops manual numbers."""
    require(by, Verb.ALLOCATE_TARGETS, parent.path)
    _require_running(cycle)
    _spread(cycle, _given(cycle, parent), fixed={}, by=by)
    return target_table(cycle, parent)


@transaction.atomic
def correct_targets(
    cycle: ProgrammeCycle, parent: Region, *, numbers: Mapping[uuid.UUID, Numbers], by: Actor, spread_rest: bool = False
) -> TargetTable:
    """Write the children's numbers by hand: child id to (safe families, model families).

    With `spread_rest` the numbers that differ from what stands are kept and the other children share the rest;
    without it all must add up to the parent, or nothing is written and the refusal says by how much they miss.
    """
    require(by, Verb.ALLOCATE_TARGETS, parent.path)
    _require_running(cycle)
    table = _given(cycle, parent)
    if spread_rest:
        _spread(cycle, table, fixed=_changed(table, numbers), by=by)
        return target_table(cycle, parent)
    _require_balance(table, numbers)
    written = {row.region: numbers.get(row.region.pk, (0, 0)) for row in table.rows}
    manual = {row.region.pk for row in table.rows if row.region.pk in _changed(table, numbers) or _is_manual(row)}
    _write(cycle, written, by=by, manual=manual)
    _respread_below(cycle, list(written), by=by)
    return target_table(cycle, parent)


def _require_running(cycle: ProgrammeCycle) -> None:
    if cycle.state == CycleState.CLOSED:
        raise Refused(_("周期已经结束，指标不能再改。"))


def _given(cycle: ProgrammeCycle, parent: Region) -> TargetTable:
    # The parent's row is held, so that two people who give out the same number do it one after the other.
    list(cycle.targets.select_for_update().filter(region=parent).values_list("pk"))
    table = target_table(cycle, parent)
    if table.own is None:
        raise Refused(_("%(place)s还没有指标，不能往下分解。") % {"place": parent}, who=ABOVE)
    if not table.rows:
        raise Refused(_("%(place)s下面没有可以分解的单位。") % {"place": parent})
    return table


def _is_manual(row: TargetRow) -> bool:
    return bool(row.allocation and row.allocation.is_manual)


def _changed(table: TargetTable, numbers: Mapping[uuid.UUID, Numbers]) -> dict[uuid.UUID, Numbers]:
    """What differs from the numbers that stand."""
    stands = {row.region.pk: _numbers(row.allocation) for row in table.rows}
    return {pk: given for pk, given in numbers.items() if pk in stands and given != stands[pk]}


def _numbers(allocation: TargetAllocation | None) -> Numbers:
    return (allocation.safe_families, allocation.model_families) if allocation else (0, 0)


def _require_balance(table: TargetTable, numbers: Mapping[uuid.UUID, Numbers]) -> None:
    sums = [sum(numbers.get(row.region.pk, (0, 0))[kind] for row in table.rows) for kind in range(len(KINDS))]
    wanted = _numbers(table.own)
    for label, given, own in zip((_("平安家庭"), _("示范户")), sums, wanted, strict=True):
        if given != own:
            raise Refused(
                _("%(kind)s指标之和是 %(given)d，应为 %(own)d，相差 %(off)d。下级之和必须等于本级，请核对后再保存。")
                % {"kind": label, "given": given, "own": own, "off": abs(given - own)}
            )


def _spread(cycle: ProgrammeCycle, table: TargetTable, *, fixed: Mapping[uuid.UUID, Numbers], by: Actor) -> None:
    free = [row for row in table.rows if row.region.pk not in fixed]
    left = [own - sum(given[kind] for given in fixed.values()) for kind, own in enumerate(_numbers(table.own))]
    if min(left) < 0 or (any(left) and not free):
        raise Refused(
            _("手工填写的数与本级指标 %(safe)d／%(model)d 不合：其余单位应得 %(left)d／%(left_model)d，请调整。")
            % {
                "safe": _numbers(table.own)[0],
                "model": _numbers(table.own)[1],
                "left": left[0],
                "left_model": left[1],
            }
        )
    weights = [table.weights[row.region.pk] for row in free]
    parts = zip(*(split(amount, weights) for amount in left), strict=True)
    written = {row.region: fixed[row.region.pk] for row in table.rows if row.region.pk in fixed}
    written |= dict(zip((row.region for row in free), parts, strict=True))
    _write(cycle, written, by=by, manual=set(fixed))
    _respread_below(cycle, list(written), by=by)


def _respread_below(cycle: ProgrammeCycle, parents: list[Region], *, by: Actor) -> None:
    """Split anew below those parents whose children no longer add up; manual numbers are kept where they fit."""
    allocated = set(cycle.targets.filter(region__parent__in=parents).values_list("region__parent", flat=True))
    for parent in parents:
        if parent.pk not in allocated:
            continue
        table = target_table(cycle, parent)
        if table.is_balanced:
            continue
        manual = {row.region.pk: _numbers(row.allocation) for row in table.rows if _is_manual(row)}
        _spread(cycle, table, fixed=manual if _fits(table, manual) else {}, by=by)


def _fits(table: TargetTable, manual: Mapping[uuid.UUID, Numbers]) -> bool:
    left = [own - sum(given[kind] for given in manual.values()) for kind, own in enumerate(_numbers(table.own))]
    return min(left) >= 0 and (len(manual) < len(table.rows) or not any(left))


def _write(cycle: ProgrammeCycle, numbers: Mapping[Region, Numbers], *, by: Actor, manual: set[uuid.UUID]) -> None:
    before = {t.region_id: _numbers(t) for t in cycle.targets.filter(region__in=list(numbers))}
    if any(value < 0 for pair in numbers.values() for value in pair):
        raise Refused(_("指标不能是负数。"))
    TargetAllocation.objects.bulk_create(
        [
            TargetAllocation(
                cycle=cycle, region=place, safe_families=safe, model_families=model, is_manual=place.pk in manual
            )
            for place, (safe, model) in numbers.items()
        ],
        update_conflicts=True,
        unique_fields=["cycle", "region"],
        update_fields=["safe_families", "model_families", "is_manual", "is_proposal", "updated_at"],
    )
    entries = [
        (place.pk, place.path, {"target": before.get(place.pk)}, {"target": pair, "cycle": str(cycle.pk)})
        for place, pair in numbers.items()
        if before.get(place.pk) != pair
    ]
    audit.record_many(Verb.ALLOCATE_TARGETS, Region._meta.label_lower, entries, by=by)
