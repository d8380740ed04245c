"""A protection order by the vectors of domain B8: hours that run through the night, six months to the day."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from anjia.kernel.exceptions import Conflict, Refused
from anjia.regions.enums import Rule
from anjia.services.actions import close_case
from anjia.services.enums import Urgency, Waits
from anjia.services.models import Case, CaseFile, CaseTask, Deadline
from anjia.services.protection.actions import (
    accept_order,
    ask_order,
    begin_help,
    drop_order,
    end_order,
    extend_order,
    grant_order,
    record_breach,
    record_served,
    refuse_order,
    revoke_order,
)
from anjia.services.protection.enums import Measure, OrderState
from anjia.services.protection.kind import acts
from anjia.services.protection.models import ProtectionOrder
from anjia.services.protection.queries import open_order, protection_of
from anjia.services.protection.tests.test_protection import protect

HERE = ZoneInfo("Asia/Shanghai")
COURT = "芦淞区人民法院"


def at(*parts):
    return datetime(2026, *parts, tzinfo=HERE)


@pytest.fixture
def case(world, time_machine):
    time_machine.move_to(at(3, 1, 10, 30))
    return protect(world)


@pytest.fixture
def order(world, case):
    return ask_order(begin_help(protection_of(case), by=world.case_worker), court=COURT, by=world.case_worker)


def granted(world, order, **changes):
    accept_order(order, at=at(3, 1, 10), by=world.case_worker)
    said = {"issued_on": date(2026, 3, 1), "months": 6, "measures": [Measure.NO_CONTACT, Measure.MOVE_OUT]}
    return grant_order(order, **{**said, **changes}, by=world.case_worker)


@pytest.mark.parametrize(
    ("is_urgent", "rule", "due_at"),
    [(False, Rule.ORDER_DECIDE, at(3, 4, 10)), (True, Rule.ORDER_DECIDE_URGENT, at(3, 2, 10))],
)
def test_the_court_decides_within_hours(world, case, order, is_urgent, rule, due_at):
    accept_order(order, at=at(3, 1, 10), is_urgent=is_urgent, by=world.case_worker)
    clock = Deadline.objects.get(case=case)
    assert (clock.rule, clock.due_at, clock.waits_for) == (rule, due_at, Waits.OTHERS)


def test_granted_it_holds_six_months_to_the_day(world, case, order):
    made = granted(world, order)
    assert (made.state, made.ends_on) == (OrderState.GRANTED, date(2026, 9, 1))
    assert made.measure_labels() == ["责令迁出申请人住所", "禁止骚扰、跟踪、接触申请人及其相关近亲属"]
    assert CaseTask.objects.filter(case=case, due_on=date(2026, 8, 18)).get().words.startswith("保护令 2026-09-01 到期")
    running = Deadline.objects.get(case=case, met_on__isnull=True)
    assert (running.rule, running.literal_on) == (Rule.ORDER_RECONSIDER, date(2026, 3, 6))


@pytest.mark.parametrize(
    "changes",
    [{"months": 7}, {"months": 0}, {"measures": []}, {"measures": ["gossip"]}, {"issued_on": date(2026, 3, 2)}],
)
def test_what_the_law_does_not_allow_is_refused(world, order, changes):
    with pytest.raises(Refused):
        granted(world, order, **changes)
    assert ProtectionOrder.objects.get().state == OrderState.ACCEPTED


def test_the_moment_it_was_taken_on_lies_between_asking_and_now(world, order):
    for moment in (at(3, 1, 11), at(2, 28, 10)):
        with pytest.raises(Refused, match="受理的时间"):
            accept_order(order, at=moment, by=world.case_worker)


def test_one_at_a_time_and_the_application_is_a_paper(world, case, order):
    assert CaseFile.objects.get(case=case).kind == "application"
    with pytest.raises(Conflict, match="已有一份"):
        ask_order(protection_of(case), court=COURT, by=world.case_worker)
    for court, applicant in (("", "self"), (COURT, "stranger")):
        with pytest.raises(Refused, match="哪个法院"):
            ask_order(protection_of(case), court=court, applicant=applicant, by=world.case_worker)
    drop_order(order, by=world.case_worker)
    assert open_order(protection_of(case)) is None
    ask_order(protection_of(case), court=COURT, applicant="federation", by=world.case_worker)


def test_refused_with_reasons_five_days_to_ask_again(world, case, order):
    with pytest.raises(Refused, match="理由"):
        refuse_order(order, words=" ", by=world.case_worker)
    refuse_order(order, words="证据不足", by=world.case_worker)
    clock = Deadline.objects.get(case=case, met_on__isnull=True)
    assert (clock.rule, clock.literal_on, clock.waits_for) == (
        Rule.ORDER_RECONSIDER, date(2026, 3, 6), Waits.CLIENT,
    )  # fmt: skip


def test_no_case_closes_before_the_court_answered(world, case, order):
    with pytest.raises(Refused, match="法院还没有答复"):
        close_case(case, by=world.case_worker)
    granted(world, order)
    close_case(case, by=world.case_worker)


def test_served_to_the_police_and_the_village(world, order):
    with pytest.raises(Conflict, match="没有有效"):
        record_served(order, bureau_on=date(2026, 3, 1), village_on=None, by=world.case_worker)
    made = granted(world, order)
    for police, village in ((None, None), (date(2026, 3, 2), None), (None, date(2026, 2, 28))):
        with pytest.raises(Refused, match="送达"):
            record_served(made, bureau_on=police, village_on=village, by=world.case_worker)
    record_served(made, bureau_on=date(2026, 3, 1), village_on=None, by=world.case_worker)
    record_served(made, bureau_on=None, village_on=date(2026, 3, 1), by=world.case_worker)
    made.refresh_from_db()
    assert made.bureau_on == made.village_on == date(2026, 3, 1)


def test_broken_the_case_is_in_danger_and_told_of_today(world, case, order):
    made = record_breach(granted(world, order), by=world.case_worker)
    assert made.breaches == 1
    assert Case.objects.get(pk=case.pk).urgency == Urgency.DANGER
    assert any("第34条" in task.words for task in CaseTask.objects.filter(case=case, due_on=date(2026, 3, 1)))


def test_extended_before_it_ends_and_ended_only_after(world, order, time_machine):
    by = world.case_worker
    made = granted(world, order, months=1)
    assert made.ends_on == date(2026, 4, 1)
    with pytest.raises(Refused, match="还有效"):
        end_order(made, by=by)
    time_machine.move_to(at(3, 30, 10))
    with pytest.raises(Refused, match="最长"):
        extend_order(made, issued_on=date(2026, 3, 30), months=7, by=by)
    made = extend_order(made, issued_on=date(2026, 3, 30), months=3, by=by)
    assert made.ends_on == date(2026, 6, 30)
    time_machine.move_to(at(7, 2, 10))
    with pytest.raises(Refused, match="失效前"):
        extend_order(made, issued_on=date(2026, 7, 1), months=3, by=by)
    assert [act.name for act in acts(made.protection.case, by) if "order" in act.name] == ["end_order"]
    assert end_order(made, by=by).state == OrderState.ENDED


def test_revoked_on_the_applicants_request(world, case, order):
    assert revoke_order(granted(world, order), by=world.case_worker).state == OrderState.REVOKED
    assert not Deadline.objects.filter(case=case, met_on__isnull=True).exists()
