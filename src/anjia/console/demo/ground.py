"""The ground of the demonstration: the real divisions, made-up people, the groups of four communities."""

import csv
import random
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from anjia.accounts.demo import make_demo_users
from anjia.accounts.models import Membership, User
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.actions import load_standards
from anjia.regions.actions import create_groups, record_household_totals
from anjia.regions.divisions import load_divisions
from anjia.regions.management.commands.load_divisions import ZHUZHOU
from anjia.regions.models import Region

TOWN = "430203001000"
NEIGHBOUR = "430203002000"
# Communities of the town whose groups the demonstration makes; the roster of the first is imported.
FIRST = "来园社区居委会"
WITH_ROSTER = ("大园社区居委会", "漂家井社区居委会", "长塘湾社区居委会")
GROUPS = [f"{number}组" for number in range(1, 13)]


@dataclass(frozen=True)
class Ground:
    """Where the demonstration plays, and who acts in it."""

    city: Region
    district: Region
    town: Region
    first: Region
    others: tuple[Region, ...]

    def user(self, role: str, place: Region) -> User:
        """The demo user who holds a role in a place."""
        return self._holders(role, place)[0]

    def second(self, role: str, place: Region) -> User:
        """Another one, where two persons are needed."""
        return self._holders(role, place)[1]

    def _holders(self, role: str, place: Region) -> list[User]:
        held = Membership.objects.filter(role=role, region=place, user__is_demo=True).select_related("user")
        return [membership.user for membership in held.order_by("user__username")]


def lay_ground(*, totals: bool = True) -> Ground:
    """Divisions, standards, groups, household totals and users. Called twice, it adds what is missing."""
    with ZHUZHOU.open(encoding="utf-8-sig", newline="") as file:
        load_divisions(csv.DictReader(file), by=SYSTEM)
    load_standards(SYSTEM)
    town, neighbour = (Region.objects.get(code=code) for code in (TOWN, NEIGHBOUR))
    ground = Ground(
        city=Region.objects.get(level=Region.Level.CITY),
        district=town.parent,
        town=town,
        first=town.children.get(name=FIRST),
        others=tuple(town.children.get(name=name) for name in WITH_ROSTER),
    )
    for village in (ground.first, *ground.others):
        create_groups(village, labels=GROUPS, by=SYSTEM)
    if totals:
        _record_totals(ground)
    make_demo_users(town, neighbour=neighbour)
    return ground


def _record_totals(ground: Ground) -> None:
    """Dated household totals for every group, a little above the families of the sample rosters."""
    chance = random.Random(4302)
    first_of_year = date(timezone.localdate().year, 1, 1)
    roster = {"1组": 25, "2组": 25, "3组": 42, "4组": 23, "5组": 33, "6组": 30, "7组": 29, "8组": 32}
    roster |= {"9组": 47, "10组": 24, "11组": 35, "12组": 35}
    totals = {group: roster[group.name] for group in ground.first.children.all()}
    for village in ground.others:
        totals |= {group: chance.randint(6, 12) for group in village.children.all()}
    record_household_totals(totals, as_of=first_of_year, by=SYSTEM)
