"""Credits: who has one for what, and where none can be earned. Blind to their topic (domain A6-7)."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Count, QuerySet

from anjia.households.models import Household
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under
from anjia.programmes.enums import Verb
from anjia.programmes.models import Credit, CreditSource, Criterion, DeductionReason, ProgrammeCycle
from anjia.regions.models import Region

CHUNK = 900


def missing_credit_reasons_off(cycle: ProgrammeCycle, village: Region) -> frozenset[uuid.UUID]:
    """The ids of the deduction reasons that may not be used in a village: a credit is missing that nobody there can
    earn. A group asks for its village.
    """
    paths = [path for path in village.ancestor_paths if len(path) > len(cycle.region.path)]
    offered = CreditSource.objects.filter(cycle=cycle, region__path__in=paths)
    reasons = DeductionReason.objects.filter(
        criterion__standard_version_id=cycle.standard_version_id, is_missing_credit=True
    )
    return frozenset(reasons.exclude(criterion__in=offered.values("criterion")).values_list("pk", flat=True))


def credited(household_ids: Collection[uuid.UUID], cycle: ProgrammeCycle) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """For each family with a credit, the ids of the criteria it has one for. Families without are left out."""
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    wanted = list(household_ids)
    for start in range(0, len(wanted), CHUNK):
        rows = Credit.objects.filter(cycle=cycle, household__in=wanted[start : start + CHUNK]).order_by()
        for household_id, criterion_id in rows.values_list("household_id", "criterion_id"):
            found[household_id].add(criterion_id)
    return {household_id: frozenset(criteria) for household_id, criteria in found.items()}


def credited_criteria(cycle: ProgrammeCycle) -> QuerySet[Criterion]:
    """The criteria for which a credit counts, in order; where stars are counted, each of them (domain A6-7)."""
    criteria = cycle.standard_version.criteria.all()
    if not cycle.counts_stars:
        criteria = criteria.filter(reasons__is_missing_credit=True)
    return criteria.distinct().order_by("order")


def sources_in(cycle: ProgrammeCycle, village: Region) -> dict[uuid.UUID, CreditSource]:
    """The ways to earn credits in a village, by criterion."""
    return {source.criterion_id: source for source in CreditSource.objects.filter(cycle=cycle, region=village)}


def credit_counts(cycle: ProgrammeCycle, village: Region) -> dict[uuid.UUID, int]:
    """How many families of a village have a credit, by criterion."""
    rows = Credit.objects.filter(under("household__region__path", village.path), cycle=cycle).order_by()
    counted = rows.values("criterion").annotate(n=Count("pk")).values_list("criterion", "n")
    return dict(counted)


def families_for_credits(village: Region, user: Actor) -> QuerySet[Household]:
    """The families of a village that take part, for those who may see their credits; in the order of the groups."""
    families = Household.objects.filter(under("region__path", village.path), is_active=True)
    if not (user is SYSTEM or user.may(Verb.VIEW_CREDITS, village.path)):
        families = families.none()
    return families.select_related("region").order_by("region__path", "head_name", "pk")
