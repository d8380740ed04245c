"""Who leaves a case's team, who is sent away, and who must not see it (issue 5: need to know; 信访工作条例 28, 30)."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted
from anjia.services.actions import add_member, end_member
from anjia.services.enums import BarReason, Duty
from anjia.services.factories import case_of
from anjia.services.models import CaseBar, CaseMember
from anjia.services.permissions import duty_of
from anjia.services.queries import visible_to
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db(databases=["default", "services"])


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def helper(world, case):
    made = persona("case_worker", world.county)
    add_member(case, made, duty=Duty.MEMBER, by=world.case_worker)
    return made


@pytest.fixture
def second(world, case):
    """Another supervisor, who supervises this case too."""
    made = persona("case_supervisor", world.county)
    CaseMember.objects.create(case=case, user_id=made.pk, duty=Duty.SUPERVISOR)
    return made


def sent(user, name, *args, **data):
    browser = Browser()
    browser.force_login(user)
    return browser.post(reverse(name, args=args), {"once": new_token(), **data})


@pytest.mark.parametrize(
    ("who", "whom", "may"),
    [
        ("case_worker", "helper", True),
        ("case_worker", "case_worker", True),
        ("case_worker", "case_supervisor", False),
        ("helper", "helper", True),
        ("helper", "case_worker", False),
        ("helper", "case_supervisor", False),
        ("case_supervisor", "case_worker", True),
        ("case_supervisor", "helper", True),
        ("case_supervisor", "case_supervisor", True),
        ("second", "case_supervisor", True),
        ("stranger", "helper", False),
        ("village_officer", "helper", False),
    ],
)
def test_who_ends_whose_membership(world, case, helper, second, who, whom, may):
    people = {"helper": helper, "second": second, "stranger": persona("case_worker", world.county)}
    by, person = (people.get(name) or getattr(world, name) for name in (who, whom))
    if not may:
        with pytest.raises(NotPermitted):
            end_member(case, person, by=by)
        assert duty_of(case, person.pk)
        return
    end_member(case, person, by=by)
    assert not visible_to(person).exists()
    with pytest.raises(Conflict, match="不在这件事的团队里"):
        end_member(case, person, by=world.case_supervisor if person != world.case_supervisor else second)


def test_on_the_page_one_leaves_or_is_sent_away(world, case, helper):
    held = {member.user_id: member for member in case.members.all()}
    browser = Browser()
    browser.force_login(world.case_worker)
    page = browser.get(reverse("services:case", args=[case.pk])).content.decode()
    assert reverse("services:end_member", args=[held[helper.pk].pk]) in page
    assert reverse("services:end_member", args=[held[world.case_supervisor.pk].pk]) not in page

    asked = browser.get(reverse("services:end_member", args=[held[helper.pk].pk])).content.decode()
    assert f"{helper.display_name}（协办）从现在起看不到这件事。" in asked
    answer = sent(world.case_worker, "services:end_member", held[helper.pk].pk)
    assert answer["Location"] == reverse("services:case", args=[case.pk])
    assert sent(helper, "services:end_member", held[world.case_worker.pk].pk).status_code == 404

    refused = sent(world.case_worker, "services:end_member", held[world.case_supervisor.pk].pk)
    assert "督导只能由另一位督导请离" in refused.content.decode()
    answer = sent(world.case_worker, "services:end_member", held[world.case_worker.pk].pk)
    assert answer["Location"] == reverse("services:home")
    assert not visible_to(world.case_worker).exists()


def test_a_supervisor_makes_somebody_with_an_interest_stand_aside(world, case):
    told = {"username": world.case_worker.username, "why": BarReason.RECUSED}
    assert sent(world.case_worker, "services:concerned", case.pk, **(told | {"username": "nobody"})).status_code == 422
    assert sent(world.case_supervisor, "services:concerned", case.pk, **told).status_code == 302
    assert CaseBar.objects.get().why == BarReason.RECUSED
    assert not visible_to(world.case_worker).exists()


def test_a_colleague_may_not_say_that_of_another(world, case, helper):
    told = {"username": world.case_worker.username, "why": BarReason.RECUSED}
    assert sent(helper, "services:concerned", case.pk, **told).status_code == 403
    assert not CaseBar.objects.exists()
