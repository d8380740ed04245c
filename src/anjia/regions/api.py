"""The division tree and the calendar of working days, to be read."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Path, Query, Schema
from pydantic import Field

from anjia.regions import working_days
from anjia.regions.enums import Level, Verb
from anjia.regions.queries import full_names_of, visible_to
from anjia.regions.schemas import DayOut, PeriodOut, RegionOut
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.reading import Day

router = ApiRouter()


class RegionFilters(Schema):
    """Which places: below one, of one level, by a part of the name."""

    parent: UUID | None = None
    level: Level | None = None
    name: str = Field(default="", max_length=60)


@router.get("/regions", permission=Verb.VIEW, answer=Page[RegionOut])
def region_list(request: HttpRequest, filters: Query[RegionFilters], paging: PageQuery) -> Page[RegionOut]:
    """The places at and below the token's own."""
    rows = visible_to(request.user)
    if filters.parent:
        rows = rows.filter(parent=filters.parent)
    if filters.level:
        rows = rows.filter(level=filters.level)
    if filters.name:
        rows = rows.filter(name__icontains=filters.name)
    return page_of(rows, paging, RegionOut.of)


@router.get("/regions/{pk}", permission=Verb.VIEW, answer=RegionOut)
def region_get(request: HttpRequest, pk: UUID) -> RegionOut:
    """One place, with its full name."""
    region = get_object_or_404(visible_to(request.user), pk=pk)
    return RegionOut.of(region, full_names_of([region.path])[region.path])


@router.get("/working-days/{day}", permission=Verb.VIEW, answer=DayOut)
def working_day_get(request: HttpRequest, day: Day) -> DayOut:
    """Whether offices work on a day."""
    covered = working_days.is_covered(day.year)
    return DayOut(day=day, is_workday=working_days.is_workday(day), is_covered=covered)


@router.get("/working-days/{day}/plus/{days}", permission=Verb.VIEW, answer=PeriodOut)
def working_days_add(request: HttpRequest, day: Day, days: int = Path(ge=0, le=400)) -> PeriodOut:
    """The last day of a period of working days; the start day is not counted."""
    last = working_days.add_working_days(day, days)
    covered = not working_days.uncovered_years({day.year, last.year})
    return PeriodOut(start=day, days=days, last_day=last, is_covered=covered)
