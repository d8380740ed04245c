"""The whole reference city: groups and household totals in every village, and a roster imported for each.

1,400 villages, some 25,000 groups and 1.03 million families, by the same import that a county's first load uses. It
takes minutes and is not one transaction: cut off, it is begun again in a fresh database.
"""

from collections.abc import Callable, Iterator

from django.db import transaction
from django.utils import timezone

from anjia.console.demo.rosters import GROUPS, Rosters
from anjia.households.actions.import_files import Files, import_places
from anjia.kernel.bulk import insert_rows
from anjia.kernel.ids import uuid7
from anjia.kernel.permissions import SYSTEM
from anjia.regions.actions import record_household_totals
from anjia.regions.codes import group_code
from anjia.regions.models import Region
from anjia.regions.queries import villages_under

COLUMNS = ("id", "created_at", "updated_at", "version", "parent", "level", "code", "name", "path")
TOWN = 12
Report = Callable[[str, int, int], None]


def fill_city(place: Region, families: int, *, report: Report = lambda place, done, total: None) -> int:
    """Families for every village at or below a place that has no groups yet, town by town; returns how many.

    `families` is how many a village gets. `report` is told each town with the number done and in all.
    """
    towns: dict[str, list[Region]] = {}
    for village in villages_under(place.path).filter(children=None).order_by("path"):
        towns.setdefault(village.path[:TOWN], []).append(village)
    for villages in towns.values():
        _make_groups(villages, families)
    imported = 0
    for done, (batch, _result) in enumerate(import_places(_rosters(towns, families), by=SYSTEM), start=1):
        imported += batch.summary["done"]["new"]
        report(batch.region.name, done, len(towns))
    return imported


@transaction.atomic
def _make_groups(villages: list[Region], families: int) -> None:
    now, today = timezone.now(), timezone.localdate()
    numbers = range(1, GROUPS + 1)
    rows = [
        (uuid7(), now, now, 1, at.pk, Region.Level.GROUP, group_code(at.code, n), f"{n}组", f"{at.path}{n:04d}")
        for at in villages
        for n in numbers
    ]
    insert_rows(Region, COLUMNS, rows)
    groups = Region.objects.filter(parent__in=[village.pk for village in villages])
    totals = dict.fromkeys(groups, families // GROUPS + 2)
    record_household_totals(totals, as_of=today.replace(month=1, day=1), by=SYSTEM)


def _rosters(towns: dict[str, list[Region]], families: int) -> Iterator[tuple[Region, Files]]:
    rosters = Rosters(families)
    places = Region.objects.in_bulk(list(towns), field_name="path")
    for path, villages in towns.items():
        yield places[path], [(f"{v.code}.xlsx", rosters.workbook(v.code, n)) for n, v in enumerate(villages)]
