"""Change requests and withdrawals that came on paper: their own day, who helped, the scan and its end."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from anjia.documents.access import can_read
from anjia.documents.actions import Paper
from anjia.documents.enums import PaperKind
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.tests.test_keep_paper import photo
from anjia.households.actions import withdraw_participation
from anjia.households.actions.change_requests import decline_request, forget_answered
from anjia.households.actions.personal_data import erase_household
from anjia.households.factories import consent, family
from anjia.households.models import ChangeRequest, ConsentProof, Household
from anjia.households.tests.test_requests import ask
from anjia.kernel.exceptions import Refused
from anjia.regions.working_days import add_working_days


def ago(days):
    return timezone.localdate() - timedelta(days=days)


def on_paper(world, days=4, **fields):
    paper = Paper(ago(days), helped_by="王主任", scan=photo())
    return ask(world, channel="paper", by=world.village_officer, paper=paper, **fields)


@pytest.fixture
def row(world):
    household = family(world.group)
    consent(household, proven=True)
    return household


def test_the_answer_is_due_from_the_day_on_the_paper(world, row):
    request = on_paper(world)
    assert request.due_on == add_working_days(ago(4), 15)
    paper = KeptPaper.objects.get(subject_id=request.pk)
    assert (paper.form, paper.dated_on, paper.helped_by) == (PaperKind.CHANGE, ago(4), "王主任")
    with pytest.raises(Refused, match="不能晚于今天"):
        on_paper(world, days=-1)


@pytest.mark.parametrize("reason", ["not_found", "not_confirmed"])
def test_the_paper_goes_with_what_was_typed_from_it(world, row, reason):
    request = on_paper(world)
    decline_request(request, reason=reason, by=world.village_officer)
    assert KeptPaper.objects.exists() == (reason != "not_found")
    ChangeRequest.objects.update(decided_at=timezone.now() - timedelta(days=31))
    forget_answered()
    assert not KeptPaper.objects.exists()
    assert not StoredFile.objects.filter(kind="households.paper").exists()


def test_staff_enter_day_helper_and_scan_and_the_receipt_bears_a_code(client, world, row):
    client.force_login(world.village_officer)
    page = reverse("households:request_record", args=["size"])
    data = {
        "village": "来园社区", "head_name": "何婷婷", "size": 5, "asker": "self", "channel": "paper",
        "helped_by": "王主任", "paper_on": "",
    }  # fmt: skip
    assert client.post(page, data).status_code == 422
    sent = client.post(page, {**data, "paper_on": ago(2).isoformat(), "paper_scan": SimpleUploadedFile(*photo())})
    receipt = client.get(sent["Location"]).content.decode()
    assert "<svg" in receipt
    assert reverse("households:request_progress") in receipt
    shown = client.get(reverse("households:request_accept", args=[ChangeRequest.objects.get().pk])).content.decode()
    assert "王主任" in shown
    assert reverse("documents:file_download", args=[KeptPaper.objects.get().scan_id]) in shown


def test_a_withdrawal_on_paper_keeps_its_date_until_the_family_is_erased(client, world, row):
    client.force_login(world.village_officer)
    page = reverse("households:withdraw", args=[row.pk])
    data = {"kind": "participate", "paper_on": ago(1).isoformat(), "paper_scan": SimpleUploadedFile(*photo())}
    assert client.post(page, data).status_code == 302
    paper = KeptPaper.objects.get(subject_id=row.pk)
    assert (paper.form, paper.dated_on) == (PaperKind.WITHDRAWAL, ago(1))
    scan = StoredFile.objects.get(pk=paper.scan_id)
    assert can_read(world.village_officer, scan)
    assert not can_read(world.neighbour_village_officer, scan)
    assert not can_read(world.district_office, scan)
    erase_household(Household.objects.get(pk=row.pk), reason="asked", by=world.village_officer)
    assert not KeptPaper.objects.exists()
    assert not StoredFile.objects.filter(pk=scan.pk).exists()


def test_withdrawing_never_waits_for_a_paper(world, row):
    withdraw_participation(row, by=world.village_officer)
    assert not KeptPaper.objects.exists()


def test_a_witness_says_when(client, world, row):
    other = family(world.group, "王小明")
    consent(other)
    client.force_login(world.village_officer)
    page = reverse("households:witness", args=[other.pk])
    data = {"kinds": ["participate"], "witness": "李某", "was_read": "on", "signed_on": ago(6).isoformat()}
    assert client.post(page, data).status_code == 302
    assert ConsentProof.objects.get(witness="李某").signed_on == ago(6)
