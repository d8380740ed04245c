"""What a draw is made from, who may rate blind, what came out, and how far the two scorings agree (issue 4)."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import F, QuerySet

from anjia.accounts.models import Membership, User
from anjia.evaluations.drawing import Lot, digest_of, numbers_drawn
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.grants import RATING_ROLES
from anjia.evaluations.models import BlindBallot, Candidacy, DrawnFamily, SpotCheck
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import villages_under

# Scored, and still on the way: nobody is asked about a family that has left, was turned down, or holds its title.
IN_THE_POOL = (S.SCORED, S.NOMINATED, S.REVIEWED, S.ENDORSED, S.APPROVED, S.ON_NOTICE)
VILLAGE = Level.VILLAGE.depth * SEGMENT


def spot_checks_visible_to(user: Actor) -> QuerySet[SpotCheck]:
    """The draws of the places where the user reviews; the list drawn from is fetched only where it is asked for."""
    rows = SpotCheck.objects.select_related("region", "cycle").defer("pool")
    return rows if user is SYSTEM else rows.filter(under_any("region__path", user.scopes(Verb.SEE_CHECKS)))


@dataclass(frozen=True)
class Pool:
    """The scored families of a town by number, and the numbers by the code of the village."""

    families: Mapping[str, Candidacy]
    villages: Mapping[str, Region]
    by_village: Mapping[str, list[str]] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """A line for each family, in order: the village's code and the family's number."""
        return "\n".join(f"{village} {code}" for village, codes in self.by_village.items() for code in codes)

    @property
    def digest(self) -> str:
        return digest_of(self.text)


def in_the_pool(cycle: ProgrammeCycle, town: Region) -> QuerySet[Candidacy]:
    """The families a draw is made from."""
    scored = Candidacy.objects.filter(under("region__path", town.path), cycle=cycle, state__in=IN_THE_POOL)
    return scored.filter(raters_counted__gte=1)


def pool_of(cycle: ProgrammeCycle, town: Region) -> Pool:
    """Everybody in the pool, village by village, each in the order of its number."""
    rows = in_the_pool(cycle, town).select_related("region__parent").order_by("region__parent__path", "pk")
    families = {str(row.pk): row for row in rows}
    villages = {row.region.parent.code: row.region.parent for row in families.values() if row.region.parent}
    by_village: dict[str, list[str]] = {code: [] for code in villages}
    for code, row in families.items():
        if row.region.parent:
            by_village[row.region.parent.code].append(code)
    return Pool(families, villages, by_village)


def people_by_village(town: Region) -> dict[str, dict[uuid.UUID, User]]:
    """Who may rate, by the code of the village they rate in."""
    villages = {village.path: village.code for village in villages_under(town.path)}
    held = Membership.objects.in_force().filter(under("region__path", town.path), role__in=RATING_ROLES)
    found: dict[str, dict[uuid.UUID, User]] = defaultdict(dict)
    for membership in held.filter(user__is_active=True).select_related("user", "region").order_by("user_id"):
        code = villages.get(membership.region.path[:VILLAGE])
        if code:
            found[code][membership.user_id] = membership.user
    return dict(found)


def listed_in(check: SpotCheck) -> dict[str, list[str]]:
    """The fixed list: the code of each village, and the families' own numbers in their order."""
    listed: dict[str, list[str]] = defaultdict(list)
    for line in check.pool.splitlines():
        village, code = line.split(" ")
        listed[village].append(code)
    return dict(listed)


def numbers_of(check: SpotCheck) -> dict[str, list[int]]:
    """What anybody gets who does the draw again: the numbers on the list, village by village."""
    sizes = {village: len(codes) for village, codes in listed_in(check).items()}
    return numbers_drawn(Lot(check.seed, check.seed_day), sizes, check.percent, check.least)


def redrawn(check: SpotCheck) -> dict[str, int]:
    """The families that come out when the draw is done again, each with its place among those of its village."""
    listed = listed_in(check)
    return {
        listed[village][number - 1]: place
        for village, numbers in numbers_of(check).items()
        for place, number in enumerate(numbers, start=1)
    }


def is_as_drawn(check: SpotCheck) -> bool:
    """Whether the list is the one announced and the draw comes out the same again.

    Of families that left or were erased since, only the number on the list remains.
    """
    kept = DrawnFamily.objects.filter(check_of=check).order_by().values_list("candidacy", "place_in_draw")
    places = redrawn(check)
    return check.pool_digest == digest_of(check.pool) and all(places.get(str(pk)) == place for pk, place in kept)


def villages_on(check: SpotCheck) -> list[Region]:
    """The villages of the list, in their order."""
    return list(Region.objects.filter(code__in=list(listed_in(check))).order_by("path"))


def drawn_in(check: SpotCheck) -> QuerySet[DrawnFamily]:
    """The families drawn that still take part."""
    rows = DrawnFamily.objects.filter(check_of=check).exclude(candidacy__state=S.WITHDRAWN)
    return rows.select_related("household", "candidacy__region", "village")


def announced_checks() -> QuerySet[SpotCheck]:
    """The draws as everybody may see them: how they were announced and what came out, and no family."""
    return SpotCheck.objects.select_related("region__parent", "cycle")


def blind_ballots_of(check: SpotCheck) -> QuerySet[BlindBallot]:
    """The ballots of a draw, less those of families that left or for which the rater steps aside."""
    ballots = BlindBallot.objects.filter(drawn__check_of=check).exclude(candidacy__state=S.WITHDRAWN)
    return ballots.exclude(candidacy__recusals__rater=F("rater"))


def to_rate_blind(user: Actor) -> QuerySet[BlindBallot]:
    """The ballots this person fills in, done or not, while the check runs: less families that left, and those for
    which the person steps aside. Whoever rates nowhere any more has none."""
    mine = BlindBallot.objects.filter(rater=user.pk, drawn__check_of__state=SpotCheckState.RUNNING)
    if user is SYSTEM or not user.scopes(Verb.RATE):
        return mine.none()
    return mine.exclude(candidacy__state=S.WITHDRAWN).exclude(candidacy__recusals__rater=user.pk)
