"""The family card: one live card a family, PINs that cannot be guessed, sessions that end (quality 3: 27, 28, 29)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.households.actions import (
    agree_oneself,
    close_session,
    erase_household,
    hand_out_file,
    issue_cards,
    open_session,
    withdraw_participation,
    withdraw_publication,
)
from anjia.households.actions import cards as acts
from anjia.households.actions.cards import MOST_WRONG, forget_old_sessions, token_digest
from anjia.households.enums import ConsentKind, ConsentState, CopyReason, EraseReason, ProofMethod
from anjia.households.factories import consent, family
from anjia.households.family import OwnFamily
from anjia.households.models import FamilyCard, FamilySession
from anjia.kernel.exceptions import NotPermitted, Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def household(world):
    return family(world.group, "王秀英")


@pytest.fixture
def card(world, household):
    return issue_cards([household], by=world.village_officer)[0]


def said(code, pin):
    with pytest.raises(Refused) as refused:
        open_session(code, pin)
    return str(refused.value)


def wrong(pin):
    return f"{(int(pin) + 1) % 1_000_000:06d}"


def test_code_and_pin_open_a_session_however_they_are_typed(card, household):
    token = open_session(f" {card.code[:4].lower()}-{card.code[4:]} ", f"{card.pin[:3]} {card.pin[3:]}")
    session = FamilySession.objects.get(token_hash=token_digest(token))
    assert session.household == household
    assert session.expires_at <= timezone.now() + timedelta(minutes=20)


def test_neither_code_nor_pin_nor_token_is_kept(card):
    token = open_session(card.code, card.pin)
    kept = [*FamilyCard.objects.values_list(), *FamilySession.objects.values_list()]
    assert not any(secret in str(kept) for secret in (card.code, card.pin, token))


def test_the_same_pin_on_two_cards_leaves_two_digests(world):
    assert acts.pin_digest(acts.code_digest("AAAA2222"), "123321") != acts.pin_digest(acts.code_digest("B3"), "123321")


def test_unknown_code_wrong_pin_and_void_card_are_answered_alike(world, household, card):
    again = issue_cards([household], by=world.village_officer)[0]
    assert {said("ZZZZ9999", "123456"), said(again.code, wrong(again.pin)), said(card.code, card.pin)} == {
        str(acts.NO_MATCH)
    }


def test_an_unknown_code_costs_the_same_digest(card, monkeypatch):
    paid = []
    digest = acts.pin_digest
    monkeypatch.setattr(acts, "pin_digest", lambda code_hash, pin: paid.append(pin) or digest(code_hash, pin))
    said("ZZZZ9999", "123456")
    said(card.code, wrong(card.pin))
    assert len(paid) == 2


def test_after_five_tries_a_code_waits_whether_it_exists_or_not(card):
    for code in (card.code, "ZZZZ9999"):
        assert {said(code, wrong(card.pin)) for _try in range(5)} == {str(acts.NO_MATCH)}
        assert said(code, card.pin) == str(acts.TOO_MANY)


def test_ten_wrong_pins_in_a_row_kill_the_card(card, household, monkeypatch):
    monkeypatch.setattr(acts, "count_key", lambda *args: False)
    for _try in range(MOST_WRONG):
        said(card.code, wrong(card.pin))
    assert said(card.code, card.pin) == str(acts.NO_MATCH)


def test_a_right_pin_sets_the_count_back(card, monkeypatch):
    monkeypatch.setattr(acts, "count_key", lambda *args: False)
    for _try in range(MOST_WRONG - 1):
        said(card.code, wrong(card.pin))
    assert open_session(card.code, card.pin)
    assert FamilyCard.objects.get().wrong_pins == 0


def test_a_card_printed_anew_voids_the_one_before_and_closes_its_pages(world, household, card):
    open_session(card.code, card.pin)
    again = issue_cards([household], by=world.village_officer)[0]
    assert not FamilySession.objects.exists()
    assert FamilyCard.objects.filter(voided_at__isnull=True).count() == 1
    assert open_session(again.code, again.pin)


def test_only_who_registers_here_prints_cards(world, household):
    for person in (world.group_leader, world.town_leading_group, world.neighbour_town_approver):
        with pytest.raises(NotPermitted):
            issue_cards([household], by=person)


def test_pins_are_not_the_ones_everybody_tries(world, monkeypatch):
    drawn = iter(["111111", "123456", "987654", "121212", "402857"])
    monkeypatch.setattr(acts, "_drawn", lambda alphabet, length: next(drawn))
    assert acts._pin() == "402857"


def test_leaving_closes_the_session_and_old_ones_are_forgotten(card):
    token, other = open_session(card.code, card.pin), open_session(card.code, card.pin)
    close_session(token)
    assert FamilySession.objects.get().token_hash == token_digest(other)
    FamilySession.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    forget_old_sessions()
    assert not FamilySession.objects.exists()


def test_a_family_that_leaves_has_no_card_and_gets_none(world, household, card):
    consent(household, proven=True)
    withdraw_participation(household, by=OwnFamily(household))
    assert said(card.code, card.pin) == str(acts.NO_MATCH)
    with pytest.raises(Refused):
        issue_cards([household], by=world.village_officer)


def test_the_family_agrees_by_itself_and_that_is_the_proof(household):
    consent(household)
    proof = agree_oneself(household, kind=ConsentKind.PARTICIPATE, by=OwnFamily(household))
    row = household.consents.get()
    assert (row.state, row.proof, proof.method) == (ConsentState.PROVEN, proof, ProofMethod.OWN_CARD)
    assert proof.recorded_by_id is None
    with pytest.raises(Refused):
        agree_oneself(household, kind=ConsentKind.PARTICIPATE, by=OwnFamily(household))


def test_a_family_without_any_consent_joins_on_line(household):
    agree_oneself(household, kind=ConsentKind.PARTICIPATE, by=OwnFamily(household))
    assert household.consents.get().state == ConsentState.PROVEN


def test_the_full_name_is_a_second_question(household):
    with pytest.raises(Refused):
        agree_oneself(household, kind=ConsentKind.PUBLISH, by=OwnFamily(household))
    agree_oneself(household, kind=ConsentKind.PARTICIPATE, by=OwnFamily(household))
    agree_oneself(household, kind=ConsentKind.PUBLISH, by=OwnFamily(household))
    assert household.consents.filter(state=ConsentState.PROVEN).count() == 2


def test_who_has_left_agrees_to_nothing(household):
    household.is_active = False
    with pytest.raises(Refused):
        agree_oneself(household, kind=ConsentKind.PARTICIPATE, by=OwnFamily(household))


def test_a_neighbours_card_gives_no_right_over_this_family(world, household):
    """Next door, in the same group: every act that a family takes by itself is refused, and nothing has changed."""
    for kind in ConsentKind:
        consent(household, kind=kind, proven=True)
    by = OwnFamily(family(world.group, "李小明"))
    acts_of_a_family = [
        lambda: agree_oneself(household, kind=ConsentKind.PARTICIPATE, by=by),
        lambda: withdraw_publication(household, by=by),
        lambda: withdraw_participation(household, by=by),
        lambda: hand_out_file(household, reason=CopyReason.FAMILY, by=by),
        lambda: erase_household(household, reason=EraseReason.ASKED, by=by),
    ]
    for act in acts_of_a_family:
        with pytest.raises(NotPermitted, match="不是您家的事"):
            act()
    household.refresh_from_db()
    assert household.is_active
    assert set(household.consents.values_list("state", flat=True)) == {ConsentState.PROVEN}
