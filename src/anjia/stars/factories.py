"""Cycles of stars, families that take part, quarters in any state, for tests."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.households.enums import ConsentKind
from anjia.households.factories import consent, family
from anjia.households.models import Household
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.enums import PanelOrigin, Scheme
from anjia.programmes.factories import open_cycle, standard_version
from anjia.programmes.models import AppraisalPanel, PanelMember, ProgrammeCycle
from anjia.regions.models import Region
from anjia.stars.actions import Entry, close_quarter, record_stars
from anjia.stars.models import StarQuarter

ALL, NONE = "ddddd", "NNNNN"


def star_cycle(county: Any, *, year: int | None = None, **changes: Any) -> ProgrammeCycle:
    """An open cycle of stars; of last year unless another is named, so that its quarters are over."""
    year = timezone.localdate().year - 1 if year is None else year
    fixed = {"standard_version": standard_version("five_star"), "scheme": Scheme.STARS_20}
    return open_cycle(county, year=year, pass_mark_half_points=None, **{**fixed, **changes})


def panel(cycle: ProgrammeCycle, village: Region, *members: User) -> AppraisalPanel:
    """A complete panel: the first from the two committees, the second from the federation, the others residents."""
    made = AppraisalPanel.objects.create(cycle=cycle, region=village)
    origins = [PanelOrigin.TWO_COMMITTEES, PanelOrigin.FEDERATION]
    for at, user in enumerate(members):
        origin = origins[at] if at < len(origins) else PanelOrigin.RESIDENT
        PanelMember.objects.create(panel=made, user=user, origin=origin)
    return made


def consenting(group: Region, name: str = "王秀英", *, publishes: bool = False) -> Household:
    """A family that takes part with proof."""
    household = family(group, name)
    consent(household, proven=True)
    if publishes:
        consent(household, ConsentKind.PUBLISH, proven=True)
    return household


def recorded(cycle: ProgrammeCycle, village: Region, number: int, marks: dict[Household, str]) -> StarQuarter:
    """A quarter in which these families have these marks."""
    entries = [Entry(household.pk, letters) for household, letters in marks.items()]
    return record_stars(cycle, village, number, entries, by=SYSTEM)


def closed(cycle: ProgrammeCycle, village: Region, number: int, marks: dict[Household, str]) -> StarQuarter:
    """The same, closed."""
    return close_quarter(recorded(cycle, village, number, marks), by=SYSTEM)


def whole_year(cycle: ProgrammeCycle, village: Region, stars: dict[Household, Sequence[int]]) -> None:
    """Four closed quarters with so many stars of each family; None for a quarter it was not recorded in."""
    for number in range(1, 5):
        got = {home: counts[number - 1] for home, counts in stars.items()}
        marks = {home: "d" * count + "N" * (5 - count) for home, count in got.items() if count is not None}
        closed(cycle, village, number, marks)
