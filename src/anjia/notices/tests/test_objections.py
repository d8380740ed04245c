from datetime import date, timedelta

import pytest
import time_machine

from anjia.accounts.factories import MembershipFactory
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import open_cycle
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.kernel.models import AuditEvent
from anjia.notices.actions import (
    answer_objection,
    leave_notices,
    start_investigation,
    take_down_notice,
)
from anjia.notices.codes import code_for, hash_of
from anjia.notices.enums import EntryState, Finding, ObjectionGround, ObjectionState, TakeDownReason
from anjia.notices.factories import ended_notice, objection_to, running_notice
from anjia.notices.models import Objection
from anjia.notices.permissions import can_investigate
from anjia.notices.queries import objection_by_code, objections_about, objections_visible_to
from anjia.web.guarded import guarded_words

pytestmark = pytest.mark.django_db
ANSWER = {"answer": "已到村核对。", "is_unrelated": True}


@pytest.fixture
def cycle(world):
    return open_cycle(world.county, year=2026)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def entry(world, cycle):
    return running_notice(world.group, cycle).entries.select_related("notice__region", "notice__cycle").first()


def test_anyone_may_object_and_the_answer_is_due_after_the_cycles_working_days(entry):
    objection = objection_to(entry)

    assert (objection.state, objection.due_on) == (ObjectionState.RECEIVED, date(2026, 5, 14))
    event = AuditEvent.objects.get(verb="notices.file_objection")
    assert (event.actor_id, event.note) == (None, "")


def test_the_code_is_kept_as_a_blind_hash_only_and_finds_the_objection_as_people_type_it(entry):
    token = str(uuid7())
    objection = objection_to(entry, token=token)
    code = code_for(token)

    assert code not in str(objection.__dict__)
    assert objection_by_code(f" {code.lower().replace('-', ' ')} ") == objection
    assert objection_by_code("AAAA-BBBB-CCCC") is None
    assert code_for(token) == code != code_for(str(uuid7()))
    assert len(hash_of(code)) == 32


def test_name_and_contact_stand_encrypted(entry):
    objection = objection_to(entry, objector_name="周来电", objector_contact="13900000001")
    raw = Objection.objects.filter(pk=objection.pk).extra(select={"raw": "objector_contact"})

    assert objection.objector_name == "周来电"
    assert "13900000001" not in raw.values_list("raw", flat=True)[0]


@pytest.mark.parametrize("word", sorted({words[0] for words in guarded_words().values()}))
def test_what_is_not_stored_here_is_refused_with_whom_to_call(entry, word):
    with pytest.raises(Refused, match="12338") as refusal:
        objection_to(entry, statement=f"听说这家 {word} 。")

    assert "110" in str(refusal.value.who)
    assert not Objection.objects.exists()


def test_the_grounds_are_closed(entry):
    with pytest.raises(Refused, match="四项理由"):
        objection_to(entry, ground="other")


def test_after_the_last_day_no_objection_is_taken(entry, clock):
    clock.move_to("2026-05-15 00:00 +0800")
    with pytest.raises(Refused, match="已经结束"):
        objection_to(entry)


