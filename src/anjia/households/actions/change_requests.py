"""Change requests: anybody asks, the village makes sure with the family, the answer carries the change out."""

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import Paper, drop_papers, keep_paper
from anjia.documents.actions.keep_paper import check_dated
from anjia.documents.enums import PaperKind
from anjia.documents.models import KeptPaper
from anjia.households.actions.changes import change_head, move_household, record_death
from anjia.households.actions.consents import PAPER_KIND, assert_consents
from anjia.households.actions.corrections import correct_name
from anjia.households.actions.households import edit_household, register_household, remove_member, save_member
from anjia.households.enums import ConsentKind, DeclineReason, RequestChannel, RequestKind, RequestState, Verb
from anjia.households.models import ChangeRequest, Household, HouseholdMember
from anjia.households.workflow import REQUEST
from anjia.kernel import audit
from anjia.kernel.crypto import blind_index
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.regions.models import Region
from anjia.regions.working_days import add_working_days

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
ANSWER_WORKING_DAYS = 15
KEPT_DAYS = 30
FORGOTTEN = {"head_name": "", "asked": "", "note": "", "contact": ""}


def code_for(token: str) -> str:
    """The code that belongs to a form's once-only token, so that a form sent twice answers with the same."""
    number = int(hashlib.sha256(blind_index(token, "change-request-code").encode()).hexdigest(), 16)
    letters = []
    for _place in range(12):
        number, at = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[at])
    return "-".join("".join(letters[at : at + 4]) for at in range(0, 12, 4))


def hash_of(code: str) -> str:
    """The blind hash of a code as a person types it."""
    return blind_index("".join(c for c in code.upper() if c.isalnum()), "change-request")


@transaction.atomic
def file_request(
    *,
    village: Region,
    kind: str,
    head_name: str,
    asked: Mapping[str, Any],
    asker: str,
    token: str,
    contact: str = "",
    note: str = "",
    channel: str = RequestChannel.PUBLIC,
    by: Actor = SYSTEM,
    paper: Paper | None = None,
    household: Household | None = None,
) -> ChangeRequest:
    """Receive a request. It is taken whether the family is registered or not: the answer tells nothing about that.

    Staff enter one for somebody (代办) in their own places; the public's carries nobody's account.
    What came in earlier, on paper or aloud, counts from the day on its `paper`. A `household` that asks for itself is
    known; for anybody else the name says who may be meant.
    """
    if channel != RequestChannel.PUBLIC:
        require(by, Verb.FILE_REQUEST, village.path)
    if kind not in RequestKind.values:
        raise Refused(_("请从列出的事项里选择一项。"))
    if paper is not None:
        check_dated(paper.dated_on)
    received_on = paper.dated_on if paper else timezone.localdate()
    meant = [household.pk] if household else list(named(village, head_name).values_list("pk", flat=True)[:2])
    request = ChangeRequest.objects.create(
        region=village,
        kind=kind,
        head_name=head_name,
        household_id=meant[0] if len(meant) == 1 else None,
        asked=json.dumps(dict(asked), ensure_ascii=False),
        asker=asker,
        contact=contact.strip(),
        note=note.strip(),
        channel=channel,
        entered_by_id=by.pk,
        code_hash=hash_of(code_for(token)),
        due_on=add_working_days(received_on, ANSWER_WORKING_DAYS),
    )
    audit.record(Verb.FILE_REQUEST, request, by=by, after={"kind": kind}, region_path=village.path)
    if paper is not None:
        keep_paper(paper, PaperKind.CHANGE, village, file_kind=PAPER_KIND, subject_id=request.pk, by=by)
    return request


def named(village: Region, head_name: str) -> QuerySet[Household]:
    """The families of a village with this head."""
    here = Household.objects.filter(region__parent=village, is_active=True)
    return here.filter(head_name=head_name).order_by("pk")


def rivals_of(request: ChangeRequest) -> QuerySet[ChangeRequest]:
    """Open requests about the same matter of the same family: only one of them can be right."""
    if request.household_id is None:
        return ChangeRequest.objects.none()
    same = ChangeRequest.objects.filter(household_id=request.household_id, kind=request.kind)
    return same.filter(state=RequestState.RECEIVED).exclude(pk=request.pk).order_by("created_at")


@transaction.atomic
def match_request(request: ChangeRequest, household: Household, *, by: Actor) -> ChangeRequest:
    """Say which family is meant, where the name alone did not."""
    require(by, Verb.ANSWER_REQUESTS, request.region.path)
    if not household.region.path.startswith(request.region.path):
        raise Refused(_("这户不在申请所写的村（社区）。"))
    open_ = ChangeRequest.objects.filter(pk=request.pk, state=RequestState.RECEIVED)
    if not open_.update(household_id=household.pk, version=F("version") + 1):
        raise Conflict(_("这份申请已经有人办理。"))
    audit.record(Verb.ANSWER_REQUESTS, request, by=by, after={"matched": True}, region_path=request.region.path)
    request.refresh_from_db()
    return request


