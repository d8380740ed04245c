"""Credits: who has one for what, and where none can be earned. Blind to their topic (domain A6-7)."""

import uuid
from collections import defaultdict
from collections.abc import Collection

from anjia.programmes.models import Credit, CreditSource, DeductionReason, ProgrammeCycle
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
