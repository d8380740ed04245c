"""Model families, plaques and ceremonies as programs see them."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.exemplars.models import OtherHonour, Plaque, Recommendation
from anjia.web.api.reading import Day, Ids, In

EXPECTED = "the number of families that was seen: where it is another by now, nothing is done (409)"


class RecommendationOut(Schema):
    """A family's way to be a model family in one cycle."""

    id: UUID
    household: UUID
    title: UUID = Field(description="the title by which it is recommended")
    cycle: UUID
    region: UUID
    decision: UUID | None
    head_name: str
    state: str
    rank: int | None
    reason: str
    return_reason: str
    agreed_on: date
    version: int

    @classmethod
    def of(cls, row: Recommendation) -> "RecommendationOut":
        plain = ("state", "rank", "reason", "return_reason", "agreed_on", "version")
        return cls(
            id=row.pk,
            household=row.household_id,
            title=row.title_id,
            cycle=row.cycle_id,
            region=row.region_id,
            decision=row.decision_id,
            head_name=row.household.head_name,
            **{name: getattr(row, name) for name in plain},
        )


class RecommendIn(In):
    titles: Ids = Field(description="titles of families that said yes")
    agreed_on: Day = Field(description="the day on which they did")


class RecommendationCountOut(Schema):
    families: int


class RecommendationReasonIn(In):
    reason: str = Field(max_length=200)


class RankIn(In):
    order: Ids = Field(description="every recommendation the town has received, each once, the best first")


class ExpectedIn(In):
    expected: int | None = Field(default=None, ge=0, le=1_000_000, description=EXPECTED)


class RecommendationReturnIn(In):
    reason: str = Field(description="papers, agreement, over_quota or list_order")


class PlaqueOut(Schema):
    """A plaque of the register. The code of its QR is not told."""

    id: UUID
    household: UUID
    title: UUID
    region: UUID
    kind: str
    state: str
    head_name: str = Field(description="empty for a family that withdrew")
    serial: str
    made_on: date
    given_on: date | None
    received_by: str
    ended_on: date | None
    replaces: UUID | None
    replace_reason: str

    @classmethod
    def of(cls, plaque: Plaque) -> "PlaqueOut":
        plain = (
            "kind", "state", "head_name", "serial", "made_on", "given_on", "received_by", "ended_on", "replace_reason",
        )  # fmt: skip
        return cls(
            id=plaque.pk,
            household=plaque.household_id,
            title=plaque.title_id,
            region=plaque.region_id,
            replaces=plaque.replaces_id,
            **{name: getattr(plaque, name) for name in plain},
        )


class MakeIn(In):
    titles: Ids = Field(description="titles in force that have no plaque, 500 at most")


class MadeOut(Schema):
    plaques: list[UUID]


class GiveIn(In):
    given_on: Day
    received_by: str = Field(min_length=1, max_length=40)


class ReplaceIn(In):
    reason: str = Field(description="lost, damaged or wrong")


class PlaqueVerifyIn(In):
    serial: str = Field(min_length=1, max_length=24)
    code: str = Field(min_length=1, max_length=24)


class PlaqueVerifyOut(Schema):
    is_valid: bool
    result: str


class HonourIn(In):
    kind: str
    name: str = Field(default="", max_length=60)
    issuing_body: str = Field(min_length=1, max_length=60)
    number: str = Field(default="", max_length=40)
    awarded_on: Day


class HonourOut(Schema):
    """An honour from elsewhere, as its certificate says; it changes no score."""

    id: UUID
    household: UUID
    kind: str
    name: str
    issuing_body: str
    number: str
    awarded_on: date

    @classmethod
    def of(cls, honour: OtherHonour) -> "HonourOut":
        plain = ("kind", "name", "issuing_body", "number", "awarded_on")
        return cls(id=honour.pk, household=honour.household_id, **{name: getattr(honour, name) for name in plain})
