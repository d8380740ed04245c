"""Targets down the tree: what each place was given, and where the children do not add up (domain A5-10)."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from anjia.kernel.scope import under
from anjia.programmes.models import ProgrammeCycle, TargetAllocation
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import totals_by_child, valid_on

KINDS = ("safe_families", "model_families")


@dataclass(frozen=True)
class TargetRow:
    """One child place with its numbers; None where nobody has given it any."""

    region: Region
    households: int
    allocation: TargetAllocation | None


@dataclass(frozen=True)
class TargetTable:
    """A place, its own target, its children's, and how far they are from adding up."""

    region: Region
    own: TargetAllocation | None
    rows: list[TargetRow]

    @property
    def households(self) -> int:
        return sum(row.households for row in self.rows)

    def _sum(self, kind: str) -> int:
        return sum(getattr(row.allocation, kind) for row in self.rows if row.allocation)

    @property
    def safe_sum(self) -> int:
        return self._sum("safe_families")

    @property
    def model_sum(self) -> int:
        return self._sum("model_families")

    @property
    def safe_left(self) -> int:
        """What is still to be given out; negative where too much was."""
        return (self.own.safe_families if self.own else 0) - self.safe_sum

    @property
    def model_left(self) -> int:
        return (self.own.model_families if self.own else 0) - self.model_sum

    @property
    def unknown(self) -> list[Region]:
        """The children whose households nobody has recorded: while there are any, all weigh the same."""
        return [row.region for row in self.rows if not row.households]

    @property
    def weights(self) -> dict[uuid.UUID, int]:
        """What the children weigh when the target is shared out."""
        return {row.region.pk: 1 if self.unknown else row.households for row in self.rows}

    @property
    def is_allocated(self) -> bool:
        return any(row.allocation for row in self.rows)

    @property
    def is_balanced(self) -> bool:
        return not self.safe_left and not self.model_left


def children_of(region: Region) -> QuerySet[Region]:
    """The places a target is passed on to: down to the villages, no further."""
    if region.level in {Level.VILLAGE, Level.GROUP}:
        return Region.objects.none()
    return region.children.filter(valid_on()).order_by("path")


def households_of(parent: Region, children: list[Region]) -> dict[uuid.UUID, int]:
    """The households of each child, from the dated totals of its groups; 0 where nobody has recorded any."""
    totals = totals_by_child(parent)
    return {child.pk: totals[child.path].households if child.path in totals else 0 for child in children}


def target_table(cycle: ProgrammeCycle, parent: Region) -> TargetTable:
    """One level of the allocation, in the order of the division table."""
    children = list(children_of(parent))
    given = {t.region_id: t for t in cycle.targets.filter(region__in=[parent, *children])}
    households = households_of(parent, children)
    rows = [TargetRow(child, households[child.pk], given.get(child.pk)) for child in children]
    return TargetTable(parent, given.get(parent.pk), rows)


def unbalanced(cycle: ProgrammeCycle) -> list[Region]:
    """The places whose children were given numbers that do not add up to their own, in the order of the tree."""
    sums = (
        cycle.targets.order_by()
        .exclude(region=cycle.region)
        .values("region__parent")
        .annotate(safe=Sum("safe_families"), model=Sum("model_families"))
        .values_list("region__parent", "safe", "model")
    )
    own = {t.region_id: t for t in cycle.targets.filter(region__in=[parent for parent, _safe, _model in sums])}
    wrong = [parent for parent, *children in sums if parent and children != _numbers(own.get(parent))]
    return list(Region.objects.filter(pk__in=wrong).order_by("path"))


def _numbers(allocation: TargetAllocation | None) -> list[int]:
    return [getattr(allocation, kind) for kind in KINDS] if allocation else [0, 0]


def not_passed_on(cycle: ProgrammeCycle, path: str) -> QuerySet[Region]:
    """The towns at or below a path that have a target and have given none of it to their villages."""
    passed_on = cycle.targets.order_by().values("region__parent")
    given = cycle.targets.filter(region__level=Level.TOWN, safe_families__gte=1).order_by().values("region")
    return Region.objects.filter(under("path", path), pk__in=given).exclude(pk__in=passed_on).order_by("path")
