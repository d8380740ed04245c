"""Rolling management as programs see it: what is due, what a visit found, how far a revocation is."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.honours.models import Title
from anjia.rolling.enums import Hearing
from anjia.rolling.models import Cancellation, Rectification, Revocation, TitleReview
from anjia.web.api.reading import Day, Ids, In, Scan

EXPECTED = "the number of families that was seen: where it is another by now, nothing is done (409)"


class DueOut(Schema):
    """A title one looks after, and what is to be done about it."""

    title: UUID
    household: UUID
    serial: str
    state: str
    due: str = Field(description="overdue, soon, rectifying, renewable, or none")
    review_due_on: date
    valid_to: date

    @classmethod
    def of(cls, title: Title, due: str) -> "DueOut":
        plain = {name: getattr(title, name) for name in ("serial", "state", "review_due_on", "valid_to")}
        return cls(title=title.pk, household=title.household_id, due=due, **plain)


class PlanIn(In):
    titles: Ids
    planned_on: Day
    reviewers: Ids


class PlanOut(Schema):
    arranged: int
    left_out: int = Field(description="families of which too few people may look at them")


class FindingIn(In):
    criterion: UUID
    reason: UUID


class ReviewIn(In):
    held_on: Day
    reviewers: Ids
    findings: list[FindingIn] = Field(default=[], max_length=20)
    note: str = Field(default="", max_length=300)
    days: int | None = Field(default=None, ge=1, le=365, description="to put things right")
    scan: Scan = ""
    scan_name: str = Field(default="review", max_length=120)
    round_on: Day | None = Field(default=None, description="the review_due_on that was seen: another by now is a 409")


class ReviewOut(Schema):
    id: UUID
    title: UUID
    kind: str
    state: str
    due_on: date
    held_on: date | None

    @classmethod
    def of(cls, review: TitleReview) -> "ReviewOut":
        plain = {name: getattr(review, name) for name in ("kind", "state", "due_on", "held_on")}
        return cls(id=review.pk, title=review.title_id, **plain)


class RectificationOut(Schema):
    id: UUID
    title: UUID
    state: str
    issued_on: date
    due_on: date

    @classmethod
    def of(cls, row: Rectification) -> "RectificationOut":
        return cls(id=row.pk, title=row.title_id, state=row.state, issued_on=row.issued_on, due_on=row.due_on)


class ExtendIn(In):
    due_on: Day


class ProposeIn(In):
    reason: str = Field(min_length=1, max_length=300)
    hearing_on: Day


class HearingIn(In):
    held_on: Day
    hearing: Hearing
    words: str = Field(default="", max_length=500)


class DeclineIn(In):
    reason: str = Field(min_length=1, max_length=12)


class OnIn(In):
    on: Day


class RevocationOut(Schema):
    """How far it is; reason and words are read on the page, by who takes part."""

    id: UUID
    title: UUID
    state: str
    hearing_on: date | None
    delivered_on: date | None
    appeal_until: date | None
    agreed_on: date | None

    @classmethod
    def of(cls, case: Revocation) -> "RevocationOut":
        names = ("state", "hearing_on", "delivered_on", "appeal_until", "agreed_on")
        return cls(id=case.pk, title=case.title_id, **{name: getattr(case, name) for name in names})


class TownIn(In):
    town: UUID


class SignCancellationIn(In):
    signer_name: str = Field(min_length=1, max_length=40)
    expected: int | None = Field(default=None, ge=0, le=1_000_000, description=EXPECTED)


class CancellationOut(Schema):
    id: UUID
    region: UUID
    state: str
    families: int
    number: str
    issued_on: date | None

    @classmethod
    def of(cls, paper: Cancellation) -> "CancellationOut":
        plain = {name: getattr(paper, name) for name in ("state", "families", "issued_on")}
        return cls(id=paper.pk, region=paper.region_id, number=paper.number_text, **plain)
