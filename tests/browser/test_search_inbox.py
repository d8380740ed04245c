"""Finding a family by whatever one remembers, and reading what came in (experience 13, 14, 15)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from anjia.accounts.actions import tell
from anjia.console.demo.ground import lay_ground
from anjia.honours.messages import TO_SIGN
from anjia.households.factories import consent, family
from anjia.regions.models import Region
from anjia.web import panels
from anjia.web.panels import Task

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(cast):
    ground = lay_ground(totals=False)
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    for name, phone in (("何婷婷", "13900006306"), ("单雄信", "13900001234")):
        consent(family(group, name, phone=phone), proven=True)
    return ground


def test_a_family_is_found_by_a_character_initials_pinyin_and_the_end_of_its_phone(cast, ground):
    officer = cast.person(ground.user("village_officer", ground.first))
    page = officer.page
    for typed in ("婷", "htt", "hetingting", "6306"):
        page.keyboard.press("/")
        box = page.get_by_role("searchbox").first
        expect(box).to_be_focused()
        box.fill(typed)
        expect(page.locator("#suggestions")).to_contain_text("何婷婷")
        page.keyboard.press("Escape")
        expect(page.locator("#suggestions")).to_be_hidden()
        box.fill(typed)
        page.keyboard.press("Enter")
        page.wait_for_url("**/console/search/**")
        officer.reads("的搜索结果", "何婷婷").reads_not("单雄信", "13900006306")
        officer.visit("/console/")

    page.keyboard.press("/")
    page.keyboard.type("shan")
    expect(page.locator("#suggestions a").first).to_contain_text("单雄信")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#suggestions a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/households/**")
    officer.reads("单雄信")


def test_without_scripts_the_box_leads_to_the_results(cast, ground):
    officer = cast.person(ground.user("village_officer", ground.first))
    context = cast.browser.new_context(java_script_enabled=False, storage_state=officer.context.storage_state())
    page = context.new_page()
    page.goto(cast.url + "/console/")
    page.locator("header [name=q]").fill("单")
    page.locator("header [name=q]").press("Enter")
    expect(page.locator("h1")).to_contain_text("单")
    expect(page.locator("main")).to_contain_text("单雄信")
    context.close()


def test_a_message_is_counted_opened_and_then_read(cast, ground):
    user = ground.user("district_office", ground.district)
    for number in (1, 2):
        facts = {"place": ground.town.name, "n": number, "day": "2026-04-13"}
        tell([user], TO_SIGN.name, url=reverse("console:home"), key=str(number), facts=facts)
    office = cast.person(user)
    unread = office.page.locator(".bar-inbox .count")
    expect(unread).to_contain_text("2")
    office.page.locator(".bar-inbox").click()
    office.reads("2 条未读")
    office.page.locator(".line-new").first.click()
    office.page.wait_for_url("**/console/")
    expect(unread).to_contain_text("1")
    office.visit("/console/inbox/").reads("1 条未读").press("全部标为已读").reads("没有未读的消息")
    expect(unread).to_have_count(0)


def test_what_does_not_fit_on_the_home_stands_on_its_own_page(cast, ground, monkeypatch):
    today = timezone.localdate()

    def finder(user, path):
        return [Task(f"第 {n} 件事", "/console/", due_on=today + timedelta(days=n)) for n in range(12)]

    finder.__module__ = "anjia.notices.todo"
    monkeypatch.setattr(panels, "task_finders", [finder])
    officer = cast.person(ground.user("village_officer", ground.first))
    officer.reads("今天到期", "第 9 件事").reads_not("第 10 件事").press("另外还有 2 件，看全部")
    officer.reads("全部待办", "第 11 件事").choose("种类", "公示").press("筛选").reads("共 12 件")
