"""Two people press the same button at once: one wins, nothing is doubled, no number is lost (quality 3, check 19)."""

import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.testing import make_world
from anjia.documents.models import DocumentNumber
from anjia.honours.actions import sign_decision
from anjia.honours.factories import decided_decision
from anjia.honours.models import NamingDecision, Title
from anjia.kernel.exceptions import Conflict, Refused
from anjia.notices.actions import publish_notice
from anjia.notices.factories import approved_families
from anjia.notices.models import NoticeEntry, PublicNotice
from anjia.programmes.factories import open_cycle

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def world(transactional_db):
    return make_world()


def at_once(*acts) -> list[object]:
    """Run every act in a thread and a connection of its own; answers what each returned or was refused with."""
    start, outcomes = threading.Barrier(len(acts)), []

    def run(act) -> None:
        start.wait()
        try:
            outcomes.append(act())
        except Refused as refusal:
            outcomes.append(refusal)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return outcomes


def test_two_signers_of_one_decision(world):
    decision = decided_decision(world, open_cycle(world, naming_day=timezone.localdate() + timedelta(days=5)))
    other = persona("district_office", world.county, second_factor=False)
    acts = [
        lambda by=by: sign_decision(NamingDecision.objects.get(pk=decision.pk), signer_name="周主席", by=by)
        for by in (world.district_office, other)
    ]

    outcomes = at_once(*acts)

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Conflict", "NamingDecision"]
    assert (DocumentNumber.objects.count(), Title.objects.count()) == (1, 3)
    assert DocumentNumber.objects.get().number == 1


def test_two_officers_publish_one_batch(world):
    cycle = open_cycle(world)
    approved_families(world.group, cycle)
    other = persona("village_officer", world.village, second_factor=False)
    acts = [lambda by=by: publish_notice(world.village, cycle, by=by) for by in (world.village_officer, other)]

    outcomes = at_once(*acts)

    assert sum(isinstance(outcome, PublicNotice) for outcome in outcomes) == 1
    assert all(isinstance(outcome, PublicNotice | Conflict | Refused) for outcome in outcomes)
    assert (PublicNotice.objects.count(), NoticeEntry.objects.count()) == (1, 3)
