"""Families and their members."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Schema
from pydantic import Field

from anjia.households.actions import edit_household, register_household, remove_member, save_member
from anjia.households.api.schemas import HouseholdIn, HouseholdOut, HouseholdPatch, MemberIn, MemberOut
from anjia.households.enums import Verb
from anjia.households.forms.households import EditForm, MemberForm, RegisterForm, initial_of
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries import search, visible_to
from anjia.households.queries.households import with_proof
from anjia.households.views.households import groups_for
from anjia.kernel.scope import under
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.reading import IfMatch, checked, etag, require_match

router = ApiRouter()


class HouseholdFilters(Schema):
    """Which families: below a place, by name, pinyin, initials or the end of a phone number, with or without proof."""

    region: UUID | None = None
    q: str = Field(default="", max_length=60)
    is_proven: bool | None = None


def families(user: Any, verb: str = Verb.VIEW) -> QuerySet[Household]:
    return with_proof(visible_to(user, verb).select_related("region__parent"))


def family(user: Any, pk: UUID, verb: str = Verb.VIEW) -> Household:
    return get_object_or_404(families(user, verb), pk=pk)


def shown(user: Any, pk: UUID, response: HttpResponse) -> HouseholdOut:
    """A family as it stands now, with its version as the answer's ETag."""
    household = family(user, pk)
    response["ETag"] = etag(household.version)
    return HouseholdOut.of(household)


@router.get("/households", permission=Verb.VIEW, answer=Page[HouseholdOut])
def household_list(request: HttpRequest, filters: Query[HouseholdFilters], paging: PageQuery) -> Page[HouseholdOut]:
    """Families that take part, found as on the page."""
    rows = search(families(request.user), filters.q)
    if filters.region:
        place = get_object_or_404(regions_visible_to(request.user), pk=filters.region)
        rows = rows.filter(under("region__path", place.path))
    if filters.is_proven is not None:
        rows = rows.filter(has_proof=filters.is_proven)
    return page_of(rows, paging, HouseholdOut.of)


@router.get("/households/{pk}", permission=Verb.VIEW, answer=HouseholdOut)
def household_get(request: HttpRequest, response: HttpResponse, pk: UUID) -> HouseholdOut:
    """One family; its ETag is what a change must name."""
    return shown(request.user, pk, response)


@router.post("/households", permission=Verb.EDIT, answer=HouseholdOut, status=201)
def household_register(request: HttpRequest, response: HttpResponse, body: HouseholdIn) -> HouseholdOut:
    """Register one family that said yes on paper; its consent stands asserted until it is proven."""
    form = RegisterForm(body.model_dump(mode="json"), groups=groups_for(request.user, Verb.EDIT))
    household = register_household(by=request.user, **checked(form))
    # Above the village it cannot be read again before its proof; the answer tells what was just sent.
    household.has_proof = False
    response["ETag"] = etag(household.version)
    return HouseholdOut.of(household)


@router.patch("/households/{pk}", permission=Verb.EDIT, answer=HouseholdOut)
def household_edit(
    request: HttpRequest, response: HttpResponse, pk: UUID, body: HouseholdPatch, if_match: IfMatch
) -> HouseholdOut:
    """Change data of a family, by the version that was read."""
    household = family(request.user, pk, Verb.EDIT)
    version = require_match(household, if_match)
    told = body.model_dump(mode="json", exclude_none=True)
    form = EditForm({**initial_of(household), **told})
    values = {name: value for name, value in checked(form).items() if name in told}
    edit_household(household, version=version, values=values, by=request.user)
    return shown(request.user, pk, response)


@router.get("/households/{pk}/members", permission=Verb.VIEW, answer=list[MemberOut])
def member_list(request: HttpRequest, pk: UUID) -> list[MemberOut]:
    """The residents beside the head."""
    return [MemberOut.of(member) for member in family(request.user, pk).members.all()]


@router.post("/households/{pk}/members", permission=Verb.EDIT, answer=MemberOut, status=201)
def member_add(request: HttpRequest, pk: UUID, body: MemberIn) -> MemberOut:
    """Add a resident."""
    household = family(request.user, pk, Verb.EDIT)
    return MemberOut.of(_saved(HouseholdMember(household=household), body, request.user))


@router.put("/households/{pk}/members/{member}", permission=Verb.EDIT, answer=MemberOut)
def member_edit(request: HttpRequest, pk: UUID, member: UUID, body: MemberIn) -> MemberOut:
    """Change a resident."""
    found = get_object_or_404(family(request.user, pk, Verb.EDIT).members, pk=member)
    return MemberOut.of(_saved(found, body, request.user))


@router.delete("/households/{pk}/members/{member}", permission=Verb.EDIT, answer=None, status=204)
def member_remove(request: HttpRequest, pk: UUID, member: UUID) -> None:
    """Remove a resident."""
    remove_member(get_object_or_404(family(request.user, pk, Verb.EDIT).members, pk=member), by=request.user)


def _saved(member: HouseholdMember, body: MemberIn, user: Any) -> HouseholdMember:
    form = MemberForm(body.model_dump(mode="json"), instance=member)
    checked(form)
    return save_member(form.save(commit=False), by=user)
