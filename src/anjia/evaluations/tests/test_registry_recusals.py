"""Who belongs to a family by the registry neither rates it nor decides on it (domain A2-7, issue 4)."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.accounts.models import Message, User
from anjia.evaluations.actions import (
    declare_recusal,
    end_recusal,
    exclude_raters,
    finish_scoring,
    give_opinion,
    open_meeting,
    record_ballot,
    seat_panel,
)
from anjia.evaluations.actions.meetings import count_others
from anjia.evaluations.actions.registry_recusals import follow_registry
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, RecusalKind, Step
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in
from anjia.evaluations.models import Candidacy, Recusal
from anjia.evaluations.queries.raters import Scoring
from anjia.households.family import OwnFamily
from anjia.households.models import Household, HouseholdMember
from anjia.households.search import phone_index
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def rater(raters):
    User.objects.filter(pk=raters[0].pk).update(display_name="刘爱华")
    raters[0].refresh_from_db()
    return raters[0]


def is_kin(family, name="刘爱华"):
    HouseholdMember.objects.create(household=family.household, name=name)


def held():
    return set(Recusal.objects.values_list("candidacy", "rater", "kind"))


def opened(world, planned):
    count_others(planned, number=20, by=world.group_leader)
    return open_meeting(planned, by=world.group_leader)


class TestAtTheMeeting:
    def test_the_opening_writes_and_tells(self, world, planned, families, rater):
        is_kin(families[0])
        opened(world, planned)
        assert held() == {(families[0].pk, rater.pk, RecusalKind.REGISTRY)}
        assert Recusal.objects.get().recorded_by_id is None
        told = Message.objects.get(kind="evaluations.stands_aside")
        assert (told.user_id, told.facts) == (rater.pk, {"n": 1})
        event = AuditEvent.objects.get(object_id=families[0].pk, object_type="evaluations.candidacy")
        assert event.after == {"person": str(rater.pk), "kind": "registry"}

    @pytest.mark.parametrize("how", ["head", "phone"])
    def test_head_and_phone_tell_as_well(self, world, planned, families, rater, how):
        told = {"head_name": "刘爱华"} if how == "head" else {"phone_index": phone_index(rater.username)}
        Household.objects.filter(pk=families[1].household_id).update(**told)
        opened(world, planned)
        assert held() == {(families[1].pk, rater.pk, RecusalKind.REGISTRY)}

    def test_the_rater_enters_nothing_for_it(self, world, planned, families, rater):
        is_kin(families[0])
        opened(world, planned)
        families[0].refresh_from_db()
        with pytest.raises(Refused, match="回避，不打分"):
            record_ballot(families[0], rater, by=rater)

    def test_a_seat_given_during_the_meeting_is_looked_at(self, world, meeting, families, raters):
        is_kin(families[0], world.village_officer.display_name)
        seat_panel(meeting, [*raters, world.village_officer], by=world.group_leader)
        assert (families[0].pk, world.village_officer.pk, RecusalKind.REGISTRY) in held()

    def test_what_the_registry_learns_later_counts_when_the_scores_are_added_up(
        self, world, meeting, families, rater, raters
    ):
        for family in families:
            for person in raters:
                record_ballot(family, person, by=person)
        is_kin(families[0])
        done = finish_scoring(meeting, by=world.group_leader)
        assert (done.scored, done.deferred) == (1, 1)
        assert Candidacy.objects.get(pk=families[0].pk).raters_counted == 2

    def test_a_corrected_registry_lifts_it(self, world, planned, families, rater):
        is_kin(families[0])
        meeting = opened(world, planned)
        HouseholdMember.objects.all().delete()
        assert follow_registry(meeting, by=world.group_leader) == 0
        assert held() == set()
        assert follow_registry(meeting, by=world.group_leader) == 0

    def test_as_many_statements_for_two_families_as_for_nine(self, world, cycle, meeting, families, rater):
        def statements():
            with CaptureQueriesContext(connection) as seen:
                follow_registry(meeting, by=world.group_leader)
            return len(seen)

        is_kin(families[0])
        few = statements()
        more = [candidacy_in(S.CONSENTED, group=world.group, cycle=cycle, meeting=meeting,
                             household=family_in(world.group, f"家庭{n}")) for n in range(7)]  # fmt: skip
        for family in more:
            is_kin(family)
        assert statements() == few
        assert Recusal.objects.count() == 8

    def test_a_ballot_costs_what_it_did(self, world, meeting, families, raters, django_assert_num_queries):
        """The registry is asked once a meeting, not once a ballot."""
        record_ballot(families[0], raters[0], by=raters[0])
        with CaptureQueriesContext(connection) as seen:
            record_ballot(families[0], raters[1], by=raters[1])
        assert not [query for query in seen.captured_queries if "households_householdmember" in query["sql"]]


class TestWordsOfPeople:
    def test_nobody_declares_it_by_hand(self, world, meeting, families, raters):
        for by in (raters[0], world.village_officer):
            with pytest.raises(Refused, match="不能由人登记"):
                declare_recusal(families[0], raters[0], kind=RecusalKind.REGISTRY, by=by)

    def test_what_was_declared_stays_as_it_was(self, world, planned, families, rater):
        declare_recusal(families[0], rater, kind=RecusalKind.KIN, by=rater)
        is_kin(families[0])
        meeting = opened(world, planned)
        HouseholdMember.objects.all().delete()
        follow_registry(meeting, by=world.group_leader)
        assert held() == {(families[0].pk, rater.pk, RecusalKind.KIN)}

    def test_a_wish_spoken_later_outlives_a_corrected_registry(self, world, planned, families, rater):
        is_kin(families[0])
        meeting = opened(world, planned)
        families[0].refresh_from_db()
        exclude_raters(families[0], [rater], by=OwnFamily(families[0].household))
        HouseholdMember.objects.all().delete()
        follow_registry(meeting, by=world.group_leader)
        assert held() == {(families[0].pk, rater.pk, RecusalKind.EXCLUDED)}

    def test_it_ends_only_once_the_registry_says_otherwise(self, world, planned, families, rater):
        is_kin(families[0])
        opened(world, planned)
        with pytest.raises(Refused, match="不能取消"):
            end_recusal(Recusal.objects.get(), by=world.village_officer)
        with pytest.raises(NotPermitted):
            end_recusal(Recusal.objects.get(), by=world.group_leader)
        HouseholdMember.objects.all().delete()
        end_recusal(Recusal.objects.get(), by=world.village_officer)
        assert held() == set()


REVIEWERS = {
    Step.VILLAGE_REVIEW: (S.NOMINATED, "village_panel_member"),
    Step.FEDERATION_OPINION: (S.REVIEWED, "town_federation"),
    Step.TOWN_APPROVAL: (S.ENDORSED, "town_leading_group"),
}


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("step", Step)
@pytest.mark.parametrize("how", ["phone", "name"])
def test_step_by_outcome_by_how_the_registry_knows(world, cycle, panel, step, outcome, how):
    """A name alone keeps nobody away above the village: a town has namesakes in many families."""
    state, role = REVIEWERS[step]
    one, two = candidacies_in(state, 2, group=world.group, cycle=cycle)
    user = world.people[role]
    if how == "name":
        is_kin(one, user.display_name)
    else:
        Household.objects.filter(pk=one.household_id).update(phone_index=phone_index(user.username))
    reason = {Outcome.ACCEPT: "", Outcome.RETURN: "incomplete", Outcome.REFUSE: "not_eligible"}[outcome]
    both = Candidacy.objects.filter(pk__in=[one.pk, two.pk])
    if how == "phone" or step == Step.VILLAGE_REVIEW:
        with pytest.raises(Refused, match="您对“家庭1”回避"):
            give_opinion(both, step, outcome, by=user, reason=reason)
        assert give_opinion(both.filter(pk=two.pk), step, outcome, by=user, reason=reason) == [two.pk]
    else:
        assert len(give_opinion(both, step, outcome, by=user, reason=reason)) == 2


def test_an_opinion_asks_the_registry_once_whatever_the_number(world, cycle, panel):
    def statements(count):
        rows = candidacies_in(S.ENDORSED, count, group=world.group, cycle=cycle)
        with CaptureQueriesContext(connection) as seen:
            give_opinion(
                Candidacy.objects.filter(pk__in=[row.pk for row in rows]),
                Step.TOWN_APPROVAL,
                Outcome.ACCEPT,
                by=world.town_leading_group,
            )
        return len(seen)

    assert statements(2) == statements(6)


class TestPages:
    def test_the_overview_says_in_words_why_and_names_nobody(self, client, world, planned, families, rater):
        is_kin(families[0])
        meeting = opened(world, planned)
        assert (Scoring(meeting).aside_of(rater), Scoring(meeting).short_of(3)) == (1, 1)
        client.force_login(rater)
        page = client.get(reverse("evaluations:scoring_overview", args=[meeting.pk])).content.decode()
        assert "1 户由其他评分人评" in page
        assert families[0].household.head_name not in page
        client.force_login(world.group_leader)
        assert (
            "不足三位评分人" in client.get(reverse("evaluations:scoring_overview", args=[meeting.pk])).content.decode()
        )

    def test_a_wish_of_the_family_is_not_told_there(self, client, world, meeting, families, raters):
        exclude_raters(families[0], [raters[0]], by=OwnFamily(families[0].household))
        client.force_login(raters[0])
        page = client.get(reverse("evaluations:scoring_overview", args=[meeting.pk])).content.decode()
        assert "户由其他评分人评" not in page

    def test_the_page_of_the_family_says_it(self, client, world, planned, families, rater):
        is_kin(families[0])
        opened(world, planned)
        client.force_login(world.village_officer)
        page = client.get(reverse("evaluations:candidacy_detail", args=[families[0].pk])).content.decode()
        assert "自动回避" in page

    def test_the_queue_leaves_it_out_and_counts_it(self, client, world, cycle, panel):
        one, two = candidacies_in(S.NOMINATED, 2, group=world.group, cycle=cycle)
        is_kin(one, world.village_panel_member.display_name)
        client.force_login(world.village_panel_member)
        place = {"place": world.village.path}
        page = client.get(reverse("evaluations:step_queue", args=["village_review"]), place).content.decode()
        assert "1 户登记的电话或姓名与您相同" in page
        assert two.household.head_name in page
        assert one.household.head_name not in page
        told = {"outcome": "accept", "reason": "", "note": ""}
        answer = client.post(reverse("evaluations:candidacy_opinion", args=[one.pk, "village_review"]), told)
        assert answer.status_code == 422
        assert "也须回避" in answer.content.decode()
