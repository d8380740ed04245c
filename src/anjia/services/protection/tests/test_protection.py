"""State x transition x role, the report that is owed, the plan, the end and the new beginning (domain A9-10, B8)."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.permissions import SYSTEM, grants
from anjia.kernel.workflow import advance
from anjia.services.actions import assign_case, close_case, mark_urgent, reopen_case, take_in
from anjia.services.actions.consents import withdraw_consent
from anjia.services.enums import Source, Urgency
from anjia.services.factories import told
from anjia.services.models import Case, CaseFile, CaseTask
from anjia.services.protection.actions import (
    ask_order,
    begin_help,
    record_warning,
    report_to_police,
    save_plan,
    say_whether_to_report,
    withdraw_protection,
)
from anjia.services.protection.actions.helping import CALL, DECIDE, REPORT, VISIT, erase_protection
from anjia.services.protection.enums import OrderState, ProtectionState, Verb
from anjia.services.protection.kind import acts, client_acts
from anjia.services.protection.models import Protection, ProtectionOrder, SafetyPlan, Warning
from anjia.services.protection.queries import protection_of
from anjia.services.protection.workflow import ORDER, PROTECTION
from anjia.web.once import new_token

ROLES = ("case_worker", "case_supervisor", "village_officer", "town_federation", "district_office", "administrator")


def protect(world, *, further=None, **changes):
    said = told(topic="violence", further=further or {}, **changes)
    case = take_in("protection", world.village, said, source=Source.ONLINE, token=new_token(), by=SYSTEM)
    assign_case(case, world.case_worker, by=world.case_supervisor)
    return case


@pytest.fixture
def case(world):
    return protect(world)


@pytest.fixture
def helped(world, case):
    return begin_help(protection_of(case), by=world.case_worker)


def open_tasks(case):
    return {task.words for task in CaseTask.objects.filter(case=case, done_on__isnull=True)}


def names(case, user):
    return {act.name for act in acts(case, user)}


def test_protection_state_by_transition_by_role(world, case):
    held = {role: getattr(world, role) for role in ROLES}
    protection = protection_of(case)
    for state in ProtectionState:
        for step in PROTECTION:
            for role, user in held.items():
                Protection.objects.filter(pk=protection.pk).update(state=state, helped_on=timezone.localdate())
                protection.refresh_from_db()
                _check(protection, step, role, user, state)


def test_order_state_by_transition_by_role(world, helped):
    held = {role: getattr(world, role) for role in ROLES}
    order = ask_order(helped, court="芦淞区人民法院", by=world.case_worker)
    today = timezone.localdate()
    for state in OrderState:
        for step in ORDER:
            for role, user in held.items():
                ProtectionOrder.objects.filter(pk=order.pk).update(state=state, issued_on=today, ends_on=today)
                order.refresh_from_db()
                _check(order, step, role, user, state)


def _check(row, step, role, user, state):
    if role not in grants.roles_with(step.permission):
        with pytest.raises(NotPermitted):
            advance(row, step, by=user)
    elif state not in step.source:
        with pytest.raises(Conflict):
            advance(row, step, by=user)
    else:
        assert advance(row, step, by=user).state == step.target


def test_only_the_walled_hold_any_of_its_verbs():
    for verb in Verb:
        assert grants.roles_with(verb) == {"case_worker", "case_supervisor"}


def test_a_colleague_outside_the_team_does_nothing(world, helped):
    by, today = persona("case_supervisor", world.county), timezone.localdate()
    for act in (
        lambda: begin_help(helped, by=by),
        lambda: say_whether_to_report(helped, is_owed=True, by=by),
        lambda: report_to_police(helped, on=today, to="x", by=by),
        lambda: save_plan(helped, places="x", by=by),
        lambda: record_warning(helped, issued_on=today, issued_by="x", by=by),
        lambda: ask_order(helped, court="x", by=by),
        lambda: withdraw_protection(helped, by=by),
    ):
        with pytest.raises(NotPermitted, match="办理团队"):
            act()


def test_what_comes_in_is_due_today_and_danger_marks_the_case(world, case):
    assert open_tasks(case) == {str(CALL), str(DECIDE)}
    assert set(CaseTask.objects.filter(case=case).values_list("due_on", flat=True)) == {timezone.localdate()}
    assert case.urgency == ""
    assert protect(world, further={"in_danger": True}).urgency == Urgency.DANGER
    child = protect(world, is_under_14=True, guardian="外婆", further={"in_danger": True})
    assert Case.objects.get(pk=child.pk).urgency == Urgency.CHILD


def test_once_reached_the_call_is_done(world, case):
    assert names(case, world.case_worker) >= {"begin", "whether", "plan", "ask_order"}
    protection = begin_help(protection_of(case), by=world.case_worker)
    assert (protection.state, protection.helped_on) == (ProtectionState.HELPING, timezone.localdate())
    assert open_tasks(case) == {str(DECIDE)}
    assert "begin" not in names(case, world.case_worker)


def test_a_report_that_the_law_asks_for_is_due_today_and_keeps_the_case_open(world, case, helped):
    by, today = world.case_worker, timezone.localdate()
    with pytest.raises(Refused, match="先判断"):
        report_to_police(helped, on=today, to="贺家土派出所", by=by)
    protection = say_whether_to_report(helped, is_owed=True, by=by)
    assert open_tasks(case) == {str(REPORT)}
    with pytest.raises(Refused, match="依法须由我们报案"):
        close_case(case, by=by)
    for on, to in ((today + timedelta(days=1), "贺家土派出所"), (today, " ")):
        with pytest.raises(Refused, match="公安机关"):
            report_to_police(protection, on=on, to=to, by=by)
    file = report_to_police(protection, on=today, to="贺家土派出所", by=by)
    assert (file.kind, file.by_code) == ("report", False)
    assert open_tasks(case) == set()
    for again in (
        lambda: report_to_police(protection_of(case), on=today, to="x", by=by),
        lambda: say_whether_to_report(protection_of(case), is_owed=False, by=by),
    ):
        with pytest.raises(Conflict, match="已经"):
            again()
    close_case(case, by=by)


def test_where_none_is_owed_the_person_decides_and_may_still_ask_for_it(world, case, helped):
    protection = say_whether_to_report(helped, is_owed=False, by=world.case_worker)
    assert open_tasks(case) == set()
    assert "report" in names(case, world.case_worker)
    say_whether_to_report(protection, is_owed=True, by=world.case_worker)
    say_whether_to_report(protection, is_owed=False, by=world.case_worker)
    assert open_tasks(case) == set()
    close_case(case, by=world.case_worker)


def test_why_a_report_is_owed_stands_in_no_column():
    """A person's age or capacity is no field here (frame F2): only whether there is a duty."""
    names = {field.name for field in Protection._meta.get_fields()}
    assert not {name for name in names if "reason" in name or "capacity" in name or "health" in name}


