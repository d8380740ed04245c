"""A child asked for by its grandmother, matched and visited; a visit missed, and noticed by the supervisor."""

import re

import pytest

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.services.actions import assign_case, escalate_overdue
from anjia.services.care.actions import miss_overdue
from anjia.services.care.factories import volunteer_in
from anjia.services.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]
WISH = "孩子、老人或自己需要关爱、帮扶"


def test_a_child_is_matched_visited_and_a_visit_missed(cast, clock):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    worker = held.order_by("user__username")[0].user
    volunteer_in(ground.first, worker, chief, name="田大姐")
    # The grandmother asks, on her phone.
    asker = cast.person(phone=True).visit("/help/").press(WISH).picture("31-ask")
    asker.tick("孩子：父母不在身边").choose("住在哪个村（社区）", ground.first.name)
    asker.fill("家里的情况", "父母在外打工，作业没人看。").fill("需要关爱的人怎么称呼", "小妹")
    asker.tick("不要联系我，我凭查询码看进展").tick("我同意登记并办理这件事").send()
    asker.reads("须写明监护人", "110")
    asker.fill("监护人是谁", "奶奶石某").send().reads("请记下查询码")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    case = Case.objects.get()
    assign_case(case, worker, by=chief)
    # What is needed, who could come, and the guardian's signature.
    desk = cast.person(worker).visit("/services/").press(case.number).reads("奶奶石某")
    desk.press("了解需要", within=".page-acts").tick("苗语").tick("周末")
    desk.fill("了解到的需要", "放学后没有人陪").send()
    desk.press("请志愿者结对", within=".page-acts").picture("31-propose").tick("田大姐").send()
    desk.reads("已提出，等同意", "结对同意书").press("开始结对", within=".page-acts")
    desk.tick("口头，工作人员记录").tick("问过本人，本人愿意").send().reads("监护人在同意书上签字")
    desk.tick("书面签字").send().reads("有人结对看望", "看望记录表")
    # The first visit, and the next one by the plan.
    clock.pass_time(days=6)
    desk = cast.anew(worker).visit(f"/services/cases/{case.pk}/").press("记下看望", within=".page-acts")
    desk.tick("有新的需要").fill("看到了什么，需要什么", "缺一盏台灯").send()
    desk.reads("缺一盏台灯").press("记下父母联系", within=".page-acts").tick("视频").send()
    desk.reads("父母联系").picture("31-case")
    asker.visit("/help/progress/").fill("查询码", code).send().reads("有人定期看望").reads_not("田大姐")
    # Nobody goes; the supervisor sees it, asks, and another day is agreed on.
    clock.pass_time(days=20)
    miss_overdue()
    escalate_overdue()
    above = cast.person(chief).visit("/services/").reads("已过期", "关爱走访间隔").picture("31-missed")
    above.press(case.number).reads("没有去").press("安排没有去的看望", within=".page-acts")
    above.fill("为什么没有去，怎样安排", "志愿者生病，主办这周末去。").send()
    above.reads("没有去，督导已安排", "志愿者生病")
