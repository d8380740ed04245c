"""The figures of a cycle, unit by unit: what the monthly bulletin and the year's summary say (domain A6-5).

Units stand in the order of the division table, never by a figure, and no family is among them.
"""

from dataclasses import dataclass, fields

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Substr

from anjia.kernel.scope import under
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.stars.models import StarQuarter, YearGrade
from anjia.stars.queries import CLOSED


@dataclass(frozen=True)
class Line:
    """One unit: quarters closed in it, the records in those, their stars, those with all five; and its year."""

    name: str
    closed: int = 0
    families: int = 0
    stars: int = 0
    full: int = 0
    known: int = 0
    graded: int = 0
    five_stars: int = 0
    four_stars: int = 0


def lines_of(cycle: ProgrammeCycle, place: Region) -> list[Line]:
    """The units right below a place (the village itself, where it is one), in two statements."""
    below = place.children.order_by("path") if place.level != Level.VILLAGE else Region.objects.filter(pk=place.pk)
    units = list(below)
    if not units:
        return []
    length = len(units[0].path)
    quarters = StarQuarter.objects.filter(under("region__path", place.path), cycle=cycle, state__in=CLOSED)
    found = {
        path: counts
        for path, *counts in quarters.order_by()
        .annotate(unit=Substr("region__path", 1, length))
        .values("unit")
        .annotate(n=Count("pk"), homes=Sum("families"), got=Sum("stars"), five=Sum("full"))
        .values_list("unit", "n", "homes", "got", "five")
    }
    years = _years(cycle, place, length)
    return [
        Line(
            unit.name,
            *found.get(unit.path, (0, 0, 0, 0)),
            *years.get(unit.path, (0, 0, 0, 0)),
        )
        for unit in units
    ]


def _years(cycle: ProgrammeCycle, place: Region, length: int) -> dict[str, tuple[int, ...]]:
    rows = YearGrade.objects.filter(under("household__region__path", place.path), cycle=cycle).order_by()
    counted = (
        rows.annotate(unit=Substr(F("household__region__path"), 1, length))
        .values("unit")
        .annotate(n=Count("pk"), graded_=Count("level"), five=Count("pk", Q(level=5)), four=Count("pk", Q(level=4)))
    )
    return {path: tuple(counts) for path, *counts in counted.values_list("unit", "n", "graded_", "five", "four")}


def totals_of(place: Region, lines: list[Line]) -> Line:
    """The sum of the units."""
    names = [field.name for field in fields(Line) if field.name != "name"]
    return Line("合计", *(sum(getattr(line, name) for line in lines) for name in names))
