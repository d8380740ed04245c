"""Somebody asks for a lawyer on line, is granted aid, has the lawyer's name by the code; the quality is looked at."""

import re

import pytest

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.services.actions import assign_case
from anjia.services.legal_aid.enums import AidState
from anjia.services.legal_aid.queries import application_of
from anjia.services.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]
SUMMARY = "在工地摔伤，想请律师。"


def test_from_the_wish_for_a_lawyer_to_the_review(cast):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    worker = held.order_by("user__username")[0].user
    asker = cast.person(phone=True).visit("/help/")
    asker.press("想请法律援助，要一个不收钱的律师").reads("期限哪天到", "7 日内决定").picture("29-ask")
    asker.page.get_by_label("事情发生在哪个村（社区）").select_option(label=ground.first.name)
    asker.choose("什么事", "劳动与工资").fill("发生了什么，希望怎样解决", SUMMARY).fill("怎么称呼您", "欧某")
    asker.tick("不要联系我").tick("我同意登记并办理这件事").send()
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    case = Case.objects.get()
    assign_case(case, worker, by=chief)
    desk = cast.person(worker).visit("/services/").reads("法律援助措施")
    desk.press(case.number).reads(SUMMARY, "还没有审查", "法律援助法第43条")
    desk.press("给予援助", within=".page-acts").choose("什么事项", "工伤、交通、食品药品、医疗人身损害赔偿")
    desk.tick("免予核查（法律援助法第42条）").send()
    desk.press("指派律师", within=".page-acts").fill("律师的姓名", "文律师").fill("律师事务所或机构", "某律师事务所")
    desk.fill("律师的电话", "0733-12348").send()
    desk.reads("已指派，办理中", "文律师").picture("29-case")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("已指派，办理中", "给予法律援助决定书", "指派通知书").picture("29-follow")
    desk.press("承办完毕", within=".page-acts").tick("调解或和解").fill("办理结果", "对方赔偿").send()
    above = cast.person(chief).visit(f"/services/cases/{case.pk}/")
    above.press("质量评查", within=".page-acts").tick("及时约见当事人").tick("良好").send()
    above.reads("已评查", "及时约见")
    assert application_of(case).state == AidState.REVIEWED
