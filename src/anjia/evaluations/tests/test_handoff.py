"""What notices and honours call, and who may."""

import pytest

from anjia.evaluations import queries
from anjia.evaluations.actions import leave_notice, name_candidacies, publish_candidacies, take_off_notice
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacies_in, candidacy_in, open_cycle
from anjia.evaluations.models import Candidacy
from anjia.evaluations.signals import candidacies_left
from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.ids import uuid7

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world.county)


def test_approved_families_go_on_notice_and_come_off_again(world, cycle):
    candidacies_in(S.APPROVED, 2, group=world.group, cycle=cycle)
    waiting = queries.awaiting_notice(world.village, cycle)
    assert waiting.count() == 2
    assert len(publish_candidacies(waiting, by=world.village_officer)) == 2
    assert waiting.count() == 0
    assert len(take_off_notice(Candidacy.objects.all(), by=world.village_officer)) == 2
    assert waiting.count() == 2


def test_publishing_is_not_for_the_neighbour(world, cycle):
    candidacy_in(S.APPROVED, group=world.group, cycle=cycle)
    with pytest.raises(NotPermitted):
        publish_candidacies(Candidacy.objects.all(), by=world.neighbour_village_officer)
    assert Candidacy.objects.get().state == S.APPROVED


def test_a_family_leaves_the_notice_and_the_others_are_told(world, cycle):
    one = candidacy_in(S.ON_NOTICE, group=world.group, cycle=cycle)
    heard = []

    def hear(sender, ids, by, **kwargs):
        heard.extend(ids)

    candidacies_left.connect(hear)
    try:
        leave_notice(Candidacy.objects.filter(pk=one.pk), by=world.town_federation, note="核实属实")
    finally:
        candidacies_left.disconnect(hear)
    one.refresh_from_db()
    assert (one.state, heard) == (S.REFUSED, [one.pk])


def test_naming_keeps_the_decision(world, cycle):
    candidacies_in(S.ON_NOTICE, 2, group=world.group, cycle=cycle)
    decision = uuid7()
    assert len(name_candidacies(Candidacy.objects.all(), decision_id=decision, by=world.district_office)) == 2
    assert set(Candidacy.objects.values_list("state", "decision_id")) == {(S.NAMED, decision)}
