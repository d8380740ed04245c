"""A village records a quarter by keyboard and closes it; its notice, its correction and the graded year follow."""

import pytest
from playwright.sync_api import expect

from anjia.console.demo.ground import lay_ground
from anjia.notices.models import PublicNotice
from anjia.regions.models import Region
from anjia.stars.factories import closed, consenting, panel, star_cycle
from anjia.stars.models import StarRecord, YearGrade

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(transactional_db, clock):
    return lay_ground(totals=False)


@pytest.fixture
def families(ground):
    """Three families of the first group; the first three quarters of last year are closed, five stars each."""
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    cycle = star_cycle(ground.district)
    people = [ground.user(role, ground.first) for role in ("village_officer", "federation_exec_member")]
    panel(cycle, ground.first, *people)
    homes = [consenting(group, name) for name in ("何婷婷", "李建军", "王秀英")]
    for number in (1, 2, 3):
        closed(cycle, ground.first, number, dict.fromkeys(homes, "ddddd"))
    return homes


def test_a_quarter_from_the_keyboard_to_the_notice_and_the_year(cast, ground, families):
    officer = cast.person(ground.user("village_officer", ground.first))
    officer.visit("/stars/").reads("第 4 季度", "待记星").press("记星", within=".star-year")
    keys = officer.page.keyboard
    officer.page.locator("[data-star]").first.focus()
    for key in ("+", "Enter", "1", "2", "3", "4", "Enter", "+", "3"):
        keys.press(key)
    expect(officer.page.locator("[data-total]")).to_have_text(["5", "4", "4"])
    expect(officer.page.locator("[data-sum]")).to_have_text("13")
    officer.picture("stars-sheet")
    officer.send()
    assert sorted(StarRecord.objects.filter(quarter=4).values_list("stars", flat=True)) == [4, 4, 5]

    officer.visit("/stars/").press("核对并结季", within=".star-year").press("核对并结季", within="main")
    officer.reads("将按 3 户结季").send().reads("已结季")
    visitor = cast.person()
    notice = PublicNotice.objects.get(quarter__number=4)
    visitor.visit(f"/notices/{notice.pk}/").reads("季度星级公示", "何*婷").reads_not("何婷婷")

    officer.press("李建军", within="main")
    officer.page.locator("#id_star4").select_option("d")
    officer.choose("更正原因", "补交了声明、积分或表彰").send().reads("已更正")
    visitor.visit(f"/notices/{notice.pk}/").reads("已经撤下")

    office = cast.person(ground.user("district_office", ground.district))
    office.visit("/stars/grades/").press("评定年度星级", within="main").send().reads("五星（20 颗）", "四星（19 颗）")
    office.press("公布五星、四星", within="main").send().reads("已公布")
    assert sorted(YearGrade.objects.values_list("level", flat=True)) == [4, 5, 5]


def test_a_thumb_reaches_every_star(cast, ground, families):
    officer = cast.person(ground.user("village_officer", ground.first), phone=True)
    officer.visit("/stars/").press("记星", within=".star-year")
    stars = officer.page.locator("[data-family]").first.locator("[data-star]")
    for at in range(5):
        box = stars.nth(at).bounding_box()
        assert box is not None
        assert box["height"] >= 44
    stars.nth(2).click()
    expect(officer.page.locator("[data-total]").first).to_have_text("1")
    assert officer.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    officer.picture("stars-phone")
