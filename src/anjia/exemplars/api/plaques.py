"""The register of plaques, what a plaque's code answers, and honours from elsewhere."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Schema

from anjia.exemplars import actions
from anjia.exemplars.enums import PlaqueState, Verb
from anjia.exemplars.forms import HonourForm
from anjia.exemplars.models import OtherHonour, Plaque
from anjia.exemplars.queries import plaque_by, plaques_visible_to
from anjia.exemplars.schemas import (
    GiveIn,
    HonourIn,
    HonourOut,
    MadeOut,
    MakeIn,
    PlaqueOut,
    PlaqueVerifyIn,
    PlaqueVerifyOut,
    ReplaceIn,
)
from anjia.honours.enums import TitleKind
from anjia.households.models import Household
from anjia.households.queries.proofs import within_reach
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.reading import checked
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit

router = ApiRouter()


class PlaqueFilters(Schema):
    kind: TitleKind | None = None
    state: PlaqueState | None = None


def plaque_of(request: HttpRequest, pk: UUID, verb: str) -> Plaque:
    return get_object_or_404(plaques_visible_to(request.user, verb), pk=pk)


def family_of(request: HttpRequest, pk: UUID, verb: str) -> Household:
    families = Household.objects.filter(within_reach(request.user, verb), is_active=True).select_related("region")
    return get_object_or_404(families, pk=pk)


@router.get("/plaques", permission=Verb.VIEW, answer=Page[PlaqueOut])
def plaque_list(request: HttpRequest, filters: Query[PlaqueFilters], paging: PageQuery) -> Page[PlaqueOut]:
    """The plaque register of the token's place."""
    rows = plaques_visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, PlaqueOut.of)


@router.get("/plaques/{pk}", permission=Verb.VIEW, answer=PlaqueOut)
def plaque_get(request: HttpRequest, pk: UUID) -> PlaqueOut:
    """One plaque."""
    return PlaqueOut.of(plaque_of(request, pk, Verb.VIEW))


@router.post("/places/{pk}/plaques", permission=Verb.MAKE_PLAQUE, answer=MadeOut, status=201)
def plaques_make(request: HttpRequest, pk: UUID, body: MakeIn) -> MadeOut:
    """Enter plaques that were made."""
    place = get_object_or_404(regions_visible_to(request.user, Verb.MAKE_PLAQUE), pk=pk)
    return MadeOut(plaques=actions.make_plaques(place, title_ids=body.titles, by=request.user))


@router.post("/plaques/{pk}/give", permission=Verb.HAND_PLAQUE, answer=PlaqueOut)
def plaque_give(request: HttpRequest, pk: UUID, body: GiveIn) -> PlaqueOut:
    """Handed over against a receipt."""
    plaque = plaque_of(request, pk, Verb.HAND_PLAQUE)
    return PlaqueOut.of(actions.give_plaque(plaque, **body.model_dump(), by=request.user))


@router.post("/plaques/{pk}/lose", permission=Verb.HAND_PLAQUE, answer=PlaqueOut)
def plaque_lose(request: HttpRequest, pk: UUID) -> PlaqueOut:
    """The family cannot find it; the title stays as it is."""
    return PlaqueOut.of(actions.report_lost(plaque_of(request, pk, Verb.HAND_PLAQUE), by=request.user))


@router.post("/plaques/{pk}/find", permission=Verb.HAND_PLAQUE, answer=PlaqueOut)
def plaque_find(request: HttpRequest, pk: UUID) -> PlaqueOut:
    """It was found."""
    return PlaqueOut.of(actions.report_found(plaque_of(request, pk, Verb.HAND_PLAQUE), by=request.user))


@router.post("/plaques/{pk}/replace", permission=Verb.MAKE_PLAQUE, answer=PlaqueOut)
def plaque_replace(request: HttpRequest, pk: UUID, body: ReplaceIn) -> PlaqueOut:
    """A new plaque with a serial of its own, which is answered."""
    plaque = plaque_of(request, pk, Verb.MAKE_PLAQUE)
    return PlaqueOut.of(actions.replace_plaque(plaque, reason=body.reason, by=request.user))


@router.post("/plaques/{pk}/take-back", permission=Verb.HAND_PLAQUE, answer=PlaqueOut)
def plaque_take_back(request: HttpRequest, pk: UUID) -> PlaqueOut:
    """A plaque that was asked back has come."""
    return PlaqueOut.of(actions.take_back(plaque_of(request, pk, Verb.HAND_PLAQUE), by=request.user))


@router.post("/plaques/{pk}/void", permission=Verb.MAKE_PLAQUE, answer=PlaqueOut)
def plaque_void(request: HttpRequest, pk: UUID) -> PlaqueOut:
    """Struck off: it will not come back, or was never given."""
    return PlaqueOut.of(actions.void_plaque(plaque_of(request, pk, Verb.MAKE_PLAQUE), by=request.user))


@router.post("/public/plaques", permission=PUBLIC, answer=PlaqueVerifyOut, limit=Limit(60, minutes=10))
def plaque_verify(request: HttpRequest, body: PlaqueVerifyIn) -> PlaqueVerifyOut:
    """Whether a plaque hangs rightly; whatever does not gets one and the same answer."""
    is_valid = plaque_by(body.serial, body.code) is not None
    return PlaqueVerifyOut(is_valid=is_valid, result=_("有效") if is_valid else _("无有效称号"))


@router.get("/households/{pk}/honours", permission=Verb.VIEW, answer=Page[HonourOut])
def honour_list(request: HttpRequest, pk: UUID, paging: PageQuery) -> Page[HonourOut]:
    """A family's honours from elsewhere."""
    rows = OtherHonour.objects.filter(household=family_of(request, pk, Verb.VIEW))
    return page_of(rows, paging, HonourOut.of)


@router.post("/households/{pk}/honours", permission=Verb.RECORD_HONOUR, answer=HonourOut, status=201)
def honour_record(request: HttpRequest, pk: UUID, body: HonourIn) -> HonourOut:
    """Enter an honour as its certificate says."""
    family = family_of(request, pk, Verb.RECORD_HONOUR)
    told = checked(HonourForm(body.model_dump()))
    told.pop("proof")
    return HonourOut.of(actions.record_honour(family, **told, by=request.user))
