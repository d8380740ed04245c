"""Quarters, stars and grades over the same actions as the screens."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from anjia.regions.enums import Level
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.stars.actions import Entry, close_quarter, correct_quarter, grade_year, record_stars
from anjia.stars.enums import QuarterState, Verb
from anjia.stars.queries import grades_visible_to, quarters_visible_to, records_of, star_cycles
from anjia.stars.schemas import (
    CloseIn,
    CorrectIn,
    GradedOut,
    GradeIn,
    GradeOut,
    QuarterOut,
    RecordIn,
    RecordOut,
)
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of

router = ApiRouter()


class QuarterFilters(Schema):
    cycle: UUID | None = None
    region: UUID | None = None
    number: int | None = None
    state: QuarterState | None = None


class GradeFilters(Schema):
    cycle: UUID | None = None
    level: int | None = None


@router.get("/star-quarters", permission=Verb.VIEW, answer=Page[QuarterOut])
def star_quarter_list(request: HttpRequest, filters: Query[QuarterFilters], paging: PageQuery) -> Page[QuarterOut]:
    """The quarters in the token's place."""
    rows = quarters_visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, QuarterOut.of)


@router.get("/star-quarters/{pk}/records", permission=Verb.VIEW, answer=Page[RecordOut])
def star_record_list(request: HttpRequest, pk: UUID, paging: PageQuery) -> Page[RecordOut]:
    """The families of a quarter with their stars."""
    quarter = get_object_or_404(quarters_visible_to(request.user), pk=pk)
    return page_of(records_of(quarter).select_related("household"), paging, RecordOut.of)


@router.post("/star-quarters", permission=Verb.RECORD, answer=QuarterOut, status=201)
def star_record(request: HttpRequest, body: RecordIn) -> QuarterOut:
    """Record families of a village; the first record begins the quarter."""
    cycle = get_object_or_404(star_cycles(request.user), pk=body.cycle)
    mine = regions_visible_to(request.user, Verb.RECORD).filter(level=Level.VILLAGE)
    village = get_object_or_404(mine, pk=body.region)
    entries = [Entry(entry.household, entry.marks, entry.version) for entry in body.entries]
    return QuarterOut.of(record_stars(cycle, village, body.number, entries, by=request.user))


@router.post("/star-quarters/{pk}/close", permission=Verb.CLOSE, answer=QuarterOut)
def star_quarter_close(request: HttpRequest, pk: UUID, body: CloseIn) -> QuarterOut:
    """Close a quarter; its notice goes up."""
    quarter = get_object_or_404(quarters_visible_to(request.user), pk=pk)
    return QuarterOut.of(close_quarter(quarter, by=request.user, expected=body.expected))


@router.post("/star-quarters/{pk}/correct", permission=Verb.CORRECT, answer=QuarterOut)
def star_quarter_correct(request: HttpRequest, pk: UUID, body: CorrectIn) -> QuarterOut:
    """Correct families of a closed quarter; its notice is issued again, and a graded year follows."""
    quarter = get_object_or_404(quarters_visible_to(request.user), pk=pk)
    marks = {entry.household: entry.marks for entry in body.entries}
    return QuarterOut.of(correct_quarter(quarter, marks, reason=body.reason, note=body.note, by=request.user))


@router.get("/star-grades", permission=Verb.VIEW, answer=Page[GradeOut])
def star_grade_list(request: HttpRequest, filters: Query[GradeFilters], paging: PageQuery) -> Page[GradeOut]:
    """The graded years of families in the token's place."""
    rows = grades_visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, GradeOut.of)


@router.post("/star-grades", permission=Verb.GRADE, answer=GradedOut)
def star_grade(request: HttpRequest, body: GradeIn) -> GradedOut:
    """Grade a cycle's year; run again it changes only what is different."""
    cycle = get_object_or_404(star_cycles(request.user), pk=body.cycle)
    return GradedOut(changed=grade_year(cycle, by=request.user))
