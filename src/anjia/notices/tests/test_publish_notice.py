from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import open_cycle
from anjia.evaluations.models import Candidacy
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent
from anjia.notices.actions import publish_notice, repost_notice, take_down_notice
from anjia.notices.enums import EntryState, NoticeState, TakeDownReason
from anjia.notices.factories import NAMES, approved_families, publication_consent, running_notice
from anjia.programmes.enums import CycleState
from anjia.programmes.models import ProgrammeCycle

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world.county, year=2026)


@pytest.fixture(autouse=True)
def _may():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False):
        yield


def states() -> set[str]:
    return set(Candidacy.objects.order_by().values_list("state", flat=True))


def test_the_village_publishes_its_approved_families_as_a_batch(world, cycle):
    approved_families(world.group, cycle)

    notice = publish_notice(world.village, cycle, by=world.village_officer)

    assert (notice.state, notice.batch, notice.families) == (NoticeState.RUNNING, 1, 3)
    assert (notice.starts_on, notice.ends_on) == (date(2026, 5, 8), date(2026, 5, 14))
    assert states() == {CandidacyState.ON_NOTICE}
    assert AuditEvent.objects.filter(verb="evaluations.publish").count() == 3


def test_names_are_masked_unless_the_family_agreed_with_proof_to_be_shown(world, cycle):
    shown, asserted, masked = approved_families(world.group, cycle, ("王小明", "李建军", "陈红"))
    publication_consent(shown.household)
    publication_consent(asserted.household, state="asserted")

    notice = publish_notice(world.village, cycle, by=world.village_officer)

    names = dict(notice.entries.values_list("candidacy_id", "shown_name"))
    assert names == {shown.pk: "王小明", asserted.pk: "李*军", masked.pk: "陈*"}
    assert set(notice.entries.values_list("group_name", flat=True)) == {"1组"}


def test_a_second_batch_takes_only_those_who_came_later(world, cycle):
    running_notice(world.group, cycle)
    approved_families(world.other_group, cycle, ("马丽",))

    second = publish_notice(world.village, cycle, by=world.village_officer)

    assert (second.batch, second.families) == (2, 1)


def test_families_of_another_village_are_left_alone(world, cycle):
    approved_families(world.group, cycle)
    elsewhere = approved_families(world.neighbour_group, cycle, ("胡海",))[0]

    publish_notice(world.village, cycle, by=world.village_officer)

    elsewhere.refresh_from_db()
    assert elsewhere.state == CandidacyState.APPROVED


@pytest.mark.parametrize("persona", ["neighbour_village_officer", "town_federation", "town_approver", "inspector"])
def test_nobody_else_publishes(world, cycle, persona):
    approved_families(world.group, cycle)

    with pytest.raises(NotPermitted):
        publish_notice(world.village, cycle, by=getattr(world, persona))

    assert states() == {CandidacyState.APPROVED}


def test_a_changed_list_is_shown_again_before_it_is_published(world, cycle):
    approved_families(world.group, cycle)

    with pytest.raises(Conflict, match="3 户"):
        publish_notice(world.village, cycle, by=world.village_officer, expected=2)

    assert states() == {CandidacyState.APPROVED}


def test_an_empty_list_a_closed_cycle_and_a_town_are_refused(world, cycle):
    with pytest.raises(Refused, match="没有已审批"):
        publish_notice(world.village, cycle, by=world.village_officer)
    approved_families(world.group, cycle)
    with pytest.raises(Refused, match="选择一个村"):
        publish_notice(world.group, cycle, by=world.village_officer)
    ProgrammeCycle.objects.update(state=CycleState.CLOSED)
    cycle.refresh_from_db()
    with pytest.raises(Refused, match="没有开启"):
        publish_notice(world.village, cycle, by=world.village_officer)


def test_taken_down_the_families_wait_again_and_the_reason_stays(world, cycle):
    notice = running_notice(world.group, cycle)

    notice = take_down_notice(notice, reason=TakeDownReason.WRONG_LIST, by=world.village_officer)

    assert (notice.state, notice.take_down_reason) == (NoticeState.TAKEN_DOWN, "wrong_list")
    assert states() == {CandidacyState.APPROVED}


def test_put_up_again_its_days_are_counted_from_the_start(world, cycle):
    notice = running_notice(world.group, cycle)
    with time_machine.travel("2026-05-11 09:00 +0800", tick=False):
        take_down_notice(notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
        notice = repost_notice(notice, by=world.village_officer, expected=3)

    assert (notice.state, notice.restarts, notice.restart_reason) == (NoticeState.RUNNING, 1, "taken_down")
    assert (notice.counted_from, notice.ends_on) == (date(2026, 5, 11), date(2026, 5, 18))
    assert states() == {CandidacyState.ON_NOTICE}


def test_put_up_again_those_who_went_on_without_it_drop_off(world, cycle):
    notice = running_notice(world.group, cycle, names=NAMES[:2])
    take_down_notice(notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    gone = notice.entries.first()
    Candidacy.objects.filter(pk=gone.candidacy_id).update(state=CandidacyState.WITHDRAWN)

    notice = repost_notice(notice, by=world.village_officer)

    gone.refresh_from_db()
    assert (gone.state, notice.families) == (EntryState.LEFT, 1)


def test_a_family_on_a_newer_notice_does_not_stand_on_two(world, cycle):
    old = running_notice(world.group, cycle)
    take_down_notice(old, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    publish_notice(world.village, cycle, by=world.village_officer)

    with pytest.raises(Refused, match="没有已审批"):
        repost_notice(old, by=world.village_officer)


def test_a_notice_is_taken_down_and_put_up_once(world, cycle):
    notice = running_notice(world.group, cycle)
    take_down_notice(notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    with pytest.raises(Conflict):
        take_down_notice(notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    repost_notice(notice, by=world.village_officer)
    with pytest.raises(Conflict):
        repost_notice(notice, by=world.village_officer)


def test_the_number_of_statements_does_not_grow_with_the_families(world, cycle):
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            publish_notice(world.village, cycle, by=world.village_officer)
        return len(queries)

    approved_families(world.group, cycle, ("马丽",))
    few = statements()
    approved_families(world.group, cycle, tuple(f"家庭{n}" for n in range(30)))

    assert statements() == few <= 40
