"""Lists kept to one's liking, forms that survive, a session that warns, a mistake undone (experience 5, 6, 18, 23)."""

import pytest
from playwright.sync_api import expect

from anjia.console.demo.ground import lay_ground
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdMember
from anjia.web.models import FormDraft
from tests.browser.test_gallery import serious_faults

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(cast):
    made = lay_ground()
    for name in ("王秀英", "李想"):
        household = family(made.first.children.order_by("path")[0], head_name=name)
        consent(household, proven=True)
    HouseholdMember.objects.create(household=household, name="张大明", kinship="20")
    return made


@pytest.fixture
def officer(cast, ground):
    return cast.person(ground.user("village_officer", ground.first))


def test_a_list_to_one_s_liking(officer):
    officer.visit("/households/").page.get_by_text("选列").click()
    officer.page.get_by_label("居住类型").uncheck()
    officer.press("记住我的选择")
    assert "居住类型" not in officer.page.locator("thead").inner_text()

    officer.choose("同意凭证", "已有凭证").press("筛选").reads("王秀英")
    officer.page.get_by_text("存为常用筛选").click()
    officer.page.get_by_label("起个名字").fill("有凭证的")
    officer.press("保存", within=".kept")
    expect(officer.page.locator(".kept-filter[aria-current]")).to_have_text("有凭证的")

    officer.page.get_by_text("导出", exact=True).click()
    officer.page.get_by_label("用途").fill("核对名册")
    with officer.page.expect_download() as taken:
        officer.page.get_by_role("button", name="PDF").click()
    assert taken.value.suggested_filename.endswith(".pdf")
    assert serious_faults(officer.page) == []

    officer.visit("/households/?proof=yes").press("删除这个筛选").reads("已删除常用筛选")
    officer.press("撤销").reads("已撤销")
    expect(officer.page.locator(".kept-filter")).to_have_text("有凭证的")


def test_a_half_filled_form_survives_and_is_open_in_one_tab(cast, officer):
    page = officer.visit("/households/register/").page
    page.get_by_label("户主姓名").fill("何婷婷")
    expect(page.locator("[data-draft-note]")).to_contain_text("已保存", timeout=12_000)

    other = officer.context.new_page()
    other.goto(cast.url + "/households/register/")
    expect(other.locator(".draft-offer")).to_be_visible()
    other.get_by_label("户主姓名").fill("李想")
    expect(other.locator("[data-draft-elsewhere]")).to_be_visible(timeout=12_000)
    assert serious_faults(other) == []
    other.close()

    page.close()  # A crash: nothing was sent.
    officer.page = officer.context.new_page()
    officer.visit("/households/register/").press("继续上次填写的内容").reads("已恢复上次填写的内容")
    assert officer.page.get_by_label("户主姓名").input_value() == "何婷婷"

    officer.page.get_by_label("家庭人数").fill("3")
    officer.page.locator("[name=region]").select_option(index=1, force=True)
    officer.send().reads("何婷婷")
    assert not FormDraft.objects.exists()
    officer.page.go_back()  # The page is asked for anew: nothing of what was sent stands in it to be sent again.
    assert officer.page.get_by_label("户主姓名").input_value() == ""
    assert Household.objects.filter(head_name="何婷婷").count() == 1


def test_two_minutes_before_it_ends_the_session_warns(officer):
    page = officer.visit("/households/register/").page
    dialog = page.locator("dialog[data-session]")
    page.evaluate("localStorage.setItem('anjia-seen', String(Date.now() - 1640 * 1000))")
    expect(dialog).to_be_visible()
    assert serious_faults(page) == []
    officer.press("继续使用")
    expect(dialog).to_be_hidden()

    page.evaluate("localStorage.setItem('anjia-seen', String(Date.now() - 1741 * 1000))")
    page.wait_for_url("**/accounts/sign-in/**")
    assert "next=%2Fhouseholds%2Fregister%2F" in page.url


def test_a_removed_member_comes_back_by_one_press(officer, ground):
    member = HouseholdMember.objects.get()
    officer.visit(f"/households/{member.household_id}/members/{member.pk}/remove/").send()
    officer.reads("已移到回收站")
    officer.press("撤销").reads("已撤销", "张大明")
