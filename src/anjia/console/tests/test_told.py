"""Who hears of what in the journey: the right people, in figures, never the family (experience 7, 15; frame F5)."""

import pytest
import time_machine
from django.utils import translation

from anjia.accounts.models import Message
from anjia.accounts.queries import inbox_of
from anjia.documents.actions import request_export
from anjia.evaluations.actions import give_opinion
from anjia.evaluations.enums import CandidacyState, Outcome, Step, StepReason
from anjia.evaluations.factories import candidacies_in, open_cycle
from anjia.evaluations.models import Candidacy
from anjia.honours.actions import print_certificates
from anjia.honours.factories import decided_decision, issued_decision
from anjia.households.actions import withdraw_participation
from anjia.households.factories import consent, family
from anjia.kernel import jobs
from anjia.kernel.ids import uuid7
from anjia.kernel.models import Job, JobState
from anjia.kernel.permissions import SYSTEM
from anjia.notices.actions import answer_objection, end_notices, record_heartbeat
from anjia.notices.factories import NAMES, objection_to, running_notice
from anjia.programmes.factories import open_cycle as district_cycle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(world):
    return open_cycle(world.county, year=2026)


def told(user, kind=""):
    found = inbox_of(user).order_by("id")
    return [(m.title, m.detail) for m in (found.filter(kind=kind) if kind else found)]


def test_a_village_hears_how_many_were_returned_and_where_the_reasons_are(world, cycle):
    candidacies_in(CandidacyState.REVIEWED, 3, group=world.group, cycle=cycle)
    rows = Candidacy.objects.all()
    give_opinion(rows, Step.FEDERATION_OPINION, Outcome.RETURN, by=world.town_federation, reason=StepReason.INCOMPLETE)

    assert [title for title, _detail in told(world.village_officer)] == [f"{world.village.name}有 3 户被退回"]
    message = inbox_of(world.village_officer).get()
    assert message.url.endswith(f"?state=returned&place={world.village.path}")
    assert told(world.neighbour_village_officer) == told(world.town_federation) == []


def test_accepting_tells_nobody(world, cycle):
    candidacies_in(CandidacyState.REVIEWED, 1, group=world.group, cycle=cycle)
    give_opinion(Candidacy.objects.all(), Step.FEDERATION_OPINION, Outcome.ACCEPT, by=world.town_federation)
    assert not Message.objects.exists()


def test_a_withdrawal_is_a_figure_for_the_village_and_nothing_for_those_above(world):
    leaving = family(world.group, "王小明")
    consent(leaving)
    withdraw_participation(leaving, by=SYSTEM)

    message = inbox_of(world.village_officer).get()
    assert message.title == f"{world.village.name}有 1 户撤回同意"
    assert str(leaving.pk) not in f"{message.facts}{message.url}{message.key}"
    assert set(Message.objects.values_list("user_id", flat=True)) == {world.village_officer.pk}


def test_an_objection_goes_to_the_town_and_its_answer_to_the_village(world, cycle):
    entry = running_notice(world.group, cycle).entries.select_related("notice__region", "notice__cycle")[0]
    objection = objection_to(entry)
    assert [title for title, _detail in told(world.town_federation)] == [f"{world.village.name}的公示收到一条异议"]
    assert told(world.village_officer) == []

    answer_objection(objection, finding="stays", answer="已核对。", is_unrelated=True, by=world.town_federation)
    assert told(world.village_officer)[0][0].endswith("已答复：异议不成立，保留")
    with translation.override("en"):
        assert "stays" in told(world.village_officer)[0][0]


def test_a_notice_that_ends_is_told_once_to_village_and_town(world, cycle, clock):
    notice = running_notice(world.group, cycle)
    while notice.state == "running":
        clock.shift(3 * 3600)
        record_heartbeat()
        end_notices()
        notice.refresh_from_db()
    end_notices()

    for reader in (world.village_officer, world.town_federation):
        assert told(reader, "notices.ended") == [
            (f"{world.village.name}的公示已期满", "公示 3 户；没有未办结异议的家庭可以列入命名决定")
        ]


def test_a_notice_that_starts_anew_is_told_with_its_new_last_day(world, cycle, clock):
    notice = running_notice(world.group, cycle)
    record_heartbeat()
    clock.shift(6 * 3600)
    record_heartbeat()
    end_notices()
    notice.refresh_from_db()

    assert notice.restarts == 1
    assert f"到 {notice.ends_on} 为止" in told(world.village_officer, "notices.restarted")[0][0]


def test_a_decision_is_told_to_who_signs_and_then_to_the_town_and_its_villages(world):
    decided_decision(world, district_cycle(world))
    assert told(world.district_office, "honours.to_sign")[0][0] == f"{world.town.name}的命名决定待签发，3 户"


def test_an_issued_decision_names_its_number_and_no_family(world):
    decision = issued_decision(world, district_cycle(world))
    for reader in (world.town_leading_group, world.village_officer):
        assert told(reader, "honours.issued")[0][0] == f"{decision.number_text}已签发，命名 3 户"
    assert told(world.neighbour_village_officer, "honours.issued") == []


def test_a_long_list_is_told_to_those_who_may_approve_it(world):
    issued_decision(world, district_cycle(world), names=tuple(f"家庭{n:03d}" for n in range(101)))
    request_export(world.town, list_name="honours:title_list", query="", purpose="报送存档", by=world.town_federation)

    assert told(world.town_leading_group, "documents.export_to_approve")[0][0].endswith("101 项的导出申请待批准")
    assert told(world.town_federation, "documents.export_to_approve") == []


def test_no_message_of_the_journey_holds_a_name(world):
    issued_decision(world, district_cycle(world))
    kept = "".join(f"{m.facts}{m.url}{m.key}{m.title}{m.detail}" for m in Message.objects.all())
    assert Message.objects.exists()
    assert [name for name in NAMES[:3] if name in kept] == []


def test_whoever_asked_hears_when_the_import_is_over(world, monkeypatch):
    officer, batch_id = world.village_officer, uuid7()
    monkeypatch.setitem(jobs.handlers, "households.import_roster", lambda progress, **arguments: None)
    jobs.enqueue("households.import_roster", key="import", by=officer, batch_id=batch_id)
    jobs.run_pending()

    assert told(officer) == [("名册导入：已办完", "点开看结果")]
    assert str(batch_id) in inbox_of(officer).get().url
    with translation.override("en"):
        assert told(officer)[0][0] == "Roster import: finished"


def test_a_job_that_fails_is_told_and_one_that_was_cancelled_is_not(world, monkeypatch):
    decision = issued_decision(world, district_cycle(world))
    Message.objects.all().delete()
    jobs.run_pending()
    assert told(world.district_office, "accounts.job_done")[0][0] == "生成命名决定公文：已办完"

    def broken(progress, **arguments):
        raise RuntimeError

    monkeypatch.setitem(jobs.handlers, "honours.certificates", broken)
    print_certificates(decision, world.town, by=world.town_federation)
    with pytest.raises(RuntimeError):
        jobs.run_pending()
    assert told(world.town_federation, "accounts.job_failed")[0][0] == "生成证书：没有办成"

    Message.objects.all().delete()
    job = print_certificates(decision, world.town, by=world.town_federation)
    jobs.cancel(job, by=world.town_federation)
    jobs.run_pending()
    assert Job.objects.get(pk=job.pk).state == JobState.CANCELLED
    assert not Message.objects.exists()
