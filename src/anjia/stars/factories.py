"""Cycles of stars, families that take part, quarters in any state, for tests."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.models import Consent, ConsentProof, ConsentText, Household
from anjia.kernel.ids import uuid7
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
    household = Household.objects.create(region=group, head_name=name, household_size=3)
    prove(household, ConsentKind.PARTICIPATE)
    if publishes:
        prove(household, ConsentKind.PUBLISH)
    return household


def prove(household: Household, kind: str) -> Consent:
    today = timezone.localdate()
    text, _new = ConsentText.objects.get_or_create(
        kind=kind, edition=1, defaults={"text": "同意。", "effective_from": date(2020, 1, 1)}
    )
    proof = ConsentProof.objects.create(
        method=ProofMethod.WITNESSED,
        region=household.region,
        witness="张见证",
        recorded_on=today,
        recorded_by_id=uuid7(),
    )
    return Consent.objects.create(
        household=household,
        kind=kind,
        text=text,
        state=ConsentState.PROVEN,
        asserted_on=today,
        proof=proof,
        proven_at=timezone.now(),
    )


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
