"""The district opens the year, the town names its bodies, the roster comes in."""

from pathlib import Path

from anjia.console.demo.ground import Ground
from anjia.kernel.jobs import run_pending
from tests.browser.people import Cast, Person

CYCLE = "芦淞区2026年平安家庭创建"


def the_district_opens_the_year(cast: Cast, ground: Ground, letter: Path) -> None:
    office = cast.person(ground.user("district_office", ground.district))
    office.press("创建周期").reads("还没有周期").picture("01-cycles-empty")
    plan_the_cycle(office)
    authorise(office, letter)
    give_out_targets(office)
    for place in (ground.district, ground.town):
        name_leading_group(office, place.name)
    open_cycle(office).press("核对并开启").picture("02-cycle-open-check")
    office.send().reads("进行中").picture("03-cycle-open")


def open_cycle(person: Person) -> Person:
    """Find the cycle's page the way everybody does."""
    return person.press("创建周期").press(CYCLE, within="main")


def plan_the_cycle(office: Person) -> None:
    office.press("制定年度周期", within="main")
    values = {"title": CYCLE, "pass_mark": "90", "issuing_organ": "芦淞区妇女联合会", "organ_word": "芦妇"}
    for name, value in values.items():
        office.page.fill(f"[name={name}]", value)
    office.send().reads("接下来登记批准依据")


def authorise(office: Person, letter: Path) -> None:
    open_cycle(office).press("登记", within="main")
    values = {"body": "株洲市创建示范活动工作领导小组", "number": "株创建[2025]8号", "valid_to": "2027-12-31"}
    for name, value in values.items():
        office.page.fill(f"[name={name}]", value)
    office.page.set_input_files("[type=file]", letter)
    office.send().reads("株创建〔2025〕8号")


def give_out_targets(office: Person) -> None:
    open_cycle(office).press("指标", within="main").press("填写全周期指标", within="main")
    office.page.fill("[name=safe_families]", "480")
    office.page.fill("[name=model_families]", "24")
    office.send().reads("480")


def name_leading_group(office: Person, place: str) -> None:
    open_cycle(office).press("领导小组", within="main")
    office.page.locator("section.sheet", has_text=place).get_by_role("link", name="登记名单").first.click()
    office.page.fill("[name=name_1]", "周某")
    office.page.fill("[name=name_2]", "唐某")
    office.send().reads("领导小组名单已保存")


def the_town_names_panels_and_pilots(cast: Cast, ground: Ground) -> None:
    federation = cast.person(ground.user("town_federation", ground.town))
    federation.reads("没有评选考评小组").picture("04-home-town")
    village = ground.others[0].name
    open_cycle(federation).press("评选考评小组", within="main")
    federation.page.get_by_role("row", name=village).get_by_role("link", name="组建小组").click()
    origins = {"考评小组": "村（社区）两委", "妇联执委": "村（社区）妇联", "居民代表": "居民代表"}
    for who, origin in origins.items():
        federation.page.get_by_label(who).first.select_option(label=origin)
    federation.send().reads("评选考评小组已保存")
    open_cycle(federation).press("培育点", within="main").press("选定", within="main")
    federation.page.get_by_label(village).first.check()
    federation.send().reads("培育点已保存")


def the_town_imports_the_roster(cast: Cast, ground: Ground, roster: Path) -> None:
    federation = cast.person(ground.user("town_federation", ground.town))
    federation.press("导入名册").press("上传名册", within="main").picture("05-import-upload")
    federation.page.set_input_files("[type=file]", roster)
    federation.send().reads("备注", "不导入").picture("06-import-columns")
    federation.send().reads("99组", "1970.13").picture("07-import-preview")
    federation.page.get_by_label("已核对合计数").check()
    federation.press("下一步：确认").reads("将新增").picture("08-import-confirm")
    federation.send()
    run_pending()
    federation.page.reload()
    federation.reads("同意参加").picture("09-import-result")
