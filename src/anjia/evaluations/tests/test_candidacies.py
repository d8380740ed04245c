"""Candidacies begin with a consent and end with its withdrawal (frame F1, F5)."""

import pytest
from django.utils import timezone

from anjia.evaluations.actions import (
    consent_candidacies,
    count_others,
    open_candidacies,
    open_meeting,
    register_candidacies,
    withdraw_candidacies,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacy_in, family_in, open_cycle
from anjia.evaluations.models import Candidacy
from anjia.evaluations.signals import candidacies_left
from anjia.evaluations.workflow import RUNNING
from anjia.households import signals as registry
from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.models import Consent, ConsentProof, ConsentText
from anjia.kernel.permissions import SYSTEM

pytestmark = pytest.mark.django_db


def consent(family, state=ConsentState.ASSERTED):
    today = timezone.localdate()
    text, _new = ConsentText.objects.get_or_create(
        kind=ConsentKind.PARTICIPATE, edition=1, defaults={"text": "同意", "effective_from": today}
    )
    proof = None
    if state == ConsentState.PROVEN:
        proof = ConsentProof.objects.create(
            method=ProofMethod.WITNESSED, region=family.region, witness="见证人", recorded_on=today,
            recorded_by_id=family.pk,
        )  # fmt: skip
    now = timezone.now()
    return Consent.objects.create(
        household=family,
        kind=ConsentKind.PARTICIPATE,
        text=text,
        state=state,
        asserted_on=today,
        proof=proof,
        proven_at=now if proof else None,
        withdrawn_at=now if state == ConsentState.WITHDRAWN else None,
    )


def test_registered_families_become_drafts_of_the_cycle_of_their_place(world, cycle):
    here, unwilling, elsewhere = (
        family_in(group, name) for group, name in ((world.group, "甲"), (world.group, "乙"), (world.other_group, "丙"))
    )
    consent(here)
    consent(elsewhere)
    consent(unwilling, ConsentState.WITHDRAWN)
    ids = [here.pk, unwilling.pk, elsewhere.pk]
    registry.households_registered.send(sender=None, ids=ids, by=world.village_officer)
    registry.households_registered.send(sender=None, ids=ids, by=world.village_officer)
    assert set(Candidacy.objects.values_list("household", "state", "region")) == {
        (here.pk, S.DRAFT, world.group.pk),
        (elsewhere.pk, S.DRAFT, world.other_group.pk),
    }


def test_a_nearer_cycle_wins_and_the_latest_year(world, cycle):
    open_cycle(world.city, standard_version=cycle.standard_version)
    open_cycle(world.county, year=cycle.year - 1, standard_version=cycle.standard_version)
    family = family_in(world.group)
    consent(family)
    assert register_candidacies([family.pk], by=SYSTEM) == 1
    assert Candidacy.objects.get().cycle == cycle


def test_before_a_cycle_opens_nothing_is_made_and_then_everybody(world):
    willing, proven = family_in(world.group, "甲"), family_in(world.group, "乙")
    consent(willing)
    consent(proven, ConsentState.PROVEN)
    assert register_candidacies([willing.pk, proven.pk], by=SYSTEM) == 0
    cycle = open_cycle(world.county)
    assert open_candidacies(cycle, by=world.district_office) == 2
    assert open_candidacies(cycle, world.town, by=world.district_office) == 0
    assert Candidacy.objects.get(household=proven).state == S.CONSENTED
    assert Candidacy.objects.get(household=willing).state == S.DRAFT


def test_a_proof_takes_the_family_on(world, cycle):
    family = family_in(world.group)
    candidacy_in(S.DRAFT, group=world.group, cycle=cycle, household=family)
    consent(family, ConsentState.PROVEN)
    registry.participation_proven.send(sender=None, ids=[family.pk], by=world.village_officer)
    assert Candidacy.objects.get().state == S.CONSENTED


def test_a_proof_during_the_meeting_brings_the_family_in(world, cycle, planned):
    count_others(planned, number=20, by=world.group_leader)
    meeting = open_meeting(planned, by=world.group_leader)
    family = family_in(world.group)
    consent(family, ConsentState.PROVEN)
    assert consent_candidacies([family.pk], by=world.village_officer) == 1
    assert Candidacy.objects.get().meeting == meeting


@pytest.mark.parametrize("state", [*RUNNING, S.RETURNED])
def test_a_withdrawal_stops_whatever_runs(world, cycle, state):
    family = candidacy_in(state, group=world.group, cycle=cycle)
    told = []

    def hear(sender, ids, **kwargs):
        told.extend(ids)

    candidacies_left.connect(hear)
    try:
        # Whoever may record it below has said so; no role is asked again here.
        registry.participation_withdrawn.send(sender=None, ids=[family.household_id], by=world.group_leader)
    finally:
        candidacies_left.disconnect(hear)
    family.refresh_from_db()
    assert (family.state, told) == (S.WITHDRAWN, [family.pk])


def test_what_is_over_stays(world, cycle):
    family = candidacy_in(S.NAMED, group=world.group, cycle=cycle)
    assert withdraw_candidacies([family.household_id], by=SYSTEM) == 0


def test_a_family_may_come_back(world, cycle):
    family = candidacy_in(S.SCORED, group=world.group, cycle=cycle)
    withdraw_candidacies([family.household_id], by=world.village_officer)
    consent(family.household)
    register_candidacies([family.household_id], by=world.village_officer)
    family.refresh_from_db()
    assert (family.state, family.score_sums, family.raters_counted) == (S.DRAFT, (), 0)
