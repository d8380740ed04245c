"""How many found their feet, of how many, read both ways (domain A8-5)."""

from dataclasses import dataclass

from anjia.services.reintegration.enums import INCOME_ONLY, Placement
from anjia.services.reintegration.models import PlacementReport


@dataclass(frozen=True)
class Placed:
    """A report's placed people and their denominator; `strict` leaves income support out."""

    people: int
    all_ways: int
    strict: int

    @property
    def counted(self) -> tuple[int, int]:
        """With income support, and without."""
        return self.all_ways, self.strict


def placed_of(report: PlacementReport) -> Placed:
    ways = {way: getattr(report, way) for way in Placement.values}
    strict = sum(number for way, number in ways.items() if way not in INCOME_ONLY)
    return Placed(report.people, sum(ways.values()), strict)
