"""The family corrects its own data: what is stored stands in the form, the village makes sure, its file says how."""

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.households.actions import issue_cards, withdraw_participation
from anjia.households.actions.change_requests import accept_request, decline_request
from anjia.households.actions.own_requests import ask_for_change
from anjia.households.enums import CHANGES, DeclineReason, RequestKind, RequestState
from anjia.households.factories import consent, family
from anjia.households.family import OwnFamily
from anjia.households.models import ChangeRequest, HouseholdMember
from anjia.households.own_file import own_file
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(world):
    made = family(world.group, "王秀英", "13812345678", household_size=3, address="樟树坪 8 号")
    HouseholdMember.objects.create(household=made, name="李建国", kinship="11", birth="1968-02")
    consent(made, proven=True)
    return made


@pytest.fixture
def at_home(client, world, household):
    card = issue_cards([household], by=world.village_officer)[0]
    client.post(reverse("public:family"), {"code": card.code, "pin": card.pin})
    return client


def asks(household, kind=RequestKind.SIZE, asked=None, by=None):
    token, by = str(uuid7()), by or OwnFamily(household)
    return ask_for_change(household, kind=kind, asked=asked or {"size": 4}, token=token, by=by)


def told(household):
    parts = own_file(household, timezone.localdate(), "asked-for")
    return [(str(line.label), str(line.chip), line.until) for part in parts for line in part.lines]


def test_the_request_knows_its_family_even_where_two_have_one_name(world, household):
    family(world.group, "王秀英")
    request = asks(household)
    assert request.household_id == household.pk
    assert request.region == world.village


def test_a_neighbour_cannot_ask_for_another_family(world, household):
    with pytest.raises(NotPermitted):
        asks(household, by=OwnFamily(family(world.group, "李小明")))


def test_the_same_thing_is_asked_once_until_it_is_answered(world, household):
    first = asks(household)
    with pytest.raises(Conflict):
        asks(household)
    asks(household, RequestKind.PHONE, {"phone": "13900001111"})
    decline_request(first, reason=DeclineReason.NOT_CONFIRMED, by=world.village_officer)
    assert asks(household).state == RequestState.RECEIVED


@pytest.mark.parametrize("kind", ["join", "something"])
def test_what_is_on_no_list_is_refused(household, kind):
    with pytest.raises(Refused):
        asks(household, kind)


def test_who_left_is_told_where_to_ask(household):
    withdraw_participation(household, by=OwnFamily(household))
    with pytest.raises(Refused, match="已经退出"):
        asks(household)


def test_its_file_says_how_it_goes_and_until_when(world, household):
    assert told(household) == []
    request = asks(household)
    assert told(household) == [("家庭人数变了", "村（社区）正在核实", request.due_on)]
    household.refresh_from_db()
    accept_request(
        request, confirmation="in_person", version=household.version, effective_on=timezone.localdate(),
        by=world.village_officer,
    )  # fmt: skip
    assert told(household) == [("家庭人数变了", "已按申请更改", None)]


def page(client, kind):
    return client.get(reverse("households:own_change", args=[kind])).content.decode()


def test_what_is_stored_stands_in_the_form(at_home):
    assert 'value="王秀英"' in page(at_home, "wrong_name")
    assert 'value="13812345678"' in page(at_home, "phone")
    assert 'value="樟树坪 8 号"' in page(at_home, "moved")
    assert "李建国" in page(at_home, "member_left")
    listed = at_home.get(reverse("households:own_changes")).content.decode()
    assert "现在存着：王秀英" in listed
    assert "13812345678" not in listed


@pytest.mark.parametrize("kind", CHANGES)
def test_every_kind_has_a_form(at_home, kind):
    assert str(kind.label) in page(at_home, kind)


def test_sent_as_it_is_nothing_was_changed_and_the_page_says_so(at_home):
    answer = at_home.post(reverse("households:own_change", args=["wrong_name"]), {"name": "王秀英", "note": ""})
    assert answer.status_code == 422
    assert "和存着的一样" in answer.content.decode()
    assert not ChangeRequest.objects.exists()


def test_sent_twice_it_is_one_request(at_home):
    address, once = reverse("households:own_change", args=["wrong_name"]), str(uuid7())
    for _time in range(2):
        answer = at_home.post(address, {"name": "王秀瑛", "note": "", "once": once})
        assert answer.headers["Location"] == reverse("public:own_file")
    request = ChangeRequest.objects.get()
    assert request.values == {"name": "王秀瑛"}
    assert "请求改的资料" in at_home.get(reverse("public:own_file")).content.decode()


def test_what_cannot_be_read_is_said_in_words(at_home):
    answer = at_home.post(reverse("households:own_change", args=["phone"]), {"phone": "12", "note": ""})
    assert answer.status_code == 422


def test_without_a_card_or_for_no_kind_there_is_no_page(client, at_home):
    assert at_home.get(reverse("households:own_change", args=["join"])).status_code == 404
    at_home.post(reverse("public:family_out"))
    for address in (reverse("households:own_changes"), reverse("households:own_change", args=["size"])):
        assert client.get(address).headers["Location"] == reverse("public:family")
