"""Planning, the roll, the quorum, opening and closing (domain A5-1, B13)."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.evaluations.actions import (
    close_meeting,
    count_others,
    finish_scoring,
    mark_attendance,
    open_meeting,
    plan_meeting,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Presence
from anjia.evaluations.factories import family_in
from anjia.evaluations.queries.meetings import roll_of
from anjia.evaluations.quorum import rules_on
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.actions import amend_rule
from anjia.regions.enums import Rule
from anjia.regions.models import HouseholdTotal

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("households", "needed"), [(30, 20), (31, 21), (1, 1), (3, 2), (0, 0)])
def test_quorum_is_two_thirds_rounded_up(households, needed):
    assert rules_on(date(2026, 5, 15)).needed(households) == needed


@pytest.mark.parametrize(("votes", "present", "passes"), [(11, 20, True), (10, 20, False), (11, 21, True)])
def test_a_majority_is_more_than_half_of_those_present(votes, present, passes):
    assert (votes >= rules_on(date(2026, 5, 15)).votes_needed(present)) is passes


def test_a_changed_law_counts_for_meetings_from_its_day_on(world):
    day = timezone.localdate() + timedelta(days=30)
    values = {
        "law": "村民委员会组织法",
        "article": "第30条",
        "text": "应有半数以上的户参加。",
        "numerator": 1,
        "denominator": 2,
    }
    amend_rule(Rule.MEETING_QUORUM, **values, valid_from=day, by=world.administrator)
    assert rules_on(day - timedelta(days=1)).needed(31) == 21
    assert rules_on(day).needed(31) == 16
    assert rules_on(day).votes_needed(20) == 11


def test_opening_below_the_quorum_says_the_numbers(world, planned):
    count_others(planned, number=19, by=world.group_leader)
    with pytest.raises(
        Refused, match="到会 19 户，全组 30 户至少应到 20 户（2/3 以上，村民委员会组织法第28条），还差 1 户"
    ):
        open_meeting(planned, by=world.group_leader)


def test_opening_freezes_total_and_quorum(world, planned):
    count_others(planned, number=20, by=world.group_leader)
    opened = open_meeting(planned, by=world.group_leader)
    today = timezone.localdate()
    HouseholdTotal.objects.filter(region=world.group).update(households=60)
    HouseholdTotal.objects.get_or_create(region=world.group, as_of=today, defaults={"households": 60})
    assert (opened.households_total, opened.quorum_needed, roll_of(opened).needed) == (30, 20, 20)


def test_without_a_total_nobody_can_open(world, planned):
    HouseholdTotal.objects.filter(region=world.group).delete()
    count_others(planned, number=20, by=world.group_leader)
    with pytest.raises(Refused, match="请村（社区）妇联干部在“总户数”里登记"):
        open_meeting(planned, by=world.group_leader)


def test_three_seats_are_needed(world, planned, raters):
    count_others(planned, number=20, by=world.group_leader)
    seat_panel(planned, raters[:2], by=world.group_leader)
    with pytest.raises(Refused, match="至少 3 人，现在 2 人"):
        open_meeting(planned, by=world.group_leader)


def test_more_heads_than_households_is_a_mistake(world, planned):
    count_others(planned, number=31, by=world.group_leader)
    with pytest.raises(Refused, match="多于全组总户数"):
        open_meeting(planned, by=world.group_leader)


def test_not_before_its_day(world, cycle, raters):
    tomorrow = timezone.localdate() + timedelta(days=1)
    meeting = plan_meeting(world.group, cycle=cycle, held_on=tomorrow, by=world.group_leader)
    seat_panel(meeting, raters, by=world.group_leader)
    count_others(meeting, number=20, by=world.group_leader)
    with pytest.raises(Refused, match="还没有到日子"):
        open_meeting(meeting, by=world.group_leader)


def test_one_meeting_at_a_time(world, cycle, planned):
    with pytest.raises(Conflict, match="没有结束的户长会议"):
        plan_meeting(world.group, cycle=cycle, held_on=timezone.localdate(), by=world.group_leader)


def test_meetings_are_for_groups_of_an_open_cycle(world, cycle):
    with pytest.raises(Refused, match="按村（居）民小组"):
        plan_meeting(world.village, cycle=cycle, held_on=timezone.localdate(), by=world.village_officer)
    cycle.state = "planned"
    with pytest.raises(Refused, match="周期没有开启"):
        plan_meeting(world.group, cycle=cycle, held_on=timezone.localdate(), by=world.group_leader)


def test_the_neighbour_cannot_hold_it(world, planned):
    with pytest.raises(NotPermitted):
        open_meeting(planned, by=world.neighbour_group_leader)


def test_the_panel_is_of_the_place(world, planned, raters):
    with pytest.raises(Refused, match="评分小组只能由"):
        seat_panel(planned, [*raters, world.neighbour_federation_exec_member], by=world.group_leader)
    assert seat_panel(planned, raters, by=world.group_leader) == 3


def test_roll_counts_each_family_once(world, planned):
    one, two, three = (family_in(world.group, name) for name in ("甲", "乙", "丙"))
    for _twice in range(2):
        mark_attendance(planned, one.pk, presence=Presence.IN_PERSON, by=world.group_leader)
    mark_attendance(planned, two.pk, presence=Presence.BY_PROXY, proxy_holder_id=one.pk, by=world.group_leader)
    with pytest.raises(Refused, match="只能受一户委托"):
        mark_attendance(planned, three.pk, presence=Presence.BY_PROXY, proxy_holder_id=one.pk, by=world.group_leader)
    with pytest.raises(Refused, match="须本人到会"):
        mark_attendance(planned, three.pk, presence=Presence.BY_PROXY, proxy_holder_id=two.pk, by=world.group_leader)
    with pytest.raises(Refused, match="正受别户委托"):
        mark_attendance(planned, one.pk, presence="", by=world.group_leader)
    with pytest.raises(Refused, match="受托的另一户"):
        mark_attendance(planned, three.pk, presence=Presence.BY_PROXY, by=world.group_leader)
    roll = roll_of(planned)
    assert (roll.in_person, roll.by_proxy, roll.represented, roll.missing) == (1, 1, 2, 18)
    mark_attendance(planned, two.pk, presence="", by=world.group_leader)
    assert roll_of(planned).represented == 1


def test_a_family_of_another_group_is_not_on_the_roll(world, planned):
    stranger = family_in(world.other_group, "外组")
    with pytest.raises(Refused, match="点名册里没有这一户"):
        mark_attendance(planned, stranger.pk, presence=Presence.IN_PERSON, by=world.group_leader)


def test_nobody_is_taken_off_below_the_quorum_while_the_meeting_runs(world, planned):
    family = family_in(world.group, "甲")
    mark_attendance(planned, family.pk, presence=Presence.IN_PERSON, by=world.group_leader)
    count_others(planned, number=19, by=world.group_leader)
    opened = open_meeting(planned, by=world.group_leader)
    with pytest.raises(Refused, match="不足法定 20 户"):
        mark_attendance(opened, family.pk, presence="", by=world.group_leader)


def test_closing_waits_for_the_scores(world, meeting, families):
    with pytest.raises(Refused, match="还有 2 户没有完成评分"):
        close_meeting(meeting, by=world.group_leader)
    finish_scoring(meeting, by=world.group_leader)
    closed = close_meeting(meeting, by=world.group_leader)
    assert closed.state == MeetingState.CLOSED
    families[0].refresh_from_db()
    assert families[0].state == S.DEFERRED
    with pytest.raises(Conflict):
        count_others(closed, number=3, by=world.group_leader)
    with pytest.raises(Conflict):
        mark_attendance(closed, families[0].household_id, presence="", by=world.group_leader)
    with pytest.raises(Conflict):
        seat_panel(closed, [], by=world.group_leader)
    with pytest.raises(Conflict):
        finish_scoring(closed, by=world.group_leader)


def test_a_rater_from_above_the_group_may_sit(world, planned, raters):
    leader = persona("group_leader", world.group)
    assert seat_panel(planned, [*raters, leader], by=world.group_leader) == 4
