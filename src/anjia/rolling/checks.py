"""The sheet of a review: the criteria of the standard the title was earned by, and what may be missed on the day."""

from dataclasses import dataclass

from django.db.models import Prefetch

from anjia.honours.models import Title
from anjia.programmes.enums import StandardState
from anjia.programmes.models import Criterion, DeductionReason, StandardVersion
from anjia.programmes.queries import current_cycle


@dataclass(frozen=True)
class Check:
    """One criterion with the reasons that can be seen on the day; a missing credit is none (frame F6)."""

    criterion: Criterion
    reasons: tuple[DeductionReason, ...]


def standard_of(title: Title) -> StandardVersion | None:
    """That of the cycle it was named in; of an earlier title the one that runs where the family lives."""
    cycle = title.decision.cycle or current_cycle(title.household.region)
    if cycle is not None:
        return cycle.standard_version
    return StandardVersion.objects.filter(state=StandardState.IN_FORCE).order_by("standard__code", "-number").first()


def checks_of(title: Title) -> list[Check]:
    """The checks in the order of the standard; a criterion of which nothing can be seen is not on the sheet."""
    return checks_in(standard_of(title))


def checks_in(version: StandardVersion | None) -> list[Check]:
    if version is None:
        return []
    seen = DeductionReason.objects.filter(is_missing_credit=False).order_by("order", "pk")
    criteria = version.criteria.order_by("order").prefetch_related(Prefetch("reasons", seen, to_attr="seen"))
    return [Check(criterion, tuple(criterion.seen)) for criterion in criteria if criterion.seen]
