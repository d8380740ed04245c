"""Naming: drafted and decided by the town, signed by the authorised organ; titles by decision only (domain A5-4)."""

import doctest
from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.documents.models import DocumentNumber, StoredFile
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Candidacy
from anjia.honours import terms
from anjia.honours.actions import decide_naming, draft_decision, sign_decision, void_decision
from anjia.honours.enums import DecisionState, TitleState
from anjia.honours.factories import decided_decision, drafted_decision, issued_decision
from anjia.honours.figures import named
from anjia.honours.models import NamingDecision, Title
from anjia.honours.permissions import can_view
from anjia.honours.queries import available, families_of, live_titles, title_by, titles_visible_to, visible_to
from anjia.households.models import Household
from anjia.households.signals import participation_withdrawn
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import run_pending
from anjia.kernel.models import AuditEvent
from anjia.notices.enums import NoticeKind
from anjia.notices.factories import running_notice
from anjia.notices.models import PublicNotice
from anjia.programmes.models import ProgrammeCycle

pytestmark = pytest.mark.django_db


def today():
    return timezone.localdate()


def withdraw(candidacy, by):
    participation_withdrawn.send(sender=Household, ids=[candidacy.household_id], by=by)


def test_terms():
    """Domain A5 V: named 2026-05-15, review due 2027-05-15, renewal due 2028-05-15."""
    assert doctest.testmod(terms).failed == 0
    assert str(terms.term(terms.date(2026, 5, 15)).review_due_on) == "2027-05-15"
    assert str(terms.term(terms.date(2026, 5, 15)).valid_to) == "2028-05-15"


def test_a_draft_needs_families_whose_notice_has_ended(world, cycle):
    with pytest.raises(Refused, match="公示期满"):
        draft_decision(world.town, cycle, by=world.town_federation)
    running_notice(world.group, cycle)
    with pytest.raises(Refused, match="公示期满"):
        draft_decision(world.town, cycle, by=world.town_federation)


def test_a_draft_is_for_one_town_once_and_in_an_open_cycle(world, cycle):
    decision = drafted_decision(world, cycle)
    assert (decision.state, decision.families, decision.issuing_organ) == ("drafted", 3, cycle.issuing_organ)
    with pytest.raises(Conflict, match="已有一份拟稿"):
        draft_decision(world.town, cycle, by=world.town_federation)
    with pytest.raises(NotPermitted):
        draft_decision(world.town, cycle, by=world.neighbour_town_federation)
    with pytest.raises(Refused, match="请选择一个乡镇"):
        draft_decision(world.county, cycle, by=persona_everywhere())
    ProgrammeCycle.objects.update(state="closed")
    with pytest.raises(Refused, match="没有开启"):
        draft_decision(world.town, ProgrammeCycle.objects.get(), by=world.town_federation)


def persona_everywhere():
    class Everywhere:
        pk = None

        def may(self, verb, path):
            return True

        def scopes(self, verb):
            return ("0001",)

    return Everywhere()


class TestDeciding:
    def test_the_families_are_frozen(self, world, cycle):
        decision = decided_decision(world, cycle)
        assert (decision.state, decision.entries.count()) == (DecisionState.DECIDED, 3)
        assert decision.decided_by_id == world.town_leading_group.pk
        assert not available(cycle, world.town).exists()

    def test_the_list_changed_under_ones_eyes(self, world, cycle):
        decision = drafted_decision(world, cycle)
        with pytest.raises(Conflict, match="现在是 3 户"):
            decide_naming(decision, met_on=today(), by=world.town_leading_group, expected=4)

    def test_the_meeting_has_been_held(self, world, cycle):
        decision = drafted_decision(world, cycle)
        with pytest.raises(Refused, match="会议日期"):
            decide_naming(decision, met_on=today() + timedelta(days=1), by=world.town_leading_group)

    def test_the_authorisation_is_checked_again(self, world, cycle):
        """Domain A5-16: at opening and again at the decision."""
        decision = drafted_decision(world, cycle)
        ProgrammeCycle.objects.update(authorisation_valid_to=today() - timedelta(days=1))
        with pytest.raises(Refused):
            decide_naming(NamingDecision.objects.get(), met_on=today(), by=world.town_leading_group)
        assert NamingDecision.objects.get() == decision

    @pytest.mark.parametrize("role", ["town_federation", "village_officer", "neighbour_town_leading_group"])
    def test_nobody_else_decides(self, world, cycle, role):
        decision = drafted_decision(world, cycle)
        with pytest.raises(NotPermitted):
            decide_naming(decision, met_on=today(), by=getattr(world, role))

    def test_everybody_withdrew(self, world, cycle):
        decision = drafted_decision(world, cycle)
        for family in Candidacy.objects.all():
            withdraw(family, world.village_officer)
        with pytest.raises(Refused, match="公示期满"):
            decide_naming(decision, met_on=today(), by=world.town_leading_group)

    def test_a_dropped_decision_frees_its_families(self, world, cycle):
        decision = decided_decision(world, cycle)
        with pytest.raises(Refused, match="原因"):
            void_decision(decision, reason=" ", by=world.town_leading_group)
        void_decision(decision, reason="会议记录有误", by=world.town_leading_group)
        assert available(cycle, world.town).count() == 3
        assert draft_decision(world.town, cycle, by=world.town_federation).families == 3


