"""Spot-checks and villages beside their towns, for programs of reviewers: to be read only."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from anjia.evaluations.agreement import Agreement
from anjia.evaluations.api.schemas import AgreementOut, SpotCheckOut, SpotCheckResultOut, VillageComparedOut
from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.points import shown_points
from anjia.evaluations.queries.agreement import outcome_of
from anjia.evaluations.queries.spot_checks import spot_checks_visible_to
from anjia.evaluations.queries.standing_out import LEAST_FAMILIES, Compared
from anjia.evaluations.reviewing import compared_here
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of

router = ApiRouter()


class SpotCheckFilters(Schema):
    cycle: UUID | None = None
    state: SpotCheckState | None = None


@router.get("/spot-checks", permission=Verb.SEE_CHECKS, answer=Page[SpotCheckOut])
def spot_check_list(request: HttpRequest, filters: Query[SpotCheckFilters], paging: PageQuery) -> Page[SpotCheckOut]:
    """The draws in the token's place, each with its seed."""
    rows = spot_checks_visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, SpotCheckOut.of)


@router.get("/spot-checks/{pk}", permission=Verb.SEE_CHECKS, answer=SpotCheckResultOut)
def spot_check_get(request: HttpRequest, pk: UUID) -> SpotCheckResultOut:
    """One draw with the list it was drawn from, and the agreement of each village."""
    check = get_object_or_404(spot_checks_visible_to(request.user).defer(None), pk=pk)
    lines = [_agreement(line.village, line.agreement) for line in outcome_of(check).villages]
    return SpotCheckResultOut(check=SpotCheckOut.of(check), pool=check.pool.splitlines(), villages=lines)


def _agreement(village: Region, found: Agreement) -> AgreementOut:
    names = ("drawn", "families", "criteria", "exact", "near", "same_side")
    return AgreementOut(village=village.pk, name=village.name, **{name: getattr(found, name) for name in names})


@router.get("/regions/{pk}/villages-compared", permission=Verb.SEE_CHECKS, answer=list[VillageComparedOut])
def villages_compared(request: HttpRequest, pk: UUID) -> list[VillageComparedOut]:
    """The villages of a town or district beside the middle of their town; empty for a village."""
    place = get_object_or_404(regions_visible_to(request.user, Verb.SEE_CHECKS), pk=pk)
    found = compared_here(request.user, place)
    villages = Region.objects.filter(path__in=list(found)).order_by("path")
    return [_compared(village, found[village.path]) for village in villages]


def _compared(village: Region, line: Compared) -> VillageComparedOut:
    told: dict[str, Any] = {"mean": None, "spread": None}
    if line.figures.families >= LEAST_FAMILIES:
        told = {"mean": shown_points(line.figures.mean), "spread": shown_points(line.figures.spread)}
    return VillageComparedOut(
        village=village.pk,
        name=village.name,
        families=line.figures.families,
        town_mean=shown_points(line.town_mean) if line.town_mean is not None else None,
        town_spread=shown_points(line.town_spread) if line.town_spread is not None else None,
        flags=[flag.value for flag in line.flags],
        **told,
    )
