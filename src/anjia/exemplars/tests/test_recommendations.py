"""From the village to the district: only named families, a quota, an order, reasons (domain A5-5, A2-6)."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from anjia.evaluations.models import Candidacy
from anjia.exemplars.actions import (
    forward_roster,
    rank_families,
    recommend_families,
    retract_recommendation,
    return_recommendation,
    submit_roster,
    write_reason,
)
from anjia.exemplars.enums import RecommendationState as R
from anjia.exemplars.enums import Verb
from anjia.exemplars.factories import forwarded, model_decision, named_families, recommended, submitted
from anjia.exemplars.models import Recommendation
from anjia.exemplars.permissions import can_step, can_view
from anjia.exemplars.queries import eligible, quota_of, visible_to
from anjia.exemplars.workflow import RECOMMENDATION
from anjia.honours.models import NamingDecision, Title
from anjia.households.models import Consent, Household
from anjia.households.signals import participation_withdrawn
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.programmes.actions import place_holds, release_holds
from anjia.programmes.enums import HeldStep, HoldOutcome
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import TargetAllocation

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def today():
    return timezone.localdate()


def recommend(world, cycle, titles, **fields):
    told = {"agreed_on": today(), "by": world.village_officer, **fields}
    return recommend_families(world.village, cycle, title_ids=titles, **told)


def test_only_named_families_may_be_recommended(world, cycle):
    """Domain A2-6: 示范户 are among the named families, whose consent is proven, and once a cycle."""
    assert not eligible(cycle, world.village).exists()
    decision = named_families(world, cycle)
    titles = list(eligible(cycle, world.village))
    assert {title.decision_id for title in titles} == {decision.pk}
    Consent.objects.filter(household=titles[0].household, kind="participate").delete()
    assert titles[0] not in eligible(cycle, world.village)

    assert recommend(world, cycle, [titles[1].pk]) == 1
    assert titles[1] not in eligible(cycle, world.village)
    for wrong in (titles[0].pk, titles[1].pk):
        with pytest.raises(Refused, match="没有有效称号"):
            recommend(world, cycle, [wrong])


def test_a_recommendation_needs_a_yes_of_today_or_before_a_village_and_an_open_cycle(world, cycle):
    named_families(world, cycle)
    one = [eligible(cycle, world.village)[0].pk]
    with pytest.raises(Refused, match="同意的日期"):
        recommend(world, cycle, one, agreed_on=today() + timedelta(days=1))
    with pytest.raises(Refused, match="请选择"):
        recommend(world, cycle, [])
    with pytest.raises(NotPermitted):
        recommend(world, cycle, one, by=world.town_federation)
    cycle.state = "closed"
    with pytest.raises(Refused, match="正式开启"):
        recommend(world, cycle, one)


def test_a_reason_is_guarded_and_written_before_the_list_goes_up(world, cycle):
    row = recommended(world, cycle, 1)[0]
    written = write_reason(row, reason="照看邻里老人，带头清理楼道。", by=world.village_officer, version=row.version)
    assert written.version == row.version
    with pytest.raises(Conflict, match="刚刚改过"):
        write_reason(row, reason="另一句", by=world.village_officer, version=0)
    with pytest.raises(Exception, match="信访"):
        write_reason(row, reason="从不信访。", by=world.village_officer, version=written.version)
    submit_roster(world.village, cycle, by=world.village_officer)
    with pytest.raises(Conflict, match="上报以前"):
        write_reason(row, reason="再补一句", by=world.village_officer, version=written.version + 1)


def test_the_list_goes_up_set_by_set(world, cycle, django_assert_max_num_queries):
    recommended(world, cycle, 3)
    with django_assert_max_num_queries(14):
        assert len(submit_roster(world.village, cycle, by=world.village_officer)) == 3
    with pytest.raises(Refused, match="空的"):
        submit_roster(world.village, cycle, by=world.village_officer)


class TestTheTown:
    def test_without_a_target_or_an_order_nothing_is_forwarded(self, world, cycle):
        rows = submitted(world, cycle, 2)
        with pytest.raises(Refused, match="还没有示范户指标"):
            forward_roster(world.town, cycle, by=world.town_federation)
        TargetAllocation.objects.create(cycle=cycle, region=world.town, safe_families=9, model_families=1)
        with pytest.raises(Refused, match="没有排序"):
            forward_roster(world.town, cycle, by=world.town_federation)
        rank_families(world.town, cycle, order=[row.pk for row in rows], by=world.town_federation)
        assert quota_of(cycle, world.town) == 1

    def test_the_best_go_up_to_the_target_and_no_further(self, world, cycle):
        rows = submitted(world, cycle, 3)
        TargetAllocation.objects.create(cycle=cycle, region=world.town, safe_families=9, model_families=2)
        order = [row.pk for row in reversed(rows)]
        rank_families(world.town, cycle, order=order, by=world.town_leading_group)
        with pytest.raises(Conflict, match="现在是 2 户"):
            forward_roster(world.town, cycle, by=world.town_federation, expected=3)
        sent = forward_roster(world.town, cycle, by=world.town_federation, expected=2)
        assert set(sent) == set(order[:2])
        assert Recommendation.objects.get(state=R.SUBMITTED).pk == order[2]
        with pytest.raises(Refused, match="已经用完"):
            forward_roster(world.town, cycle, by=world.town_federation)

    @pytest.mark.parametrize("spoil", [lambda ids: ids[:-1], lambda ids: [ids[0], ids[0]]])
    def test_an_order_names_each_family_once(self, world, cycle, spoil):
        ids = [row.pk for row in submitted(world, cycle, 2)]
        with pytest.raises(Conflict, match="不能重复"):
            rank_families(world.town, cycle, order=spoil(ids), by=world.town_federation)

    def test_a_family_goes_back_with_a_reason_of_the_list(self, world, cycle):
        row = submitted(world, cycle, 1)[0]
        with pytest.raises(Refused, match="原因"):
            return_recommendation(row, reason="不喜欢", by=world.town_federation)
        returned = return_recommendation(row, reason="papers", by=world.town_federation)
        assert (returned.state, returned.return_reason, returned.rank) == (R.RETURNED, "papers", None)
        assert AuditEvent.objects.filter(object_id=row.pk, note="材料不全，请补充").exists()
        submit_roster(world.village, cycle, by=world.village_officer)
        row.refresh_from_db()
        assert (row.state, row.return_reason) == (R.SUBMITTED, "")


class TestTheDistrict:
    def test_it_sends_back_to_the_town(self, world, cycle):
        row = forwarded(world, cycle, 1)[0]
        assert return_recommendation(row, reason="list_order", by=world.district_office).state == R.SUBMITTED

    def test_not_after_its_meeting_has_decided(self, world, cycle):
        model_decision(world, cycle, 1)
        row = Recommendation.objects.select_related("decision").get()
        with pytest.raises(Conflict, match="会议已经审定"):
            return_recommendation(row, reason="list_order", by=world.district_office)


def test_a_family_may_step_back_and_be_recommended_again(world, cycle):
    row = recommended(world, cycle, 1)[0]
    assert retract_recommendation(row, by=world.village_officer).state == R.RETRACTED
    assert row.title in eligible(cycle, world.village)


def test_a_family_that_leaves_stands_on_no_list(world, cycle):
    row = submitted(world, cycle, 1)[0]
    participation_withdrawn.send(sender=Household, ids=[row.household_id], by=world.village_officer)
    row.refresh_from_db()
    assert (row.state, row.reason) == (R.ENDED, "")
    assert Title.objects.get(pk=row.title_id).state == "withdrawn"


def test_once_a_cycle_is_a_rule_of_the_database(world, cycle):
    row = recommended(world, cycle, 1)[0]
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Recommendation.objects.bulk_create([row])


ROLES = [
    "village_officer",
    "town_federation",
    "town_leading_group",
    "district_office",
    "city_office",
    "neighbour_village_officer",
    "neighbour_town_federation",
]
MAY = {
    "submit": {"village_officer"},
    "retract": {"village_officer"},
    "end": {"village_officer"},
    "forward": {"town_federation", "town_leading_group"},
    "return": {"town_federation", "town_leading_group"},
    "send_back": {"district_office"},
    "name": {"district_office"},
    "restore": {"district_office"},
    "award": {"village_officer", "town_federation", "district_office"},
}


@pytest.fixture
def some_decision(world, cycle):
    return NamingDecision.objects.create(cycle=cycle, region=world.county, kind="model_family", title="决定")


@pytest.mark.parametrize("step", MAY)
def test_matrix(world, cycle, some_decision, step):
    """State x transition x role, whole."""
    row = recommended(world, cycle, 1)[0]
    for state, role in product(R.values, ROLES):
        Recommendation.objects.filter(pk=row.pk).update(state=state, decision=some_decision)
        row.refresh_from_db()
        who = getattr(world, role)
        if role not in MAY[step]:
            with pytest.raises(NotPermitted):
                advance(row, RECOMMENDATION[step], by=who)
            assert not can_step(who, row, step)
        elif state not in RECOMMENDATION[step].source:
            with pytest.raises(Conflict):
                advance(row, RECOMMENDATION[step], by=who)
            assert not can_step(who, row, step)
        else:
            assert can_step(who, row, step)
            assert advance(row, RECOMMENDATION[step], by=who).state == RECOMMENDATION[step].target


def test_predicates_and_queries_agree(world, cycle):
    row = recommended(world, cycle, 1)[0]
    for role in (*ROLES, "inspector", "auditor", "group_leader", "administrator"):
        who = getattr(world, role)
        assert can_view(who, row) == visible_to(who).filter(pk=row.pk).exists(), role
        assert who.may(Verb.RECOMMEND, row.region.path) == visible_to(who, Verb.RECOMMEND).exists(), role


def test_no_ranking_passes_an_open_appeal_by(world, cycle):
    rows = submitted(world, cycle, 2)
    TargetAllocation.objects.create(cycle=cycle, region=world.town, safe_families=9, model_families=1)
    rank_families(world.town, cycle, order=[row.pk for row in rows], by=world.town_federation)
    family = Candidacy.objects.get(household=rows[1].household_id, cycle=cycle)
    source = uuid7()
    place_holds(rows[1].household, [(HeldStep.RANKING, family.pk)], ground="x", source_id=source, by=SYSTEM)
    with pytest.raises(Refused, match="申诉还没有办结"):
        forward_roster(world.town, cycle, by=world.town_federation)
    release_holds(source, outcome=HoldOutcome.STANDS, by=SYSTEM)
    assert len(forward_roster(world.town, cycle, by=world.town_federation)) == 1
