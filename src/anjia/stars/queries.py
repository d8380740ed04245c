"""Reads: quarters and records a user may see, who is to be recorded, what a year came to."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from anjia.households.models import Household
from anjia.households.queries.proofs import has_proof
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.programmes.enums import CycleState, Scheme
from anjia.programmes.models import Credit, Criterion, ProgrammeCycle
from anjia.programmes.queries.cycles import visible_to as cycles_visible_to
from anjia.regions.models import Region
from anjia.stars.enums import QuarterState, Verb
from anjia.stars.models import StarQuarter, StarRecord, StarRecusal, YearGrade

PUBLISHED = (5, 4)
"""The levels that may be published; everybody else reads their own (domain A6-4)."""
LEAST_PUBLISHED = 4
CLOSED = (QuarterState.CLOSED, QuarterState.CORRECTED)


def star_cycles(user: Actor) -> QuerySet[ProgrammeCycle]:
    """The cycles of stars, begun, in the user's places and above them; the latest year first."""
    begun = cycles_visible_to(user).filter(scheme=Scheme.STARS_20).exclude(state=CycleState.PLANNED)
    return begun.order_by("-year", "region__path")


def star_cycle_of(place: Region, year: int | None = None) -> ProgrammeCycle | None:
    """The cycle of stars of a place, of a year or the latest.

    Closed ones too: a fourth quarter is closed in January.
    """
    cycles = ProgrammeCycle.objects.filter(scheme=Scheme.STARS_20, region__path__in=place.ancestor_paths)
    cycles = cycles.exclude(state=CycleState.PLANNED)
    if year is not None:
        cycles = cycles.filter(year=year)
    return cycles.select_related("region", "standard_version").order_by("-year", "-region__path").first()


def criteria_of(cycle: ProgrammeCycle) -> list[Criterion]:
    """The five criteria in order."""
    return list(cycle.standard_version.criteria.order_by("order"))


def quarters_visible_to(user: Actor) -> QuerySet[StarQuarter]:
    """The quarters of the places where the user may look."""
    quarters = StarQuarter.objects.select_related("region__parent", "cycle__region", "cycle__standard_version")
    return quarters if user is SYSTEM else quarters.filter(under_any("region__path", user.scopes(Verb.VIEW)))


def records_visible_to(user: Actor) -> QuerySet[StarRecord]:
    """The stars of the places where the user may look; only families whose consent is proven have any."""
    records = StarRecord.objects.select_related("household", "region__parent", "cycle")
    return records if user is SYSTEM else records.filter(under_any("region__path", user.scopes(Verb.VIEW)))


def grades_visible_to(user: Actor) -> QuerySet[YearGrade]:
    """The graded years of families of the places where the user may look."""
    grades = YearGrade.objects.select_related("household__region__parent", "cycle")
    return grades if user is SYSTEM else grades.filter(under_any("household__region__path", user.scopes(Verb.VIEW)))


def families_to_record(place: Region) -> QuerySet[Household]:
    """The families of a place that take part with proof, in the order of the groups (frame F1)."""
    families = Household.objects.filter(under("region__path", place.path), has_proof(), is_active=True)
    return families.select_related("region").order_by("region__path", "head_name", "pk")


def known_families(quarter: StarQuarter) -> QuerySet[Household]:
    """Those to be recorded in a quarter, and those that have moved away since they were."""
    held = StarRecord.objects.filter(household=OuterRef("pk"), cycle=quarter.cycle_id, quarter=quarter.number)
    here = under("region__path", quarter.region.path)
    moved = Exists(held.filter(here))
    families = Household.objects.filter(here | Q(moved), has_proof(), is_active=True)
    return families.select_related("region").order_by("region__path", "head_name", "pk")


def records_of(quarter: StarQuarter) -> QuerySet[StarRecord]:
    """What stands in a village's quarter."""
    return StarRecord.objects.filter(
        under("region__path", quarter.region.path), cycle=quarter.cycle_id, quarter=quarter.number
    )


def unrecorded(quarter: StarQuarter) -> QuerySet[Household]:
    """The families of the village that take part and have no stars in this quarter."""
    held = StarRecord.objects.filter(household=OuterRef("pk"), cycle=quarter.cycle_id, quarter=quarter.number)
    return families_to_record(quarter.region).filter(~Exists(held))


