"""At night somebody asks for help from a phone, and is helped the way they chose (domain A9-10, B8; issue 5)."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.services.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]


def test_a_violence_report_at_night(cast):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    worker = held.order_by("user__username")[0].user
    asker = cast.person(phone=True).visit("/help/").press("家里不安全，想有人帮")
    # What was chosen stands neither in the address nor in the title of the window.
    assert asker.page.url.endswith("/help/")
    assert "不安全" not in asker.page.title()
    expect(asker.page.locator("[data-quit]")).to_be_in_viewport()
    asker.page.get_by_label("事情发生在哪个村（社区）").select_option(label=ground.first.name)
    expect(asker.page.locator("main")).not_to_contain_text("不安全")
    asker.fill("发生了什么，希望怎样解决", "被推打，手臂青肿").tick("现在就怕出事")
    asker.fill("怎么称呼您", "文某").tick("不要联系我，我凭查询码看进展").tick("我同意登记并办理这件事")
    asker.picture("32-ask").send().reads("请记下查询码")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    case = Case.objects.get()
    cast.person(chief).visit("/services/").reads_not("青肿").press(case.number).choose(
        "由谁主办", worker.display_name
    ).send()
    desk = cast.person(worker).visit("/services/").press(case.number).reads("有人身危险", "青肿")
    desk.press("已联系上", within=".page-acts").send()
    desk.press("要不要由我们报案", within=".page-acts").tick("不是，报不报案由本人决定").send()
    desk.press("安全计划", within=".page-acts").fill("先到哪里去", "大姐家").send().reads("大姐家")
    desk.press("申请保护令", within=".page-acts").fill("哪个法院", "芦淞区人民法院").tick("本人").send()
    desk.press("法院受理", within=".page-acts").tick("情况紧急").send().reads("情况紧急时保护令裁定")
    desk.press("登记保护令", within=".page-acts").fill("几个月", "6").tick("禁止实施家庭暴力").send()
    desk.reads("已作出保护令").picture("32-case")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("有人在帮您").reads_not("青肿", "暴力", "大姐", "保护令裁定")
    asker.picture("32-follow")
    # One touch leaves, and the way back does not lead here.
    asker.page.route("https://www.weather.com.cn/**", lambda route: route.fulfill(body="<p>晴</p>"))
    asker.page.locator("[data-quit]").click()
    asker.page.wait_for_url("https://www.weather.com.cn/**")
    for _time in range(2):
        asker.page.go_back()
        asker.page.wait_for_url("https://www.weather.com.cn/**")
    assert timezone.localdate() == case.received_on
