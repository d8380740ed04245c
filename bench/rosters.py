"""Village rosters as 1,400 officers would fill them in, and the tree they belong to."""

from collections.abc import Iterator
from pathlib import Path

from anjia.console.demo.rosters import GROUPS, Rosters
from anjia.kernel.ids import uuid7
from anjia.regions.models import Region

TOWN_VILLAGES = 12


def plant_tree(villages: int) -> dict[str, list[Region]]:
    """City, county, towns of twelve villages, eighteen groups each; town path to its villages."""
    city = _place(None, "city", "430200000000", "株洲市", "0001")
    county = _place(city, "county", "430203000000", "芦淞区", "00010001")
    towns = (villages + TOWN_VILLAGES - 1) // TOWN_VILLAGES
    rows: list[Region] = []
    placed: dict[str, list[Region]] = {}
    for t in range(1, towns + 1):
        town = _place(county, "town", f"430203{t:03d}000", f"街道{t}", f"{county.path}{t:04d}", save=False)
        rows.append(town)
        placed[town.path] = []
        for v in range(1, min(TOWN_VILLAGES, villages - (t - 1) * TOWN_VILLAGES) + 1):
            village = _place(
                town, "village", f"430203{t:03d}{v:03d}", f"社区{t}之{v}", f"{town.path}{v:04d}", save=False
            )
            placed[town.path].append(village)
            rows.append(village)
            rows += [
                _place(village, "group", f"{village.code}-{g:02d}", f"{g}组", f"{village.path}{g:04d}", save=False)
                for g in range(1, GROUPS + 1)
            ]
    Region.objects.bulk_create(rows, batch_size=2000)
    return placed


def _place(parent: Region | None, level: str, code: str, name: str, path: str, *, save: bool = True) -> Region:
    region = Region(id=uuid7(), parent=parent, level=level, code=code, name=name, path=path)
    if save:
        region.save(force_insert=True)
    return region


def write_rosters(towns: dict[str, list[Region]], folder: Path) -> Iterator[tuple[Region, list[tuple[str, bytes]]]]:
    """Write every village's file first; then give them back town by town, read as they are needed."""
    rosters = Rosters()
    for villages in towns.values():
        for number, village in enumerate(villages):
            (folder / f"{village.code}.xlsx").write_bytes(rosters.workbook(village.code, number))
    places = Region.objects.in_bulk(list(towns), field_name="path")
    return (
        (places[path], [(f"{v.code}.xlsx", (folder / f"{v.code}.xlsx").read_bytes()) for v in villages])
        for path, villages in towns.items()
    )
