"""The wizard as the people of a village and a town use it."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.households.enums import BatchState
from anjia.households.models import Household, ImportBatch
from anjia.households.tests.rosters import FAMILY, HEADER, family, messy, xlsx
from anjia.kernel.jobs import run_pending
from anjia.kernel.permissions import SYSTEM
from anjia.regions.actions import create_groups
from anjia.regions.divisions import load_divisions
from anjia.regions.models import Region

ROWS = [[*FAMILY[:3], "1组1号", *FAMILY[4:]], family(head="王明", phone="1380000", address="2组2号")]


def url(step, batch=None):
    return reverse(f"households:{step}", args=[batch.pk] if batch else [])


def upload(client, data, name="名册.xlsx"):
    return client.post(url("import_upload"), {"roster": SimpleUploadedFile(name, data)})


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


@pytest.fixture
def batch(officer):
    upload(officer, xlsx([HEADER, *ROWS], name="来园社区"))
    return ImportBatch.objects.get()


def test_the_wizard_from_upload_to_result(officer, world):
    answer = upload(officer, xlsx([HEADER, *ROWS], name="来园社区"))
    batch = ImportBatch.objects.get()
    assert answer.url == url("import_columns", batch)
    columns = officer.get(answer.url)
    assert "不导入" in columns.content.decode()
    chosen = {field.html_name: field.value() for field in columns.context["form"]}
    answer = officer.post(answer.url, chosen)
    assert answer.url == url("import_preview", batch)
    preview = officer.get(answer.url).content.decode()
    assert "电话号码位数不够" in preview
    answer = officer.post(answer.url, {"village-0": str(world.village.pk), "next": "confirm"})
    assert answer.url == url("import_confirm", batch)
    page = officer.get(answer.url)
    assert "将新增 1 户" in page.content.decode()
    answer = officer.post(answer.url, {"new": 1, "update": 0, "once": page.context["once"]})
    assert answer.url == url("import_result", batch)
    waiting = officer.get(answer.url).content.decode()
    assert url("import_progress", batch) in waiting
    assert not Household.objects.exists()
    run_pending()
    assert officer.get(url("import_progress", batch)).status_code == 200
    assert "新增" in officer.get(answer.url).content.decode()
    assert Household.objects.get().head_name == "何婷婷"


def test_confirming_twice_is_one_import(officer, batch):
    page = officer.get(url("import_confirm", batch))
    data = {"new": 1, "update": 0, "once": page.context["once"]}
    first, second = (officer.post(url("import_confirm", batch), data) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)
    run_pending()
    assert Household.objects.count() == 1
    late = officer.post(url("import_confirm", batch), {**data, "once": ""})
    assert late.status_code == 409


def test_a_file_that_cannot_be_read_says_why_and_opens_no_batch(officer):
    answer = upload(officer, b"%PDF-1.7\n", "名册.pdf")
    assert answer.status_code == 422
    assert "不是表格" in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_the_marked_file_comes_back(officer, batch):
    answer = officer.get(url("import_marked", batch))
    page = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert "电话号码位数不够" in page.cell(3, 9).value
    assert "attachment" in answer["Content-Disposition"]


def test_the_sample_can_be_imported_as_it_is(officer, world):
    create_groups(world.village, labels=["12组"], by=SYSTEM)
    upload(officer, officer.get(url("import_sample")).content)
    batch = ImportBatch.objects.get()
    assert officer.get(url("import_preview", batch)).context["figures"]["new"] == 2


def test_the_messy_roster_by_the_town(client, world):
    load_divisions(
        [{"code": "430203001005", "name": "漂家井社区居委会"}, {"code": "430203001006", "name": "长塘湾社区居委会"}],
        by=SYSTEM,
    )
    client.force_login(world.town_federation)
    upload(client, messy(), "roster_messy.xlsx")
    batch = ImportBatch.objects.get()
    preview = client.get(url("import_preview", batch))
    form = preview.context["form"]
    assert [field.value() != "" for field in form.village_fields] == [True] * 3
    groups = [value for value, _v, label, _n, _on in form.group_rows if label != "99组"]
    pairs = {field.html_name: "0" for field in form.pair_fields}
    villages = {field.html_name: field.value() for field in form.village_fields}
    client.post(
        url("import_preview", batch), {**villages, **pairs, "groups": groups, "totals": "on", "next": "confirm"}
    )
    page = client.get(url("import_confirm", batch))
    figures = page.context["figures"]
    answer = client.post(url("import_confirm", batch), {"new": figures["new"], "update": 0})
    assert answer.status_code == 302
    run_pending()
    batch.refresh_from_db()
    assert batch.state == BatchState.MERGED
    assert Household.objects.count() == figures["new"] == batch.summary["done"]["new"]
    assert not Region.objects.filter(name="99组").exists()


def test_discarding_and_undoing(officer, batch, world):
    officer.get(url("import_discard", batch))
    assert officer.post(url("import_discard", batch), {}).status_code == 302
    batch.refresh_from_db()
    assert batch.state == BatchState.DISCARDED
    assert officer.get(url("import_preview", batch)).url == url("import_result", batch)
    upload(officer, xlsx([HEADER, ROWS[0]], name="来园社区"))
    other = ImportBatch.objects.get(state=BatchState.UPLOADED)
    officer.post(url("import_confirm", other), {"new": 1, "update": 0})
    run_pending()
    assert "将移除 1 户" in officer.get(url("import_undo", other)).content.decode()
    officer.post(url("import_undo", other), {})
    assert not Household.objects.exists()
    assert "已经撤销" in officer.get(url("import_result", other)).content.decode()


@pytest.mark.parametrize("step", ["columns", "preview", "confirm", "marked", "result", "discard", "undo", "progress"])
def test_a_neighbours_batch_looks_absent(client, batch, world, step):
    client.force_login(world.neighbour_village_officer)
    assert client.get(url(f"import_{step}", batch)).status_code == 404
    client.force_login(world.group_leader)
    assert client.get(url(f"import_{step}", batch)).status_code == 403


def test_the_list_asks_the_same_number_of_questions_whatever_it_shows(officer, batch, django_assert_num_queries):
    with CaptureQueriesContext(connection) as one:
        officer.get(url("batches"))
    questions = len(one)
    for _copy in range(2):
        upload(officer, xlsx([HEADER, *ROWS], name="来园社区"))
    with django_assert_num_queries(questions):
        assert officer.get(url("batches")).context["total"] == 3


def test_a_waiting_import_is_cancelled_and_confirmed_again(officer, batch):
    officer.post(url("import_confirm", batch), {"new": 1, "update": 0})
    assert officer.post(url("import_cancel", batch)).url == url("import_result", batch)
    run_pending()
    assert not Household.objects.exists()
    page = officer.get(url("import_result", batch)).content.decode()
    assert url("import_reopen", batch) in page
    assert officer.post(url("import_reopen", batch), {}).url == url("import_preview", batch)
    officer.post(url("import_confirm", batch), {"new": 1, "update": 0})
    run_pending()
    assert Household.objects.count() == 1