def test_the_plan_is_changed_with_the_person_and_printed_only_when_they_say_so(world, case, helped):
    by = world.case_worker
    with pytest.raises(Refused, match="先到哪里去"):
        save_plan(helped, places=" ", by=by)
    save_plan(helped, places="大姐家", people="打给大姐", by=by)
    assert not CaseFile.objects.filter(case=case).exists()
    save_plan(helped, places="二姐家", is_printed=True, by=by)
    plan = SafetyPlan.objects.get()
    assert (plan.places, plan.people) == ("二姐家", "打给大姐")
    paper = CaseFile.objects.get(case=case)
    assert (paper.name, paper.by_code) == ("备忘", True)


def test_a_letter_of_warning_calls_for_a_visit(world, case, helped):
    today = timezone.localdate()
    for on, by_whom in ((today + timedelta(days=1), "芦淞分局"), (today, "")):
        with pytest.raises(Refused, match="公安机关"):
            record_warning(helped, issued_on=on, issued_by=by_whom, by=world.case_worker)
    record_warning(helped, issued_on=today, issued_by="芦淞分局", words="不得再殴打", by=world.case_worker)
    assert CaseTask.objects.get(case=case, due_on=today + timedelta(days=7)).words == str(VISIT)


def test_the_person_ends_it_at_any_time_and_may_come_back(world, case):
    assert {act.name for act in client_acts(case)} == {"withdraw"}
    protection = withdraw_protection(protection_of(case))
    assert protection.state == ProtectionState.WITHDRAWN
    assert not client_acts(case)
    assert not acts(case, world.case_worker)
    with pytest.raises(Conflict):
        withdraw_protection(protection_of(case))
    for act in (
        lambda: save_plan(protection_of(case), places="x", by=world.case_worker),
        lambda: ask_order(protection_of(case), court="x", by=world.case_worker),
    ):
        with pytest.raises(Conflict, match="已经结束"):
            act()
    reopen_case(Case.objects.get(pk=case.pk), by=world.case_worker)
    assert protection_of(case).state == ProtectionState.HELPING


def test_consent_taken_back_ends_it(world, case):
    withdraw_consent(case, purpose="handle")
    assert protection_of(case).state == ProtectionState.WITHDRAWN


def test_lists_show_the_number_alone(world, case):
    """A desk has people before it (B8): topic, kind, danger and the law stand on the case's page only."""
    mark_urgent(case, urgency=Urgency.DANGER, by=world.case_worker)
    browser = Browser()
    browser.force_login(world.case_worker)
    for name in ("services:home", "services:calendar"):
        shown = browser.get(reverse(name)).content.decode()
        assert case.number in shown
        for word in ("家庭暴力", "人身安全", "有人身危险<", "反家庭暴力法", "联系，先问"):
            assert word not in shown, (name, word)
    withdraw_protection(protection_of(case))
    shown = browser.get(reverse("services:closed")).content.decode()
    assert case.number in shown
    assert "家庭暴力" not in shown
    assert "家庭暴力" in browser.get(reverse("services:case", args=[case.pk])).content.decode()


def test_erased_nothing_of_it_is_left_to_read(world, case, helped):
    save_plan(helped, places="大姐家", by=world.case_worker)
    record_warning(helped, issued_on=timezone.localdate(), issued_by="分局", words="x", by=world.case_worker)
    ask_order(helped, court="芦淞区人民法院", by=world.case_worker)
    erase_protection(case)
    assert not SafetyPlan.objects.exists()
    assert not Warning.objects.exists()
    assert ProtectionOrder.objects.get().court == ""
    assert protection_of(case).danger == ""
