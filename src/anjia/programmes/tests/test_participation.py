import inspect

import pytest
from django.utils import timezone

from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.models import Consent, ConsentProof, ConsentText, Household
from anjia.programmes import participation
from anjia.programmes.participation import Participation, participation_below, participation_of


@pytest.mark.parametrize(
    ("consented", "households", "shown", "enough"),
    [
        (900, 1000, "90.0", True),
        (899, 1000, "89.9", False),
        (8995, 10000, "90.0", False),
        (9000, 10000, "90.0", True),
        (1, 8, "12.5", False),
        (0, 0, "—", False),
        (30, 30, "100.0", True),
    ],
)
def test_vectors(consented, households, shown, enough):
    """Domain A5-12: exact fractions decide, the shown figure does not."""
    rate = Participation(consented, households)
    assert (rate.shown, rate.is_enough) == (shown, enough)


@pytest.fixture
def families(world):
    today = timezone.localdate()
    text = ConsentText.objects.create(kind=ConsentKind.PARTICIPATE, edition=1, text="…", effective_from=today)
    proof = ConsentProof.objects.create(
        method=ProofMethod.SLIP_CODE, region=world.village, recorded_on=today, recorded_by_id=world.village_officer.pk
    )
    now = timezone.now()
    states = {
        ConsentState.PROVEN: {"proof": proof, "proven_at": now},
        ConsentState.ASSERTED: {},
        ConsentState.WITHDRAWN: {"withdrawn_at": now},
    }
    for state, facts in states.items():
        for place in (world.group, world.other_group):
            family = Household.objects.create(region=place, head_name="户")
            Consent.objects.create(
                household=family, kind=ConsentKind.PARTICIPATE, text=text, asserted_on=today, state=state, **facts
            )
    inactive = Household.objects.create(region=world.group, head_name="户", is_active=False)
    Consent.objects.create(
        household=inactive, kind=ConsentKind.PARTICIPATE, text=text, asserted_on=today,
        state=ConsentState.PROVEN, proof=proof, proven_at=now,
    )  # fmt: skip


def test_a_proven_consent_of_an_active_family_counts(world, families):
    assert participation_of(world.village) == Participation(2, 60)
    assert participation_of(world.county) == Participation(2, 240)


def test_units_stand_in_the_order_of_the_division_table(world, families):
    below = participation_below(world.town)
    assert below == {world.village.path: Participation(2, 60), world.other_village.path: Participation(0, 60)}
    assert list(below) == sorted(below)


def test_there_is_no_way_to_list_who_does_not_take_part():
    """Frame F5: only totals leave the module."""
    public = [name for name, value in vars(participation).items() if inspect.isfunction(value) and name[0] != "_"]
    returned = {inspect.signature(getattr(participation, name)).return_annotation for name in public}
    assert {name for name in public if name.startswith("participation")} == {"participation_of", "participation_below"}
    assert returned >= {Participation, dict[str, Participation]}
