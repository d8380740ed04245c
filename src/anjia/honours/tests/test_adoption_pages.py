"""The pages of earlier titles: upload, columns, preview, confirmation, result, marked file, undo, scan."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from anjia.documents.tests.test_store_file import PDF
from anjia.honours.models import NamingDecision, Title, TitleAdoption
from anjia.honours.tests.earlier_titles import HEADER, ORGAN, adopted, line, uploaded
from anjia.households.tests.rosters import xlsx
from anjia.regions.place import SESSION_KEY
from anjia.web.once import new_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def town(client, world):
    client.force_login(world.town_federation)
    session = client.session
    session[SESSION_KEY] = world.group.path
    session.save()
    return client


def url(step: str, *args) -> str:
    return reverse(f"honours:adoption_{step}", args=args)


def press(client, address: str, **data):
    return client.post(address, {"once": new_token(), **data})


def text(response) -> str:
    return response.content.decode()


def sheet(*rows) -> SimpleUploadedFile:
    return SimpleUploadedFile("称号.xlsx", xlsx([HEADER, *rows], name="以前的称号"))


def test_from_the_upload_to_the_result(town, world):
    assert "还没有录入过" in text(town.get(url("list")))
    assert "只录入同意参加的家庭" in text(town.get(url("upload")))
    rows = [line(world, number="荷妇[2025]第08号"), line(world, "李红", day="某天"), line(world, "赵不愿", joins="否")]
    sent = press(town, url("upload"), titles=sheet(*rows), issuing_organ=ORGAN)
    batch = TitleAdoption.objects.get()
    assert sent["Location"] == url("columns", batch.pk)
    assert batch.region == world.village

    columns = town.get(url("columns", batch.pk))
    form = columns.context["form"]
    assert press(town, url("columns", batch.pk), **{n: f.initial for n, f in form.fields.items()}).status_code == 302
    preview = text(town.get(url("preview", batch.pk)))
    assert "第 3 行" in preview
    assert "看不懂命名日期" in preview
    assert "原来写的是：荷妇[2025]第08号" in preview
    assert "赵不愿" not in preview

    confirm = url("confirm", batch.pk)
    assert "将录入 1 份以前的决定、1 个称号，新登记 1 户" in text(town.get(confirm))
    once = {"once": new_token(), "expected": "1"}
    first, second = town.post(confirm, once), town.post(confirm, once)
    assert first["Location"] == second["Location"] == url("result", batch.pk)
    assert Title.objects.count() == 1
    assert "荷妇〔2025〕8号" in text(town.get(url("result", batch.pk)))
    assert town.get(confirm)["Location"] == url("result", batch.pk)
    assert press(town, confirm, expected="1").status_code == 409


def of_group(world, label, *told):
    row = line(world, *told)
    row[2] = label
    return row


def test_groups_that_are_in_no_register_are_ticked_made_and_read_again(town, world):
    rows = [of_group(world, "88组"), of_group(world, "88组", "李红"), of_group(world, "99组", "赵某")]
    batch = uploaded(world, *rows)
    assert "2 个小组还没有登记" in text(town.get(url("preview", batch.pk)))
    page = url("groups", batch.pk)
    asked = text(town.get(page))
    assert "88组（2）" in asked
    assert "checked" not in asked, "a slip of the pen would make a group too"
    village = world.village
    assert press(town, page, groups=[f"{world.neighbour_village.pk}/88组"]).status_code == 422
    assert press(town, page, groups=[f"{village.pk}/88组"])["Location"] == url("preview", batch.pk)
    assert village.children.filter(name="88组").exists()
    assert not village.children.filter(name="99组").exists()
    seen = town.get(url("preview", batch.pk))
    assert (seen.context["seen"].figures["titles"], len(seen.context["seen"].unknown_groups)) == (2, 1)


def test_who_may_not_make_groups_is_told_who_may(client, world):
    client.force_login(world.district_office)
    batch = uploaded(world, of_group(world, "88组"))
    answer = press(client, url("groups", batch.pk), groups=[f"{world.village.pk}/88组"])
    assert answer.status_code in {403, 422}
    assert not world.village.children.filter(name="88组").exists()


def test_another_figure_than_was_seen_is_a_conflict(town, world):
    batch = uploaded(world, line(world))
    assert press(town, url("confirm", batch.pk), expected="5").status_code == 409
    assert not Title.objects.exists()


def test_the_own_file_comes_back_marked_and_the_sample_can_be_read(town, world):
    batch = uploaded(world, line(world, day="某天"))
    marked = load_workbook(io.BytesIO(town.get(url("marked", batch.pk)).content)).active
    assert "看不懂命名日期" in marked.cell(2, 9).value
    sample = load_workbook(io.BytesIO(town.get(url("sample")).content)).active
    assert [cell.value for cell in sample[1]][3:7] == ["户主姓名", "发文机关", "发文字号", "命名日期"]


def test_files_that_are_no_list_are_refused_in_words(town):
    broken = SimpleUploadedFile("a.xlsx", b"%PDF-1.4")
    answer = press(town, url("upload"), titles=broken, issuing_organ=ORGAN)
    assert answer.status_code in {409, 422}
    assert "这个文件不是表格" in text(answer)


def test_giving_up_and_taking_back(town, world):
    batch = uploaded(world, line(world))
    assert "文件将被销毁" in text(town.get(url("discard", batch.pk)))
    press(town, url("discard", batch.pk))
    assert "没有录入任何内容" in text(town.get(url("result", batch.pk)))

    batch = adopted(world, line(world))
    assert "将移除 1 个称号、1 份决定和 1 户" in text(town.get(url("undo", batch.pk)))
    press(town, url("undo", batch.pk))
    assert "这次录入已经撤销" in text(town.get(url("result", batch.pk)))
    assert not NamingDecision.objects.exists()


def test_the_decision_takes_a_scan_and_offers_nothing_of_ours(town, world):
    adopted(world, line(world))
    decision = NamingDecision.objects.get()
    page = reverse("honours:decision_detail", args=[decision.pk])
    told = text(town.get(page))
    assert "照纸上录入" in told
    assert "打印证书" not in told
    scan = reverse("honours:decision_scan", args=[decision.pk])
    assert town.get(scan).status_code == 200
    press(town, scan, scan=SimpleUploadedFile("决定.pdf", PDF))
    assert "扫描件" in text(town.get(page))
    file = town.post(reverse("honours:decision_download", args=[decision.pk, "pdf"]))
    assert b"".join(file) == PDF


def test_who_prints_certificates_reads_the_code_of_an_adopted_title(client, world):
    adopted(world, line(world))
    client.force_login(world.village_officer)
    session = client.session
    session[SESSION_KEY] = world.village.path
    session.save()
    title = Title.objects.get()
    assert title.verify_code in text(client.get(reverse("honours:title_list")))
    assert client.get(reverse("honours:title_certificate", args=[title.pk])).status_code == 404


def test_the_neighbour_town_finds_nothing(client, world):
    batch = adopted(world, line(world))
    client.force_login(world.neighbour_town_federation)
    for step in ("columns", "preview", "confirm", "result", "undo", "discard", "marked"):
        assert client.get(url(step, batch.pk)).status_code == 404
    assert client.get(reverse("honours:decision_scan", args=[NamingDecision.objects.get().pk])).status_code == 404


def test_the_list_asks_as_often_for_three_as_for_one(town, world):
    counts = []
    for more in (1, 2):
        for _n in range(more):
            uploaded(world, line(world))
        town.get(url("list"))
        with CaptureQueriesContext(connection) as queries:
            town.get(url("list"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
