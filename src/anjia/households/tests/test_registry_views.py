"""The registry's pages in the hands of owner, neighbour and stranger."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.households.enums import ConsentKind, ConsentState
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdMember
from anjia.households.queries import live_consents
from anjia.households.tests.test_consents import scan
from anjia.kernel.models import AuditEvent

PHONE = "18437006306"


def url(name, *args):
    return reverse(f"households:{name}", args=args)


@pytest.fixture
def row(world):
    household = family(world.group)
    consent(household)
    return household


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


def test_the_list_searches_and_shows_no_number(officer, row, world):
    family(world.other_group, "王小明")
    page = officer.get(url("list"), {"q": "htt"})
    assert [h.head_name for h in page.context["rows"]] == ["何婷婷"]
    assert PHONE not in officer.get(url("list")).content.decode()
    assert officer.get(url("list"), {"proof": "yes"}).context["total"] == 0
    assert "没有符合条件" in officer.get(url("list"), {"q": "zzz"}).content.decode()


def test_the_list_asks_as_many_questions_for_three_as_for_one(officer, row, world):
    officer.get(url("list"))
    with CaptureQueriesContext(connection) as one:
        officer.get(url("list"))
    questions = len(one)
    for name in ("王小明", "李想"):
        family(world.group, name)
    with CaptureQueriesContext(connection) as three:
        assert officer.get(url("list")).context["total"] == 3
    assert len(three) == questions


def test_the_family_page_masks_and_a_reason_reveals(officer, row):
    page = officer.get(url("detail", row.pk)).content.decode()
    assert "184****6306" in page
    assert PHONE not in page
    refused = officer.post(url("reveal_phone", row.pk), {"reason": ""})
    assert (refused.status_code, PHONE in refused.content.decode()) == (422, False)
    shown = officer.post(url("reveal_phone", row.pk), {"reason": "通知开户长会议"})
    assert PHONE in shown.content.decode()
    assert AuditEvent.objects.filter(verb="households.reveal", object_id=row.pk).count() == 1
    guarded = officer.post(url("reveal_phone", row.pk), {"reason": "了解上访情况"})
    assert guarded.status_code == 422


def test_data_are_edited_by_the_rules_of_the_roster(officer, row):
    page = officer.get(url("edit", row.pk))
    assert PHONE not in page.content.decode()
    data = {
        "head_birth": "1970年5月", "household_size": 4, "address": "36号",
        "phone": "１３９-1111-2222", "occupation": "务农", "residence_type": "rental", "version": 1,
    }  # fmt: skip
    assert officer.post(url("edit", row.pk), data).status_code == 302
    row.refresh_from_db()
    assert (row.head_birth, row.phone, row.residence_type) == ("1970-05", "13911112222", "rental")
    stale = officer.post(url("edit", row.pk), data)
    assert stale.status_code == 409
    wrong = officer.post(url("edit", row.pk), {**data, "version": 2, "head_birth": "1970.13", "phone": "138"})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"head_birth", "phone"}


def test_a_family_is_entered_from_paper(officer, world):
    data = {
        "head_name": "郑新", "region": world.group.pk, "household_size": 2, "residence_type": "floating", "phone": "",
        "head_birth": "", "address": "", "occupation": "",
    }  # fmt: skip
    page = officer.get(url("register"))
    once = page.context["once"]
    first, second = (officer.post(url("register"), {**data, "once": once}) for _n in range(2))
    assert first.url == second.url
    assert live_consents(Household.objects.get())[ConsentKind.PARTICIPATE].state == ConsentState.ASSERTED


def test_members_are_added_changed_and_removed(officer, row):
    data = {"name": "何小", "kinship": "20", "sex": "1", "birth": "2020-05", "work_or_school": "中心小学"}
    assert officer.get(url("add_member", row.pk)).status_code == 200
    assert officer.post(url("add_member", row.pk), data).status_code == 302
    member = HouseholdMember.objects.get()
    assert (member.name, member.birth, member.kinship) == ("何小", "2020-05", "20")
    assert "不一致" in officer.get(url("detail", row.pk)).content.decode()
    assert officer.post(url("add_member", row.pk), {**data, "kinship": "02"}).status_code == 422
    assert officer.post(url("edit_member", row.pk, member.pk), {**data, "kinship": "30"}).status_code == 302
    assert officer.get(url("remove_member", row.pk, member.pk)).status_code == 200
    assert officer.post(url("remove_member", row.pk, member.pk), {}).status_code == 302
    assert not HouseholdMember.objects.exists()


def test_a_signature_sheet_is_filed_to_its_families(officer, row, world):
    other = family(world.group, "王小明", phone="")
    consent(other)
    assert officer.get(url("sheet")).status_code == 200
    empty = officer.post(url("sheet"), {"scan": SimpleUploadedFile("签字表.png", scan())})
    assert empty.status_code == 422
    data = {"scan": SimpleUploadedFile("签字表.png", scan()), "participate": [row.pk, other.pk], "publish": [row.pk]}
    assert officer.post(url("sheet"), data).status_code == 302
    assert {found.state for found in live_consents(row).values()} == {ConsentState.PROVEN}
    assert officer.get(url("consents")).context["total"] == 0


def test_slips_are_printed_once_and_their_codes_typed_back(officer, row):
    assert officer.get(url("slips")).status_code == 200
    printed = officer.post(url("slips"), {"families": [row.pk]})
    ((_household, code),) = printed.context["slips"]
    assert code in printed.content.decode()
    wrong = officer.post(url("codes"), {"codes": "WRONG234"})
    assert wrong.status_code == 422
    assert officer.post(url("codes"), {"codes": f"{code.lower()}\nWRONG234"}).status_code == 302
    assert "WRONG234" in officer.get(url("consents")).content.decode()
    assert live_consents(row)[ConsentKind.PARTICIPATE].state == ConsentState.PROVEN


def test_nobody_is_asked_for_proof_that_is_there(officer, row):
    consent(row, ConsentKind.PUBLISH, proven=True)
    row.consents.filter(kind=ConsentKind.PARTICIPATE).delete()
    consent(row, proven=True)
    page = officer.get(url("detail", row.pk)).content.decode()
    assert url("witness", row.pk) not in page
    assert url("sheet") not in page


def test_a_witness_and_a_withdrawal(officer, row, world):
    assert "撤回" in officer.get(url("witness", row.pk)).content.decode()
    data = {"kinds": ["participate"], "witness": "李见证", "was_read": "on"}
    assert officer.post(url("witness", row.pk), {**data, "witness": str(world.village_officer)}).status_code == 422
    assert url("witness", row.pk) in officer.get(url("detail", row.pk)).content.decode()
    assert officer.post(url("witness", row.pk), data).status_code == 302
    assert live_consents(row)[ConsentKind.PARTICIPATE].state == ConsentState.PROVEN
    assert officer.post(url("withdraw", row.pk), {"kind": "participate"}).status_code == 302
    assert officer.get(url("detail", row.pk)).status_code == 404
    assert officer.get(url("list")).context["total"] == 0


ONE = ["detail", "edit", "correct_name", "reveal_phone", "withdraw", "witness", "add_member"]


@pytest.mark.parametrize("name", ONE)
def test_a_neighbour_finds_nothing_and_a_reader_may_not_write(client, row, world, name):
    assert client.get(url(name, row.pk)).status_code == 302
    client.force_login(world.neighbour_village_officer)
    assert client.get(url(name, row.pk)).status_code == 404
    assert client.post(url(name, row.pk), {}).status_code in (404, 405)
    client.force_login(world.group_leader)
    assert client.get(url(name, row.pk)).status_code == (200 if name == "detail" else 403)


def test_the_home_says_what_is_to_do(officer, row):
    page = officer.get(reverse("console:home")).content.decode()
    assert "还有 1 户缺签字凭证" in page


@pytest.mark.parametrize(
    "name", ["list", "register", "consents", "sheet", "slips", "codes", "batches", "import_upload"]
)
def test_pages_read_in_english_too(officer, row, name):
    officer.cookies["django_language"] = "en"
    assert officer.get(url(name)).status_code == 200
