"""Candidacies to be read, and the opinions of the three steps."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import Query, Schema

from anjia.evaluations.actions import give_opinion
from anjia.evaluations.api.schemas import CandidacyOut, OpinionIn, OpinionOut, SheetLineOut, SheetOut, UsableReasonOut
from anjia.evaluations.enums import CandidacyState, Step, Verb
from anjia.evaluations.models import Candidacy
from anjia.evaluations.queries import visible_to
from anjia.evaluations.queries.scoring import sheet_of
from anjia.kernel.scope import under
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.problems import Absent
from anjia.web.api.reading import etag

router = ApiRouter()


class CandidacyFilters(Schema):
    """Which families: below a place, of a cycle, in a state, of a meeting."""

    region: UUID | None = None
    cycle: UUID | None = None
    state: CandidacyState | None = None
    meeting: UUID | None = None


def candidacies(user: Any) -> QuerySet[Candidacy]:
    return visible_to(user).select_related("household", "region__parent", "cycle__standard_version")


@router.get("/candidacies", permission=Verb.VIEW, answer=Page[CandidacyOut])
def candidacy_list(request: HttpRequest, filters: Query[CandidacyFilters], paging: PageQuery) -> Page[CandidacyOut]:
    """The families on their way, in the token's place."""
    rows = candidacies(request.user)
    if filters.region:
        place = get_object_or_404(regions_visible_to(request.user), pk=filters.region)
        rows = rows.filter(under("region__path", place.path))
    chosen = filters.model_dump(exclude={"region"}, exclude_none=True)
    return page_of(rows.filter(**chosen), paging, CandidacyOut.of)


@router.get("/candidacies/{pk}", permission=Verb.VIEW, answer=CandidacyOut)
def candidacy_get(request: HttpRequest, response: HttpResponse, pk: UUID) -> CandidacyOut:
    """One family's way through one cycle."""
    candidacy = get_object_or_404(candidacies(request.user), pk=pk)
    response["ETag"] = etag(candidacy.version)
    return CandidacyOut.of(candidacy)


@router.get("/candidacies/{pk}/sheet", permission=Verb.RATE, answer=SheetOut)
def candidacy_sheet(request: HttpRequest, pk: UUID) -> SheetOut:
    """The scoring sheet of one family: what may be taken off, and for which reasons."""
    sheet = sheet_of(get_object_or_404(candidacies(request.user), pk=pk))
    lines = [
        SheetLineOut(
            criterion=criterion.pk,
            code=criterion.code,
            title=criterion.title,
            max_half_points=criterion.max_half_points,
            reasons=[
                UsableReasonOut(id=reason.pk, text=reason.text, max_half_points=reason.max_half_points)
                for reason in sheet.reasons_of(criterion)
            ],
        )
        for criterion in sheet.criteria
    ]
    return SheetOut(candidacy=pk, step_half_points=sheet.step_half_points, lines=lines)


@router.post("/steps/{step}/opinions", permission=Verb.VIEW, answer=OpinionOut)
def opinion_give(request: HttpRequest, step: Step, body: OpinionIn) -> OpinionOut:
    """Accept, return or refuse at a step: all the families move, or none."""
    wanted = set(body.candidacies)
    chosen = visible_to(request.user).filter(pk__in=wanted)
    if chosen.count() != len(wanted):
        raise Absent(_("有家庭没有找到，一户也没有改动。"))
    reason = body.reason or ""
    return OpinionOut(moved=give_opinion(chosen, step, body.outcome, by=request.user, reason=reason, note=body.note))
