"""Whose ballots are in, and which family a rater comes to next."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

from anjia.accounts.models import User
from anjia.evaluations.models import Ballot, Candidacy, GroupMeeting, Recusal
from anjia.evaluations.queries.scoring import to_rate


@dataclass(frozen=True)
class Line:
    """One family on the overview: how many counted ballots are in, and what one rater has done."""

    candidacy: Candidacy
    ballots: int
    is_rated: bool
    is_recused: bool


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
        self.recused = set(Recusal.objects.filter(candidacy__in=ids).values_list("candidacy_id", "rater_id"))
        self._counted: dict[uuid.UUID, int] = defaultdict(int)
        for family_id, _rater in self.rated - self.recused:
            self._counted[family_id] += 1

    def seats(self) -> list[Seat]:
        return [self._seat(user) for user in self.users]

    def _seat(self, user: User) -> Seat:
        open_to = [family.pk for family in self.families if (family.pk, user.pk) not in self.recused]
        return Seat(user, sum((pk, user.pk) in self.rated for pk in open_to), len(open_to))

    def lines(self, rater: User | None) -> list[Line]:
        key = rater.pk if rater else None
        return [
            Line(f, self._counted[f.pk], (f.pk, key) in self.rated, (f.pk, key) in self.recused) for f in self.families
        ]

    def position(self, candidacy: Candidacy) -> int:
        """From 1; 0 where the family is not of this meeting."""
        ids = [family.pk for family in self.families]
        return ids.index(candidacy.pk) + 1 if candidacy.pk in ids else 0

    def next_for(self, rater: User, after: Candidacy | None = None) -> Candidacy | None:
        """The first family from there on (and round again) that this rater has still to confirm."""
        start = self.position(after) if after else 0
        for family in [*self.families[start:], *self.families[:start]]:
            key = (family.pk, rater.pk)
            if key not in self.rated and key not in self.recused:
                return family
        return None

    def before(self, candidacy: Candidacy) -> Candidacy | None:
        position = self.position(candidacy)
        return self.families[position - 2] if position > 1 else None
