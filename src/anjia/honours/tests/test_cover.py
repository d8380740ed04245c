"""Nobody both decides and signs, whatever they hold: on leave cover, or by a hand-over in between (domain A5-4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.actions import arrange_cover, hand_over_role
from anjia.accounts.factories import persona
from anjia.accounts.models import User
from anjia.honours.actions import sign_decision
from anjia.honours.enums import DecisionState
from anjia.honours.factories import decided_decision
from anjia.honours.permissions import can_sign
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.models import AuditEvent
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def decision(world):
    return decided_decision(world, open_cycle(world, naming_day=timezone.localdate() + timedelta(days=5)))


@pytest.fixture
def signer(world):
    return world.district_office.memberships.select_related("user", "region").get()


def cover(signer, substitute):
    today = timezone.localdate()
    arrange_cover(signer, substitute, starts_on=today, last_day=today, by=signer.user)
    return User.objects.get(pk=substitute.pk)


@pytest.mark.parametrize("how", ["cover", "hand-over"])
def test_who_decided_for_the_town_does_not_sign_for_the_district(world, decision, signer, how):
    decider = User.objects.get(pk=decision.decided_by_id)
    if how == "cover":
        cover(signer, decider)
    else:
        hand_over_role(signer, decider, by=world.administrator)
    decider = User.objects.get(pk=decider.pk)
    assert decider.holds("district_office")
    assert not can_sign(decider, decision)
    with pytest.raises(NotPermitted, match="同一个人"):
        sign_decision(decision, signer_name="周主席", by=decider)
    decision.refresh_from_db()
    assert decision.state == DecisionState.DECIDED


def test_another_substitute_signs_and_the_trail_says_for_whom(world, decision, signer):
    substitute = cover(signer, persona("town_federation", world.neighbour_town))
    assert can_sign(substitute, decision)
    sign_decision(decision, signer_name="周主席", by=substitute)
    event = AuditEvent.objects.get(object_id=decision.pk, verb="honours.sign")
    assert event.actor_id == substitute.pk
    assert event.note.startswith(f"代理 {signer.user}")
