"""Somebody scans the poster, files a petition and follows it by the code; staff give it out, accept and answer; a
second person answers the review (domain A9-1, B5; issue 5).
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.documents.tests.reading import codes
from anjia.services.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]
SUMMARY = "征地补偿款有一笔没有到账。"


def test_from_the_poster_to_the_review(cast):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    worker = held.order_by("user__username")[0].user
    poster = cast.person(ground.user("village_officer", ground.first)).page.request.get(cast.url + "/services/poster/")
    asker = cast.person(phone=True).visit(urlsplit(codes(poster.body())[0]).path)
    asker.reads("马上离开本页", "不影响任何家庭的评选").picture("27-wish")
    asker.press("有不公平的事，想要个答复").picture("27-ask")
    asker.page.get_by_label("事情发生在哪个村（社区）").select_option(label=ground.first.name)
    asker.choose("什么事", "土地承包与征地补偿").fill("发生了什么，希望怎样解决", SUMMARY).fill("怎么称呼您", "何某")
    asker.tick("不要联系我，我凭查询码看进展").tick("我同意登记并办理这件事").send()
    asker.reads("请记下查询码")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    asker.visit("/help/progress/").fill("查询码", code.lower()).send()
    asker.reads("已收到", "信访工作条例第22、23条").reads_not(SUMMARY)
    # The supervisor sees that there is something, and gives it out unread.
    case = Case.objects.get()
    above = cast.person(chief).visit("/services/").reads("还没有人办").reads_not(SUMMARY)
    above.press(case.number).choose("由谁主办", worker.display_name).send()
    above.reads("已分出")
    # The worker reads it, registers, accepts and answers.
    desk = cast.person(worker).visit("/services/").picture("26-home")
    desk.press(case.number).reads(SUMMARY, "何某", "主办").picture("26-case")
    for step in ("登记", "受理"):
        desk.press(step, within=".page-acts").send()
    desk.reads("已受理，办理中", "信访工作条例第34条")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("正在办理", "受理告知书")
    desk.press("答复", within=".page-acts").tick("请求有依据，予以支持").fill(
        "答复内容", "已核实，款项本周发放。"
    ).send()
    desk.reads("已答复", "已核实")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("已答复", "请求复查").picture("27-follow")
    asker.press("请求复查").reads("已请求复查", "复查中")
    # Whoever answered does not answer the review; the supervisor does.
    assert "答复复查" not in desk.visit(f"/services/cases/{case.pk}/").offers()
    above.visit(f"/services/cases/{case.pk}/").press("答复复查", within=".page-acts").tick("维持原来的意见")
    above.fill("答复内容", "复查过账目，款项已在路上。").send().reads("复查已答复")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("复查已答复", "请求复核").reads_not(worker.display_name, chief.display_name)
    # Leaving leaves no way back to the page.
    expect(asker.page.locator("[data-quit]")).to_have_attribute("rel", "noreferrer")
