"""Somebody who cannot sleep asks at night by phone; an hour, its notes for two alone, a danger and its end (A9-4)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from anjia.accounts.models import Membership
from anjia.console.demo.ground import lay_ground
from anjia.services.actions import add_member
from anjia.services.counselling.actions import keep_room
from anjia.services.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, databases=["default", "services"])]
NOTES = "谈了丈夫外出以后的日子，约好每晚走一走"


def test_an_hour_is_asked_for_at_night_and_a_danger_passes(cast, clock):
    ground = lay_ground()
    chief = ground.user("case_supervisor", ground.district)
    held = Membership.objects.filter(role="case_worker", user__is_demo=True).select_related("user")
    counsellor, other = [m.user for m in held.order_by("user__username")[:2]]
    keep_room(ground.district, name="引航心理咨询室", address="二楼", by=chief)
    # By phone, at half past eleven, saying how one may be reached.
    clock.pass_time(hours=13.5)
    asker = cast.person(phone=True).visit("/help/").press("心里难受，想找人聊聊")
    asker.choose("事情发生在哪个村（社区）", ground.first.name)
    asker.fill("想说什么，说多少都可以", "总是睡不着，想找人说说").fill("怎么称呼您", "禹某")
    asker.page.get_by_label("打电话", exact=True).check()
    asker.page.get_by_role("textbox", name="电话", exact=False).fill("13800001111")
    asker.fill("什么时候方便，由谁接", "晚上九点以后").tick("我同意登记并办理这件事").picture("30-ask")
    asker.send().reads("请记下查询码")
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", asker.page.content()).group()
    case = Case.objects.get()
    # Given out by its number, taken up, an hour agreed on.
    above = cast.person(chief).visit("/services/").reads_not("睡不着").press(case.number)
    above.choose("由谁主办", counsellor.display_name).send()
    desk = cast.person(counsellor).visit("/services/").press(case.number).reads("睡不着", "晚上九点以后")
    desk.press("开始咨询", within=".page-acts").tick("已告诉对方保密和保密的例外").send()
    desk.press("约一次", within=".page-acts").tick("到咨询室").choose("哪间咨询室", "引航心理咨询室")
    tomorrow = timezone.localdate() + timedelta(days=1)
    desk.fill("哪一天", tomorrow.isoformat()).fill("几点", "15:00").picture("30-book").send().reads("15:00", "二楼")
    asker.visit("/help/progress/").fill("查询码", code).send()
    asker.reads("15:00", "引航心理咨询室").reads_not("睡不着")
    # The hour, and what was said, for the counsellor and the supervisor alone.
    clock.pass_time(days=2)
    desk = cast.anew(counsellor).visit(f"/services/cases/{case.pk}/").press("记下结果").tick("已咨询").send()
    desk.fill("说了什么，做了什么", NOTES).press("写入记录").reads(NOTES).picture("30-case")
    colleague = cast.person(other).visit(f"/services/cases/{case.pk}/").reads_not(NOTES, "睡不着")
    add_member(case, other, duty="member", by=counsellor)
    colleague.visit(f"/services/cases/{case.pk}/").reads("只有主办和督导看、写").reads_not(NOTES)
    cast.anew(chief).visit(f"/services/cases/{case.pk}/").reads(NOTES)
    # A danger to life: somebody is called, reached again within a day, and it is over.
    desk.press("启动危机处置", within=".page-acts").tick("心理援助热线").tick("现在有人陪着")
    desk.fill("情况", "说不想活了").send().reads("危机处置中", "12356", "前再联系一次").picture("30-crisis")
    desk.press("又联系上了", within=".page-acts").send()
    desk.press("危机解除", within=".page-acts").fill("怎样解除的", "姐姐来陪，明天一起去医院").send()
    desk.reads("咨询中", "姐姐来陪").reads_not("危机处置中")
    desk.press("咨询结束", within=".page-acts").send()
    asker.visit("/help/progress/").fill("查询码", code).send().reads_not(NOTES, "不想活", "医院")
