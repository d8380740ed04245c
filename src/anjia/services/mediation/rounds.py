"""A round of calls in numbers: who has reported, a place and never a person; sums by town once it is over.

What one village reported is told to nobody else: in a small place a small number names somebody.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from anjia.kernel.permissions import Actor
from anjia.kernel.scope import SEGMENT, contains
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import names_of
from anjia.services.mediation.models import Screening, ScreeningReport
from anjia.services.mediation.queries import reports_for, villages_for
from anjia.services.suppression import suppress

TOWN = Level.TOWN.depth * SEGMENT


@dataclass
class TownSum:
    """A town of a round: its villages, how many reported, and how often help was offered and asked for."""

    path: str
    name: str
    villages: int = 0
    silent: list[str] = field(default_factory=list)
    offered: int | None = 0
    asked: int | None = 0

    @property
    def reported(self) -> int:
        return self.villages - len(self.silent)

    @property
    def is_zero(self) -> bool:
        """Every village reported, and nobody asked: a zero report."""
        return self.asked == 0 and not self.silent


@dataclass(frozen=True)
class RoundSums:
    towns: list[TownSum]
    offered: int | None
    asked: int | None

    @property
    def villages(self) -> int:
        return sum(town.villages for town in self.towns)

    @property
    def reported(self) -> int:
        return sum(town.reported for town in self.towns)


def sums_of(screening: Screening, user: Actor) -> RoundSums:
    """By town, of the places for which one reports. Numbers only where no report can change them any more."""
    return sums_of_all([screening], user)[screening.pk]


def sums_of_all(screenings: Sequence[Screening], user: Actor) -> dict[UUID, RoundSums]:
    """The same for several rounds, in three statements."""
    villages = list(villages_for(user))
    names = names_of({village.path[:TOWN] for village in villages})
    reports: dict[UUID, dict[str, ScreeningReport]] = defaultdict(dict)
    for report in reports_for(user, screenings):
        reports[report.screening_id][report.region_path] = report
    found = {}
    for screening in screenings:
        here = [village for village in villages if contains(screening.region_path, village.path)]
        towns = _towns(here, reports[screening.pk], names)
        found[screening.pk] = _told(towns) if screening.is_over else _untold(towns)
    return found


def _untold(towns: list[TownSum]) -> RoundSums:
    for town in towns:
        town.offered = town.asked = None
    return RoundSums(towns, None, None)


def _told(towns: list[TownSum]) -> RoundSums:
    offered = suppress({town.path: town.offered or 0 for town in towns})
    asked = suppress({town.path: town.asked or 0 for town in towns})
    for town in towns:
        town.offered, town.asked = offered.cells[town.path], asked.cells[town.path]
    return RoundSums(towns, offered.total, asked.total)


def _towns(villages: list[Region], reports: dict[str, ScreeningReport], names: dict[str, str]) -> list[TownSum]:
    found: dict[str, TownSum] = {}
    for village in villages:
        path, report = village.path[:TOWN], reports.get(village.path)
        town = found.setdefault(path, TownSum(path, names.get(path, "")))
        town.villages += 1
        if report is None:
            town.silent.append(village.name)
        else:
            town.offered = (town.offered or 0) + report.offered
            town.asked = (town.asked or 0) + report.asked
    return list(found.values())
