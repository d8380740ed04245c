"""From the poster's address somebody asks by themselves; an agency is refused without consent, then heard (A13-1)."""

import re

import pytest
from playwright.sync_api import expect

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.services.actions import assign_case
from anjia.services.models import Case
from anjia.services.offers.factories import drafted, opened
from anjia.services.offers.models import ServiceOffer
from anjia.web.addresses import address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]


def test_from_the_poster_to_asking_and_a_referral_with_consent(cast, tmp_path):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    worker = held.order_by("user__username")[0].user
    opened(ground.town, worker, chief, title="周末修车课", audience="不上学、还没有找到事做的年轻人")
    draft = drafted(ground.district, worker)
    above = cast.person(chief).visit("/services/").press("服务邀请", within="aside").press("电工夜校")
    above.press("核对并发布").reads("逐句核对").picture("35-open").send().reads("打印海报")
    assert ServiceOffer.objects.get(pk=draft.pk).state == "open"
    # What stands on the wall is the address of all of them.
    asker = cast.person(phone=True).visit("/" + address_of("offers").split("/", 3)[3])
    asker.reads("周末修车课", "电工夜校").picture("35-public").press("我想参加：电工夜校")
    assert asker.page.url.endswith("/help/offers/join/")
    assert "电工" not in asker.page.title()
    expect(asker.page.locator("[data-quit]")).to_be_in_viewport()
    asker.fill("怎么称呼您", "文某").tick("不要联系我，我凭查询码看进展").tick("我同意登记").picture("35-join").send()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.reads("请记下查询码").page.content()).group()
    case = Case.objects.get()
    assign_case(case, worker, by=chief)
    desk = cast.person(worker).visit("/services/").press(case.number).reads("电工夜校")
    desk.press("约好时间", within=".page-acts").fill("写给本人", "周二晚上七点，找周老师").send()
    asker.visit("/help/progress/").fill("查询码", code).send().reads("已约好", "找周老师").reads_not("电工")
    asker.press("不参加了，撤回").reads("三十天后清除")
    # An agency brings somebody: without their signature nothing is taken down.
    desk.visit(f"/services/offers/{draft.pk}/").press("其他单位转介：登记").fill("转介的单位", "某单位")
    desk.fill("怎么称呼对方", "石某").tick("不要联系我，我凭查询码看进展").send()
    desk.reads("没有本人签字的同意书，不能登记转介").picture("35-refused")
    assert Case.objects.count() == 1
    signed = tmp_path / "signed.pdf"
    signed.write_bytes(b"%PDF-1.4\n%%EOF")
    desk.page.set_input_files("[name=scan]", signed)
    desk.page.fill("[name=signed_on]", str(case.received_on))
    desk.send().reads("请把查询码交给对方")
    assert Case.objects.count() == 2
