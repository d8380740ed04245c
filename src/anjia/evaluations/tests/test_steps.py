"""The three opinions, their order, their reasons, their rosters (domain A5-2..4)."""

import pytest
from django.utils import timezone

from anjia.evaluations.actions import (
    approve_candidacies,
    count_others,
    declare_recusal,
    give_opinion,
    make_roster,
    open_meeting,
    plan_meeting,
    resubmit_candidacy,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import Outcome, RecusalKind, Step, StepReason
from anjia.evaluations.factories import candidacies_in, candidacy_in, family_in, open_cycle, panel_of
from anjia.evaluations.models import Ballot, Candidacy, Opinion, StepRoster
from anjia.evaluations.signals import candidacies_approved, candidacies_left
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent, Job
from anjia.programmes.models import AppraisalPanel, PanelMember

pytestmark = pytest.mark.django_db
ALL = Candidacy.objects.all


def one(state, world, cycle, **fields):
    return candidacy_in(state, group=world.group, cycle=cycle, **fields)


@pytest.fixture
def heard():
    told = []

    def hear(sender, ids, signal, **kwargs):
        told.append((signal, list(ids)))

    for signal in (candidacies_left, candidacies_approved):
        signal.connect(hear)
    yield told
    for signal in (candidacies_left, candidacies_approved):
        signal.disconnect(hear)


def test_the_whole_way(world, cycle, panel, heard):
    family = one(S.NOMINATED, world, cycle)
    give_opinion(ALL(), Step.VILLAGE_REVIEW, Outcome.ACCEPT, by=world.village_panel_member)
    give_opinion(ALL(), Step.FEDERATION_OPINION, Outcome.ACCEPT, by=world.town_federation, note="材料齐全")
    assert approve_candidacies(ALL(), by=world.town_leading_group) == 1
    family.refresh_from_db()
    assert family.state == S.APPROVED
    assert list(Opinion.objects.order_by("given_at").values_list("step", flat=True)) == list(Step)
    assert AuditEvent.objects.filter(object_id=family.pk).count() == 3
    assert heard == [(candidacies_approved, [family.pk])]


@pytest.mark.parametrize(
    ("state", "step", "who"),
    [
        (S.REVIEWED, Step.VILLAGE_REVIEW, "village_panel_member"),
        (S.NOMINATED, Step.FEDERATION_OPINION, "town_federation"),
        (S.REVIEWED, Step.TOWN_APPROVAL, "town_leading_group"),
    ],
)
def test_wrong_order_is_a_conflict(world, cycle, panel, state, step, who):
    one(state, world, cycle)
    with pytest.raises(Conflict, match="不在“"):
        give_opinion(ALL(), step, Outcome.ACCEPT, by=getattr(world, who))
    assert not Opinion.objects.exists()


@pytest.mark.parametrize(
    ("state", "step", "who"),
    [
        (S.NOMINATED, Step.VILLAGE_REVIEW, "village_officer"),
        (S.REVIEWED, Step.FEDERATION_OPINION, "town_leading_group"),
        (S.ENDORSED, Step.TOWN_APPROVAL, "town_federation"),
        (S.ENDORSED, Step.TOWN_APPROVAL, "neighbour_town_leading_group"),
        (S.ENDORSED, Step.TOWN_APPROVAL, "district_office"),
    ],
)
def test_wrong_role_or_town_is_not_permitted(world, cycle, panel, state, step, who):
    one(state, world, cycle)
    with pytest.raises(NotPermitted):
        give_opinion(ALL(), step, Outcome.ACCEPT, by=getattr(world, who))
    assert Candidacy.objects.get().state == state


def test_half_a_batch_from_next_door_moves_nothing(world, cycle):
    one(S.ENDORSED, world, cycle)
    candidacy_in(S.ENDORSED, group=world.neighbour_group, cycle=cycle)
    with pytest.raises(NotPermitted):
        approve_candidacies(ALL(), by=world.town_leading_group)
    assert Candidacy.objects.filter(state=S.ENDORSED).count() == 2


def test_all_of_a_batch_move_or_none(world, cycle):
    candidacies_in(S.ENDORSED, 2, group=world.group, cycle=cycle)
    one(S.APPROVED, world, cycle, household=family_in(world.group, "已批"))
    with pytest.raises(Conflict, match="有 1 户不在“乡镇（街道）审批意见”这一步"):
        approve_candidacies(ALL(), by=world.town_leading_group)
    assert Candidacy.objects.filter(state=S.ENDORSED).count() == 2


def test_nothing_chosen(world, cycle):
    with pytest.raises(Refused, match="没有选中"):
        approve_candidacies(ALL(), by=world.town_leading_group)


@pytest.mark.parametrize(
    ("outcome", "reason", "holds"),
    [
        (Outcome.ACCEPT, StepReason.INCOMPLETE, False),
        (Outcome.RETURN, "", False),
        (Outcome.RETURN, StepReason.DUPLICATE, False),
        (Outcome.RETURN, StepReason.INCOMPLETE, True),
        (Outcome.RETURN, StepReason.PROCEDURE, True),
        (Outcome.RETURN, StepReason.CHECK_SCORES, True),
        (Outcome.REFUSE, StepReason.CHECK_SCORES, False),
        (Outcome.REFUSE, StepReason.NOT_ELIGIBLE, True),
        (Outcome.REFUSE, StepReason.BELOW_PASS_MARK, True),
        (Outcome.REFUSE, StepReason.DUPLICATE, True),
    ],
)
def test_reasons_are_closed_lists(world, cycle, heard, outcome, reason, holds):
    family = one(S.ENDORSED, world, cycle)
    by = world.town_leading_group
    if not holds:
        with pytest.raises(Refused):
            give_opinion(ALL(), Step.TOWN_APPROVAL, outcome, by=by, reason=reason)
        return
    give_opinion(ALL(), Step.TOWN_APPROVAL, outcome, by=by, reason=reason)
    family.refresh_from_db()
    assert family.state == (S.RETURNED if outcome == Outcome.RETURN else S.REFUSED)
    assert heard == [(candidacies_left, [family.pk])]


@pytest.mark.parametrize("word", ["上访", "信访", "闹 访", "缠访", "越级", "告状", "邪教", "信教", "教徒"])
def test_guarded_words_have_no_place_in_a_note(world, cycle, word):
    """A2-8, A2-9."""
    one(S.ENDORSED, world, cycle)
    with pytest.raises(Refused, match="不能出现在有关家庭的文字里"):
        give_opinion(ALL(), Step.TOWN_APPROVAL, Outcome.ACCEPT, by=world.town_leading_group, note=f"该户曾{word}")
    assert not AuditEvent.objects.filter(note__contains="该户").exists()


def test_the_village_panel_must_be_complete_and_one_must_sit_on_it(world, cycle):
    one(S.NOMINATED, world, cycle)
    with pytest.raises(Refused, match="考评小组还不齐"):
        give_opinion(ALL(), Step.VILLAGE_REVIEW, Outcome.ACCEPT, by=world.village_panel_member)
    panel_of(cycle, world.village, world.village_officer, world.federation_exec_member)
    with pytest.raises(NotPermitted, match="不是本周期这个村"):
        give_opinion(ALL(), Step.VILLAGE_REVIEW, Outcome.ACCEPT, by=world.village_panel_member)
    PanelMember.objects.create(panel=AppraisalPanel.objects.get(), user=world.village_panel_member, origin="resident")
    assert give_opinion(ALL(), Step.VILLAGE_REVIEW, Outcome.ACCEPT, by=world.village_panel_member)


def test_nobody_decides_on_kin(world, cycle):
    families = candidacies_in(S.ENDORSED, 2, group=world.group, cycle=cycle)
    declare_recusal(families[0], world.town_leading_group, kind=RecusalKind.KIN, by=world.town_leading_group)
    with pytest.raises(Refused, match="您对“家庭1”回避"):
        approve_candidacies(ALL(), by=world.town_leading_group)
    assert approve_candidacies(ALL().filter(pk=families[1].pk), by=world.town_leading_group) == 1


def test_a_batch_makes_its_roster_and_singles_are_listed_later(world, cycle):
    candidacies_in(S.ENDORSED, 2, group=world.group, cycle=cycle)
    approve_candidacies(ALL(), by=world.town_leading_group)
    roster = StepRoster.objects.get()
    assert (roster.families, roster.region, roster.step) == (2, world.town, Step.TOWN_APPROVAL)
    assert set(Opinion.objects.values_list("roster_id", flat=True)) == {roster.pk}
    assert Job.objects.filter(name="evaluations.roster").count() == 1
    with pytest.raises(Refused, match="没有尚未入册"):
        make_roster(cycle, world.town, Step.TOWN_APPROVAL, by=world.town_leading_group)
    single = one(S.ENDORSED, world, cycle, household=family_in(world.group, "单户"))
    approve_candidacies(ALL().filter(pk=single.pk), by=world.town_leading_group)
    assert make_roster(cycle, world.town, Step.TOWN_APPROVAL, by=world.town_leading_group).families == 1
    with pytest.raises(Refused, match="名册按"):
        make_roster(cycle, world.village, Step.TOWN_APPROVAL, by=world.town_leading_group)
    with pytest.raises(NotPermitted):
        make_roster(cycle, world.town, Step.TOWN_APPROVAL, by=world.neighbour_town_leading_group)


def test_a_village_batch_over_two_groups_makes_one_roster(world, cycle):
    boss = world.village_panel_member
    panel_of(cycle, world.village, boss, world.village_officer)
    candidacies_in(S.NOMINATED, 2, group=world.group, cycle=cycle)
    candidacies_in(S.NOMINATED, 1, group=world.other_group, cycle=cycle)
    give_opinion(ALL(), Step.VILLAGE_REVIEW, Outcome.ACCEPT, by=boss)
    assert StepRoster.objects.get().families == 3


def returned(world, cycle, reason, name):
    family = one(S.ENDORSED, world, cycle, household=family_in(world.group, name))
    give_opinion(
        ALL().filter(pk=family.pk), Step.TOWN_APPROVAL, Outcome.RETURN, by=world.town_leading_group, reason=reason
    )
    return family


def test_what_becomes_of_the_returned(world, cycle, raters):
    papers = returned(world, cycle, StepReason.INCOMPLETE, "缺资料")
    procedure = returned(world, cycle, StepReason.PROCEDURE, "程序")
    scores = returned(world, cycle, StepReason.CHECK_SCORES, "分数")
    Ballot.objects.create(
        household=scores.household, candidacy=scores, rater=raters[0], scores=(20,) * 10, entered_by_id=raters[0].pk
    )
    for family in (papers, procedure, scores):
        family.refresh_from_db()
    assert resubmit_candidacy(papers, by=world.village_officer).state == S.NOMINATED
    with pytest.raises(Refused, match="不是因“资料不全”退回"):
        resubmit_candidacy(procedure, by=world.village_officer)
    with pytest.raises(NotPermitted):
        resubmit_candidacy(scores, by=world.group_leader)
    meeting = plan_meeting(world.group, cycle=cycle, held_on=timezone.localdate(), by=world.group_leader)
    seat_panel(meeting, raters, by=world.group_leader)
    count_others(meeting, number=20, by=world.group_leader)
    open_meeting(meeting, by=world.group_leader)
    for family in (procedure, scores):
        family.refresh_from_db()
    assert (procedure.state, procedure.votes_for, procedure.raters_counted) == (S.SCORED, None, 3)
    assert (scores.state, scores.raters_counted, scores.ballots.count()) == (S.CONSENTED, 0, 0)
    assert {procedure.meeting_id, scores.meeting_id} == {meeting.pk}


def test_another_years_cycle_is_apart(world, cycle):
    older = open_cycle(world.county, year=cycle.year - 1)
    candidacy_in(S.ENDORSED, group=world.group, cycle=older)
    assert approve_candidacies(ALL(), by=world.town_leading_group) == 1
