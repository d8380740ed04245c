"""A token made on the page works for a program until it is revoked; an address inside is refused in words."""

import re

import httpx
import pytest

from anjia.accounts.testing import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office(cast, client):
    """The district office, signed in already: signing in is another test's matter."""
    client.force_login(make_world().district_office)
    return cast.person(cookies={"sessionid": client.cookies["sessionid"].value})


def ask(cast, secret):
    return httpx.get(f"{cast.url}/api/v1/token", headers={"Authorization": f"Bearer {secret}"})


def test_a_token_from_the_page_to_the_program_and_back(cast, office):
    office.visit("/accounts/tokens/new/")
    office.fill("用途", "对账").tick("查看行政区划和工作日").send()
    secret = re.search(r"anjia_[\w-]{40,}", office.page.content()).group()
    assert ask(cast, secret).json()["name"] == "对账"
    office.visit("/accounts/tokens/").reads("对账")
    office.page.get_by_role("link", name="对账").click()
    office.press("吊销").press("吊销").reads("已吊销")
    assert ask(cast, secret).json()["detail"] == "令牌已被吊销。"


def test_an_address_inside_is_refused_in_words(cast, office):
    office.visit("/accounts/webhooks/new/").fill("名称", "平台").fill("地址", "https://10.0.0.8/hook")
    office.tick("命名决定已签发").send()
    office.reads("内部网络")
    office.fill("地址", "https://93.184.216.34/hook").send()
    office.reads("请现在复制签名密钥")
    office.visit("/accounts/webhooks/").reads("推送中")
    office.visit("/api/").reads("怎么开始")