def test_an_entry_that_left_or_was_taken_down_takes_no_objection(world, entry):
    take_down_notice(entry.notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    entry.notice.refresh_from_db()
    with pytest.raises(Refused):
        objection_to(entry)


def test_an_extended_entry_takes_objections_until_its_own_end(world, cycle):
    entry = ended_notice(world.group, cycle).entries.select_related("notice__region", "notice__cycle").first()
    with pytest.raises(Refused):
        objection_to(entry)
    entry.ends_on = date(2026, 5, 9)

    assert objection_to(entry)


def test_the_town_federation_finds_that_the_family_stays(world, entry):
    objection = start_investigation(objection_to(entry), is_unrelated=True, by=world.town_federation)
    assert objection.state == ObjectionState.INVESTIGATING

    objection = answer_objection(objection, finding=Finding.STAYS, by=world.town_federation, **ANSWER)

    entry.refresh_from_db()
    assert (objection.state, objection.answered_by_id) == (ObjectionState.ANSWERED, world.town_federation.pk)
    assert (entry.state, entry.candidacy.state) == (EntryState.LISTED, CandidacyState.ON_NOTICE)


def test_or_that_it_leaves(world, entry):
    answer_objection(objection_to(entry), finding=Finding.LEAVES, by=world.town_federation, **ANSWER)

    entry.refresh_from_db()
    assert (entry.state, entry.candidacy.state) == (EntryState.LEFT, CandidacyState.REFUSED)


def test_or_that_its_days_are_counted_anew(world, entry, clock):
    objection = objection_to(entry)
    clock.move_to("2026-05-12 09:00 +0800")

    answer_objection(objection, finding=Finding.EXTENDED, by=world.town_federation, **ANSWER)

    entry.refresh_from_db()
    assert (entry.state, entry.ends_on) == (EntryState.LISTED, date(2026, 5, 19))


@pytest.mark.parametrize(
    "persona", ["village_officer", "village_reviewer", "neighbour_town_federation", "town_approver", "district_office"]
)
def test_neither_the_village_nor_another_town_investigates(world, entry, persona):
    objection, user = objection_to(entry), getattr(world, persona)

    assert not can_investigate(user, objection)
    with pytest.raises(NotPermitted, match="妇联核实"):
        answer_objection(objection, finding=Finding.STAYS, by=user, **ANSWER)


def test_whoever_publishes_in_the_village_is_no_outsider_there_whatever_other_role_they_hold(world, entry):
    objection, user = objection_to(entry), world.town_federation
    assert objection in objections_visible_to(user)
    MembershipFactory(user=user, role="village_officer", region=world.village)
    user.forget_memberships()

    assert objection not in objections_visible_to(user)
    with pytest.raises(NotPermitted):
        start_investigation(objection, is_unrelated=True, by=user)


def test_kin_steps_aside(world, entry):
    with pytest.raises(NotPermitted, match="应当回避") as refusal:
        answer_objection(
            objection_to(entry), finding=Finding.STAYS, answer="无误。", is_unrelated=False, by=world.town_federation
        )

    assert "其他人员" in str(refusal.value.who)


def test_an_answer_is_given_once_in_words_that_may_be_stored(world, entry):
    objection, by = objection_to(entry), world.town_federation
    with pytest.raises(Refused, match="核实结果"):
        answer_objection(objection, finding=Finding.STAYS, answer=" ", is_unrelated=True, by=by)
    with pytest.raises(Refused, match="纠纷"):
        answer_objection(objection, finding=Finding.STAYS, answer="家有纠纷", is_unrelated=True, by=by)
    answer_objection(objection, finding=Finding.STAYS, by=by, **ANSWER)

    with pytest.raises(Conflict):
        answer_objection(objection, finding=Finding.LEAVES, by=by, **ANSWER)


def test_while_the_notice_is_down_no_family_can_be_taken_off_it(world, entry):
    objection = objection_to(entry)
    take_down_notice(entry.notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)

    with pytest.raises(Refused, match="重新张贴"):
        answer_objection(objection, finding=Finding.LEAVES, by=world.town_federation, **ANSWER)


def test_an_objection_to_a_family_that_withdrew_is_still_answered(world, entry):
    objection = objection_to(entry)
    leave_notices([entry.household_id], by=world.village_officer)

    answered = answer_objection(objection, finding=Finding.LEAVES, by=world.town_federation, **ANSWER)

    assert answered.state == ObjectionState.ANSWERED


def test_the_family_sees_what_was_said_and_found_and_not_by_whom(world, entry, django_assert_num_queries):
    objection = objection_to(entry, ground=ObjectionGround.ELIGIBILITY, objector_name="周来电")

    shown = objections_about(entry.household).get()

    assert shown == objection
    with django_assert_num_queries(1):
        assert shown.get_ground_display() == "不符合条件"
        assert shown.objector_name == "周来电", "fetched only when asked for"


def test_two_objections_to_one_family_both_hold_it_back(world, entry, clock):
    first, second = objection_to(entry), objection_to(entry, ground=ObjectionGround.PROCEDURE)
    answer_objection(first, finding=Finding.STAYS, by=world.town_federation, **ANSWER)

    assert list(objections_visible_to(world.town_federation).filter(state=ObjectionState.RECEIVED)) == [second]
    assert second.due_on - date(2026, 5, 8) == timedelta(days=6)
