import uuid

import pytest

from anjia.households.models import Household
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.programmes.actions import offer_credit, record_credits, withdraw_offer
from anjia.programmes.factories import open_cycle, planned_cycle, standard_version
from anjia.programmes.models import Credit, CreditSource
from anjia.programmes.queries import credited, missing_credit_reasons_off
from anjia.programmes.queries.credits import credit_counts, credited_criteria, families_for_credits, sources_in


@pytest.fixture
def cycle(world):
    return open_cycle(world)


@pytest.fixture
def families(world):
    return [Household.objects.create(region=world.group, head_name=f"户主{n}") for n in range(3)]


@pytest.fixture
def safety(cycle):
    return cycle.standard_version.criteria.get(code="safety")


def test_many_families_are_credited_at_once_and_only_once(world, cycle, families, safety):
    ids = [family.pk for family in families]
    assert record_credits(cycle, world.village, safety, households=ids[:2], by=world.village_officer) == 2
    assert record_credits(cycle, world.village, safety, households=ids, by=world.village_officer) == 1
    assert credited(ids, cycle) == {pk: {safety.pk} for pk in ids}
    assert credit_counts(cycle, world.village) == {safety.pk: 3}
    assert AuditEvent.objects.filter(verb="programmes.record_credits").count() == 3


def test_the_number_of_statements_does_not_grow_with_the_families(world, cycle, safety, django_assert_max_num_queries):
    ids = [Household.objects.create(region=world.group, head_name="户").pk for _ in range(60)]
    with django_assert_max_num_queries(20):
        record_credits(cycle, world.village, safety, households=ids, by=world.village_officer)


def test_a_tick_by_mistake_is_taken_back(world, cycle, families, safety):
    ids = [family.pk for family in families]
    record_credits(cycle, world.village, safety, households=ids, by=world.village_officer)
    record_credits(cycle, world.village, safety, households=ids[:2], taken_back=[ids[2]], by=world.village_officer)
    assert set(credited(ids, cycle)) == set(ids[:2])


def test_a_credit_says_family_cycle_and_criterion_and_nothing_more():
    """Domain A6-7: blind to its topic."""
    names = {field.name for field in Credit._meta.concrete_fields}
    assert names == {"id", "created_at", "updated_at", "version", "household", "cycle", "criterion"}


def test_credits_that_are_refused(world, cycle, families, safety):
    by = world.village_officer
    stranger = Household.objects.create(region=world.neighbour_group, head_name="邻")
    for ids in ([stranger.pk], [uuid.uuid4()]):
        with pytest.raises(Refused, match="一户也没有登记"):
            record_credits(cycle, world.village, safety, households=[families[0].pk, *ids], by=by)
    assert not Credit.objects.exists()
    harmony = cycle.standard_version.criteria.get(code="harmony")
    with pytest.raises(Refused, match="不看积分"):
        record_credits(cycle, world.village, harmony, households=[], by=by)
    star = standard_version("five_star").criteria.first()
    with pytest.raises(Refused, match="不是本周期标准"):
        record_credits(cycle, world.village, star, households=[], by=by)
    with pytest.raises(Refused, match="没有开启"):
        record_credits(planned_cycle(world, year=2030), world.village, safety, households=[], by=by)
    with pytest.raises(NotPermitted):
        record_credits(cycle, world.village, safety, households=[], by=world.neighbour_village_officer)


def test_a_source_switches_the_reason_on_and_off(world, cycle, safety):
    reason = safety.reasons.get()
    assert reason.pk in missing_credit_reasons_off(cycle, world.village)
    source = offer_credit(cycle, world.village, safety, offer="社区学习日", by=world.village_officer)
    assert reason.pk not in missing_credit_reasons_off(cycle, world.village)
    offer_credit(cycle, world.village, safety, offer="入户发放自查表", by=world.village_officer)
    assert sources_in(cycle, world.village)[safety.pk].pk == source.pk
    withdraw_offer(cycle, world.village, safety, by=world.village_officer)
    assert reason.pk in missing_credit_reasons_off(cycle, world.village)
    assert not CreditSource.objects.exists()


def test_a_source_that_is_refused(world, cycle, safety):
    with pytest.raises(Refused, match="请写明"):
        offer_credit(cycle, world.village, safety, offer=" ", by=world.village_officer)
    with pytest.raises(Refused, match="不在这个周期"):
        offer_credit(cycle, world.group, safety, offer="学习日", by=world.village_officer)
    for who in (world.town_federation, world.neighbour_village_officer):
        with pytest.raises(NotPermitted):
            offer_credit(cycle, world.village, safety, offer="学习日", by=who)
        with pytest.raises(NotPermitted):
            withdraw_offer(cycle, world.village, safety, by=who)


def test_only_criteria_with_a_missing_credit_reason_take_credits(cycle):
    codes = [criterion.code for criterion in credited_criteria(cycle)]
    assert codes == ["learning", "civility", "safety", "rights", "health", "giving"]


def test_who_sees_which_families_have_credits(world, families):
    for who in (world.village_officer, world.town_federation, world.district_office, world.auditor):
        assert families_for_credits(world.village, who).count() == 3
    for who in (world.group_leader, world.neighbour_village_officer, world.administrator):
        assert not families_for_credits(world.village, who).exists()
