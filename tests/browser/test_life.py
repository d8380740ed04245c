"""A title taken back is contested and won; a family leaves while its name stands on a notice (issue 4).

How a review is failed, repaired, rechecked and renewed, and how a title is taken back from village to town with the
family heard, is driven in `test_rolling`; here begins what follows.
"""

from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.appeals.enums import AppealState
from anjia.appeals.models import Appeal
from anjia.console.demo.ground import lay_ground
from anjia.documents.tests.reading import pdf_text
from anjia.honours.enums import TitleState
from anjia.honours.models import Title
from anjia.honours.papers import verification_url
from anjia.households.actions import issue_cards
from anjia.households.factories import consent
from anjia.kernel.jobs import run_pending
from anjia.notices.actions import publish_notice
from anjia.notices.factories import approved_families, publication_consent
from anjia.programmes.factories import open_cycle
from anjia.regions.models import Region
from anjia.rolling.factories import executed, titles_of

pytestmark = pytest.mark.browser
WHY = "复查当天楼道杂物是施工队临时堆放，次日已清走，与本户无关。"
ONE, TWO = "顾长青", "秦素梅"


@pytest.fixture
def world(cast):
    """The demonstration's people, as the factories call them."""
    ground = lay_ground(totals=False)
    place = {"town": ground.town, "village": ground.first, "county": ground.district}
    reviewers = ("village_panel_member", "federation_exec_member")
    return SimpleNamespace(
        group=Region.objects.filter(parent=ground.first).order_by("path")[0],
        village_officer=ground.user("village_officer", ground.first),
        town_federation=ground.user("town_federation", ground.town),
        town_leading_group=ground.user("town_leading_group", ground.town),
        district_office=ground.user("district_office", ground.district),
        people={role: ground.user(role, ground.first) for role in reviewers},
        **place,
    )


def at_home(cast, world, household):
    """The family at its own page: a phone, large letters, the printed card."""
    card = issue_cards([household], by=world.village_officer)[0]
    family = cast.person(phone=True, cookies={"mode": "elder"}).visit("/family/")
    family.page.fill("[name=code]", card.code)
    family.page.fill("[name=pin]", card.pin)
    return family.press("打开", within="main")


def test_taken_back_contested_from_the_own_file_won_and_valid_again(cast, world):
    cycle = open_cycle(world)
    title = titles_of(world, cycle, (ONE,))[0]
    consent(title.household, proven=True)
    publication_consent(title.household)
    executed(world, cycle, title)
    address = "/" + verification_url(title).split("/", 3)[3]
    visitor = cast.person(phone=True).visit(address)
    visitor.reads("无有效称号").reads_not(ONE, "取消", "整改")

    family = at_home(cast, world, title.household)
    family.press("复核和整改", within="main").reads("称号已取消").press("有不同意见", within="main")
    family.tick("说的情况与事实不符").fill("具体情况", "杂物不是我家的。").send()
    family.reads("正在核实", "最迟").picture("75-own-appeal")

    appeal = Appeal.objects.get()
    took_part = {world.village_officer, world.town_federation, world.town_leading_group, world.district_office}
    assert appeal.assigned_to not in took_part
    decider = cast.person(appeal.assigned_to).visit(reverse("appeals:appeal_list")).press(ONE, within="main")
    decider.press("答复申诉", within="main").reads("称号不予取消；已经取消的恢复称号")
    decider.tick("成立，更正").fill("核实的情况和理由", WHY).tick("我声明").send().reads("成立，已更正", WHY)
    run_pending()
    decider.page.reload()
    decider.reads("书面答复 PDF").picture("76-appeal-answered")

    family.page.reload()
    family.reads("您家说得对，已经更正", WHY)
    visitor.visit(address).reads("有效期", ONE)
    title.refresh_from_db()
    appeal.refresh_from_db()
    assert (title.state, appeal.state) == (TitleState.VALID, AppealState.UPHELD)


def test_who_leaves_during_a_notice_is_gone_from_page_and_next_poster_at_once(cast, world):
    cycle = open_cycle(world)
    leaving, staying = (candidacy.household for candidacy in approved_families(world.group, cycle, (ONE, TWO)))
    for household in (leaving, staying):
        consent(household, proven=True)
        publication_consent(household)
    notice = publish_notice(world.village, cycle, by=world.village_officer)
    visitor = cast.person(phone=True).visit(reverse("notices:public_notice", args=[notice.pk])).reads(ONE, TWO)
    officer = cast.person(world.village_officer)
    poster = cast.url + reverse("notices:notice_poster", args=[notice.pk])
    assert ONE in pdf_text(officer.page.request.get(poster).body())

    family = at_home(cast, world, leaving)
    family.press("退出创建", within="main").reads("网页上马上不再显示", "不是取消").send().reads("已经退出")
    visitor.page.reload()
    visitor.reads(TWO).reads_not(ONE)
    printed = pdf_text(officer.page.request.get(poster).body())
    assert TWO in printed
    assert ONE not in printed
    assert not Title.objects.filter(household=leaving).exists()
    assert timezone.localdate() <= notice.ends_on
