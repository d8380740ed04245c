"""The pages of a list of plaques: 上传 → 对应列 → 校验预览 → 确认 → 结果, and taking it back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from anjia.exemplars.models import Plaque, PlaqueImport
from anjia.exemplars.tests.earlier_plaques import HEADER, line
from anjia.exemplars.tests.test_earlier_plaques import titled
from anjia.households.roster import read_workbook
from anjia.households.tests.rosters import xlsx
from anjia.web.once import new_token

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def url(step, *args):
    return reverse(f"exemplars:import_{step}", args=args)


def test_from_the_sample_to_the_register_and_back(client, world):
    titled(world)
    client.force_login(world.district_office)
    assert "还没有录入过" in client.get(url("list")).content.decode()
    sample = client.get(url("sample"))
    assert read_workbook(sample.content, "样例.xlsx").sheets[0].rows[0][3] == "户主姓名"
    rows = [line(world, kind="示范户"), line(world, "赵六", "荷平牌002号")]
    file = SimpleUploadedFile("牌匾.xlsx", xlsx([HEADER, *rows]))
    assert "先有称号" in client.get(url("upload")).content.decode()
    sent = client.post(url("upload"), {"once": new_token(), "plaques": file})
    batch = PlaqueImport.objects.get()
    assert sent.url == url("columns", batch.pk)
    page = client.get(sent.url)
    chosen = {name: field.initial for name, field in page.context["form"].fields.items()}
    assert client.post(sent.url, {"once": new_token(), **chosen}).url == url("preview", batch.pk)

    page = client.get(url("preview", batch.pk)).content.decode()
    assert "荷平牌001号" in page
    assert "没有有效的“平安家庭”称号" in page
    assert read_workbook(client.get(url("marked", batch.pk)).content, "标注.xlsx").sheets
    assert "将录入 1 块" in client.get(url("confirm", batch.pk)).content.decode()
    client.post(url("confirm", batch.pk), {"once": new_token(), "expected": 1})
    plaque = Plaque.objects.get()
    assert reverse("exemplars:plaque_detail", args=[plaque.pk]) in client.get(url("result", batch.pk)).content.decode()
    assert client.get(url("preview", batch.pk)).url == url("result", batch.pk)
    assert "已录入" in client.get(url("list")).content.decode()

    assert "移除 1 块牌匾" in client.get(url("undo", batch.pk)).content.decode()
    client.post(url("undo", batch.pk), {"once": new_token()})
    assert not Plaque.objects.exists()
    assert "已经撤销" in client.get(url("result", batch.pk)).content.decode()


def test_given_up_and_not_for_others(client, world):
    client.force_login(world.district_office)
    client.post(
        url("upload"), {"once": new_token(), "plaques": SimpleUploadedFile("a.xlsx", xlsx([HEADER, line(world)]))}
    )
    batch = PlaqueImport.objects.get()
    assert "销毁" in client.get(url("discard", batch.pk)).content.decode()
    client.post(url("discard", batch.pk), {"once": new_token()})
    assert "没有录入任何内容" in client.get(url("result", batch.pk)).content.decode()
    client.force_login(world.village_officer)
    for step in ("columns", "result", "marked"):
        assert client.get(url(step, batch.pk)).status_code in (403, 404)
    assert client.get(url("upload")).status_code == 403
