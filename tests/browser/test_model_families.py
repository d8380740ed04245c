"""Model families from the village's list to a plaque given at a ceremony; a story blocked, mended, shown, withdrawn."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from anjia.console.demo.ground import lay_ground
from anjia.exemplars.factories import named_families
from anjia.exemplars.models import Plaque, Recommendation
from anjia.exemplars.papers import plaque_url
from anjia.honours.models import NamingDecision, Title
from anjia.households.models import Household
from anjia.kernel.jobs import run_pending
from anjia.programmes.factories import open_cycle
from anjia.programmes.models import TargetAllocation
from anjia.regions.models import Region
from anjia.stories.actions import add_person, start_story, write_sections
from anjia.stories.models import FamilyStory

pytestmark = pytest.mark.browser


def named_in(ground):
    """Three named families of the first village, and a target of one model family for its town."""
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    people = {role: ground.user(role, ground.town) for role in ("town_federation", "town_leading_group")}
    office = ground.user("district_office", ground.district)
    world = SimpleNamespace(
        town=ground.town, village=ground.first, group=group, county=ground.district, district_office=office, **people
    )
    cycle = open_cycle(world)
    named_families(world, cycle, names=("王小明", "李建军", "陈红"))
    TargetAllocation.objects.create(cycle=cycle, region=ground.town, safe_families=9, model_families=1)


def test_the_village_recommends_the_town_ranks_the_district_names_and_the_plaque_given_at_a_ceremony_verifies(cast):
    ground = lay_ground(totals=False)
    named_in(ground)

    officer = cast.person(ground.user("village_officer", ground.first))
    officer.visit("/models/").press("推荐示范户", within="main")
    officer.tick("王小明").tick("李建军").picture("70-recommend").send().reads("请补写推荐理由")
    officer.press("报乡镇（街道）", within="main").reads("将 2 户报乡镇").send()

    town = cast.person(ground.user("town_federation", ground.town))
    town.visit("/models/").press("排序", within="main").reads("示范户指标 1 户")
    wang = Recommendation.objects.get(household__head_name="王小明")
    for row in Recommendation.objects.all():
        town.page.fill(f"[name=rank_{row.pk}]", "1" if row == wang else "2")
    town.picture("71-rank").send().reads("名次已保存")
    with town.page.expect_download() as coming:
        town.press("整套报送材料", within="main")
    assert coming.value.suggested_filename.endswith("报送材料.zip")
    town.picture("77-hand-up")
    town.press("按指标报区县", within="main").reads("按名次将 1 户报区县", "王小明").send()

    office = cast.person(ground.user("district_office", ground.district))
    office.visit("/models/").press("起草示范户命名决定", within="main").reads("将 1 户列入").send()
    office.press("登记会议审定", within="main").send().reads("等待签发")
    decision = NamingDecision.objects.get(kind="model_family")
    signer = cast.person(ground.second("district_office", ground.district))
    signer.visit(f"/honours/decisions/{decision.pk}/").press("签发", within="main")
    signer.page.fill("[name=signer_name]", "周某")
    signer.send().reads("示范户已命名")
    run_pending()

    office.visit("/models/plaques/").press("登记制作牌匾", within="main").picture("72-make-plaques").send()
    plaque = Plaque.objects.get()
    office.visit("/models/ceremonies/").press("筹备授牌仪式", within="main")
    office.fill("名称", "平安家庭示范户授牌仪式").fill("地点", "区文化馆剧场")
    office.page.fill("[name=held_on]", timezone.localdate().isoformat())
    office.send().reads("1 排 1 座", "王小明").picture("78-ceremony")
    office.press("登记已举行", within="main").reads("1 户的牌匾登记为已授").send().reads("牌匾已授")
    officer.visit(f"/models/plaques/{plaque.pk}/").reads("已授牌", "领取单").picture("73-plaque")

    visitor = cast.person(phone=True)
    plaque.refresh_from_db()
    visitor.visit("/" + plaque_url(plaque).split("/", 3)[3]).reads("有效", "王*明").picture("74-plaque-verified")
    visitor.visit("/models/board/").reads("王*明")


def test_a_story_is_blocked_by_a_stray_surname_mended_published_and_withdrawn(cast):
    ground = lay_ground(totals=False)
    named_in(ground)
    writer = ground.user("village_officer", ground.first)
    family = Household.objects.get(head_name="王小明")
    story = start_story(family, headline="门前一盏灯", shown_as="一户四口之家", by=writer)
    add_person(story, name="王小明", agreed_on=timezone.localdate(), by=writer)
    told = {"headline": story.headline, "shown_as": story.shown_as, "order": {}, "version": story.version}
    write_sections(story, texts={"diligence": "那一年，王她承包了三百亩地。"}, **told, by=writer)

    officer = cast.person(writer)
    officer.visit(f"/stories/desk/{story.pk}/").press("送核对", within="main").send()
    town = cast.person(ground.user("town_federation", ground.town))
    town.visit(f"/stories/desk/{story.pk}/").reads("还不能发布", "残留的姓氏", "王她").picture("75-story-blocked")
    assert "发布" not in town.offers()
    town.press("退回修改", within="main").send()

    officer.visit(f"/stories/desk/{story.pk}/write/").fill("勤劳致富", "那一年，她承包了三百亩地。").send()
    officer.press("送核对", within="main").send()
    town.visit(f"/stories/desk/{story.pk}/").press("发布", within="main").send().reads("公众可以看到")

    visitor = cast.person(phone=True)
    page = f"/stories/read/{story.pk}/"
    visitor.visit("/stories/").press("门前一盏灯").reads("她承包了三百亩地").reads_not("王小明")
    visitor.picture("76-story-public")
    officer.visit(f"/stories/desk/{story.pk}/").press("撤回", within="aside").send().reads("事迹已撤下")
    assert FamilyStory.objects.get().state == "taken_down"
    assert visitor.page.goto(cast.url + page).status == 404
    assert Title.objects.filter(household=family, state="valid").exists()
