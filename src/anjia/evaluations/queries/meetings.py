"""What a meeting knows of itself: who came, and whether they are enough."""

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Presence
from anjia.evaluations.models import Attendance, GroupMeeting
from anjia.evaluations.quorum import MeetingRules, rules_on
from anjia.households.models import Household
from anjia.regions.queries import household_total_of


@dataclass(frozen=True)
class Roll:
    """The households represented at a meeting, against the quorum. `total` is None where nobody recorded one."""

    in_person: int
    by_proxy: int
    others: int
    total: int | None
    rules: MeetingRules

    @property
    def represented(self) -> int:
        return self.in_person + self.by_proxy + self.others

    @property
    def needed(self) -> int | None:
        return None if self.total is None else self.rules.needed(self.total)

    @property
    def majority(self) -> int:
        """The fewest votes with which a family is nominated."""
        return self.rules.votes_needed(self.represented)

    @property
    def missing(self) -> int:
        """How many more are needed; 0 where they are enough or nobody knows."""
        return max(0, (self.needed or 0) - self.represented)

    @property
    def is_enough(self) -> bool:
        return self.needed is not None and self.missing == 0


def roll_of(meeting: GroupMeeting) -> Roll:
    """Counted from the roll; total and quorum are those frozen at the opening, or today's before it."""
    counted = meeting.attendances.aggregate(
        in_person=Count("pk", filter=Q(presence=Presence.IN_PERSON)),
        by_proxy=Count("pk", filter=Q(presence=Presence.BY_PROXY)),
    )
    return Roll(
        **counted,
        others=meeting.others_present,
        total=households_total(meeting),
        rules=rules_on(meeting.held_on),
    )


def households_total(meeting: GroupMeeting) -> int | None:
    """The group's household total that the quorum is taken of."""
    if meeting.state != MeetingState.PLANNED:
        return meeting.households_total
    recorded = household_total_of(meeting.region, meeting.held_on)
    return recorded.households if recorded else None


def families_of(meeting: GroupMeeting) -> QuerySet[Household]:
    """The registered families of the group: those who can be ticked on the roll."""
    return Household.objects.filter(region=meeting.region, is_active=True).order_by("head_name", "pk")


def attendance_by_family(meeting: GroupMeeting) -> dict[uuid.UUID, Attendance]:
    """Household id to its line on the roll."""
    return {attendance.household_id: attendance for attendance in meeting.attendances.all()}


@dataclass(frozen=True)
class Progress:
    """Where the families of a meeting stand."""

    families: int
    unscored: int
    scored: int
    deferred: int
    nominated: int

    @property
    def done(self) -> int:
        return self.families - self.unscored


def uncounted_of(meeting: GroupMeeting) -> int:
    """How many families reached the pass mark and have no votes yet: closing the meeting leaves them behind."""
    mark = meeting.cycle.pass_mark_half_points or 0
    waiting = meeting.candidacies.filter(state=S.SCORED, votes_for=None)
    return sum(family.reaches(mark) for family in waiting)


NOT_NOMINATED = [S.CONSENTED, S.SCORED, S.DEFERRED, S.WITHDRAWN]


def progress_of(meeting: GroupMeeting) -> Progress:
    """Counted in one query; who was nominated counts as such however far the family has come since."""
    counted = meeting.candidacies.exclude(state=S.WITHDRAWN).aggregate(
        families=Count("pk"),
        unscored=Count("pk", filter=Q(state=S.CONSENTED)),
        scored=Count("pk", filter=Q(state=S.SCORED)),
        deferred=Count("pk", filter=Q(state=S.DEFERRED)),
        nominated=Count("pk", filter=~Q(state__in=NOT_NOMINATED)),
    )
    return Progress(**counted)
