"""The page that voids a drawn number, and certificates that take several files."""

import sys
import uuid

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.documents.actions import take_number, void_number
from anjia.documents.enums import NumberState, VoidReason
from anjia.documents.models import DocumentNumber, StoredFile
from anjia.documents.queries import read_file
from anjia.documents.tests.reading import pdf_pages
from anjia.honours.actions import print_certificates
from anjia.honours.factories import issued_decision
from anjia.honours.queries import numbers_visible_to
from anjia.honours.tasks import certificates
from anjia.households.signals import participation_withdrawn
from anjia.kernel import jobs
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.models import AuditEvent, Job, JobState
from anjia.kernel.permissions import SYSTEM
from anjia.web.once import new_token

pytestmark = pytest.mark.django_db
PRINTING = sys.modules["anjia.honours.actions.print_certificates"]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-15 10:00 +0800", tick=False) as traveller:
        yield traveller


def drawn(region, year: int = 2026) -> DocumentNumber:
    with transaction.atomic():
        return take_number(
            "株荷妇", year, subject="一份没有印发的通知", object_id=None, by=SYSTEM, region_path=region.path
        )


def void_url(number) -> str:
    return reverse("honours:number_void", args=[number.pk])


def test_a_number_is_voided_on_a_page_that_names_the_effect_and_stays_in_the_register(client, world):
    number = drawn(world.town)
    client.force_login(world.district_office)
    register = client.get(reverse("honours:numbers")).content.decode()
    assert void_url(number) in register
    page = client.get(void_url(number)).content.decode()
    assert f"{number} 作废后不能恢复" in page

    assert client.post(void_url(number), {"once": new_token(), "reason": "因为我想"}).status_code == 422
    client.post(void_url(number), {"once": new_token(), "reason": VoidReason.TWICE})

    number.refresh_from_db()
    register = client.get(reverse("honours:numbers")).content.decode()
    assert number.state == NumberState.VOIDED
    assert str(number) in register
    assert "同一份公文取了两个号" in register
    assert void_url(number) not in register
    assert drawn(world.town).number == number.number + 1
    assert AuditEvent.objects.get(verb="documents.void_number").note == "同一份公文取了两个号"


def test_sent_twice_or_by_two_people_it_is_voided_once(client, world):
    number = drawn(world.town)
    client.force_login(world.town_approver)
    token = new_token()
    for _time in range(2):
        assert client.post(void_url(number), {"once": token, "reason": VoidReason.TWICE}).status_code == 302
    assert client.post(void_url(number), {"once": new_token(), "reason": VoidReason.TWICE}).status_code == 404
    with pytest.raises(Conflict):
        void_number(number, reason=VoidReason.TWICE, by=world.district_office)
    assert AuditEvent.objects.filter(verb="documents.void_number").count() == 1


def test_the_number_of_a_decision_by_which_titles_hold_is_not_voided(client, world, cycle):
    decision = issued_decision(world, cycle)
    number = DocumentNumber.objects.get(pk=decision.number_id)
    client.force_login(world.district_office)
    assert void_url(number) not in client.get(reverse("honours:numbers")).content.decode()
    answer = client.post(void_url(number), {"once": new_token(), "reason": VoidReason.MISTAKE})
    assert answer.status_code == 422
    assert "仍然有效" in answer.content.decode()

    held = list(decision.titles.values_list("household_id", flat=True))
    participation_withdrawn.send(sender=None, ids=held, by=world.village_officer)
    void_number(number, reason=VoidReason.MISTAKE, by=world.district_office)


@pytest.mark.parametrize(
    ("persona", "status"),
    [("town_approver", 200), ("district_office", 200), ("neighbour_town_approver", 404), ("town_federation", 403)],
)
def test_who_may_void(client, world, persona, status):
    number, who = drawn(world.town), getattr(world, persona)
    client.force_login(who)

    assert client.get(void_url(number)).status_code == status
    assert numbers_visible_to(who, "documents.void_number").filter(pk=number.pk).exists() == (status == 200)
    if status != 200:
        with pytest.raises(NotPermitted):
            void_number(number, reason=VoidReason.TWICE, by=who)


def test_the_register_asks_as_much_for_three_numbers_as_for_one(client, world):
    client.force_login(world.district_office)

    def statements() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("honours:numbers"))
        return len(seen)

    drawn(world.town)
    statements()
    first = statements()
    drawn(world.town)
    drawn(world.town)
    assert statements() == first


def test_many_certificates_come_in_several_files_and_a_killed_job_goes_on(client, world, cycle, monkeypatch):
    monkeypatch.setattr(PRINTING, "AT_ONCE", 2)
    decision = issued_decision(world, cycle, names=("王小明", "李建军", "陈红", "周兰", "赵明"))
    client.force_login(world.district_office)
    assert "共 3 个 PDF 文件" in client.get(reverse("honours:certificates_print", args=[decision.pk])).content.decode()
    job = print_certificates(decision, world.town, by=world.district_office)
    jobs.run_pending()
    job.refresh_from_db()
    files = StoredFile.objects.in_bulk(job.result["files"])
    pages = [len(pdf_pages(read_file(files[uuid.UUID(pk)]))) for pk in job.result["files"]]
    assert pages == [2, 2, 1]
    assert [files[uuid.UUID(pk)].name[-7:] for pk in job.result["files"]] == ["1-3.pdf", "2-3.pdf", "3-3.pdf"]

    told = client.get(reverse("honours:certificates_job", args=[job.pk])).content.decode()
    assert "分成 3 个文件" in told
    for part, status in ((1, 200), (3, 200), (4, 404)):
        address = reverse("honours:certificates_download", args=[job.pk, part])
        assert client.post(address).status_code == status

    first = job.result["files"][:1]
    Job.objects.filter(pk=job.pk).update(result={"files": first}, state=JobState.RUNNING)
    again = certificates(jobs.Progress(job.pk), **job.arguments)
    assert again["files"][:1] == first
    assert len(again["files"]) == 3


def test_without_titles_there_is_nothing_to_print(world, cycle):
    decision = issued_decision(world, cycle)
    decision.titles.update(state="withdrawn", withdrawn_at=decision.signed_at)
    with pytest.raises(Refused, match="没有有效的称号"):
        print_certificates(decision, world.town, by=world.district_office)
