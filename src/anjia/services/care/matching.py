"""Who could visit: vetted, free, and near; who speaks the language and has the time stands first (issue 5)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from anjia.kernel.scope import SEGMENT, under
from anjia.regions.enums import Level
from anjia.services.care.enums import PairState, VolunteerState, chosen
from anjia.services.care.models import CareCase, CarePair, Volunteer

LEVELS = (Level.VILLAGE, Level.TOWN, Level.COUNTY)


@dataclass(frozen=True)
class Match:
    """A volunteer as seen from one case: the smallest place both live in, and what they share."""

    volunteer: Volunteer
    near: Level
    languages: frozenset[str]
    times: frozenset[str]

    @property
    def rank(self) -> tuple[bool, bool, int, str]:
        return (not self.languages, not self.times, LEVELS.index(self.near), str(self.volunteer.pk))


def free_volunteers(care: CareCase, today: date) -> QuerySet[Volunteer]:
    """Vetted, the check runs, nobody to visit yet, within the district; never the one who asked."""
    busy = CarePair.objects.filter(volunteer=OuterRef("pk"), state__in=(PairState.PROPOSED, PairState.RUNNING))
    here = under("region_path", _place(care.case.region_path, Level.COUNTY))
    found = Volunteer.objects.filter(here, ~Exists(busy), state=VolunteerState.VETTED, check_until__gte=today)
    own = care.case.client.phone_index
    return found.exclude(phone_index=own) if own else found


def matches(care: CareCase, today: date, *, most: int = 20) -> list[Match]:
    """The best ones first: a shared language before a shared time before nearness."""
    found = [_match(care, volunteer) for volunteer in free_volunteers(care, today)]
    return sorted(found, key=lambda match: match.rank)[:most]


def _match(care: CareCase, volunteer: Volunteer) -> Match:
    near = next((lv for lv in LEVELS if _same(lv, care.case.region_path, volunteer.region_path)), Level.COUNTY)
    return Match(
        volunteer,
        near,
        frozenset(chosen(care.languages)) & frozenset(chosen(volunteer.languages)),
        frozenset(chosen(care.times)) & frozenset(chosen(volunteer.times)),
    )


def _same(level: Level, one: str, other: str) -> bool:
    here, there = _place(one, level), _place(other, level)
    return here == there and len(here) == level.depth * SEGMENT


def _place(path: str, level: Level) -> str:
    return path[: level.depth * SEGMENT]
