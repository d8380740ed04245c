"""Passkeys in a real browser, with Chromium's virtual authenticator; recovery codes when the phone is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from anjia.accounts.demo import PASSWORD
from anjia.console.demo.ground import lay_ground

pytestmark = pytest.mark.browser
SECURITY = "/accounts/me/security/"


def plug_in(page: Page) -> None:
    """A device with a fingerprint reader, of the kind that is built into a laptop."""
    client = page.context.new_cdp_session(page)
    client.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    client.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def leave(person) -> None:
    person.visit("/accounts/sign-out/").press("退出登录", within="main")
    person.page.wait_for_url(person.cast.url + "/")


def test_a_passkey_opens_the_door_and_a_recovery_code_when_all_is_lost(cast):
    ground = lay_ground()
    officer = ground.user("village_officer", ground.first)
    person = cast.person(officer)
    plug_in(person.page)
    person.visit(SECURITY).reads("还没有添加", "就是这台").press("添加通行密钥")
    person.reads("指纹和人脸留在设备里").fill("给这把通行密钥起个名字", "村部电脑").send()
    person.page.wait_for_url("**/recovery-codes/")
    codes = person.page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    with person.page.expect_download() as saved:
        person.page.get_by_role("link", name="下载").click()
    assert all(code in saved.value.path().read_text() for code in codes)
    person.press("我已保存好").reads("村部电脑", "还剩 10 个没用过")
    leave(person)
    # By the passkey alone.
    person.visit("/accounts/sign-in/").press("用通行密钥")
    person.page.wait_for_url("**/console/**")
    leave(person)
    # As the second factor after the password.
    person.visit("/accounts/sign-in/")
    person.page.fill("[name=login]", officer.username)
    person.page.fill("[name=password]", PASSWORD)
    person.press("登录", within="main .foot").press("用通行密钥")
    person.page.wait_for_url("**/console/**")
    person.visit(SECURITY).press("改名").fill("给这把通行密钥起个名字", "家里电脑").send()
    person.reads("家里电脑")
    # The device is lost: elsewhere, a recovery code lets her in, once.
    elsewhere = cast.person(phone=True)
    for number, works in ((0, True), (0, False), (1, True)):
        elsewhere.visit("/accounts/sign-in/")
        elsewhere.page.fill("[name=login]", officer.username)
        elsewhere.page.fill("[name=password]", PASSWORD)
        elsewhere.press("登录", within="main .foot")
        elsewhere.page.fill("[name=code]", codes[number])
        elsewhere.press("登录", within="main .foot:last-of-type")
        if works:
            elsewhere.page.wait_for_url("**/console/**")
            leave(elsewhere)
        else:
            elsewhere.reads("验证码不对或已过期")
    # The lost passkey is taken away; another device's session ends with it.
    person.visit(SECURITY)
    row = person.page.locator(".line", has_text=re.compile("家里电脑"))
    row.get_by_role("link", name="移除").click()
    person.send().reads("已移除", "还没有添加")
    leave(person)
    person.visit("/accounts/sign-in/").press("用通行密钥")
    expect(person.page.locator("body")).to_contain_text("没有可用的通行密钥")
