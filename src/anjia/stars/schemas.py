"""Quarters, records and grades as programs see them."""

from datetime import date
from uuid import UUID

from ninja import Schema
from pydantic import Field

from anjia.stars.models import StarQuarter, StarRecord, YearGrade
from anjia.web.api.reading import In


class QuarterOut(Schema):
    """A village's quarter; its figures are those of its close or last correction."""

    id: UUID
    cycle: UUID
    region: UUID
    village: str
    year: int
    number: int
    state: str
    families: int
    stars: int
    full: int
    issue: int
    closed_on: date | None
    corrected_on: date | None
    version: int

    @classmethod
    def of(cls, quarter: StarQuarter) -> "QuarterOut":
        plain = (
            "number", "state", "families", "stars", "full", "issue", "closed_on", "corrected_on", "version",
        )  # fmt: skip
        named = {name: getattr(quarter, name) for name in plain}
        return cls(
            id=quarter.pk,
            cycle=quarter.cycle_id,
            region=quarter.region_id,
            village=quarter.region.name,
            year=quarter.cycle.year,
            **named,
        )


class RecordOut(Schema):
    """A family's stars of one quarter. `marks`: a letter a criterion, d c m given, N F U missing."""

    household: UUID
    head_name: str
    group: UUID
    quarter: int
    stars: int
    marks: str
    version: int

    @classmethod
    def of(cls, record: StarRecord) -> "RecordOut":
        named = {name: getattr(record, name) for name in ("quarter", "stars", "marks", "version")}
        return cls(household=record.household_id, head_name=record.household.head_name, group=record.region_id, **named)


class GradeOut(Schema):
    """A family's year; `level` only with four quarters."""

    household: UUID
    head_name: str
    year: int
    stars: int
    quarters: int
    level: int | None

    @classmethod
    def of(cls, grade: YearGrade) -> "GradeOut":
        named = {name: getattr(grade, name) for name in ("stars", "quarters", "level")}
        return cls(household=grade.household_id, head_name=grade.household.head_name, year=grade.cycle.year, **named)


class EntryIn(In):
    """One family: `marks` as five letters; `version` that of the record that was read, 0 for none."""

    household: UUID
    marks: str = Field(max_length=20)
    version: int | None = Field(default=None, ge=0)


class RecordIn(In):
    """Stars of families of a village in one quarter."""

    cycle: UUID
    region: UUID
    number: int
    entries: list[EntryIn] = Field(min_length=1, max_length=500)


class CloseIn(In):
    """The number of families that was read before."""

    expected: int | None = Field(default=None, ge=0)


class CorrectIn(In):
    """Other stars for families of a closed quarter."""

    entries: list[EntryIn] = Field(min_length=1, max_length=100)
    reason: str
    note: str = Field(default="", max_length=200)


class GradeIn(In):
    cycle: UUID


class GradedOut(Schema):
    """How many grades are new or changed."""

    changed: int
