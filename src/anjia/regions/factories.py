"""Small trees for tests: two counties and two towns of the same shape under one city."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from anjia.kernel.permissions import SYSTEM
from anjia.regions.actions import create_groups, record_household_totals
from anjia.regions.divisions import load_divisions
from anjia.regions.models import Region

HOUSEHOLDS = 30


@dataclass(frozen=True)
class Tree:
    """芦淞区 holds 贺家土街道 (`town`) and its neighbour 建设街道; 荷塘区 is the neighbour district.

    Each town has two villages, each village the groups 1组 and 2组 with 30 households.
    """

    city: Region
    county: Region
    neighbour_county: Region
    town: Region
    neighbour_town: Region
    village: Region
    other_village: Region
    neighbour_village: Region
    group: Region
    other_group: Region
    neighbour_group: Region


TABLE = (
    ("4302", "株洲市"),
    ("430203", "芦淞区"),
    ("430202", "荷塘区"),
    ("430203001", "贺家土街道"),
    ("430203002", "建设街道"),
    ("430203001001", "来园社区居委会"),
    ("430203001003", "大园社区居委会"),
    ("430203002002", "学堂冲社区居委会"),
    ("430203002003", "公园社区居委会"),
)


def load(table: Iterable[tuple[str, str]]) -> None:
    load_divisions([{"code": code, "name": name} for code, name in table], by=SYSTEM)


def city_tree(groups: int = 2) -> Tree:
    """The tree in the database; called twice, it is the same tree."""
    load(TABLE)
    official = {region.code[:12]: region for region in Region.objects.exclude(level=Region.Level.GROUP)}
    villages = [official[code] for code, _name in TABLE[5:]]
    labels = [f"{number}组" for number in range(1, groups + 1)]
    for village in villages:
        create_groups(village, labels=labels, by=SYSTEM)
        totals = dict.fromkeys(village.children.all(), HOUSEHOLDS)
        record_household_totals(totals, as_of=timezone.localdate().replace(month=1, day=1), by=SYSTEM)
    village, other_village, neighbour_village = villages[:3]
    return Tree(
        city=official["430200000000"],
        county=official["430203000000"],
        neighbour_county=official["430202000000"],
        town=official["430203001000"],
        neighbour_town=official["430203002000"],
        village=village,
        other_village=other_village,
        neighbour_village=neighbour_village,
        group=village.children.get(name="1组"),
        other_group=village.children.get(name="2组"),
        neighbour_group=neighbour_village.children.get(name="1组"),
    )
