"""A family in no register asks on line to take part; the village makes sure, and tells nobody (frame F1, F5)."""

import pytest
from django.urls import reverse

from anjia.households.actions.change_requests import accept_request
from anjia.households.enums import Asker, Confirmation, ConsentState, RequestKind, RequestState
from anjia.households.factories import family
from anjia.households.models import ChangeRequest, Household
from anjia.kernel.exceptions import Refused
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db
JOIN = "public:join"


def filled(world, **told):
    return {
        "once": new_token(), "village": f"{world.town.name}{world.village.name}", "group_to": world.group.name,
        "head_name": "王秀英", "phone": "13812345678", "size": "3", "asker": Asker.SELF, "note": "", "agrees": "on",
        **told,
    }  # fmt: skip


def ask(client, world, **told):
    return client.post(reverse(JOIN), filled(world, **told))


def text(answer):
    return answer.content.decode()


def accept(client, request, **told):
    return client.post(reverse("households:request_accept", args=[request.pk]), {"once": new_token(), **told})


def test_the_voluntary_words_stand_before_the_form_and_the_tick_is_asked_for(client, world):
    page = text(client.get(reverse(JOIN)))
    assert page.index("参加不参加都由您家自己定") < page.index("我家自愿参加")
    assert ask(client, world, agrees="").status_code == 422
    assert not ChangeRequest.objects.exists()


def test_known_unknown_and_repeated_families_get_the_same_answer(client, world):
    family(world.group, "李小明")
    answers = [ask(client, world, head_name=name) for name in ("李小明", "王秀英", "王秀英")]
    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {
        (302, reverse("households:request_receipt"))
    }
    assert ChangeRequest.objects.filter(kind=RequestKind.JOIN).count() == 3
    assert Household.objects.count() == 1


def test_a_neighbour_cannot_ask_and_guarded_words_are_not_taken(client, world):
    assert ask(client, world, asker=Asker.OTHER).status_code == 422
    assert ask(client, world, note="家里有人信教。").status_code == 422
    assert client.get(reverse("households:request_file", args=["join"])).status_code == 404


def test_the_village_confirms_and_registers_and_the_code_tells_what_comes_next(client, world):
    answer = ask(client, world)
    code = client.get(answer.headers["Location"]).context["code"]
    request = ChangeRequest.objects.get()
    client.force_login(world.village_officer)
    form = client.get(reverse("households:request_accept", args=[request.pk]))
    assert form.context["form"].initial["region"] == world.group.pk
    accept(client, request, region=world.group.pk, confirmation=Confirmation.BY_PHONE)
    household = Household.objects.get()
    assert (household.head_name, household.phone, household.household_size) == ("王秀英", "13812345678", 3)
    assert household.consents.get().state == ConsentState.ASSERTED
    request.refresh_from_db()
    assert (request.state, request.household_id) == (RequestState.ACCEPTED, household.pk)
    client.logout()
    assert "领家庭卡" in text(client.post(reverse("households:request_progress"), {"code": code}))


def test_where_the_name_is_registered_already_staff_first_say_which_family_it_is(client, world):
    registered = [family(world.group, "王秀英"), family(world.group, "王秀英")]
    ask(client, world)
    request = ChangeRequest.objects.get()
    client.force_login(world.village_officer)
    page = reverse("households:request_accept", args=[request.pk])
    match = reverse("households:request_match", args=[request.pk])
    assert client.get(page).headers["Location"] == match
    assert f"{page}?new=1" in text(client.get(match))
    client.post(match, {"once": new_token(), "household": registered[0].pk})
    accept(client, request, region=world.group.pk, confirmation=Confirmation.IN_PERSON)
    assert Household.objects.count() == 2
    assert registered[0].consents.get().state == ConsentState.ASSERTED


def test_another_family_of_the_same_name_is_registered_beside_it(client, world):
    for _n in range(2):
        family(world.group, "王秀英")
    ask(client, world)
    client.force_login(world.village_officer)
    page = reverse("households:request_accept", args=[ChangeRequest.objects.get().pk])
    told = {"once": new_token(), "region": world.group.pk, "confirmation": Confirmation.IN_PERSON}
    client.post(f"{page}?new=1", told)
    assert Household.objects.filter(head_name="王秀英").count() == 3


def test_it_is_registered_in_a_group_of_that_village_only(client, world):
    ask(client, world)
    request = ChangeRequest.objects.get()
    told = {"confirmation": Confirmation.IN_PERSON, "version": 0, "effective_on": request.created_at.date()}
    for elsewhere in (None, world.neighbour_town):
        with pytest.raises(Refused, match="哪个小组"):
            accept_request(request, by=world.village_officer, region=elsewhere, **told)
    assert not Household.objects.exists()


def test_only_so_many_are_taken_from_one_place(client, world):
    answers = [ask(client, world, head_name=f"王{name}") for name in "一二三四五六七八九十甲乙丙"]
    assert answers[0].status_code == 302
    assert answers[-1].status_code == 429
