"""Objections and answers that came on paper: their own day counts, their scan is for who investigates (frame F6)."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from anjia.documents.access import can_read
from anjia.documents.actions import Paper
from anjia.documents.enums import PaperKind
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.tests.test_keep_paper import photo
from anjia.evaluations.factories import open_cycle
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.kernel.ids import uuid7
from anjia.notices.actions import record_objection
from anjia.notices.enums import ObjectionState
from anjia.notices.factories import ended_notice, objection_to, running_notice
from anjia.notices.models import Objection

pytestmark = pytest.mark.django_db
TOLD = {"ground": "wrong_data", "statement": "组别写错了。", "objector_name": "李某"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(world):
    return open_cycle(world.county, year=2026)


@pytest.fixture
def ended(world, cycle):
    return ended_notice(world.group, cycle).entries.select_related("notice__region", "notice__cycle").first()


def record(entry, by, day=date(2026, 5, 6), **fields):
    return record_objection(entry, paper=Paper(day, scan=photo()), token=str(uuid7()), by=by, **{**TOLD, **fields})


def test_what_came_in_while_the_days_ran_counts_though_they_are_over(world, ended):
    ended.notice.published_at = ended.notice.published_at.replace(month=4)
    objection = record(ended, world.town_federation)
    assert objection.due_on == date(2026, 5, 12), "the answer is due from the day the paper came in"
    paper = KeptPaper.objects.get(subject_id=objection.pk)
    assert (paper.form, paper.dated_on, paper.cycle_id) == (
        PaperKind.OBJECTION, date(2026, 5, 6), ended.notice.cycle_id
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "told"),
    [(date(2026, 5, 8), "公示期已经结束"), (date(2026, 5, 9), "不能晚于今天"), (date(2026, 4, 1), "早于公示张贴")],
)
def test_a_day_on_which_nobody_could_object_is_refused(world, ended, day, told):
    ended.notice.published_at = ended.notice.published_at.replace(month=4, day=20)
    with pytest.raises(Refused, match=told):
        record(ended, world.town_federation, day)
    assert not Objection.objects.exists()
    assert not KeptPaper.objects.exists()


def test_who_publishes_never_types_in_nor_reads_who_objected(world, ended):
    ended.notice.published_at = ended.notice.published_at.replace(month=4)
    for stranger in (world.village_officer, world.town_leading_group, world.neighbour_town_federation):
        with pytest.raises(NotPermitted):
            record(ended, stranger)
    scan = StoredFile.objects.get(pk=KeptPaper.objects.get(subject_id=record(ended, world.town_federation).pk).scan_id)
    assert can_read(world.town_federation, scan)
    assert not can_read(world.village_officer, scan)
    assert not can_read(world.neighbour_town_federation, scan)


def test_the_page_asks_for_the_day_and_gives_back_a_receipt(client, world, cycle):
    notice = running_notice(world.group, cycle)
    client.force_login(world.town_federation)
    page = reverse("notices:objection_record", args=[notice.pk])
    assert page in client.get(reverse("notices:notice_detail", args=[notice.pk])).content.decode()
    data = {**TOLD, "entry": notice.entries.first().pk, "once": str(uuid7())}
    assert client.post(page, data).status_code == 422
    sent = client.post(page, {**data, "paper_on": "2026-05-08", "paper_scan": SimpleUploadedFile(*photo())})
    receipt = client.get(sent["Location"]).content.decode()
    assert "data-copy" in receipt
    assert "<svg" in receipt
    client.force_login(world.village_officer)
    assert client.get(page).status_code == 403
    assert page not in client.get(reverse("notices:notice_detail", args=[notice.pk])).content.decode()


def test_an_answer_on_paper_keeps_its_date_and_scan(client, world, cycle):
    objection = objection_to(running_notice(world.group, cycle).entries.first())
    client.force_login(world.town_federation)
    page = reverse("notices:objection_answer", args=[objection.pk])
    data = {"finding": "stays", "answer": "已核对。", "is_unrelated": "on", "paper_scan": SimpleUploadedFile(*photo())}
    assert client.post(page, data).status_code == 422, "a scan has a date"
    data |= {"paper_on": "2026-05-07", "paper_scan": SimpleUploadedFile(*photo())}
    assert client.post(page, data).status_code == 302
    objection.refresh_from_db()
    assert objection.state == ObjectionState.ANSWERED
    shown = client.get(page).content.decode()
    assert "公示异议答复表" in shown
    assert reverse("documents:file_download", args=[KeptPaper.objects.get().scan_id]) in shown
