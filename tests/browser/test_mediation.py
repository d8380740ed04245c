"""A dispute from the public form to an agreement that the court confirmed; the person follows it by the code."""

import re

import pytest
from django.utils import timezone

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.services.actions import assign_case
from anjia.services.mediation.actions import add_committee
from anjia.services.models import Case, CaseFile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]
SUMMARY = "雨季时对方的排水沟把水引到我家墙根。"


def test_from_a_dispute_to_a_confirmed_agreement(cast):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    worker = held.order_by("user__username")[0].user
    committee = f"{ground.first.name}人民调解委员会"
    today = timezone.localdate()
    add_committee(ground.first, name=committee, members=5, women=2, elected_on=today, by=chief)
    asker = cast.person(phone=True).visit("/help/").press("和别人有纠纷，想请人调解")
    asker.reads("和谁有纠纷").picture("28-ask")
    asker.page.get_by_label("事情发生在哪个村（社区）").select_option(label=ground.first.name)
    asker.choose("什么事", "其他").fill("发生了什么，希望怎样解决", SUMMARY).fill("和谁有纠纷", "隔壁的罗某")
    asker.fill("怎么称呼您", "甘某").tick("不要联系我，我凭查询码看进展").tick("我同意登记并办理这件事").send()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    case = Case.objects.get()
    assign_case(case, worker, by=chief)
    desk = cast.person(worker).visit("/services/").press(case.number).reads(SUMMARY, "隔壁的罗某")
    # Both are willing, know who mediates, and meet.
    desk.press("双方愿意，开始调解", within=".page-acts").tick("人民调解").choose("调解委员会", committee)
    desk.fill("调解员", "彭某").choose("哪一类纠纷", "邻里").tick("双方都愿意调解，知道谁来调解，知道随时可以停").send()
    desk.reads("调解中", "彭某").press("记一次调解", within=".page-acts")
    desk.fill("在哪里", "社区调解室").fill("谈了什么", "双方各说了经过，愿意各修一半。").send()
    desk.reads("社区调解室").press("达成协议", within=".page-acts").picture("28-agree")
    desk.tick("书面，双方和调解员签字、盖章").fill("主要事实、争议事项和各方责任", "排水沟没有修到墙外。")
    desk.fill("协议内容", "各修一半。").fill("怎样履行", "月底前修好。").send()
    desk.reads("达成协议", "人民调解法第33条").picture("28-case")
    assert CaseFile.objects.get(case=case).name.startswith("调解协议书")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("达成协议", "调解协议书").picture("28-follow")
    # Both ask the court, which takes it on and confirms it.
    desk.press("登记司法确认申请", within=".page-acts").tick("双方共同申请").send()
    desk.reads("已申请司法确认").press("法院已受理", within=".page-acts").send()
    desk.reads("若干规定").press("法院已确认", within=".page-acts").send()
    desk.reads("法院已确认")
    desk.press("登记回访", within=".page-acts").tick("已经履行").fill("说明", "沟修好了。").send()
    desk.reads("已经履行", "沟修好了。")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("法院已确认")
