"""Candidacies, meetings and ballots as programs see them. Points are whole half-points: 20 is ten points."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.evaluations.enums import Outcome, Presence, StepReason
from anjia.evaluations.models import Candidacy, GroupMeeting, Recusal, SpotCheck
from anjia.evaluations.queries.meetings import progress_of, roll_of
from anjia.programmes.models import Criterion
from anjia.web.api.reading import Day, Ids, In


class CandidacyOut(Schema):
    """A family's way through one cycle."""

    id: UUID
    household: UUID
    head_name: str
    cycle: UUID
    region: UUID
    village: str
    group: str
    state: str
    score: str = Field(description="the mean of the counted raters, to one decimal; — before it is scored")
    raters_counted: int
    verdict: str
    votes_for: int | None
    voters_present: int | None
    meeting: UUID | None
    version: int

    @classmethod
    def of(cls, candidacy: Candidacy) -> "CandidacyOut":
        plain = ("state", "raters_counted", "verdict", "votes_for", "voters_present", "version")
        return cls(
            id=candidacy.pk,
            household=candidacy.household_id,
            head_name=candidacy.household.head_name,
            cycle=candidacy.cycle_id,
            region=candidacy.region_id,
            village=candidacy.region.parent.name,
            group=candidacy.region.name,
            score=candidacy.shown_score,
            meeting=candidacy.meeting_id,
            **{name: getattr(candidacy, name) for name in plain},
        )


class UsableReasonOut(Schema):
    id: UUID
    text: str
    max_half_points: int


class SheetLineOut(Schema):
    """One criterion, and the reasons that may be used for this family."""

    criterion: UUID
    code: str
    title: str
    max_half_points: int
    reasons: list[UsableReasonOut]


class SheetOut(Schema):
    """The scoring sheet of one family."""

    candidacy: UUID
    step_half_points: int
    lines: list[SheetLineOut]


class RollOut(Schema):
    """Who is represented, against the quorum; `total` is null where nobody recorded the group's households."""

    in_person: int
    by_proxy: int
    others: int
    total: int | None
    needed: int | None
    missing: int


class ProgressOut(Schema):
    families: int
    unscored: int
    scored: int
    deferred: int
    nominated: int


class MeetingOut(Schema):
    """A household-heads meeting."""

    id: UUID
    cycle: UUID
    region: UUID
    village: str
    group: str
    held_on: date
    place: str
    state: str
    version: int

    @classmethod
    def of(cls, meeting: GroupMeeting) -> "MeetingOut":
        return cls(**_plain(meeting))


def _plain(meeting: GroupMeeting) -> dict[str, Any]:
    named = {name: getattr(meeting, name) for name in ("held_on", "place", "state", "version")}
    places = {"region": meeting.region_id, "village": meeting.region.parent.name, "group": meeting.region.name}
    return {"id": meeting.pk, "cycle": meeting.cycle_id, **places, **named}


class MeetingDetailOut(MeetingOut):
    """The same with its roll, its panel and how far it is."""

    roll: RollOut
    panel: list[UUID]
    progress: ProgressOut

    @classmethod
    def of(cls, meeting: GroupMeeting) -> "MeetingDetailOut":
        roll, progress = roll_of(meeting), progress_of(meeting)
        return cls(
            **_plain(meeting),
            roll=RollOut(**{name: getattr(roll, name) for name in RollOut.model_fields}),
            panel=list(meeting.seats.order_by("pk").values_list("user_id", flat=True)),
            progress=ProgressOut(**{name: getattr(progress, name) for name in ProgressOut.model_fields}),
        )


class MeetingIn(In):
    group: UUID
    held_on: Day
    place: str = Field(default="", max_length=60)


class RaterOut(Schema):
    """Somebody who may sit on the scoring panel."""

    id: UUID
    name: str
    role: str


class PanelIn(In):
    raters: list[UUID] = Field(max_length=200)


class RollIn(In):
    """One line of the roll; without `presence` the family is taken off it."""

    household: UUID
    presence: Presence | None = None
    proxy_holder: UUID | None = None


class OthersIn(In):
    """Heads of families that are not registered: a number, never names."""

    number: int = Field(ge=0, le=9999)


class FinishedOut(Schema):
    scored: int
    deferred: int


class VoteIn(In):
    candidacy: UUID
    votes: int = Field(ge=0, le=20_000)


