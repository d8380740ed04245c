"""What stands after the titles of earlier years are entered: who sees it, who may what, how it is taken back."""

import pytest

from anjia.documents.actions import void_number
from anjia.documents.enums import VoidReason
from anjia.documents.exports import open_named, rows_of
from anjia.documents.models import DocumentNumber, NumberCounter
from anjia.documents.tests.test_store_file import PDF
from anjia.honours.actions import (
    attach_scan,
    print_certificates,
    sign_decision,
    undo_adoption,
    void_decision,
    withdraw_titles,
)
from anjia.honours.actions.undo_adoption import plan_undo
from anjia.honours.adoption import preview_of
from anjia.honours.enums import AdoptionState
from anjia.honours.factories import issued_decision
from anjia.honours.models import NamingDecision, Title
from anjia.honours.permissions import can_attach, can_download, can_view, can_view_title
from anjia.honours.queries import issued_under, title_by, titles_visible_to, visible_to
from anjia.honours.tasks import forget_adoptions
from anjia.honours.tests.earlier_titles import adopted, line, uploaded
from anjia.households.actions import correct_name, prove_by_witness, withdraw_participation
from anjia.households.enums import ConsentKind
from anjia.households.factories import consent, family
from anjia.households.models import Household
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM
from anjia.programmes.factories import open_cycle

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_an_adopted_decision_is_not_ours_to_sign_decide_void_or_print(world):
    adopted(world, line(world))
    decision = NamingDecision.objects.get()
    with pytest.raises(Refused):
        sign_decision(decision, signer_name="周主席", by=world.district_office)
    with pytest.raises(Conflict):
        void_decision(decision, reason="写错", by=world.town_leading_group)
    with pytest.raises(Refused):
        print_certificates(decision, world.town, by=world.town_federation)
    with pytest.raises(Refused, match="仍然有效"):
        void_number(DocumentNumber.objects.get(), reason=VoidReason.TWICE, by=world.district_office)
    assert not issued_under("").exists()


def test_the_public_sees_it_as_valid_once_the_consent_is_proven(world):
    adopted(world, line(world, serial="A1"))
    title = Title.objects.get()
    assert title_by(title.serial, title.verify_code) is None

    prove_by_witness(title.household, kinds=[ConsentKind.PARTICIPATE], witness="李见证", by=world.village_officer)
    assert title_by(title.serial, title.verify_code) == title

    withdraw_participation(title.household, by=world.village_officer)
    assert title_by(title.serial, title.verify_code) is None


def test_unproven_names_stay_in_their_village(world):
    adopted(world, line(world))
    title = Title.objects.select_related("region", "household").get()
    for user, sees in ((world.village_officer, True), (world.town_federation, False), (world.district_office, False)):
        assert titles_visible_to(user).exists() is sees
        assert can_view_title(user, title) is sees
    assert not rows_of(open_named("honours:title_list", {}, "", world.town, world.town_federation)).exists()
    prove_by_witness(title.household, kinds=[ConsentKind.PARTICIPATE], witness="李见证", by=world.village_officer)
    assert titles_visible_to(world.town_federation).get() == title
    assert can_view_title(world.town_federation, title)
    assert rows_of(open_named("honours:title_list", {}, "year=2025", world.town, world.town_federation)).exists()
    assert not titles_visible_to(world.neighbour_town_federation).exists()


def test_a_village_sees_the_decision_above_it_and_who_may_what(world):
    adopted(world, line(world))
    decision = NamingDecision.objects.select_related("region").get()
    assert visible_to(world.village_officer).get() == decision
    assert can_view(world.village_officer, decision)
    assert not visible_to(world.neighbour_village_officer).exists()
    told = {name: can_attach(getattr(world, name), decision) for name in ("town_federation", "district_office")}
    assert told == {"town_federation": True, "district_office": True}
    assert not can_attach(world.neighbour_town_federation, decision)
    assert not can_attach(world.village_officer, decision)
    assert can_download(world.town_federation, decision)


def test_a_scan_is_filed_and_a_later_one_stands_beside_it(world):
    adopted(world, line(world))
    decision = NamingDecision.objects.get()
    first = attach_scan(decision, PDF, name="决定.pdf", by=world.town_federation).pdf_file_id
    second = attach_scan(decision, PDF, name="决定2.pdf", by=world.district_office).pdf_file_id
    assert None not in {first, second}
    assert first != second
    with pytest.raises(Refused):
        attach_scan(issued_decision(world, open_cycle(world)), PDF, name="a.pdf", by=world.town_federation)


def test_a_corrected_name_goes_into_the_title_without_an_erratum(world):
    mine = family(world.group, "王小名")
    consent(mine, proven=True)
    adopted(world, line(world, "王小名"))
    correct_name(mine, name="王小明", version=mine.version, by=world.village_officer)
    assert Title.objects.get().head_name == "王小明"
    assert not NamingDecision.objects.get().errata.exists()


def test_undoing_takes_back_what_nothing_hangs_on(world):
    batch = adopted(world, line(world), line(world, "李红", number="荷妇〔2025〕9号"))
    kept = Title.objects.get(head_name="李红")
    prove_by_witness(kept.household, kinds=[ConsentKind.PARTICIPATE], witness="李见证", by=world.village_officer)
    withdraw_titles([kept.household_id], by=SYSTEM)

    plan = plan_undo(batch)
    assert (len(plan.titles), len(plan.families), len(plan.decisions), plan.kept_titles, plan.kept_families) == (
        1, 1, 1, 1, 1,
    )  # fmt: skip
    undo_adoption(batch, by=world.town_federation)

    assert Title.objects.get() == kept
    assert NamingDecision.objects.get().number_text == "荷妇〔2025〕9号"
    assert Household.objects.get() == kept.household
    assert NumberCounter.objects.get(organ_word="荷妇").last == 9
    with pytest.raises(Conflict):
        undo_adoption(batch, by=world.town_federation)


def test_undone_wholly_the_register_is_as_before_and_the_list_may_come_again(world):
    mine = family(world.group, "王小明")
    first = adopted(world, line(world))
    second = adopted(world, line(world, "李红"))
    undo_adoption(second, by=world.town_federation)
    assert NamingDecision.objects.get().families == 1
    undo_adoption(first, by=world.town_federation)
    assert not NamingDecision.objects.exists()
    assert not DocumentNumber.objects.exists()
    assert NumberCounter.objects.get(organ_word="荷妇").last == 0
    assert Household.objects.get() == mine
    assert preview_of(uploaded(world, line(world))).figures["titles"] == 1


def test_after_seven_days_a_list_is_not_undone(world, clock):
    batch = adopted(world, line(world))
    clock.move_to("2026-05-22 10:01 +0800")
    with pytest.raises(Refused, match="7 天"):
        undo_adoption(batch, by=world.town_federation)


def test_a_list_nobody_confirms_is_destroyed_after_a_day(world, clock):
    batch = uploaded(world, line(world))
    assert forget_adoptions() == 0
    clock.move_to("2026-05-16 10:01 +0800")
    assert forget_adoptions() == 1
    batch.refresh_from_db()
    assert (batch.state, batch.content) == (AdoptionState.DISCARDED, "")
    with pytest.raises(Conflict):
        preview_of(batch)
