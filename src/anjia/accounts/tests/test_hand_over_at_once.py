"""Two who hand the same role over at the same moment: one successor, not two (quality 3, check 19)."""

import threading

import pytest
from django.db import connections

from anjia.accounts.actions import hand_over_role
from anjia.accounts.factories import persona
from anjia.accounts.models import HandOver, Membership
from anjia.accounts.testing import make_world
from anjia.kernel.exceptions import Conflict, Refused

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_wins():
    world = make_world()
    held = world.village_officer.memberships.get()
    people = [persona("resident_representative", world.village) for _number in range(4)]
    start, outcomes = threading.Barrier(len(people)), []

    def run(person, by) -> None:
        own = Membership.objects.select_related("user", "region").get(pk=held.pk)
        start.wait()
        try:
            outcomes.append(hand_over_role(own, person, by=by))
        except Refused as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    by = [world.village_officer, world.town_federation] * 2
    threads = [threading.Thread(target=run, args=each) for each in zip(people, by, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds == [Conflict.__name__] * 3 + [HandOver.__name__]
    now = Membership.objects.in_force().filter(role="village_officer", region=world.village)
    assert now.count() == 1
