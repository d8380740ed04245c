"""Reads: what the district office has to answer, how a report stands, and figures in which nobody is found."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.supervision.codes import hash_of
from anjia.supervision.enums import ReportState, Verb
from anjia.supervision.models import PressureReport

FEWEST = 5
TOWN_PATH = Level.TOWN.depth * SEGMENT


def visible_to(user: Actor) -> QuerySet[PressureReport]:
    """The reports about the villages of the districts in which the user answers."""
    reports = PressureReport.objects.select_related("region__parent")
    return reports if user is SYSTEM else reports.filter(under_any("region__path", user.scopes(Verb.ANSWER)))


def waiting(user: Actor, path: str) -> QuerySet[PressureReport]:
    """Those that are not answered yet, by due date."""
    return visible_to(user).filter(under("region__path", path), state=ReportState.RECEIVED).order_by("due_on", "pk")


def report_by_code(code: str) -> PressureReport | None:
    return PressureReport.objects.filter(code_hash=hash_of(code)).select_related("region").first()


@dataclass(frozen=True)
class TownFigure:
    """How many reports a town's villages have; None where the number is too small to be shown."""

    name: str
    count: int | None


def figures_of(user: Actor, district: Region) -> tuple[list[TownFigure], int | None]:
    """By town, and the total. Cells from one to four are hidden.

    Where a single cell is hidden its value could be had by subtraction, so the smallest shown one is hidden with it;
    a total below five is hidden as well.
    """
    rows = visible_to(user).filter(under("region__path", district.path)).values_list("region__path", flat=True)
    counts = Counter(path[:TOWN_PATH] for path in rows.order_by())
    hidden = {path for path, count in counts.items() if count < FEWEST}
    shown = sorted((path for path in counts if path not in hidden), key=lambda path: (counts[path], path))
    if len(hidden) == 1 and shown:
        hidden.add(shown[0])
    towns = Region.objects.filter(under("path", district.path), level=Level.TOWN).order_by("path")
    figures = [TownFigure(town.name, None if town.path in hidden else counts.get(town.path, 0)) for town in towns]
    total = sum(counts.values())
    alone = len(hidden) == 1 or 0 < total < FEWEST
    return figures, None if alone else total


def villages_to_choose() -> QuerySet[Region]:
    """Every village that there is, with its town."""
    return Region.objects.filter(level=Level.VILLAGE, valid_to__isnull=True).select_related("parent").order_by("path")
