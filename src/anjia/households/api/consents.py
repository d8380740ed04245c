"""Consents: proven by witness, by slips' codes or by a sheet; withdrawn at once."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import File, Form
from ninja.files import UploadedFile

from anjia.households.actions import (
    prove_by_codes,
    prove_by_sheet,
    prove_by_witness,
    withdraw_participation,
    withdraw_publication,
)
from anjia.households.api.families import family
from anjia.households.api.schemas import CodesIn, CodesOut, ConsentOut, WithdrawIn, WitnessIn
from anjia.households.enums import ConsentKind, Verb
from anjia.households.models import Household
from anjia.households.queries import visible_to
from anjia.kernel.scope import under
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.problems import Absent
from anjia.web.api.reading import In

router = ApiRouter()


def consents_of(household: Household) -> list[ConsentOut]:
    rows = household.consents.select_related("proof").order_by("pk")
    return [ConsentOut.of(consent) for consent in rows]


@router.get("/households/{pk}/consents", permission=Verb.VIEW, answer=list[ConsentOut])
def consent_list(request: HttpRequest, pk: UUID) -> list[ConsentOut]:
    """A family's consents, withdrawn ones included."""
    return consents_of(family(request.user, pk))


@router.post("/households/{pk}/consents/witnessed", permission=Verb.RECORD_CONSENT, answer=list[ConsentOut])
def consent_witness(request: HttpRequest, pk: UUID, body: WitnessIn) -> list[ConsentOut]:
    """代办: the family said so before a witness, after the text was read to it."""
    household = family(request.user, pk, Verb.RECORD_CONSENT)
    told = body.model_dump()
    prove_by_witness(household, by=request.user, **told)
    return consents_of(household)


@router.post("/consents/codes", permission=Verb.RECORD_CONSENT, answer=CodesOut)
def consent_codes(request: HttpRequest, body: CodesIn) -> CodesOut:
    """Codes from returned slips."""
    proven, unknown = prove_by_codes(body.codes, by=request.user)
    return CodesOut(proven=proven, unknown=unknown)


class SheetIn(In):
    """Whose signatures stand on the sheet: for taking part, and apart from that for the full name."""

    region: UUID
    participate: list[UUID] = []
    publish: list[UUID] = []


@router.post("/consents/sheets", permission=Verb.RECORD_CONSENT, answer=list[UUID])
def consent_sheet(request: HttpRequest, told: Form[SheetIn], scan: File[UploadedFile]) -> list[UUID]:
    """File one scanned signature sheet (PDF or picture) to the families that signed it; returns them."""
    region = get_object_or_404(regions_visible_to(request.user, Verb.RECORD_CONSENT), pk=told.region)
    chosen = {*told.participate, *told.publish}
    here = visible_to(request.user, Verb.RECORD_CONSENT).filter(under("region__path", region.path), pk__in=chosen)
    if here.count() != len(chosen):
        raise Absent(_("有家庭不在这个地区，一户也没有办理。"))
    prove_by_sheet(
        scan.read(), name=scan.name, region=region, participate=told.participate, publish=told.publish, by=request.user
    )
    return sorted(chosen)


@router.post("/households/{pk}/consents/withdraw", permission=Verb.RECORD_CONSENT, answer=None, status=204)
def consent_withdraw(request: HttpRequest, pk: UUID, body: WithdrawIn) -> None:
    """As easy as giving: no reason is asked, it takes effect at once."""
    household = family(request.user, pk, Verb.RECORD_CONSENT)
    if body.kind == ConsentKind.PUBLISH:
        withdraw_publication(household, by=request.user)
    else:
        withdraw_participation(household, by=request.user)
