"""Cycles, standards and targets to be read; credits to be recorded."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from anjia.programmes.actions import offer_credit, record_credits, withdraw_offer
from anjia.programmes.enums import Verb
from anjia.programmes.models import Criterion, ProgrammeCycle, StandardVersion
from anjia.programmes.queries import visible_to
from anjia.programmes.queries.credits import credit_counts, credited_criteria, sources_in
from anjia.programmes.queries.targets import target_table
from anjia.programmes.schemas import (
    CreditCountOut,
    CreditIn,
    CreditOut,
    CycleDetailOut,
    CycleOut,
    OfferIn,
    OfferOut,
    StageOut,
    StandardOut,
    TargetsOut,
)
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of

router = ApiRouter()


def cycle_of(request: HttpRequest, pk: UUID) -> ProgrammeCycle:
    return get_object_or_404(visible_to(request.user), pk=pk)


def village_of(request: HttpRequest, pk: UUID, verb: str) -> Region:
    return get_object_or_404(regions_visible_to(request.user, verb).filter(level=Level.VILLAGE), pk=pk)


@router.get("/cycles", permission=Verb.VIEW, answer=Page[CycleOut])
def cycle_list(request: HttpRequest, paging: PageQuery) -> Page[CycleOut]:
    """The cycles of the token's place, and those that run for it from above."""
    return page_of(visible_to(request.user), paging, CycleOut.of)


@router.get("/cycles/{pk}", permission=Verb.VIEW, answer=CycleDetailOut)
def cycle_get(request: HttpRequest, pk: UUID) -> CycleDetailOut:
    """One cycle with its stages."""
    cycle = cycle_of(request, pk)
    stages = [StageOut.of(stage) for stage in cycle.stages.all()]
    return CycleDetailOut(**CycleOut.of(cycle).model_dump(), stages=stages)


@router.get("/standards", permission=Verb.VIEW, answer=Page[StandardOut])
def standard_list(request: HttpRequest, paging: PageQuery) -> Page[StandardOut]:
    """The standards, each wording with its criteria and the closed list of reasons."""
    rows = StandardVersion.objects.select_related("standard").prefetch_related("criteria__reasons")
    return page_of(rows, paging, StandardOut.of)


@router.get("/cycles/{pk}/targets/{region}", permission=Verb.VIEW, answer=TargetsOut)
def target_get(request: HttpRequest, pk: UUID, region: UUID) -> TargetsOut:
    """The targets of a place and of its children."""
    place = get_object_or_404(regions_visible_to(request.user, Verb.VIEW), pk=region)
    return TargetsOut.of(target_table(cycle_of(request, pk), place))


@router.get("/cycles/{pk}/credits/{village}", permission=Verb.VIEW_CREDITS, answer=list[CreditCountOut])
def credit_list(request: HttpRequest, pk: UUID, village: UUID) -> list[CreditCountOut]:
    """What can be earned in a village, and how many families have it: figures, no families."""
    cycle, place = cycle_of(request, pk), village_of(request, village, Verb.VIEW_CREDITS)
    sources, counts = sources_in(cycle, place), credit_counts(cycle, place)
    return [
        CreditCountOut(
            criterion=c.pk,
            code=c.code,
            title=c.title,
            offer=sources[c.pk].offer if c.pk in sources else "",
            families=counts.get(c.pk, 0),
        )
        for c in credited_criteria(cycle)
    ]


@router.post("/cycles/{pk}/credits", permission=Verb.RECORD_CREDITS, answer=CreditOut)
def credit_record(request: HttpRequest, pk: UUID, body: CreditIn) -> CreditOut:
    """Record credits of many families; asked twice, it changes nothing."""
    place = village_of(request, body.village, Verb.RECORD_CREDITS)
    criterion = get_object_or_404(Criterion, pk=body.criterion)
    told = {"households": body.households, "taken_back": body.taken_back}
    return CreditOut(new=record_credits(cycle_of(request, pk), place, criterion, by=request.user, **told))


@router.put("/cycles/{pk}/credits/{village}/offers/{criterion}", permission=Verb.RECORD_CREDITS, answer=OfferOut)
def credit_offer(request: HttpRequest, pk: UUID, village: UUID, criterion: UUID, body: OfferIn) -> OfferOut:
    """Write down where families of a village can earn a credit: from now on a missing one counts."""
    place = village_of(request, village, Verb.RECORD_CREDITS)
    found = get_object_or_404(Criterion, pk=criterion)
    source = offer_credit(cycle_of(request, pk), place, found, offer=body.offer, by=request.user)
    return OfferOut(village=place.pk, criterion=found.pk, offer=source.offer)


@router.delete(
    "/cycles/{pk}/credits/{village}/offers/{criterion}", permission=Verb.RECORD_CREDITS, answer=None, status=204
)
def credit_offer_withdraw(request: HttpRequest, pk: UUID, village: UUID, criterion: UUID) -> None:
    """Nobody can earn it there any more: a missing one no longer counts."""
    place = village_of(request, village, Verb.RECORD_CREDITS)
    found = get_object_or_404(Criterion, pk=criterion)
    withdraw_offer(cycle_of(request, pk), place, found, by=request.user)
