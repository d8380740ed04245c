"""Dated changes of families, as on their pages: each names the version that was read (If-Match)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from anjia.households.actions import (
    acknowledge_move,
    change_head,
    leave_area,
    merge_households,
    move_household,
    record_death,
    split_household,
)
from anjia.households.api.change_schemas import ChangeOut, DayIn, DeathIn, HeadIn, MergeIn, MoveIn, SplitIn
from anjia.households.api.families import family
from anjia.households.enums import ChangeKind, Verb
from anjia.households.forms.changes import ChangeForm, DeathForm, HeadForm, MoveForm, SplitForm
from anjia.households.models import Household, HouseholdChange
from anjia.households.views.households import groups_for
from anjia.kernel.scope import under_any
from anjia.web.api.operations import ApiRouter
from anjia.web.api.reading import IfMatch, In, checked, require_match

router = ApiRouter()


@router.get("/households/{pk}/changes", permission=Verb.VIEW, answer=list[ChangeOut])
def change_list(request: HttpRequest, pk: UUID) -> list[ChangeOut]:
    """What changed in a family, and when."""
    rows = family(request.user, pk).changes.order_by("effective_on", "pk")
    return [ChangeOut.of(change) for change in rows]


def _read(request: HttpRequest, pk: UUID, body: In, if_match: str, form: type[ChangeForm]) -> tuple[Household, Any]:
    """The family by its version, and the body held to the rules of the page's form."""
    household = family(request.user, pk, Verb.EDIT)
    told = {**body.model_dump(mode="json", exclude_none=True), "version": require_match(household, if_match)}
    return household, checked(form(told, household=household, groups=groups_for(request.user, Verb.EDIT)))


def _change(
    act: Callable[..., HouseholdChange], request: HttpRequest, read: tuple[Household, dict[str, Any]], *names: str
) -> ChangeOut:
    household, data = read
    given = {name: data[name] for name in ("effective_on", "version", *names)}
    return ChangeOut.of(act(household, by=request.user, **given))


@router.post("/households/{pk}/changes/move", permission=Verb.EDIT, answer=ChangeOut, status=201)
def household_move(request: HttpRequest, pk: UUID, body: MoveIn, if_match: IfMatch) -> ChangeOut:
    """The family lives in another group; the village it comes to is asked to have a look."""
    return _change(move_household, request, _read(request, pk, body, if_match, MoveForm), "region", "address")


@router.post("/households/{pk}/changes/head", permission=Verb.EDIT, answer=ChangeOut, status=201)
def household_change_head(request: HttpRequest, pk: UUID, body: HeadIn, if_match: IfMatch) -> ChangeOut:
    """A member becomes the contact; the old head stays as a member."""
    return _change(change_head, request, _read(request, pk, body, if_match, HeadForm), "member", "phone")


@router.post("/households/{pk}/changes/death", permission=Verb.EDIT, answer=ChangeOut, status=201)
def household_record_death(request: HttpRequest, pk: UUID, body: DeathIn, if_match: IfMatch) -> ChangeOut:
    """Somebody died: a member, or (without one) the head, whom a member follows."""
    read = _read(request, pk, body, if_match, DeathForm)
    return _change(record_death, request, read, "member", "successor", "phone")


@router.post("/households/{pk}/changes/leave", permission=Verb.EDIT, answer=ChangeOut, status=201)
def household_leave(request: HttpRequest, pk: UUID, body: DayIn, if_match: IfMatch) -> ChangeOut:
    """The family lives here no more: what runs for it stops, what it earned stays."""
    return _change(leave_area, request, _read(request, pk, body, if_match, ChangeForm))


@router.post("/households/{pk}/changes/split", permission=Verb.EDIT, answer=ChangeOut, status=201)
def household_split(request: HttpRequest, pk: UUID, body: SplitIn, if_match: IfMatch) -> ChangeOut:
    """Members found a household of their own, registered only if it wants to take part itself."""
    household, data = _read(request, pk, body, if_match, SplitForm)
    given = {name: data[name] for name in ("effective_on", "version", "head", "region", "address", "phone")}
    leaving, takes_part = list(data["leaving"]), data["takes_part"] == "yes"
    return ChangeOut.of(split_household(household, leaving=leaving, takes_part=takes_part, by=request.user, **given))


@router.post("/households/{pk}/changes/merge", permission=Verb.SETTLE_DUPLICATES, answer=ChangeOut, status=201)
def household_merge(request: HttpRequest, pk: UUID, body: MergeIn, if_match: IfMatch) -> ChangeOut:
    """Another row is the same family: what hangs on it comes to this one, and it is closed."""
    keep, gone = (family(request.user, one, Verb.SETTLE_DUPLICATES) for one in (pk, body.other))
    versions = {"version": require_match(keep, if_match), "gone_version": body.other_version}
    told = {"effective_on": body.effective_on, "kinship": body.kinship}
    return ChangeOut.of(merge_households(keep, gone, by=request.user, **versions, **told))


@router.post("/changes/{pk}/acknowledge", permission=Verb.EDIT, answer=ChangeOut)
def move_acknowledge(request: HttpRequest, pk: UUID) -> ChangeOut:
    """The village a family came to has looked at it."""
    mine = under_any("household__region__path", request.user.scopes(Verb.EDIT))
    moves = HouseholdChange.objects.filter(mine, kind=ChangeKind.MOVED).select_related("household__region")
    return ChangeOut.of(acknowledge_move(get_object_or_404(moves, pk=pk), by=request.user))
