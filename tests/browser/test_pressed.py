"""“I was pressed to join”, on a phone and without a name, past village and town; the district answers."""

import re

import pytest

from anjia.console.demo.ground import lay_ground
from anjia.supervision.models import PressureReport

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KIND = "和待遇、补贴、办事或收钱挂钩"


def test_whoever_was_pressed_is_answered_without_being_known(cast):
    ground = lay_ground()
    village = ground.first
    asker = cast.person(phone=True).visit("/ziyuan/")
    asker.reads("只有区县领导小组办公室看得到", "不问姓名和电话")
    chooser = asker.page.get_by_label("哪个村（社区）")
    assert chooser.locator("optgroup option").count() > 1, "villages stand below their towns"
    chooser.select_option(label=village.name)
    asker.tick(KIND).page.get_by_label("什么时候").select_option(index=1)
    asker.tick("我家想退出，请告诉我怎么退").send().reads("请记下查询码")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    asker.page.reload()
    asker.reads("查询码只显示一次").reads_not(code)
    asker.visit("/ziyuan/progress/").fill("查询码", code.lower().replace("-", " ")).send().reads(KIND, "最迟答复")

    officer = cast.person(ground.user("village_officer", village))
    assert officer.page.goto(f"{cast.url}/supervision/pressure/").status == 403

    report = PressureReport.objects.get()
    office = cast.person(ground.user("district_office", ground.district)).visit("/supervision/pressure/")
    office.press(KIND).reads(village.name).tick("已制止把参加与待遇、办事、收钱挂钩").send()
    office.reads("已答复，反映的人可凭查询码看到")
    report.refresh_from_db()
    assert report.state == "answered"
    asker.visit("/ziyuan/progress/").fill("查询码", code).send().reads("已制止把参加与待遇、办事、收钱挂钩")
