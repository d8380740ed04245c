from datetime import date, timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist

from anjia.kernel.exceptions import Refused
from anjia.kernel.models import AuditEvent
from anjia.programmes import authorisation
from anjia.programmes.actions import lock_pass_mark
from anjia.programmes.factories import credit_source, open_cycle, planned_cycle
from anjia.programmes.models import DeductionReason, ProgrammeCycle
from anjia.programmes.queries import current_cycle, missing_credit_reasons_off, stage_of

FEES = ("fee", "charge", "price", "amount", "money", "payment", "dues")


@pytest.mark.parametrize(
    ("month", "day", "stages"),
    [
        (1, 15, {1}), (2, 1, {1, 2}), (3, 31, {1, 2}), (4, 1, {1, 3}), (5, 15, {1, 3}),
        (5, 16, {1, 4}), (5, 31, {1, 4}), (6, 1, {1}), (12, 31, {1}),
    ],
)  # fmt: skip
def test_stages_of_a_day(world, month, day, stages):
    """Domain A4-8."""
    assert stage_of(planned_cycle(world, year=2026), date(2026, month, day)) == stages


@pytest.mark.parametrize(("year", "spans"), [(2026, [365, 59, 45, 16]), (2028, [366, 60, 45, 16])])
def test_spans_of_the_stages(world, year, spans):
    """Domain A4-8."""
    stages = planned_cycle(world, year=year).stages.all()
    assert [(s.ends_on - s.starts_on).days + 1 for s in stages] == spans


def test_no_field_of_a_cycle_speaks_of_fees():
    """Domain A5-16."""
    names = [field.name for field in ProgrammeCycle._meta.get_fields()]
    assert not [name for name in names if any(word in name for word in FEES)]
    with pytest.raises(FieldDoesNotExist):
        ProgrammeCycle._meta.get_field("fee")


def test_the_current_cycle_is_the_open_one_above(world):
    assert current_cycle(world.group) is None
    planned_cycle(world, year=2027)
    cycle = open_cycle(world, year=2026)
    assert current_cycle(world.group) == current_cycle(world.county) == cycle
    assert current_cycle(world.city) is None
    assert current_cycle(world.neighbour_county) is None


def test_reasons_for_missing_credits_are_off_where_nobody_can_earn_them(world):
    cycle = open_cycle(world)
    missing = DeductionReason.objects.filter(criterion__standard_version=cycle.standard_version, is_missing_credit=True)
    assert missing_credit_reasons_off(cycle, world.village) == set(missing.values_list("pk", flat=True))
    credit_source(cycle, world.village, "safety")
    still_off = set(missing.exclude(criterion__code="safety").values_list("pk", flat=True))
    assert missing_credit_reasons_off(cycle, world.village) == still_off
    assert missing_credit_reasons_off(cycle, world.group) == still_off
    assert len(missing_credit_reasons_off(cycle, world.other_village)) == missing.count()


def test_the_first_score_locks_the_pass_mark(world):
    cycle = open_cycle(world)
    assert lock_pass_mark(cycle, by=world.group_leader)
    locked_at = ProgrammeCycle.objects.get(pk=cycle.pk).pass_mark_locked_at
    assert locked_at
    assert not lock_pass_mark(cycle, by=world.group_leader)
    assert ProgrammeCycle.objects.get(pk=cycle.pk).pass_mark_locked_at == locked_at
    assert AuditEvent.objects.filter(verb="programmes.lock_pass_mark").count() == 1
    with pytest.raises(Refused, match="没有开启"):
        lock_pass_mark(planned_cycle(world, year=2030), by=world.group_leader)


def test_the_authorisation_must_be_complete_and_outlast_the_naming_day(world):
    """Domain A5-16."""
    cycle = planned_cycle(world, year=2026, authorisation_valid_to=date(2026, 5, 16))
    authorisation.check(cycle, date(2026, 5, 16))
    with pytest.raises(Refused, match="到期"):
        authorisation.check(cycle, date(2026, 5, 17))
    cycle.authorisation_valid_to = cycle.naming_day
    with pytest.raises(Refused, match="没有超过计划命名日"):
        authorisation.check(cycle, cycle.naming_day - timedelta(days=30))


@pytest.mark.parametrize(
    ("field", "empty", "word"),
    [
        ("authorising_body", "", "批准机关"),
        ("authorisation_number", "", "批准文号"),
        ("authorisation_file_id", None, "批准文件"),
        ("authorisation_valid_to", None, "批准有效期"),
    ],
)
def test_every_part_of_the_authorisation_is_needed(world, field, empty, word):
    cycle = planned_cycle(world, **{field: empty})
    with pytest.raises(Refused, match=word):
        authorisation.check(cycle, cycle.naming_day)
