"""A family applies on paper and another on line; one loses two points, sees why, appeals, is answered, is named."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from anjia.appeals.factories import deducted
from anjia.appeals.models import Appeal
from anjia.console.demo.ground import lay_ground
from anjia.evaluations.actions import give_opinion
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import MeetingState, Outcome, Step
from anjia.evaluations.factories import candidacy_in, panel_of
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.honours.actions import decide_naming, draft_decision, sign_decision
from anjia.honours.models import Title
from anjia.households.actions import issue_cards, prove_by_witness
from anjia.households.enums import ConsentKind
from anjia.households.models import ChangeRequest, Household
from anjia.kernel.permissions import SYSTEM
from anjia.kernel.workflow import advance
from anjia.notices.actions import publish_notice
from anjia.notices.workflow import NOTICE
from anjia.programmes.factories import open_cycle
from anjia.regions.models import Region

pytestmark = pytest.mark.browser
PAPER, ONLINE = "何婷婷", "王秀英"


@pytest.fixture
def world(cast):
    """The demonstration's people, as the factories call them."""
    ground = lay_ground(totals=False)
    raters = ("federation_exec_member", "resident_representative", "village_panel_member")
    return SimpleNamespace(
        group=Region.objects.filter(parent=ground.first).order_by("path")[0],
        village=ground.first,
        town=ground.town,
        county=ground.district,
        village_officer=ground.user("village_officer", ground.first),
        town_federation=ground.user("town_federation", ground.town),
        town_leading_group=ground.user("town_leading_group", ground.town),
        district_office=ground.user("district_office", ground.district),
        raters=[ground.user(role, ground.first) for role in raters],
    )


def at_home(cast, world, household):
    """The QR code of the printed card brings the code; the PIN is typed. A phone with large letters."""
    card = issue_cards([household], by=world.village_officer)[0]
    family = cast.person(phone=True, cookies={"mode": "elder"}).visit(f"/family/?k={card.code}")
    family.page.fill("[name=pin]", card.pin)
    family.picture("20-sign-in").press("打开", within="main")
    return family.reads("我家的档案")


def scored(world, household) -> Candidacy:
    """Nominated after a meeting at which three raters each took off two points."""
    cycle = open_cycle(world)
    panel_of(cycle, world.village, world.raters[2], world.village_officer)
    now, day = timezone.now(), timezone.localdate() - timedelta(days=1)
    meeting = GroupMeeting.objects.create(
        cycle=cycle, region=world.group, held_on=day, state=MeetingState.CLOSED, opened_at=now, closed_at=now,
        households_total=30, quorum_needed=20,
    )  # fmt: skip
    made = candidacy_in(S.NOMINATED, group=world.group, cycle=cycle, household=household, meeting=meeting)
    deducted(made, world.raters)
    return made


def named(world, candidacy) -> Title:
    """Three opinions, the notice over, decided and signed."""
    mine = Candidacy.objects.filter(pk=candidacy.pk)
    for step, by in (
        (Step.VILLAGE_REVIEW, world.raters[2]),
        (Step.FEDERATION_OPINION, world.town_federation),
        (Step.TOWN_APPROVAL, world.town_leading_group),
    ):
        give_opinion(mine, step, Outcome.ACCEPT, by=by)
    notice = publish_notice(world.village, candidacy.cycle, by=SYSTEM)
    began, ended = (timezone.localdate() - timedelta(days=days) for days in (12, 1))
    dates = {"starts_on": began, "counted_from": began, "ends_on": ended, "ended_at": timezone.now()}
    advance(notice, NOTICE["end"], by=SYSTEM, set=dates)
    decision = draft_decision(world.town, candidacy.cycle, by=world.town_federation)
    decide_naming(decision, met_on=timezone.localdate(), by=world.town_leading_group)
    sign_decision(decision, signer_name="周主席", by=world.district_office)
    return Title.objects.get(household=candidacy.household)


def test_on_paper_the_village_does_it_all_and_the_family_reads_it_by_its_card(cast, world):
    officer = cast.person(world.village_officer).visit("/households/register/")
    officer.page.locator("[name=region]").select_option(value=str(world.group.pk))
    officer.fill("户主姓名", PAPER).fill("家庭人数", "3").send()
    officer.press("见证代办", within="main").tick("参加创建").fill("见证人", "王主任").tick("已向本户读过").send()
    household = Household.objects.get(head_name=PAPER)
    page = officer.visit(reverse("households:detail", args=[household.pk])).reads("申报表和评分表").page
    with page.expect_download() as download:
        page.get_by_role("link", name="空白 Word").first.click()
    assert download.value.suggested_filename == "附件3 平安家庭申报审批表 空白.docx"
    family = at_home(cast, world, household)
    family.press("您同意的事", within="main").reads("同意参加").visit("/family/own/")
    family.press("资料写错了，要改", within="main").press("家庭人数变了", within="main")
    assert family.page.input_value("[name=size]") == "3"
    family.fill("现在常住几个人", "4").picture("20-correct").send()
    family.reads("记下了", "请求改的资料")
    assert ChangeRequest.objects.get().household_id == household.pk


def test_on_line_two_points_are_lost_contested_answered_and_the_family_is_named(cast, world):
    asker = cast.person(phone=True).visit("/ziyuan/join/").reads("自愿")
    asker.fill("村（社区）", world.village.name).fill("哪个小组", world.group.name).fill("户主姓名", ONLINE)
    asker.fill("联系电话", "13812345678").fill("常住几个人", "4").tick("户主本人").tick("我家自愿参加").send()
    asker.reads("申请已收到")
    officer = cast.person(world.village_officer).visit(f"/households/requests/{ChangeRequest.objects.get().pk}/")
    officer.page.locator("[name=region]").select_option(value=str(world.group.pk))
    officer.page.locator("[name=confirmation]").first.check()
    officer.send()
    household = Household.objects.get(head_name=ONLINE)
    prove_by_witness(household, kinds=[ConsentKind.PARTICIPATE], witness="王主任", by=world.village_officer)
    candidacy = scored(world, household)

    family = at_home(cast, world, household).picture("20-own-file")
    family.press("您家的每一分", within="main").reads("扣分原因", "平均扣 2.0 分", "依据：", "下次评分不再扣")
    family.picture("20-points").press("有不同意见", within="main")
    family.tick("说的情况与事实不符").fill("具体情况", "那天已经做过自查。").send().reads("正在核实", "最迟")

    appeal = Appeal.objects.get()
    assert appeal.assigned_to not in {*world.raters, world.village_officer}
    decider = cast.person(appeal.assigned_to).visit(reverse("appeals:appeal_decide", args=[appeal.pk]))
    decider.tick("不成立").fill("核实的情况和理由", "三位评分人当天都记了这一项，没有自查记录。").tick("我声明").send()
    family.page.reload()
    family.reads("原来的处理不变", "没有自查记录")

    title = named(world, candidacy)
    family.visit("/family/own/").press("称号和证书", within="main").reads(title.serial)
    with family.page.expect_download() as download:
        family.page.get_by_role("link", name="存下证书").click()
    assert title.serial in download.value.suggested_filename
    family.visit("/family/own/").press("您家的经过", within="main")
    family.reads("命名“", "由芦淞区妇女联合会定", "没有参加原来办理的人").reads_not(str(world.raters[2])).picture(
        "20-past"
    )
