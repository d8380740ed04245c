"""Places and days as programs see them."""

from datetime import date
from uuid import UUID

from ninja import Schema

from anjia.regions.models import Region


class RegionOut(Schema):
    """A place of the division tree."""

    id: UUID
    code: str
    name: str
    full_name: str = ""
    level: str
    path: str
    parent: UUID | None
    valid_to: date | None

    @classmethod
    def of(cls, region: Region, full_name: str = "") -> "RegionOut":
        return cls(
            id=region.pk,
            code=region.code,
            name=region.name,
            full_name=full_name,
            level=region.level,
            path=region.path,
            parent=region.parent_id,
            valid_to=region.valid_to,
        )


class DayOut(Schema):
    """Whether offices work on a day; `is_covered` is false where only Monday to Friday is known."""

    day: date
    is_workday: bool
    is_covered: bool


class PeriodOut(Schema):
    """A number of working days after a day."""

    start: date
    days: int
    last_day: date
    is_covered: bool