@transaction.atomic
def accept_request(
    request: ChangeRequest,
    *,
    confirmation: str,
    version: int,
    effective_on: date,
    by: Actor,
    rivals: Collection[str] = (),
    region: Region | None = None,
    member: HouseholdMember | None = None,
    successor: HouseholdMember | None = None,
) -> ChangeRequest:
    """Carry out what was asked, as the family confirmed it. `rivals` are the ids of the contradicting requests seen.

    Whatever refuses the change refuses the acceptance; the request then waits. The rivals end with it.
    """
    path = request.region.path
    require(by, Verb.ANSWER_REQUESTS, path)
    household = _meant(request)
    if household is None and request.kind == RequestKind.JOIN:
        household = _admit(request, region, by)
    if household is None:
        raise Refused(_("还没有确定是哪一户，或这户已经不在登记册里。请先确定，或答复“没有更改”。"))
    others = list(rivals_of(request).values_list("pk", flat=True))
    if {str(pk) for pk in others} != set(rivals):
        raise Conflict(_("同一事项又收到一份不同的申请。请比较后再选。"))
    chosen = {"region": region, "member": member, "successor": successor, "effective_on": effective_on}
    _CARRY_OUT[RequestKind(request.kind)](household, request, version, chosen, by)
    decided = {"decided_at": timezone.now(), "decided_by_id": by.pk}
    told = {"confirmation": confirmation, "household_id": household.pk, **decided}
    advance(request, REQUEST["accept"], by=by, set=told)
    ended = {"reason": DeclineReason.OTHER_CHOSEN, **decided}
    advance_many(ChangeRequest.objects.filter(pk__in=others), REQUEST["decline"], by=by, set=ended)
    return request


def _meant(request: ChangeRequest) -> Household | None:
    found = Household.objects.filter(pk=request.household_id, is_active=True) if request.household_id else None
    return found.select_related("region").first() if found is not None else None


def _admit(request: ChangeRequest, region: Region | None, by: Actor) -> Household:
    """Register the family that asked to take part, where the village found it. Its consent still wants its proof."""
    if region is None or not region.path.startswith(request.region.path):
        raise Refused(_("请选定是本村（社区）的哪个小组。"))
    asked = request.values
    values = {"phone": asked.get("phone", ""), "household_size": asked.get("size") or 1}
    return register_household(region=region, head_name=request.head_name, by=by, **values)


@transaction.atomic
def decline_request(request: ChangeRequest, *, reason: str, by: Actor) -> ChangeRequest:
    """Nothing changes, for a reason of the closed list. What was typed of a family nobody found goes at once."""
    if reason not in DeclineReason.values:
        raise Refused(_("请从列出的原因里选择一项。"))
    told = {"reason": reason, "decided_at": timezone.now(), "decided_by_id": by.pk}
    forgotten = FORGOTTEN if reason == DeclineReason.NOT_FOUND else {}
    if forgotten:
        drop_papers([request.pk], by=by)
    return advance(request, REQUEST["decline"], by=by, set={**told, **forgotten})


def forget_answered() -> int:
    """What was typed into requests goes thirty days after the answer; returns how many."""
    old = ChangeRequest.objects.filter(decided_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    on_paper = KeptPaper.objects.filter(form=PaperKind.CHANGE, subject_id__in=old.values("pk")).order_by()
    drop_papers(list(on_paper.values_list("subject_id", flat=True)), by=SYSTEM)
    return old.exclude(**FORGOTTEN).update(**FORGOTTEN)


def _edit(**values: Any) -> Any:
    """A carrier-out that writes requested values (by name) into the family's own columns."""

    def carry(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
        asked = request.values
        new = {column: asked.get(name, "") for column, name in values.items()}
        edit_household(household, version=version, values=new, by=by)

    return carry


def _rename(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    """Name and month of birth go the correction path, which puts them right everywhere."""
    asked = request.values
    name, birth = asked.get("name", household.head_name), asked.get("birth")
    correct_name(household, name=name, birth=birth, version=version, by=by)


def _move(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    if chosen["region"] is None:
        raise Refused(_("请选定搬到哪个小组。"))
    move_household(
        household, region=chosen["region"], effective_on=chosen["effective_on"], version=version, by=by,
        address=request.values.get("address", ""), source_id=request.pk,
    )  # fmt: skip


def _new_head(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    change_head(
        household, member=_member(chosen), effective_on=chosen["effective_on"], version=version, by=by,
        phone=request.values.get("phone", ""), source_id=request.pk,
    )  # fmt: skip


def _add(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    asked = request.values
    member = HouseholdMember(
        household=household, name=asked["name"], kinship=asked.get("kinship", ""), birth=asked.get("birth", "")
    )
    save_member(member, by=by)
    size = household.household_size + 1
    edit_household(household, version=version, values={"household_size": size}, by=by)


def _remove(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    remove_member(_member(chosen), by=by)
    size = max(1, household.household_size - 1)
    edit_household(household, version=version, values={"household_size": size}, by=by)


def _bury(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    told = {"effective_on": chosen["effective_on"], "version": version, "by": by, "source_id": request.pk}
    record_death(household, member=chosen["member"], successor=chosen["successor"], **told)


def _join(household: Household, request: ChangeRequest, version: int, chosen: dict[str, Any], by: Actor) -> None:
    """It said yes; the signature, or its own card, is the proof."""
    require(by, Verb.EDIT, household.region.path)
    assert_consents([household.pk], ConsentKind.PARTICIPATE, by=by)


def _member(chosen: dict[str, Any]) -> HouseholdMember:
    member: HouseholdMember | None = chosen["member"]
    if member is None:
        raise Refused(_("请选出是哪位成员；还没有登记的，先“添加成员”。"))
    return member


_CARRY_OUT: dict[RequestKind, Any] = {
    RequestKind.WRONG_NAME: _rename,
    RequestKind.WRONG_BIRTH: _rename,
    RequestKind.SIZE: _edit(household_size="size"),
    RequestKind.PHONE: _edit(phone="phone"),
    RequestKind.MOVED: _move,
    RequestKind.NEW_HEAD: _new_head,
    RequestKind.MEMBER_ADDED: _add,
    RequestKind.MEMBER_LEFT: _remove,
    RequestKind.DIED: _bury,
    RequestKind.JOIN: _join,
}


def request_by_code(code: str) -> ChangeRequest | None:
    """The request a code belongs to; one lookup by hash, whether it exists or not."""
    return ChangeRequest.objects.filter(code_hash=hash_of(code)).select_related("region").first()
