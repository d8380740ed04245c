"""The village puts up its notice, a visitor objects, the town federation answers, the days pass."""

from anjia.console.demo.ground import Ground
from anjia.notices.tasks import keep_time
from tests.browser.chapters.evaluation import FAMILIES
from tests.browser.people import Cast


def the_village_publishes(cast: Cast, ground: Ground) -> None:
    officer = cast.person(ground.user("village_officer", ground.others[0]))
    officer.press("公示").press("张贴公示", within="main").reads(f"{FAMILIES} 户").picture("20-notice-check")
    officer.send().reads("公示已张贴").picture("21-notice-running")


def a_visitor_objects(cast: Cast, ground: Ground) -> str:
    """Somebody passing by, on a phone, unnamed; returns the code to follow it."""
    visitor = cast.person(phone=True).visit("/").press(ground.others[0].name, within="main")
    visitor.reads("拟命名", "*").picture("22-notice-public-phone")
    visitor.press("提出异议", within="main")
    visitor.page.locator("[name=entry]").select_option(index=1)
    visitor.page.get_by_label("资料有误").check()
    visitor.page.fill("[name=statement]", "他家上访过")
    visitor.send().reads("不能出现在有关家庭的文字里").picture("23-objection-refused")
    visitor.page.fill("[name=statement]", "组别写错了，应当是2组。")
    visitor.send().reads("查询码").picture("24-objection-code")
    return visitor.page.locator("[data-copy]").first.get_attribute("data-copy") or ""


def the_federation_answers(cast: Cast, ground: Ground, code: str) -> None:
    federation = cast.person(ground.user("town_federation", ground.town))
    federation.press("异议").picture("25-objections")
    federation.page.locator("main tbody a").first.click()
    federation.page.get_by_label("异议不成立").check()
    federation.page.fill("[name=answer]", "经核实，本户住在1组，资料无误。")
    for box in federation.page.locator("main input[type=checkbox]").all():
        box.check()
    federation.picture("26-objection-answer").send()
    visitor = cast.person(phone=True).visit("/notices/objections/progress/")
    visitor.page.fill("[name=code]", code)
    visitor.send().reads("资料无误").picture("27-objection-progress")


def the_days_pass(clock, days: int) -> None:
    """The site lives on: a round of the clock every three hours."""
    for _round in range(days * 8):
        clock.pass_time(hours=3)
        keep_time()
