"""Whose ballots are in, and which family a rater comes to next."""

import uuid
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from anjia.accounts.models import User
from anjia.evaluations.enums import MeetingState, RecusalKind
from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting, PanelSeat, Recusal
from anjia.evaluations.permissions import possible_raters
from anjia.evaluations.queries.scoring import to_rate
from anjia.kernel.permissions import Actor


@dataclass(frozen=True)
class Line:
    """One family on the overview: how many counted ballots are in, and what one rater has done."""

    candidacy: Candidacy
    ballots: int
    is_rated: bool


@dataclass(frozen=True)
class Seat:
    """One rater: how many families are confirmed, of how many that are not recused."""

    user: User
    confirmed: int
    families: int

    @property
    def is_done(self) -> bool:
        return self.confirmed >= self.families


class Scoring:
    """The state of a meeting's scoring, read in a handful of queries."""

    def __init__(self, meeting: GroupMeeting):
        self.families = list(to_rate(meeting))
        self.users = [s.user for s in meeting.seats.select_related("user").order_by("user__display_name", "pk")]
        ids = [family.pk for family in self.families]
        self.rated = set(Ballot.objects.filter(candidacy__in=ids).values_list("candidacy_id", "rater_id"))
        held = Recusal.objects.filter(candidacy__in=ids).values_list("candidacy_id", "rater_id", "kind")
        kinds = {(family, rater): kind for family, rater, kind in held}
        self.recused = set(kinds)
        self._by_registry = {pair for pair, kind in kinds.items() if kind == RecusalKind.REGISTRY}
        self._counted: dict[uuid.UUID, int] = defaultdict(int)
        for family_id, _rater in self.rated - self.recused:
            self._counted[family_id] += 1

    def seats(self) -> list[Seat]:
        return [self._seat(user) for user in self.users]

    def _seat(self, user: User) -> Seat:
        open_to = [family.pk for family in self.families if (family.pk, user.pk) not in self.recused]
        return Seat(user, sum((pk, user.pk) in self.rated for pk in open_to), len(open_to))

    def lines(self, rater: User | None) -> list[Line]:
        """One rater's families. Those for which the rater is recused do not stand there, whatever the reason."""
        key = rater.pk if rater else None
        return [Line(f, self._counted[f.pk], (f.pk, key) in self.rated) for f in self.families_of(rater)]

    def families_of(self, rater: User | None) -> list[Candidacy]:
        return [f for f in self.families if rater is None or (f.pk, rater.pk) not in self.recused]

    def aside_of(self, rater: User | None) -> int:
        """For how many families the registry lets this rater step aside; a family's own wish is not told here."""
        return sum(rater is not None and person == rater.pk for _pk, person in self._by_registry)

    def short_of(self, least: int) -> int:
        """How many families have fewer seats left that may rate them."""
        seats = {user.pk for user in self.users}
        away = Counter(pk for pk, person in self.recused if person in seats)
        return sum(len(seats) - away[family.pk] < least for family in self.families)

    def position(self, candidacy: Candidacy, rater: User) -> int:
        """From 1 among the rater's families; 0 where the family is none of them."""
        ids = [family.pk for family in self.families_of(rater)]
        return ids.index(candidacy.pk) + 1 if candidacy.pk in ids else 0

    def next_for(self, rater: User, after: Candidacy | None = None) -> Candidacy | None:
        """The first family from there on (and round again) that this rater has still to confirm."""
        mine = self.families_of(rater)
        start = self.position(after, rater) if after else 0
        for family in [*mine[start:], *mine[:start]]:
            if (family.pk, rater.pk) not in self.rated:
                return family
        return None

    def before(self, candidacy: Candidacy, rater: User) -> Candidacy | None:
        position = self.position(candidacy, rater)
        return self.families_of(rater)[position - 2] if position > 1 else None


def shown_recusals(candidacy: Candidacy, user: Actor, *, registers: bool) -> QuerySet[Recusal]:
    """Who is recused, as far as it concerns the user: a family's wish is known to who registers it, and never to
    the person it is about (architecture 1)."""
    held = candidacy.recusals.select_related("rater").order_by("pk")
    wishes = Q(kind=RecusalKind.EXCLUDED)
    return held.exclude(wishes & Q(rater=user.pk)) if registers else held.exclude(wishes)


def excludable(candidacy: Candidacy) -> QuerySet[User]:
    """Whom the family may exclude now: the panel of its group's meeting, and who else might come to sit on it."""
    running = GroupMeeting.objects.filter(region=candidacy.region_id, cycle=candidacy.cycle_id)
    running = running.exclude(state=MeetingState.CLOSED)
    possible = possible_raters(candidacy.region.path)
    seated = User.objects.filter(pk__in=PanelSeat.objects.filter(meeting__in=running.values("pk")).values("user"))
    already = candidacy.recusals.filter(kind=RecusalKind.EXCLUDED).values("rater")
    return (possible | seated).exclude(pk__in=already).distinct().order_by("display_name", "pk")