class VotesIn(In):
    votes: list[VoteIn] = Field(min_length=1, max_length=1000)


class NominatedOut(Schema):
    nominated: list[UUID]


class DeductionIn(In):
    """Points taken off one criterion, for a reason of its closed list."""

    criterion: UUID
    reason: UUID
    half_points: int = Field(ge=1, le=1000)


class BallotIn(In):
    """One rater's scores of one family: everything full but the deductions."""

    candidacy: UUID
    rater: UUID | None = Field(default=None, description="oneself where left out; others only from paper sheets")
    deductions: list[DeductionIn] = Field(default=[], max_length=50)
    version: int | None = Field(
        default=None, ge=0, le=1_000_000, description="of the ballot that was shown, 0 for none: guards against others"
    )


class BallotsIn(In):
    ballots: list[BallotIn] = Field(min_length=1, max_length=25)


class BallotResultOut(Schema):
    """What became of one ballot of the batch; the others do not hang on it."""

    candidacy: UUID
    is_recorded: bool
    version: int | None = None
    total_half_points: int | None = None
    code: str = Field(default="", description="as in a problem: conflict, refused, not_permitted, not_found")
    detail: str = ""
    who: str = ""


class BallotsOut(Schema):
    results: list[BallotResultOut]


class OpinionIn(In):
    """One opinion on one family or on thousands: all of them move, or none."""

    candidacies: Ids
    outcome: Outcome
    reason: StepReason | None = Field(default=None, description="for return and refuse, each with its own list")
    note: str = Field(default="", max_length=300)


class OpinionOut(Schema):
    moved: list[UUID]


class RecusalIn(In):
    """Who is not counted, and how that came about; a family's wish (excluded) has no reason.

    What the registry says (`registry`) is written by the machine alone.
    """

    person: UUID
    kind: Literal["self", "kin", "excluded"]


class RecusalOut(Schema):
    id: UUID
    person: UUID
    name: str
    kind: str

    @classmethod
    def of(cls, recusal: Recusal) -> "RecusalOut":
        return cls(id=recusal.pk, person=recusal.rater_id, name=str(recusal.rater), kind=recusal.kind)


class AlternativeOut(Schema):
    """A criterion for which another indicator may be chosen."""

    criterion: UUID
    code: str
    title: str
    alternative: str
    is_chosen: bool

    @classmethod
    def of(cls, criterion: Criterion, *, is_chosen: bool) -> "AlternativeOut":
        plain = {name: getattr(criterion, name) for name in ("code", "title", "alternative")}
        return cls(criterion=criterion.pk, is_chosen=is_chosen, **plain)


class AlternativesOut(Schema):
    candidacy: UUID
    offered: list[AlternativeOut]


class AlternativesIn(In):
    codes: list[str] = Field(max_length=50, description="codes of criteria")


class SpotCheckOut(Schema):
    """A draw of a town: how it was announced, its seed, and how many come out of how many."""

    id: UUID
    cycle: UUID
    region: UUID
    number: int
    state: str
    announced_on: date
    seed_source: str
    seed_day: date
    seed: str = Field(description="empty until it is drawn")
    drawn_on: date | None
    pool_digest: str = Field(description="SHA-256 of the list, published with the announcement")
    percent: int
    least: int
    families: int
    drawn: int

    @classmethod
    def of(cls, check: SpotCheck) -> "SpotCheckOut":
        told = {name: getattr(check, name) for name in cls.model_fields if name not in ("id", "cycle", "region")}
        return cls(id=check.pk, cycle=check.cycle_id, region=check.region_id, **told)


class AgreementOut(Schema):
    """A village of a draw: families scored twice, their criteria, and how many of them agree."""

    village: UUID
    name: str
    drawn: int
    families: int
    criteria: int
    exact: int
    near: int = Field(description="criteria whose two means are at most one point apart")
    same_side: int = Field(description="families on the same side of the pass mark both times")


class SpotCheckResultOut(Schema):
    check: SpotCheckOut
    pool: list[str] = Field(description="the list drawn from: code of the village, number of the family")
    villages: list[AgreementOut]


class VillageComparedOut(Schema):
    """A village beside the middle of its town, in points; figures of few families are left out."""

    village: UUID
    name: str
    families: int
    mean: str | None
    spread: str | None
    town_mean: str | None
    town_spread: str | None
    flags: list[str]
