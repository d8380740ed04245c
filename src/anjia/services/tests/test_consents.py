"""Consents given, taken back and what follows; content forgotten on the person's word; words to and fro by the code."""

from datetime import timedelta

import pytest
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.regions.enums import Rule
from anjia.regions.models import LegalBasis
from anjia.services.actions import (
    erase_case,
    erase_due,
    finish_task,
    give_consent,
    record_answer,
    refer_out,
    reopen_case,
    strike_note,
    tell_more,
    withdraw_consent,
    write_note,
)
from anjia.services.clock import add_months
from anjia.services.codes import code_for
from anjia.services.enums import Channel, Given, NoteSide, Purpose, ReferralState, Waits
from anjia.services.factories import NAME, SUMMARY, case_of, told
from anjia.services.models import Case, CaseTask, Client, Referral
from anjia.services.petitions.actions import withdraw_petition
from anjia.services.petitions.enums import PetitionState
from anjia.services.petitions.queries import petition_of
from anjia.services.queries import idle_cases, talk_of
from anjia.web.once import new_token

TOKEN = "01900000-0000-7000-8000-00000000c0de"


@pytest.fixture
def case(world):
    return case_of(world.village, world.case_worker, world.case_supervisor, token=TOKEN)


def again(case):
    return Case.objects.select_related("client").get(pk=case.pk)


def test_without_consent_the_case_ends_and_its_content_goes_after_thirty_days(world, case, time_machine):
    withdraw_consent(case, purpose=Purpose.HANDLE)
    closed = again(case)
    assert petition_of(case).state == PetitionState.WITHDRAWN
    assert closed.erase_after == timezone.localdate() + timedelta(days=30)
    with pytest.raises(Refused, match="没有这项同意"):
        withdraw_consent(closed, purpose=Purpose.HANDLE)
    with pytest.raises(Refused, match="撤回了同意"):
        reopen_case(closed, by=world.case_worker)
    assert erase_due() == 0
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert erase_due() == 1
    assert again(case).summary == ""
    assert Client.objects.get().name == ""


def test_within_the_thirty_days_it_can_be_given_again(world, case):
    withdraw_consent(case, purpose=Purpose.HANDLE, by=world.case_worker)
    with pytest.raises(Refused, match="从列表"):
        give_consent(again(case), purpose=Purpose.HANDLE, given=Given.ONLINE, by=world.case_worker)
    give_consent(again(case), purpose=Purpose.HANDLE, given=Given.SIGNED, by=world.case_worker)
    with pytest.raises(Conflict):
        give_consent(again(case), purpose=Purpose.HANDLE, given=Given.SIGNED, by=world.case_worker)
    reopen_case(again(case), by=world.case_worker)
    assert again(case).erase_after is None


def test_a_closed_case_is_kept_by_the_rule_in_force(world, case):
    """The archive's own schedule may set another term; what was closed before keeps the old one (domain B10)."""
    first = case_of(world.village, world.case_worker, world.case_supervisor)
    withdraw_petition(petition_of(first))
    LegalBasis.objects.filter(rule=Rule.KEEP_CASES).update(numerator=120)
    withdraw_petition(petition_of(case))
    today = timezone.localdate()
    assert again(first).erase_after == add_months(today, 60)
    assert again(case).erase_after == add_months(today, 120)


def test_what_was_offered_to_others_is_called_back(world, case):
    by = world.case_worker
    offered = refer_out(case, "区法援中心", words="x", given=Given.SIGNED, by=by)
    taken = refer_out(case, "区民政局", words="x", given=Given.SIGNED, by=by)
    record_answer(taken, "accept", answer="收到", by=by)
    withdraw_consent(case, purpose=Purpose.PASS_ON)
    assert Referral.objects.get(pk=offered.pk).state == ReferralState.CALLED_OFF
    assert Referral.objects.get(pk=taken.pk).state == ReferralState.ACCEPTED
    assert ["区民政局" in task.words for task in CaseTask.objects.filter(case=case)] == [True]
    assert again(case).closed_on is None


def test_only_the_supervisor_forgets_at_once_and_only_on_the_persons_word(world, case):
    chief = world.case_supervisor
    with pytest.raises(Conflict):
        erase_case(case, by=chief)
    withdraw_consent(case, purpose=Purpose.HANDLE)
    with pytest.raises(NotPermitted):
        erase_case(again(case), by=world.case_worker)
    give_consent(again(case), purpose=Purpose.HANDLE, given=Given.SPOKEN, by=chief)
    with pytest.raises(Refused, match="没有撤回同意"):
        erase_case(again(case), by=chief)
    withdraw_consent(again(case), purpose=Purpose.HANDLE, by=chief)
    erase_case(again(case), by=chief)
    assert again(case).erased_at
    with pytest.raises(Conflict):
        erase_case(again(case), by=chief)
    with pytest.raises(Conflict):
        give_consent(again(case), purpose=Purpose.HANDLE, given=Given.SIGNED, by=chief)


