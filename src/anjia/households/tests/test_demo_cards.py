"""Cards that anybody may try: the same in every demonstration, and good nowhere else."""

import pytest

from anjia.households.actions import issue_cards, open_session, withdraw_participation
from anjia.households.actions.cards import DEMO_PREFIX
from anjia.households.demo_cards import MOST, demo_cards, give_demo_cards
from anjia.households.factories import consent, family
from anjia.households.family import OwnFamily
from anjia.households.models import FamilyCard
from anjia.kernel.exceptions import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def families(world):
    made = [family(world.group, f"家庭{n}") for n in range(1, 4)]
    for household in made:
        consent(household, proven=True)
    return made


def test_each_opens_its_family_and_is_offered_in_order(world, families, settings):
    settings.DEMO = True
    give_demo_cards(families, by=world.village_officer)
    offered = demo_cards()
    assert [card.household for card in offered] == families
    assert offered[0].code == f"{DEMO_PREFIX}01"
    assert all(open_session(card.code, card.pin) for card in offered)


def test_given_anew_they_are_the_same(world, families, settings):
    settings.DEMO = True
    give_demo_cards(families, by=world.village_officer)
    first = [(card.code, card.pin) for card in demo_cards()]
    give_demo_cards(families, by=world.village_officer)
    assert [(card.code, card.pin) for card in demo_cards()] == first
    assert FamilyCard.objects.filter(voided_at__isnull=True).count() == len(families)


def test_outside_a_demonstration_none_is_given_offered_or_opens(world, families, settings):
    settings.DEMO = True
    give_demo_cards(families, by=world.village_officer)
    card = demo_cards()[0]
    settings.DEMO = False
    assert demo_cards() == []
    with pytest.raises(Refused):
        give_demo_cards(families, by=world.village_officer)
    with pytest.raises(Refused):
        open_session(card.code, card.pin)


def test_no_more_than_there_are_numbers_for(world, settings):
    settings.DEMO = True
    give_demo_cards([family(world.group, f"家{n}") for n in range(MOST + 2)], by=world.village_officer)
    assert len(demo_cards()) == MOST


def test_who_left_or_got_a_card_of_its_own_is_offered_no_more(world, families, settings):
    settings.DEMO = True
    give_demo_cards(families, by=world.village_officer)
    withdraw_participation(families[0], by=OwnFamily(families[0]))
    issue_cards([families[1]], by=world.village_officer)
    assert [card.household for card in demo_cards()] == [families[2]]
