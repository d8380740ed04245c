"""Passing a case on, within the wall and outside it (issue 5; frame F4)."""

import pytest
from django.utils import timezone

from anjia.accounts.actions import end_membership
from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.services.actions import (
    accept_transfer,
    call_off_referral,
    close_case,
    decline_transfer,
    offer_transfer,
    record_answer,
    refer_out,
)
from anjia.services.enums import Given, ReferralState
from anjia.services.factories import case_of
from anjia.services.models import ClientConsent
from anjia.services.queries import (
    transfers_to,
    visible_to,
)

TODAY = timezone.localdate
OUTSIDE = (
    "group_leader", "village_officer", "village_panel_member", "town_federation", "town_leading_group",
    "district_office", "city_office", "inspector", "auditor", "administrator",
)  # fmt: skip


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def colleague(world):
    return persona("case_worker", world.county)


def test_a_transfer_is_offered_accepted_and_moves_the_lead(world, case, colleague):
    for wrong in (world.case_worker, world.village_officer):
        with pytest.raises(Refused):
            offer_transfer(case, wrong, words="请假", by=world.case_worker)
    with pytest.raises(Refused, match="为什么"):
        offer_transfer(case, colleague, words="", by=world.case_worker)
    offered = offer_transfer(case, colleague, words="请假", by=world.case_worker)
    with pytest.raises(Conflict):
        offer_transfer(case, colleague, words="再转", by=world.case_worker)
    assert list(transfers_to(colleague)) == [offered]
    assert not visible_to(colleague).exists()
    with pytest.raises(NotPermitted):
        accept_transfer(offered, by=world.case_worker)
    with pytest.raises(Conflict, match="转办"):
        close_case(case, by=world.case_worker)
    assert accept_transfer(offered, by=colleague).state == ReferralState.DONE
    assert visible_to(colleague).exists()
    assert not visible_to(world.case_worker).exists()


def test_a_transfer_may_be_declined_or_called_off(world, case, colleague):
    offered = offer_transfer(case, colleague, words="请假", by=world.case_worker)
    with pytest.raises(Refused):
        decline_transfer(offered, answer="", by=colleague)
    assert decline_transfer(offered, answer="手上已满", by=colleague).state == ReferralState.RETURNED
    again = offer_transfer(case, colleague, words="请假", by=world.case_worker)
    assert call_off_referral(again, by=world.case_worker).state == ReferralState.CALLED_OFF
    with pytest.raises(Conflict):
        accept_transfer(again, by=colleague)


def test_whose_right_ended_meanwhile_cannot_accept(world, case, colleague):
    offered = offer_transfer(case, colleague, words="请假", by=world.case_worker)
    end_membership(colleague.memberships_now[0], by=world.administrator)
    colleague.forget_memberships()
    with pytest.raises(Refused, match="没有权益服务的角色"):
        accept_transfer(offered, by=colleague)


def test_passing_on_to_another_body_needs_consent_to_exactly_that(world, case):
    with pytest.raises(Refused, match="征得当事人同意"):
        refer_out(case, "区法律援助中心", words="申请援助", given=Given.ONLINE, by=world.case_worker)
    with pytest.raises(Refused, match="哪个单位"):
        refer_out(case, " ", words="申请援助", given=Given.SIGNED, by=world.case_worker)
    sent = refer_out(case, "区法律援助中心", words="申请援助", given=Given.SIGNED, by=world.case_worker)
    assert ClientConsent.objects.filter(client=case.client, purpose="pass_on").count() == 1
    for step, state in (("accept", ReferralState.ACCEPTED), ("finish", ReferralState.DONE)):
        assert record_answer(sent, step, answer="已指派律师", by=world.case_worker).state == state
    with pytest.raises(Refused):
        record_answer(sent, "withdraw", answer="x", by=world.case_worker)
