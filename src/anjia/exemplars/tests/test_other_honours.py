"""Other honours: entered once, they fill in the roster; they can be taken off and brought back."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from anjia.documents.models import StoredFile
from anjia.exemplars.actions import record_honour, remove_honour
from anjia.exemplars.factories import recommended
from anjia.exemplars.models import OtherHonour
from anjia.exemplars.papers import roster_of
from anjia.exemplars.submission import honours_of
from anjia.households.actions import erase_household, withdraw_participation
from anjia.households.factories import consent, family
from anjia.kernel.exceptions import NotPermitted, Refused
from anjia.programmes.factories import open_cycle
from anjia.web.models import BinEntry
from anjia.web.once import new_token
from anjia.web.recycling import empty_bin, restore_entry

pytestmark = pytest.mark.django_db

SCAN = b"%PDF-1.4\na certificate\n%%EOF\n"


@pytest.fixture
def household(world):
    household = family(world.group)
    consent(household, proven=True)
    return household


def record(household, by, **fields):
    told = {"kind": "most_beautiful", "name": "", "issuing_body": "市妇联", "awarded_on": timezone.localdate()}
    return record_honour(household, **{**told, **fields}, by=by)


def test_as_its_certificate_says(world, household):
    honour = record(household, world.village_officer, number="市妇〔2025〕3号", proof=SCAN, proof_name="证.pdf")
    assert (honour.name, honour.number) == ("最美家庭", "市妇〔2025〕3号")
    assert honour.proof_file_id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"awarded_on": timezone.localdate() + timedelta(days=2)}, "还没有到"),
        ({"name": "信访先进"}, "信访"),
        ({"issuing_body": "某某教会 信教小组"}, "信教"),
    ],
)
def test_what_may_not_be_written_is_refused(world, household, fields, words):
    with pytest.raises(Refused, match=words):
        record(household, world.village_officer, **fields)


def test_only_where_one_works(world, household):
    with pytest.raises(NotPermitted):
        record(household, world.neighbour_village_officer)
    honour = record(household, world.village_officer)
    with pytest.raises(NotPermitted):
        remove_honour(honour, by=world.neighbour_village_officer)


def test_removed_it_comes_back_from_the_bin(world, household):
    remove_honour(record(household, world.village_officer), by=world.village_officer)
    assert not OtherHonour.objects.exists()
    entry = BinEntry.objects.get()
    assert household.head_name not in entry.title
    where = restore_entry(entry, by=world.village_officer)
    assert where == reverse("exemplars:honours", args=[household.pk])
    assert OtherHonour.objects.get().issuing_body == "市妇联"

    remove_honour(OtherHonour.objects.get(), by=world.village_officer)
    type(household).objects.update(is_active=False)
    with pytest.raises(Refused, match="已经退出"):
        restore_entry(BinEntry.objects.get(), by=world.village_officer)


def test_erasing_a_family_destroys_its_scans_those_in_the_bin_too(world, household):
    officer = world.village_officer
    kept = family(world.group, "李建军")
    record(kept, officer, proof=SCAN, proof_name="别家.pdf")
    record(household, officer, proof=SCAN, proof_name="证.pdf")
    remove_honour(record(household, officer, proof=b"%PDF-1.4\nanother\n%%EOF\n", proof_name="旧证.pdf"), by=officer)
    withdraw_participation(household, by=officer)
    erase_household(household, reason="asked", by=officer)
    assert list(OtherHonour.objects.values_list("household", flat=True)) == [kept.pk]
    assert [stored.pk for stored in StoredFile.objects.all()] == [OtherHonour.objects.get().proof_file_id]
    assert not BinEntry.objects.exists()


def test_the_scan_waits_in_the_bin_and_goes_with_it(world, household):
    remove_honour(record(household, world.village_officer, proof=SCAN, proof_name="证.pdf"), by=world.village_officer)
    restore_entry(BinEntry.objects.get(), by=world.village_officer)
    assert StoredFile.objects.filter(pk=OtherHonour.objects.get().proof_file_id).exists()

    remove_honour(OtherHonour.objects.get(), by=world.village_officer)
    BinEntry.objects.update(created_at=timezone.now() - timedelta(days=31))
    empty_bin()
    assert not StoredFile.objects.exists()


def test_the_roster_is_filled_from_them(world):
    rows = recommended(world, open_cycle(world), 2)
    record(rows[0].household, world.village_officer)
    paper = roster_of("来园社区", 2026, rows, honours_of(rows))
    assert [row[5] for row in paper.rows] == ["最美家庭", "—"]


def test_the_pages(client, world, household):
    client.force_login(world.village_officer)
    page = reverse("exemplars:honours", args=[household.pk])
    assert "没有登记其他荣誉" in client.get(page).content.decode()
    add = reverse("exemplars:honour_add", args=[household.pk])
    told = {"once": new_token(), "kind": "other", "issuing_body": "省妇联", "awarded_on": "2025-05-15"}
    assert "请照证书填写荣誉名称" in client.post(add, told).content.decode()
    scan = SimpleUploadedFile("证书.pdf", SCAN)
    client.post(add, {**told, "once": new_token(), "name": "书香家庭", "proof": scan})
    shown = client.get(page).content.decode()
    assert "书香家庭" in shown
    honour = OtherHonour.objects.get()
    file = reverse("documents:file_download", args=[honour.proof_file_id])
    assert file in shown
    assert client.get(file).status_code in (200, 302)
    client.post(reverse("exemplars:honour_remove", args=[honour.pk]), {"once": new_token()})
    assert not OtherHonour.objects.exists()
    client.force_login(world.neighbour_village_officer)
    assert client.get(page).status_code == 404
