"""A town begins in mid-year: last year's titles come from Excel, and hold for the public once consents are proven."""

import pytest

from anjia.console.demo.ground import lay_ground
from anjia.honours.models import Title
from anjia.honours.papers import verification_url
from anjia.honours.tests.earlier_titles import HEADER
from anjia.households.actions import prove_by_witness
from anjia.households.enums import ConsentKind
from anjia.households.tests.rosters import xlsx
from anjia.regions.models import Region

pytestmark = pytest.mark.browser


def earlier(group: Region) -> list[list[str]]:
    """One family to be entered, one whose number has no year, one that says no."""
    place = [group.parent.name, group.name]
    return [
        ["王小明", *place, "荷综治[2025]第08号", "2025年6月15日", "第0001号", "是", "是"],
        ["李红", *place, "将安教1号", "2025-06-15", "", "", "是"],
        ["赵梅", *place, "荷综治〔2025〕8号", "2025-06-15", "", "", "否"],
    ]


def address_of(title: Title) -> str:
    return "/" + verification_url(title).split("/", 3)[3]


def test_last_year_s_titles_are_entered_and_hold_once_the_consent_is_proven(cast, tmp_path):
    ground = lay_ground(totals=False)
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    file = tmp_path / "去年的称号.xlsx"
    file.write_bytes(xlsx([HEADER, *earlier(group)], name="去年"))

    town = cast.person(ground.user("town_federation", ground.town))
    town.visit("/honours/titles/").press("录入以前的称号", within="main").press("上传名单", within="main")
    town.upload("以前称号的名单", file).fill("发文机关", "荷塘区综治委").send()
    town.reads("系统认出了下面的列").send()
    town.reads("将安教1号", "没有年份", "荷综治〔2025〕8号").reads_not("赵梅").picture("71-earlier-preview")
    town.send().reads("将录入 1 份以前的决定、1 个称号，新登记 1 户").picture("72-earlier-confirm")
    town.send().reads("录入结果", "补同意凭证")
    town.press("荷综治〔2025〕8号", within="main").reads("照纸上录入")

    title = Title.objects.get()
    visitor = cast.person(phone=True)
    visitor.visit(address_of(title)).reads("请核对查验码").reads_not("第0001号")
    officer = ground.user("village_officer", ground.first)
    prove_by_witness(title.household, kinds=[ConsentKind.PARTICIPATE], witness="李见证", by=officer)
    visitor.visit(address_of(title)).reads("第0001号", "荷综治〔2025〕8号")
