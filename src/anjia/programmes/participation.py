"""How many families take part: totals of a unit, never who does not, and no part of any ranking (frame F5)."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Substr

from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.models import Consent, Household
from anjia.kernel.scope import SEGMENT, under
from anjia.regions.models import Region
from anjia.regions.queries import groups_under, household_totals, totals_by_child

# 90 % and above (以上 includes the number itself: 民法典 1259).
NEEDED = (9, 10)


@dataclass(frozen=True)
class Participation:
    """Consented active families of all families of a unit."""

    consented: int
    households: int

    @property
    def is_enough(self) -> bool:
        """Compared as exact fractions: 8995 of 10000 shows 90.0 and is not enough (domain A5-12)."""
        numerator, denominator = NEEDED
        return self.households > 0 and denominator * self.consented >= numerator * self.households

    @property
    def shown(self) -> str:
        """Per cent to one place, half up; a dash where nobody knows how many families there are (domain A8-22)."""
        if not self.households:
            return "—"
        return str((Decimal(100 * self.consented) / self.households).quantize(Decimal("0.1"), ROUND_HALF_UP))


def participation_of(region: Region) -> Participation:
    """The rate of one unit."""
    totals = household_totals(groups_under(region.path))
    return Participation(_consented(region.path).count(), sum(totals.values()))


def participation_below(region: Region) -> dict[str, Participation]:
    """The rate of each unit one level below, by path, in the order of the division table: never by rate."""
    end = len(region.path) + SEGMENT
    totals = {path: total.households for path, total in totals_by_child(region).items()}
    rows = _consented(region.path).annotate(unit=Substr("region__path", 1, end)).values("unit")
    consented = dict(rows.annotate(n=Count("pk")).values_list("unit", "n"))
    return {path: Participation(consented.get(path, 0), totals.get(path, 0)) for path in sorted({*totals, *consented})}


def _consented(path: str) -> QuerySet[Household]:
    proven = Consent.objects.filter(
        household=OuterRef("pk"), kind=ConsentKind.PARTICIPATE, state=ConsentState.PROVEN
    ).order_by()
    return Household.objects.filter(under("region__path", path), Exists(proven), is_active=True).order_by()
