"""Family cards for programs and for the office: printed, printed anew, ended (issue “the family's side”)."""

import json
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from anjia.accounts.factories import secret_for
from anjia.households.actions import cards as acts
from anjia.households.actions import end_cards, issue_cards, open_session
from anjia.households.enums import Verb
from anjia.households.factories import consent, family
from anjia.households.models import FamilyCard, FamilySession
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(world):
    made = family(world.group, "王秀英")
    consent(made, proven=True)
    return made


class Program:
    """A program with the token of somebody who issues cards."""

    def __init__(self, user):
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {secret_for(user, Verb.VIEW, Verb.ISSUE_CARDS)}"}

    def __call__(self, method, path, body=None):
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        return self.client.generic(method, f"/api/v1/{path}", headers=self.headers, **sent)


@pytest.fixture
def ask(world):
    return Program(world.village_officer)


def test_a_program_prints_cards_and_the_answer_is_the_paper(ask, household):
    body = {"families": [str(household.pk)]}
    answer = ask("POST", "cards", body)
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]
    told = ask("GET", f"households/{household.pk}/card").json()
    assert told["is_live"] is True
    assert set(told) == {"issued_on", "is_live"}
    ask("POST", "cards", body)
    assert FamilyCard.objects.filter(voided_at__isnull=True).count() == 1


def test_a_family_without_a_card_is_told_so(ask, household):
    told = ask("GET", f"households/{household.pk}/card").json()
    assert told == {"issued_on": None, "is_live": False}


def test_a_card_dead_of_wrong_pins_is_not_live(ask, world, household):
    issue_cards([household], by=world.village_officer)
    FamilyCard.objects.update(wrong_pins=acts.MOST_WRONG)
    assert ask("GET", f"households/{household.pk}/card").json()["is_live"] is False


@pytest.mark.parametrize("path", ["cards", "cards/end"])
def test_all_or_nobody(ask, world, household, path):
    body = {"families": [str(household.pk), str(uuid4())]}
    assert ask("POST", path, body).status_code == 404
    assert Program(world.neighbour_village_officer)("POST", path, {"families": [str(household.pk)]}).status_code == 404
    assert ask("POST", path, {"families": []}).status_code == 422
    assert not FamilyCard.objects.exists()


def test_an_ended_card_opens_nothing_and_closes_what_it_opened(ask, world, household):
    card = issue_cards([household], by=world.village_officer)[0]
    open_session(card.code, card.pin)
    other = family(world.group, "李小明")
    answer = ask("POST", "cards/end", {"families": [str(household.pk), str(other.pk)]})
    assert answer.json() == {"ended": 1}
    assert not FamilySession.objects.exists()
    with pytest.raises(Refused):
        open_session(card.code, card.pin)
    ended = AuditEvent.objects.filter(verb=Verb.ISSUE_CARDS, after={"card": "ended"})
    assert list(ended.values_list("object_id", flat=True)) == [household.pk]


def test_only_who_issues_cards_ends_them(world, household):
    issue_cards([household], by=world.village_officer)
    for user in (world.group_leader, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            end_cards([household], by=user)


def test_the_office_ends_the_cards_it_ticks(client, world, household):
    issue_cards([household], by=world.village_officer)
    client.force_login(world.village_officer)
    answer = client.post(reverse("households:cards"), {"families": [str(household.pk)], "act": "end"}, follow=True)
    assert "停用了 1 张家庭卡" in answer.content.decode()
    assert not FamilyCard.objects.filter(voided_at__isnull=True).exists()
