"""Change requests: filed by anybody, confirmed by the village, contradicting ones settled (frame F5, F6)."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from anjia.households.actions.change_requests import (
    accept_request,
    code_for,
    decline_request,
    file_request,
    forget_answered,
    match_request,
    request_by_code,
    rivals_of,
)
from anjia.households.enums import DeclineReason, RequestChannel, RequestKind, RequestState
from anjia.households.factories import family
from anjia.households.models import ChangeRequest, HouseholdChange, HouseholdMember
from anjia.households.queries.requests import open_requests
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent


@pytest.fixture
def row(world):
    household = family(world.group, household_size=3)
    HouseholdMember.objects.create(household=household, name="何小军", kinship="22", birth="1990-01")
    return household


def ask(world, kind=RequestKind.SIZE, asked=None, head_name="何婷婷", **fields):
    given = {"village": world.village, "asker": "self", "token": str(uuid7()), **fields}
    return file_request(kind=kind, head_name=head_name, asked=asked or {"size": 5}, **given)


def accept(request, row, by, **fields):
    row.refresh_from_db()
    given = {"confirmation": "in_person", "version": row.version, "effective_on": timezone.localdate(), **fields}
    return accept_request(request, by=by, **given)


def test_a_request_is_taken_whether_the_family_is_registered_or_not(world, row):
    known, unknown = ask(world), ask(world, head_name="没这人")
    assert (known.household_id, unknown.household_id) == (row.pk, None)
    assert (known.state, unknown.state) == (RequestState.RECEIVED, RequestState.RECEIVED)
    family(world.other_group)
    assert ask(world).household_id is None, "two families of one name: the village says which"


def test_what_was_asked_stands_sealed_and_the_trail_names_nobody(world, row):
    request = ask(world, RequestKind.PHONE, {"phone": "13912345678"}, contact="13900000001")
    stored = ChangeRequest.objects.filter(pk=request.pk).extra(select={"raw": "asked"}).values_list("raw", flat=True)
    assert "13912345678" not in stored[0]
    assert "13912345678" not in str(list(AuditEvent.objects.values()))
    assert request.values == {"phone": "13912345678"}


def test_one_form_sent_twice_has_one_code_and_codes_are_typed_as_people_do(world, row):
    token = str(uuid7())
    request = ask(world, token=token)
    assert code_for(token) == code_for(token)
    assert request_by_code(code_for(token).lower().replace("-", " ")) == request
    assert request_by_code("AAAA-BBBB-CCCC") is None


@pytest.mark.parametrize(
    ("kind", "asked", "found"),
    [
        (RequestKind.SIZE, {"size": 5}, {"household_size": 5}),
        (RequestKind.PHONE, {"phone": "13912345678"}, {"phone": "13912345678"}),
        (RequestKind.WRONG_BIRTH, {"birth": "1971-06"}, {"head_birth": "1971-06"}),
        (RequestKind.WRONG_NAME, {"name": "何亭亭"}, {"head_name": "何亭亭"}),
    ],
)
def test_accepting_carries_the_change_out(world, row, kind, asked, found):
    request = accept(ask(world, kind, asked), row, world.village_officer)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in found} == found
    assert (request.state, request.decided_by_id) == (RequestState.ACCEPTED, world.village_officer.pk)


def test_members_come_and_go(world, row):
    born = ask(world, RequestKind.MEMBER_ADDED, {"name": "何豆", "kinship": "41", "birth": "2020-05"})
    accept(born, row, world.village_officer)
    row.refresh_from_db()
    assert (row.household_size, row.members.count()) == (4, 2)
    son = row.members.get(name="何小军")
    gone = ask(world, RequestKind.MEMBER_LEFT, {"name": "何小军"})
    with pytest.raises(Refused, match="哪位成员"):
        accept(gone, row, world.village_officer)
    accept(gone, row, world.village_officer, member=son)
    row.refresh_from_db()
    assert (row.household_size, row.members.count()) == (3, 1)


def test_moves_heads_and_deaths_become_dated_changes_that_name_the_request(world, row):
    moved = ask(world, RequestKind.MOVED, {"village_to": "来园社区", "group_to": "2组", "address": "8号"})
    with pytest.raises(Refused, match="哪个小组"):
        accept(moved, row, world.village_officer)
    accept(moved, row, world.village_officer, region=world.other_group)
    son = row.members.get()
    head = ask(world, RequestKind.NEW_HEAD, {"name": "何小军", "phone": "13912345678"})
    accept(head, row, world.village_officer, member=son)
    row.refresh_from_db()
    assert (row.head_name, row.phone, row.region) == ("何小军", "13912345678", world.other_group)
    died = ask(world, RequestKind.DIED, {"name": "何婷婷"}, head_name="何小军")
    accept(died, row, world.village_officer, member=row.members.get(name="何婷婷"))
    sources = list(HouseholdChange.objects.order_by("pk").values_list("source_id", flat=True))
    assert sources == [moved.pk, head.pk, died.pk]


def test_two_that_contradict_are_seen_together_and_one_is_chosen(world, row):
    first, second = ask(world), ask(world, asked={"size": 6})
    elsewhere = ask(world, RequestKind.PHONE, {"phone": "13912345678"})
    assert list(rivals_of(first)) == [second]
    with pytest.raises(Conflict, match="又收到一份不同的申请"):
        accept(first, row, world.village_officer)
    accept(first, row, world.village_officer, rivals=[str(second.pk)])
    second.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (second.state, second.reason) == (RequestState.UNCHANGED, DeclineReason.OTHER_CHOSEN)
    assert elsewhere.state == RequestState.RECEIVED
    with pytest.raises(Conflict):
        accept(second, row, world.village_officer)


def test_a_lost_update_and_a_refused_change_leave_the_request_waiting(world, row):
    request = ask(world)
    with pytest.raises(Conflict, match="刚刚有人改过"):
        accept(request, row, world.village_officer, version=99)
    same = ask(world, RequestKind.WRONG_NAME, {"name": "何婷婷"})
    with pytest.raises(Refused, match="没有变化"):
        accept(same, row, world.village_officer)
    assert {r.state for r in ChangeRequest.objects.all()} == {RequestState.RECEIVED}


def test_a_request_without_a_family_is_matched_or_declined(world, row):
    request = ask(world, head_name="何亭亭")
    with pytest.raises(Refused, match="还没有确定是哪一户"):
        accept(request, row, world.village_officer)
    with pytest.raises(Refused, match="不在申请所写的村"):
        match_request(request, family(world.neighbour_group), by=world.village_officer)
    match_request(request, row, by=world.village_officer)
    accept(request, row, world.village_officer)
    with pytest.raises(Conflict, match="已经有人办理"):
        match_request(request, row, by=world.village_officer)


def test_what_was_typed_of_nobody_goes_at_once_the_rest_after_a_month(world, row):
    unknown = decline_request(
        ask(world, head_name="没这人", contact="13900000001"), reason=DeclineReason.NOT_FOUND, by=world.village_officer
    )
    assert (unknown.head_name, unknown.asked, unknown.contact) == ("", "", "")
    known = decline_request(ask(world), reason=DeclineReason.NOT_CONFIRMED, by=world.village_officer)
    assert known.head_name == "何婷婷"
    assert forget_answered() == 0
    old = timezone.now() - timedelta(days=31)
    ChangeRequest.objects.filter(pk=known.pk).update(decided_at=old)
    assert forget_answered() == 1
    known.refresh_from_db()
    assert (known.head_name, known.values) == ("", {})


def test_there_is_no_room_for_allegations(world, row):
    with pytest.raises(ValidationError, match="上访"):
        ask(world, note="这家常年上访")
    with pytest.raises(Refused, match="选择一项"):
        ask(world, "gossip")
    with pytest.raises(Refused, match="选择一项"):
        decline_request(ask(world), reason="because", by=world.village_officer)


@pytest.mark.parametrize(
    ("persona", "may"),
    [("village_officer", True), ("town_federation", True), ("group_leader", False), ("district_office", False),
     ("village_panel_member", False), ("neighbour_village_officer", False), ("inspector", False), ("auditor", False)],
)  # fmt: skip
def test_who_may_answer(world, row, persona, may):
    user, request = getattr(world, persona), ask(world)
    assert open_requests(user).exists() == may
    acts = (
        lambda: decline_request(request, reason=DeclineReason.ALREADY_RIGHT, by=user),
        lambda: ask(world, channel=RequestChannel.STAFF, by=user),
    )
    for act in acts:
        if may:
            act()
        else:
            with pytest.raises(NotPermitted):
                act()
    if not may:
        with pytest.raises(NotPermitted):
            accept(request, row, user)
        with pytest.raises(NotPermitted):
            match_request(request, row, by=user)
