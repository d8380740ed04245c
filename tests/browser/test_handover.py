"""A village officer leaves: she hands her role over with what is open, and the newcomer's first day begins."""

import re

import pytest
from playwright.sync_api import expect

from anjia.accounts.models import Membership, User
from anjia.console.demo.families import bring_families
from anjia.console.demo.ground import lay_ground
from anjia.console.demo.year import open_year, plan_year

pytestmark = pytest.mark.browser
PASSWORD = "Osmanthus-Tree-9"


def test_she_hands_over_and_the_newcomer_begins(cast):
    ground = lay_ground()
    village = ground.first
    cycle = open_year(ground, plan_year(ground))
    bring_families(ground, cycle)
    officer = ground.user("village_officer", village)
    leaving = cast.person(officer).visit("/accounts/me/").press("移交", within="main .page-aside")
    leaving.reads("现在没办完的事", "转到接手人名下").picture("17-hand-over")
    open_things = leaving.number(r"共 (\d+) 件")
    assert open_things
    leaving.page.locator(".ts-control").first.click()
    leaving.page.get_by_role("option", name="名单里没有").click()
    leaving.fill("新来的人的姓名", "刘敏").fill("新来的人的手机号码", "138 1234 5678").send()
    leaving.reads("发给接手人")
    link = leaving.page.get_by_label("移交链接").input_value()
    assert User.objects.get(pk=officer.pk).holds("village_officer")
    # The newcomer, at a desk of her own.
    new = cast.person()
    new.page.goto(link)
    new.reads("刘敏，您受邀担任").fill("设置密码", PASSWORD).fill("再输入一次密码", PASSWORD).send()
    new.page.wait_for_url("**/accounts/sign-in/")
    new.page.fill("[name=login]", "13812345678")
    new.page.fill("[name=password]", PASSWORD)
    new.press("登录", within="main .foot")
    new.page.wait_for_url("**/accounts/me/security/")
    new.reads("还差一步").picture("17-first-sign-in")
    client = new.context.new_cdp_session(new.page)
    client.send("WebAuthn.enable")
    device = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    device |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    client.send("WebAuthn.addVirtualAuthenticator", {"options": device})
    new.press("添加通行密钥", within="main").send()
    new.page.wait_for_url("**/recovery-codes/")
    new.reads("只显示这一次").picture("17-recovery-codes").send()
    new.visit("/console/").reads("您接手了", village.name)
    # She sees what the officer before her saw, and the sheet says so.
    new.press("您接手了").reads("移交单", "刘敏", "接手人签字")
    expect(new.page.locator("tbody tr")).to_have_count(open_things)
    new.picture("17-sheet")
    # The officer before her is out, everywhere, and her old tab says so kindly.
    assert not Membership.objects.in_force().filter(user=officer).exists()
    leaving.page.reload()
    expect(leaving.page).to_have_url(re.compile("/accounts/sign-in/"))
    # The newcomer begins to work: the first thing on her list opens.
    new.visit("/console/")
    first = new.page.locator("main .line-link", has_not_text="您接手了").first
    first.click()
    new.page.wait_for_load_state()
    expect(new.page.locator("h1")).to_be_visible()