def counts_of(quarter: StarQuarter) -> dict[str, int]:
    """What a quarter came to: families recorded, their stars, and those with all five."""
    counted = records_of(quarter).aggregate(full=Count("pk", Q(stars=5)), families=Count("pk"), stars=Sum("stars"))
    return {name: counted[name] or 0 for name in ("families", "stars", "full")}


def publishable(quarter: StarQuarter) -> QuerySet[StarRecord]:
    """The families a quarter's notice may show: those with four or five stars (domain A6-4)."""
    shown = records_of(quarter).filter(stars__gte=LEAST_PUBLISHED)
    return shown.select_related("household__region").order_by("region__path", "pk")


def publishable_year(cycle: ProgrammeCycle, path: str = "") -> QuerySet[YearGrade]:
    """The families a year's notice or roster may show: five stars, then four (domain A6-4)."""
    shown = YearGrade.objects.filter(under("household__region__path", path or cycle.region.path), cycle=cycle)
    return shown.filter(level__in=PUBLISHED).select_related("household__region__parent__parent")


def changed_villages(cycle: ProgrammeCycle, since: datetime) -> list[str]:
    """The paths of the villages where a grade was written since."""
    written = YearGrade.objects.filter(cycle=cycle, updated_at__gte=since).order_by()
    groups = written.values("household__region").distinct()
    paths = Region.objects.filter(pk__in=groups).order_by().values_list("path", flat=True)
    return sorted({village_path(path) for path in paths})


def open_villages(cycle: ProgrammeCycle) -> list[StarQuarter]:
    """The quarters that were begun and are not closed: a year is not graded while there is one."""
    begun = StarQuarter.objects.filter(cycle=cycle, state=QuarterState.RECORDING)
    return list(begun.select_related("region", "cycle").order_by("number", "region__path"))


def credited_positions(cycle: ProgrammeCycle, household_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, frozenset[int]]:
    """For each family with a credit, the positions (from 0) of the criteria it holds one for; blind to their topic."""
    order = {criterion.pk: at for at, criterion in enumerate(criteria_of(cycle))}
    found: dict[uuid.UUID, set[int]] = {}
    ids = list(household_ids)
    for start in range(0, len(ids), 900):
        rows = Credit.objects.filter(cycle=cycle, household__in=ids[start : start + 900]).order_by()
        for household_id, criterion_id in rows.values_list("household_id", "criterion_id"):
            found.setdefault(household_id, set()).add(order[criterion_id])
    return {household_id: frozenset(held) for household_id, held in found.items()}


def recused_families(cycle: ProgrammeCycle, user: Actor) -> frozenset[uuid.UUID]:
    """The families a member of the panel keeps away from."""
    own = StarRecusal.objects.filter(cycle=cycle, member=user.pk)
    return frozenset(own.values_list("household_id", flat=True))


@dataclass(frozen=True)
class Overview:
    """How a year stands in one village: its four quarters as far as they were begun."""

    village: Region
    quarters: dict[int, StarQuarter]


def overviews(cycle: ProgrammeCycle, villages: Collection[Region]) -> list[Overview]:
    """The quarters of many villages in one query."""
    found: dict[uuid.UUID, dict[int, StarQuarter]] = {}
    rows = StarQuarter.objects.filter(cycle=cycle, region__in=[village.pk for village in villages])
    for quarter in rows.select_related("region", "cycle"):
        found.setdefault(quarter.region_id, {})[quarter.number] = quarter
    return [Overview(village, found.get(village.pk, {})) for village in villages]


def levels_in(cycle: ProgrammeCycle, path: str) -> dict[str, int]:
    """A year's figures of a place: families with a level, those with five and with four stars, and the others."""
    grades = YearGrade.objects.filter(under("household__region__path", path), cycle=cycle)
    counted: dict[str, Any] = grades.aggregate(
        families=Count("pk"),
        graded=Count("pk", Q(level__isnull=False)),
        five=Count("pk", Q(level=5)),
        four=Count("pk", Q(level=4)),
        stars=Sum("stars"),
    )
    return {name: value or 0 for name, value in counted.items()}


def village_path(path: str) -> str:
    """The path of the village a group's or a village's path lies in."""
    return path[: Region.Level.VILLAGE.depth * SEGMENT]
