"""The town decides, the district signs, certificates are printed, and anybody can verify them."""

from anjia.console.demo.ground import Ground
from anjia.honours.models import Title
from anjia.honours.papers import verification_url
from anjia.kernel.jobs import run_pending
from tests.browser.chapters.evaluation import FAMILIES
from tests.browser.people import Cast


def the_town_decides(cast: Cast, ground: Ground) -> None:
    federation = cast.anew(ground.user("town_federation", ground.town))
    federation.press("命名").press("起草命名决定", within="main").reads(f"{FAMILIES} 户").picture("28-decision-draft")
    federation.send().reads("命名决定已起草")
    leading = cast.anew(ground.user("town_leading_group", ground.town))
    leading.press("命名").press("平安家庭", within="main").press("登记会议审定", within="main")
    leading.picture("29-decision-decide").send().reads("等待签发")


def the_district_signs(cast: Cast, ground: Ground) -> None:
    office = cast.anew(ground.user("district_office", ground.district))
    office.press("命名").press("平安家庭", within="main").press("签发", within="main")
    office.page.fill("[name=signer_name]", "周某")
    office.picture("30-decision-sign").send().reads("芦妇〔2026〕1号")
    run_pending()
    office.page.reload()
    office.reads("PDF").picture("31-decision-issued")


def certificates_are_printed(cast: Cast, ground: Ground) -> None:
    officer = cast.anew(ground.user("town_federation", ground.town))
    officer.press("命名").press("平安家庭", within="main").press("打印证书", within="main")
    officer.send()
    run_pending()
    officer.page.reload()
    officer.picture("32-certificates")
    officer.reads("下载")


def anybody_verifies(cast: Cast) -> None:
    title = Title.objects.order_by("serial")[0]
    path = verification_url(title).split("://", 1)[1].split("/", 1)[1]
    visitor = cast.person(phone=True).visit(f"/{path}")
    visitor.reads("芦妇〔2026〕1号", title.serial).picture("33-verified-phone")
    visitor.visit("/honours/verify/?serial=PA-2026-999999&code=AAAAAAAAAA")
    visitor.reads("请核对查验码").reads_not("芦妇〔2026〕1号")
