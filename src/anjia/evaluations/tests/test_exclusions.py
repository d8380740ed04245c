"""A family may exclude any rater without a reason, before or during the meeting (architecture 1)."""

import pytest
from django.urls import reverse

from anjia.evaluations.actions import (
    close_meeting,
    exclude_raters,
    finish_scoring,
    record_ballot,
    record_votes,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import RecusalKind, Verdict
from anjia.evaluations.models import Recusal
from anjia.evaluations.papers import scoring_sheets_of
from anjia.evaluations.queries.raters import Scoring, excludable
from anjia.evaluations.tests.test_scoring import taken
from anjia.households.actions import issue_slip_codes
from anjia.households.factories import consent
from anjia.households.family import OwnFamily
from anjia.households.models import Household
from anjia.kernel.exceptions import NotPermitted, Refused

pytestmark = pytest.mark.django_db
LOW = (10, 10, 10, 10, 10, 10, 10, 10, 10, 0)


def rate(families, raters, points=(10,) * 10):
    for family in families:
        for rater in raters:
            record_ballot(family, rater, taken(family, points), by=rater)


@pytest.fixture
def four(world, meeting, raters):
    panel = [*raters, world.village_officer]
    seat_panel(meeting, panel, by=world.group_leader)
    return panel


def excluded(candidacy, person, by):
    exclude_raters(candidacy, [person], by=by)
    candidacy.refresh_from_db()
    return candidacy


def own(candidacy):
    return OwnFamily(candidacy.household)


def test_with_three_left_the_sums_are_counted_anew_at_once(world, meeting, families, four):
    rate(families, four[1:])
    record_ballot(families[0], four[0], taken(families[0], LOW), by=four[0])
    finish_scoring(meeting, by=world.group_leader)
    families[0].refresh_from_db()
    assert (families[0].raters_counted, families[0].total_half_points) == (4, 780)
    family = excluded(families[0], four[0], own(families[0]))
    assert (family.state, family.raters_counted, family.total_half_points) == (S.SCORED, 3, 600)
    assert Recusal.objects.get().recorded_by_id is None


def test_with_two_left_the_family_is_deferred_and_its_votes_are_gone(world, meeting, families, raters):
    rate(families, raters)
    finish_scoring(meeting, by=world.group_leader)
    record_votes(meeting, {families[0].pk: 20}, by=world.group_leader)
    family = excluded(families[0], raters[0], world.village_officer)
    assert (family.state, family.verdict, family.votes_for) == (S.DEFERRED, Verdict.DEFER, None)
    other = families[1]
    other.refresh_from_db()
    assert (other.state, other.raters_counted) == (S.SCORED, 3)


def test_who_no_longer_passes_is_voted_on_no_more(world, meeting, families, four):
    low = (10, 10, 10, 10, 10, 10, 10, 8, 8, 8)
    for rater, points in zip(four, ((10,) * 10, *[(9,) * 10] * 2, (8,) * 10), strict=True):
        record_ballot(families[0], rater, taken(families[0], points), by=rater)
    rate(families[1:], four, low)
    finish_scoring(meeting, by=world.group_leader)
    record_votes(meeting, {families[0].pk: 20}, by=world.group_leader)
    family = excluded(families[0], four[0], own(families[0]))
    assert (family.state, family.verdict, family.votes_for) == (S.SCORED, Verdict.NOT_RECOMMEND, None)


def test_before_the_meeting_nothing_is_counted_with_it(world, meeting, families, raters):
    family = excluded(families[0], raters[0], own(families[0]))
    assert family.state == S.CONSENTED
    with pytest.raises(Refused, match="回避"):
        record_ballot(family, raters[0], by=raters[0])
    rate([family], raters[1:])
    rate(families[1:], raters)
    finish_scoring(meeting, by=world.group_leader)
    family.refresh_from_db()
    assert family.state == S.DEFERRED


def test_after_the_meeting_it_is_too_late_and_said_so(world, meeting, families, raters):
    rate(families, raters)
    finish_scoring(meeting, by=world.group_leader)
    close_meeting(meeting, by=world.group_leader)
    families[0].refresh_from_db()
    with pytest.raises(Refused, match="已经计入"):
        exclude_raters(families[0], [raters[0]], by=own(families[0]))


def test_nobody_excludes_for_another_family(world, meeting, families, raters):
    elsewhere = Household.objects.create(region=world.other_group, head_name="李想", household_size=2)
    for by in (raters[0], world.group_leader, world.neighbour_village_officer, OwnFamily(elsewhere)):
        with pytest.raises(NotPermitted):
            exclude_raters(families[0], [raters[0]], by=by)


def test_the_rater_sees_neither_the_family_nor_that_it_asked(client, world, meeting, families, raters):
    excluded(families[0], raters[0], own(families[0]))
    client.force_login(raters[0])
    name = families[0].household.head_name
    overview = client.get(reverse("evaluations:scoring_overview", args=[meeting.pk])).content.decode()
    assert name not in overview
    assert families[1].household.head_name in overview
    sheet = reverse("evaluations:scoring_sheet", args=[meeting.pk, families[0].pk, raters[0].pk])
    assert client.get(sheet).status_code == 404
    detail = client.get(reverse("evaluations:candidacy_detail", args=[families[0].pk])).content.decode()
    assert "家庭选择换人" not in detail
    for other in (raters[1], world.group_leader):
        client.force_login(other)
        page = client.get(reverse("evaluations:candidacy_detail", args=[families[0].pk])).content.decode()
        assert "家庭选择换人" not in page
    client.force_login(world.village_officer)
    assert "家庭选择换人" in client.get(reverse("evaluations:candidacy_detail", args=[families[0].pk])).content.decode()


def test_an_officer_who_is_excluded_does_not_learn_it_either(client, world, meeting, families, four):
    excluded(families[0], world.village_officer, own(families[0]))
    client.force_login(world.village_officer)
    page = client.get(reverse("evaluations:candidacy_detail", args=[families[0].pk])).content.decode()
    assert "家庭选择换人" not in page


def test_the_printed_pile_of_a_rater_lacks_the_family(world, meeting, families, raters):
    excluded(families[0], raters[0], own(families[0]))
    papers = scoring_sheets_of(meeting, families)
    pile = [paper.head_name for paper in papers if paper.rater == str(raters[0])]
    assert families[0].household.head_name not in pile
    assert len(papers) == len(families) * len(raters) - 1
    assert all(str(rater.pk) in paper.url for rater in raters for paper in papers if paper.rater == str(rater))
    assert Scoring(meeting).next_for(raters[0]) != families[0]


def test_by_the_code_on_its_slip_the_family_does_it_itself(client, world, meeting, families, raters):
    household = families[0].household
    consent(household, proven=True)
    code = issue_slip_codes([household], by=world.village_officer)[household.pk]
    address = reverse("public:family_slip")
    assert client.post(address, {"code": "WRONG234"}).status_code == 422
    page = client.post(address, {"code": f"{code[:4].lower()}-{code[4:]}"})
    assert household.head_name not in page.content.decode()
    assert set(excludable(families[0])) >= set(raters)
    told = {"key": page.context["key"], "act": "exclude", "people": [str(raters[0].pk)]}
    done = client.post(address, told).content.decode()
    assert "马上生效" in done
    recusal = Recusal.objects.get()
    assert (recusal.rater, recusal.kind, recusal.recorded_by_id) == (raters[0], RecusalKind.EXCLUDED, None)
    assert client.post(address, {**told, "people": [str(world.district_office.pk)]}).status_code == 422
    assert client.post(address, {**told, "key": told["key"] + "x"}).status_code == 422


def test_by_its_code_a_family_leaves_after_a_page_that_says_what_happens(client, world, meeting, families, raters):
    household = families[0].household
    consent(household, proven=True)
    code = issue_slip_codes([household], by=world.village_officer)[household.pk]
    address = reverse("public:family_slip")
    key = client.post(address, {"code": code}).context["key"]
    assert "不问理由" in client.post(address, {"key": key, "act": "ask"}).content.decode()
    household.refresh_from_db()
    assert household.is_active
    assert "已经退出" in client.post(address, {"key": key, "act": "leave"}).content.decode()
    families[0].refresh_from_db()
    assert families[0].state == S.WITHDRAWN
    assert client.post(address, {"code": code}).status_code == 422