def test_a_colleague_outside_the_team_does_none_of_it(world, case):
    other = persona("case_supervisor", world.county)
    for act in (
        lambda: withdraw_consent(case, purpose=Purpose.HANDLE, by=other),
        lambda: give_consent(case, purpose=Purpose.HANDLE, given=Given.SIGNED, by=other),
        lambda: erase_case(case, by=other),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_words_pass_to_and_fro_by_the_code(world, case):
    by = world.case_worker
    write_note(case, "只给团队", number=case.number, by=by)
    asked = write_note(case, "请告诉我是哪一年", number=case.number, side=NoteSide.TO, by=by)
    for side in ("all", NoteSide.FROM):
        with pytest.raises(Refused):
            write_note(case, "x", number=case.number, side=side, by=by)
    for words in (" ", "长" * 4001):
        with pytest.raises(Refused):
            tell_more(case, words)
    answer = tell_more(case, "是去年")
    tell_more(case, "还有一张收据")
    assert [note.words for note in talk_of(case)] == ["请告诉我是哪一年", "是去年", "还有一张收据"]
    waiting = CaseTask.objects.get(case=case)
    assert (waiting.set_by_id, waiting.waits_for) == (None, Waits.US)
    with pytest.raises(Refused, match="不能划掉"):
        strike_note(answer, reason="mistake", by=world.case_supervisor)
    strike_note(asked, reason="mistake", by=by)
    assert asked.pk not in {note.pk for note in talk_of(case)}
    finish_task(waiting, by=by)
    withdraw_consent(case, purpose=Purpose.HANDLE)
    with pytest.raises(Conflict):
        tell_more(again(case), "晚了")
    with pytest.raises(Conflict):
        write_note(again(case), "晚了", number=case.number, side=NoteSide.TO, by=by)


def test_a_case_in_which_nothing_runs_still_stands_on_the_home(world, case):
    assert not idle_cases(world.case_worker).exists()
    case.deadlines.update(met_on=timezone.localdate())
    assert [row.pk for row in idle_cases(world.case_worker)] == [case.pk]
    with pytest.raises(Refused):
        withdraw_consent(case, purpose="gossip")


def test_somebody_trusted_is_named(world):
    with pytest.raises(Refused, match="信任的人"):
        case_of(world.village, world.case_worker, world.case_supervisor, channel=Channel.TRUSTED, phone="138")
    assert told(channel=Channel.TRUSTED, phone="138", hours="姐姐，晚上").channel == Channel.TRUSTED


def send(browser, name, *args, status=302, **data):
    answer = browser.post(reverse(name, args=args), {"once": new_token(), **data})
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_the_person_by_the_code(client, world, case):
    code = code_for(TOKEN)
    write_note(case, "请告诉我是哪一年", number=case.number, side=NoteSide.TO, by=world.case_worker)
    write_note(case, "团队内部", number=case.number, by=world.case_worker)
    shown = send(client, "services:follow", status=200, code=code)
    assert "请告诉我是哪一年" in shown
    for hidden in ("团队内部", NAME, SUMMARY):
        assert hidden not in shown
    send(client, "services:tell", status=422, code=code, words="")
    assert "是去年" in send(client, "services:tell", status=200, code=code, words="是去年")
    send(client, "services:tell", status=404, code="wrong", words="x")
    send(client, "services:take_back_by_code", status=422, code=code, purpose="handle")
    send(client, "services:take_back_by_code", status=422, code=code, purpose="pass_on", sure="on")
    assert "您撤回了同意" in send(
        client, "services:take_back_by_code", status=200, code=code, purpose="handle", sure="on"
    )
    send(client, "services:tell", status=409, code=code, words="x")


def test_the_team_writes_it_down(world, case):
    browser, chief = Browser(), Browser()
    browser.force_login(world.case_worker)
    chief.force_login(world.case_supervisor)
    send(browser, "services:consent", case.pk, purpose="pass_on", given="signed")
    assert "已经登记过" in send(browser, "services:consent", case.pk, status=409, purpose="pass_on", given="signed")
    assert browser.get(reverse("services:take_back", args=[case.pk, "gossip"])).status_code == 404
    assert "三十天" in browser.get(reverse("services:take_back", args=[case.pk, "handle"])).content.decode()
    send(browser, "services:take_back", case.pk, "handle")
    assert browser.get(reverse("services:erase", args=[case.pk])).status_code == 403
    assert "现在就清除" in chief.get(reverse("services:case", args=[case.pk])).content.decode()
    send(chief, "services:erase", case.pk)
    assert again(case).erased_at
    assert "内容已清除" in chief.get(reverse("services:case", args=[case.pk])).content.decode()


def test_the_calendar_and_the_list_of_openings(world, case):
    browser, chief = Browser(), Browser()
    browser.force_login(world.case_worker)
    chief.force_login(world.case_supervisor)
    assert "信访登记并书面告知" in browser.get(reverse("services:calendar")).content.decode()
    assert browser.get(reverse("services:glasses")).status_code == 403
    assert "没有紧急查看过" in chief.get(reverse("services:glasses")).content.decode()
    other = Browser()
    other.force_login(persona("case_worker", world.county))
    send(other, "services:break_glass", number=case.number, reason="danger", words="联系不上主办")
    assert "联系不上主办" in chief.get(reverse("services:glasses")).content.decode()
