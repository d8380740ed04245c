"""Intake, teams, walls within the wall (issue 5; F4; 信访工作条例 28, 30)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.accounts.models import Membership, Message
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.services.actions import (
    add_member,
    assign_case,
    break_glass,
    close_case,
    count_advice,
    end_member,
    erase_due,
    escalate_overdue,
    finish_task,
    keep_paper,
    mark_urgent,
    name_concerned,
    recuse,
    review_glass,
    set_task,
    strike_note,
    take_in,
    write_note,
)
from anjia.services.blobs import folder
from anjia.services.codes import WALLED, code_for
from anjia.services.enums import Channel, Duty, GlassReason, Source, StrikeReason, Verb, Verdict
from anjia.services.factories import NAME, case_of, new_case, told
from anjia.services.models import AdviceCount, Case, CaseFile, Client, ClientConsent, Deadline
from anjia.services.queries import (
    case_by_code,
    glass_to_review,
    headers_visible_to,
    unassigned,
    visible_to,
)
from anjia.web.once import new_token

TODAY = timezone.localdate
OUTSIDE = (
    "group_leader", "village_officer", "village_panel_member", "town_federation", "town_leading_group",
    "district_office", "city_office", "inspector", "auditor", "administrator",
)  # fmt: skip


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor)


@pytest.fixture
def colleague(world):
    return persona("case_worker", world.county)


def test_sent_twice_it_is_one_case_with_one_code(world):
    token = new_token()
    case = new_case(world.village, token=token)
    assert new_case(world.village, token=token).pk == case.pk
    assert case_by_code(code_for(token).lower().replace("-", " ")) == case
    assert case_by_code("AAAA-BBBB-CCCC") is None
    assert case.number == f"XF{TODAY().year}-0001"
    assert new_case(world.village).number.endswith("-0002")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"consents": False}, "同意"),
        ({"is_under_14": True}, "监护人"),
        ({"name": " "}, "怎么称呼"),
        ({"summary": ""}, "发生了什么"),
        ({"topic": "gossip"}, "列表"),
        ({"channel": "telepathy"}, "列表"),
        ({"channel": Channel.PHONE, "phone": ""}, "电话"),
        ({"further": {"persons": 6}}, "推选代表"),
        ({"further": {"persons": 6, "representatives": "甲、乙、丙、丁、戊、己"}}, "不能超过 5 人"),
    ],
)
def test_what_is_not_taken_in(world, changes, words):
    with pytest.raises(Refused, match=words):
        new_case(world.village, **changes)
    assert not Case.objects.exists()
    assert not Client.objects.exists()


def test_a_child_comes_with_its_guardian_and_both_consents(world):
    case = new_case(world.village, is_under_14=True, guardian="外婆")
    purposes = set(ClientConsent.objects.filter(client=case.client).values_list("purpose", flat=True))
    assert purposes == {"handle", "guardian"}


def test_not_for_a_group_nor_from_tomorrow(world):
    with pytest.raises(Refused):
        new_case(world.group)
    tomorrow = TODAY() + timedelta(days=1)
    with pytest.raises(Refused, match="晚于今天"):
        take_in("petition", world.village, told(), source=Source.VISIT, token="x", received_on=tomorrow)


def test_who_takes_it_down_keeps_no_access(world):
    case = take_in("petition", world.village, told(), source=Source.VISIT, token=new_token(), by=world.village_officer)
    assert case.taken_by_id == world.village_officer.pk
    assert not visible_to(world.village_officer).exists()
    assert not headers_visible_to(world.village_officer).exists()
    with pytest.raises(NotPermitted):
        take_in("petition", world.village, told(), source=Source.VISIT, token="y", by=world.group_leader)


@pytest.mark.parametrize("role", OUTSIDE)
def test_nobody_outside_sees_anything(world, case, role):
    user = getattr(world, role)
    assert not visible_to(user).exists()
    assert not headers_visible_to(user).exists()
    assert not unassigned(user).exists()
    for refused in (
        lambda: assign_case(case, world.case_worker, by=user),
        lambda: break_glass(case, reason=GlassReason.DANGER, words="急", by=user),
        lambda: write_note(case, "x", number=case.number, by=user),
        lambda: close_case(case, by=user),
    ):
        with pytest.raises(NotPermitted):
            refused()


def test_a_role_opens_nothing_membership_does(world, colleague):
    case = new_case(world.village)
    assert list(unassigned(world.case_supervisor)) == [case]
    assert not visible_to(world.case_supervisor).exists()
    assert not unassigned(world.case_worker).exists()
    assign_case(case, world.case_worker, by=world.case_supervisor)
    assert list(visible_to(world.case_worker)) == list(visible_to(world.case_supervisor)) == [case]
    assert not visible_to(colleague).exists()
    add_member(case, colleague, duty=Duty.MEMBER, by=world.case_worker)
    assert visible_to(colleague).exists()
    with pytest.raises(Conflict):
        add_member(case, colleague, duty=Duty.MEMBER, by=world.case_worker)
    with pytest.raises(Refused, match="主办由督导"):
        add_member(case, colleague, duty=Duty.LEAD, by=world.case_worker)
    end_member(case, colleague, by=world.case_worker)
    assert not visible_to(colleague).exists()


def test_whose_role_ended_yesterday_is_out_whatever_the_team_says(world, case):
    worker = world.case_worker
    Membership.objects.filter(user=worker).update(ends_on=TODAY())
    worker.forget_memberships()
    assert not visible_to(worker).exists()
    with pytest.raises(NotPermitted):
        write_note(case, "x", number=case.number, by=worker)


def test_whom_it_is_about_never_sees_it(world, case):
    accused = world.case_worker
    name_concerned(case, accused, by=world.case_supervisor)
    assert not visible_to(accused).exists()
    assert list(unassigned(world.case_supervisor)) == [case]
    for refused, error in (
        (lambda: assign_case(case, accused, by=world.case_supervisor), Refused),
        (lambda: break_glass(case, reason=GlassReason.DANGER, words="急", by=accused), NotPermitted),
        (lambda: write_note(case, "x", number=case.number, by=accused), NotPermitted),
    ):
        with pytest.raises(error):
            refused()


def test_a_supervisor_it_is_about_does_not_even_see_that_there_is_one(world):
    case = new_case(world.village)
    other = persona("case_supervisor", world.county)
    name_concerned(case, world.case_supervisor, by=other)
    assert not headers_visible_to(world.case_supervisor).exists()
    with pytest.raises(NotPermitted, match="回避"):
        assign_case(case, world.case_worker, by=world.case_supervisor)


def test_who_stands_aside_is_out_for_good(world, case, colleague):
    recuse(case, world.case_worker, by=world.case_worker)
    with pytest.raises(Conflict):
        recuse(case, world.case_worker, by=world.case_supervisor)
    with pytest.raises(NotPermitted):
        recuse(case, colleague, by=colleague)
    assign_case(case, colleague, by=world.case_supervisor)
    with pytest.raises(Refused, match="回避"):
        add_member(case, world.case_worker, duty=Duty.MEMBER, by=colleague)


def test_breaking_the_glass_is_for_a_day_with_a_reason_and_looked_at_by_another(world, case, colleague, time_machine):
    with pytest.raises(Refused):
        break_glass(case, reason="curious", words="想看", by=colleague)
    with pytest.raises(Refused):
        break_glass(case, reason=GlassReason.ABSENT, words=" ", by=colleague)
    glass = break_glass(case, reason=GlassReason.ABSENT, words="期限今天到", by=colleague)
    assert visible_to(colleague).exists()
    with pytest.raises(NotPermitted):
        write_note(case, "x", number=case.number, by=colleague)
    assert list(glass_to_review(world.case_supervisor)) == [glass]
    with pytest.raises(Refused):
        review_glass(glass, verdict="fine", by=world.case_supervisor)
    with pytest.raises(NotPermitted):
        review_glass(glass, verdict=Verdict.JUSTIFIED, by=colleague)
    review_glass(glass, verdict=Verdict.JUSTIFIED, by=world.case_supervisor)
    with pytest.raises(Conflict):
        review_glass(glass, verdict=Verdict.UNJUSTIFIED, by=world.case_supervisor)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert not visible_to(colleague).exists()


def test_nobody_looks_at_their_own_breaking(world, case):
    other = persona("case_supervisor", world.county)
    glass = break_glass(case, reason=GlassReason.ORDER, words="调取令", by=other)
    assert not glass_to_review(other).exists()
    with pytest.raises(NotPermitted, match="本人"):
        review_glass(glass, verdict=Verdict.JUSTIFIED, by=other)


def test_a_note_of_another_case_goes_nowhere(world, case):
    with pytest.raises(Refused, match="记错了案件"):
        write_note(case, "别的事", number="XF2026-9999", by=world.case_worker)
    note = write_note(case, "电话里说的", number=case.number, by=world.case_worker)
    strike_note(note, reason=StrikeReason.WRONG_CASE, by=world.case_worker)
    note.refresh_from_db()
    assert (note.words, note.struck) == ("", StrikeReason.WRONG_CASE)
    with pytest.raises(Conflict):
        strike_note(note, reason=StrikeReason.MISTAKE, by=world.case_supervisor)
    with pytest.raises(Refused):
        write_note(case, " ", number=case.number, by=world.case_worker)


def test_only_the_author_or_the_supervisor_strikes_out(world, case, colleague):
    add_member(case, colleague, duty=Duty.MEMBER, by=world.case_worker)
    note = write_note(case, "x", number=case.number, by=world.case_worker)
    with pytest.raises(NotPermitted):
        strike_note(note, reason=StrikeReason.MISTAKE, by=colleague)
    with pytest.raises(Refused):
        strike_note(note, reason="because", by=world.case_supervisor)
    strike_note(note, reason=StrikeReason.MISTAKE, by=world.case_supervisor)


def test_tasks(world, case):
    with pytest.raises(Refused):
        set_task(case, "", due_on=TODAY(), by=world.case_worker)
    with pytest.raises(Refused, match="早于今天"):
        set_task(case, "去一趟", due_on=TODAY() - timedelta(days=1), by=world.case_worker)
    task = set_task(case, "去一趟", due_on=TODAY(), by=world.case_worker)
    finish_task(task, by=world.case_worker)
    with pytest.raises(Conflict):
        finish_task(task, by=world.case_worker)
    mark_urgent(case, urgency="child", by=world.case_worker)
    with pytest.raises(Refused):
        mark_urgent(case, urgency="red", by=world.case_worker)


def test_what_is_over_is_told_upward_once(world, case, time_machine):
    deadline = Deadline.objects.get(case=case)
    time_machine.move_to(timezone.now() + (deadline.due_on - TODAY()) + timedelta(days=1))
    jobs.work_off(WALLED)
    before = Message.objects.count()
    assert (escalate_overdue(), escalate_overdue()) == (1, 0)
    jobs.work_off(WALLED)
    told_to = set(Message.objects.order_by("-pk")[: Message.objects.count() - before].values_list("user", flat=True))
    assert told_to == {world.case_worker.pk, world.case_supervisor.pk}
    assert NAME not in str(list(Message.objects.values()))


def test_advice_is_counted_and_nothing_else(world):
    for _n in range(2):
        count_advice(world.village, topic="violence", times=2, by=world.village_officer)
    row = AdviceCount.objects.get()
    assert (row.topic, row.times) == ("violence", 4)
    assert not AuditEvent.objects.using(WALLED).exists()
    with pytest.raises(Refused):
        count_advice(world.village, topic="violence", times=0, by=world.village_officer)
    with pytest.raises(NotPermitted):
        count_advice(world.village, topic="violence", by=world.group_leader)


def test_what_is_kept_is_sealed_on_disk_and_goes_with_its_row(world, case):
    file = keep_paper(case, b"%PDF-" + NAME.encode(), kind="notice", name=f"{NAME}.pdf", by=world.case_worker)
    on_disk = [path for path in folder().rglob("*") if path.is_file()]
    assert len(on_disk) == 1
    assert NAME.encode() not in on_disk[0].read_bytes()
    Case.objects.filter(pk=case.pk).update(erase_after=TODAY() - timedelta(days=1), closed_on=TODAY())
    write_note(case, NAME, number=case.number, by=world.case_worker)
    assert erase_due() == 1
    assert erase_due() == 0
    assert not on_disk[0].exists()
    assert not CaseFile.objects.filter(pk=file.pk).exists()
    case.refresh_from_db()
    client = Client.objects.get(pk=case.client_id)
    assert (case.summary, client.name, client.phone, client.phone_index) == ("", "", "", "")
    assert not case.notes.exists()
    assert case.number


def test_the_trail_holds_no_word_that_somebody_wrote(world, case):
    write_note(case, NAME, number=case.number, by=world.case_worker)
    break_glass(case, reason=GlassReason.DANGER, words=NAME, by=persona("case_worker", world.county))
    events = list(AuditEvent.objects.using(WALLED).values())
    assert len(events) >= 4
    assert NAME not in str(events)
    assert Verb.BREAK_GLASS in {event["verb"] for event in events}
