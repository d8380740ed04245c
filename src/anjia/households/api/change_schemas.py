"""Dated changes as programs see them. Members are named by id; who died or led before, by name as on the page."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.households.models import HouseholdChange
from anjia.web.api.reading import Day, In


class ChangeOut(Schema):
    """One dated change of a family; what did not change is empty or null."""

    id: UUID
    household: UUID
    kind: str
    effective_on: date
    region_before: UUID | None
    region_after: UUID | None
    head_before: str
    head_after: str
    size_before: int | None
    size_after: int | None
    person: str = Field(description="who died")
    other: UUID | None = Field(description="the family it was split from, founded by it or merged with")
    closes: bool = Field(description="the family is no longer in the registry")
    acknowledged_at: datetime | None

    @classmethod
    def of(cls, change: HouseholdChange) -> "ChangeOut":
        plain = (
            "kind", "effective_on", "head_before", "head_after", "size_before", "size_after", "person", "closes",
            "acknowledged_at",
        )  # fmt: skip
        return cls(
            id=change.pk,
            household=change.household_id,
            region_before=change.region_before_id,
            region_after=change.region_after_id,
            other=change.other_id,
            **{name: getattr(change, name) for name in plain},
        )


class DayIn(In):
    effective_on: Day


class PlaceIn(DayIn):
    """A group of the same village by its id, or one elsewhere by the names of its village and of itself."""

    region: UUID | None = None
    village: str = Field(default="", max_length=60)
    group: str = Field(default="", max_length=30)


class MoveIn(PlaceIn):
    address: str = Field(default="", max_length=120)


class HeadIn(DayIn):
    member: UUID
    phone: str = Field(default="", max_length=30)


class DeathIn(DayIn):
    """`successor` where it was the head and others live on."""

    member: UUID | None = Field(default=None, description="the head where left out")
    successor: UUID | None = None
    phone: str = Field(default="", max_length=30)


class SplitIn(PlaceIn):
    leaving: list[UUID] = Field(min_length=1, max_length=60)
    head: UUID = Field(description="one of those who leave")
    takes_part: Literal["yes", "no"] = Field(description="whether the new family itself wishes to take part")
    address: str = Field(default="", max_length=120)
    phone: str = Field(default="", max_length=30)


class MergeIn(DayIn):
    other: UUID = Field(description="the row that is closed")
    other_version: int = Field(ge=0, le=1_000_000)
    kinship: str = Field(
        default="",
        pattern=r"^([0-9]{2})?$",
        description="what the other head is to this one, where they are two persons",
    )