class TestSigning:
    def test_the_number_the_titles_and_the_result(self, world, cycle):
        decision = issued_decision(world, cycle)
        assert decision.number_text == f"{cycle.organ_word}〔{today().year}〕1号"
        assert set(Candidacy.objects.values_list("state", "decision_id")) == {(CandidacyState.NAMED, decision.pk)}
        titles = list(live_titles(decision))
        assert [t.serial for t in titles] == [f"PA-{today().year}-{n:06d}" for n in (1, 2, 3)]
        assert len({t.verify_code for t in titles}) == 3
        assert {(t.granted_on, t.review_due_on) for t in titles} == {(today(), terms.term(today()).review_due_on)}
        assert PublicNotice.objects.filter(kind=NoticeKind.RESULT, decision_id=decision.pk).count() == 1
        assert families_of(decision).count() == 3

    def test_who_decided_does_not_sign(self, world, cycle):
        decision = decided_decision(world, cycle)
        NamingDecision.objects.update(decided_by_id=world.district_office.pk)
        decision.refresh_from_db()
        with pytest.raises(NotPermitted, match="同一个人"):
            sign_decision(decision, signer_name="周主席", by=world.district_office)

    @pytest.mark.parametrize("role", ["town_leading_group", "town_federation", "city_office", "village_officer"])
    def test_nobody_else_signs(self, world, cycle, role):
        with pytest.raises(NotPermitted):
            sign_decision(decided_decision(world, cycle), signer_name="周主席", by=getattr(world, role))

    def test_an_undecided_draft_is_not_signed_and_no_number_is_lost(self, world, cycle):
        decision = drafted_decision(world, cycle)
        with pytest.raises(Conflict):
            sign_decision(decision, signer_name="周主席", by=world.district_office)
        assert not DocumentNumber.objects.exists()
        assert not Title.objects.exists()

    def test_signing_twice_draws_one_number(self, world, cycle):
        decision = decided_decision(world, cycle)
        stale = NamingDecision.objects.get(pk=decision.pk)
        sign_decision(decision, signer_name="周主席", by=world.district_office)
        with pytest.raises(Refused):
            sign_decision(stale, signer_name="周主席", by=world.district_office)
        assert DocumentNumber.objects.count() == 1
        assert Title.objects.count() == 3

    def test_who_withdraws_before_the_signature_is_not_named(self, world, cycle):
        decision = decided_decision(world, cycle)
        withdraw(Candidacy.objects.order_by("pk")[0], world.village_officer)
        with pytest.raises(Conflict, match="现在是 2 户"):
            sign_decision(decision, signer_name="周主席", by=world.district_office, expected=3)
        issued = sign_decision(decision, signer_name="周主席", by=world.district_office, expected=2)
        assert (issued.families, Title.objects.count()) == (2, 2)

    def test_nobody_is_left(self, world, cycle):
        decision = decided_decision(world, cycle)
        for family in Candidacy.objects.all():
            withdraw(family, world.village_officer)
        with pytest.raises(Refused, match="都已退出"):
            sign_decision(decision, signer_name="周主席", by=world.district_office)

    def test_every_title_and_candidacy_has_its_event(self, world, cycle):
        decision = issued_decision(world, cycle)
        assert AuditEvent.objects.filter(verb="evaluations.name").count() == 3
        assert AuditEvent.objects.get(verb="honours.sign").object_id == decision.pk


class TestAfterwards:
    def test_a_withdrawal_ends_the_title_at_once_and_says_withdrawn(self, world, cycle):
        issued_decision(world, cycle)
        title = Title.objects.order_by("serial")[0]
        assert title_by(title.serial, title.verify_code) == title
        participation_withdrawn.send(sender=Household, ids=[title.household_id], by=world.village_officer)
        title.refresh_from_db()
        assert (title.state, title.withdrawn_at is not None) == (TitleState.WITHDRAWN, True)
        assert title_by(title.serial, title.verify_code) is None

    def test_codes_open_nothing_else(self, world, cycle):
        issued_decision(world, cycle)
        first, second = Title.objects.order_by("serial")[:2]
        assert title_by(first.serial, second.verify_code) is None
        assert title_by("PA-2026-999999", first.verify_code) is None

    def test_the_papers_are_made_once(self, world, cycle):
        decision = issued_decision(world, cycle)
        run_pending()
        decision.refresh_from_db()
        assert all([decision.pdf_file_id, decision.word_file_id, decision.excel_file_id])
        assert StoredFile.objects.filter(kind="honours.decision").count() == 3

    def test_the_next_number_follows(self, world, cycle):
        issued_decision(world, cycle, names=("王小明",))
        second = issued_decision(world, cycle, names=("李建军",))
        assert second.number_text.endswith("〕2号")
        assert Title.objects.order_by("-serial")[0].serial.endswith("000002")

    def test_scope(self, world, cycle):
        decision = issued_decision(world, cycle)
        assert list(visible_to(world.town_leading_group)) == [decision]
        assert not visible_to(world.neighbour_town_leading_group).exists()
        assert titles_visible_to(world.village_officer).count() == 3
        assert not titles_visible_to(world.neighbour_village_officer).exists()

    def test_the_village_sees_what_was_issued_for_its_town(self, world, cycle):
        decision = decided_decision(world, cycle)
        assert not visible_to(world.village_officer).exists()
        assert not can_view(world.village_officer, decision)
        issued = sign_decision(decision, signer_name="周主席", by=world.district_office)
        assert list(visible_to(world.village_officer)) == [issued]
        assert can_view(world.village_officer, issued)
        assert not visible_to(world.neighbour_village_officer).exists()
        assert not can_view(world.neighbour_village_officer, issued)

    def test_titles_count_towards_the_target(self, world, cycle):
        issued_decision(world, cycle)
        assert named(cycle, [world.town.path, world.neighbour_town.path]) == {world.town.path: 3}
        withdraw(Candidacy.objects.order_by("pk")[0], world.village_officer)
        assert named(cycle, [world.village.path]) == {world.village.path: 2}
