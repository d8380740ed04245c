"""Consents are proven, the group meets, scores and nominates; village, federation and town give their opinions."""

from pathlib import Path

from anjia.accounts.models import User
from anjia.console.demo.ground import Ground
from anjia.kernel.jobs import run_pending
from tests.browser.people import Cast, Person

GROUP = "1组"
FAMILIES = 4
HOUSEHOLDS = 6


def the_village_proves_consents(cast: Cast, ground: Ground, scan: Path) -> None:
    """One scanned signature sheet for the families of the group; one of them agrees to show its full name."""
    officer = cast.person(ground.user("village_officer", ground.others[0]))
    officer.press("家庭登记").reads("待补凭证").picture("10-registry")
    officer.press("补同意凭证", within="main").press("归入签字表", within="main")
    officer.page.set_input_files("[name=scan]", scan)
    signed = rows_of_group(officer)
    assert len(signed) == FAMILIES
    for row in signed:
        row.locator("[name=participate]").check()
    signed[0].locator("[name=publish]").check()
    officer.picture("11-signature-sheet").send()
    officer.visit("/households/?proof=yes").reads("共 4").picture("12-registry-proven")


def rows_of_group(person: Person) -> list:
    rows = person.page.locator("main tbody tr").all()
    return [row for row in rows if row.locator("td").nth(1).inner_text().startswith(GROUP)]


def the_village_records_household_totals(cast: Cast, ground: Ground) -> None:
    officer = cast.person(ground.user("village_officer", ground.others[0]))
    officer.press("地区").press("登记各组总户数", within="main")
    officer.page.get_by_label(GROUP, exact=True).fill(str(HOUSEHOLDS))
    officer.send().picture("13-household-totals")


def the_group_holds_its_meeting(cast: Cast, ground: Ground) -> None:
    """The group leader on a phone: plan, panel, roll, open."""
    leader = cast.person(leader_of(ground), phone=True)
    leader.visit("/evaluations/meetings/").press("召集户长会议", within="main")
    leader.page.fill("[name=place]", "居民活动室")
    leader.send().reads("会议已经定下")
    leader.press("评分小组", within="main")
    for box in leader.page.locator("main input[type=checkbox]").all()[:4]:
        box.check()
    leader.send().reads("评分小组已保存")
    leader.press("点名", within="main").reads("全组 6 户").picture("14-roll-phone")
    while leader.page.get_by_role("button", name="到会", exact=True).count():
        leader.page.get_by_role("button", name="到会", exact=True).first.click()
        leader.page.wait_for_timeout(300)
    leader.reads("可以宣布开会").press("回到会议", within="main").press("宣布开会", within="main")
    leader.picture("15-meeting-open-check").send().reads("会议已经开始")


def leader_of(ground: Ground) -> User:
    return ground.user("group_leader", ground.others[0].children.get(name=GROUP))


def raters_of(ground: Ground) -> list[User]:
    village = ground.others[0]
    roles = ("federation_exec_member", "resident_representative", "village_panel_member", "village_officer")
    return [leader_of(ground), *(ground.user(role, village) for role in roles)]


def the_raters_score(cast: Cast, ground: Ground) -> None:
    """Everybody named scores on a phone; the first takes two points off for what could be seen on the day."""
    first = True
    for user in raters_of(ground):
        rater = cast.person(user, phone=True).visit("/evaluations/meetings/")
        rater.press(GROUP, within="main").press("逐户评分", within="main")
        if not rater.page.get_by_role("link", name="家开始").count():
            continue
        rater.press("家开始", within="main")
        if first:
            take_points_off(rater)
            first = False
        while rater.page.get_by_role("button", name="确认本户，下一户").count():
            rater.send()
        rater.reads("全部确认")


def take_points_off(rater: Person) -> None:
    """Type over the full score of the third criterion and choose the reason from the closed list."""
    criterion = rater.page.locator("[data-criterion]").nth(2)
    criterion.locator("input").fill("8")
    criterion.locator("select").select_option(index=1)
    rater.reads("98").picture("16-scoring-phone")


def the_meeting_nominates(cast: Cast, ground: Ground) -> None:
    leader = cast.person(leader_of(ground), phone=True)
    leader.visit("/evaluations/meetings/").press(GROUP, within="main").press("逐户评分", within="main")
    leader.press("完成评分", within="main").send().reads("户有了得分")
    leader.visit("/evaluations/meetings/").press(GROUP, within="main").press("推举计票", within="main")
    for field in leader.page.locator("main input[inputmode=numeric]").all():
        field.fill(str(FAMILIES))
    leader.picture("17-votes").send().reads("户获得推举")
    leader.press("宣布散会", within="main").send()
    run_pending()


def the_three_opinions_are_given(cast: Cast, ground: Ground) -> None:
    village, town = ground.others[0], ground.town
    givers = (
        ("village_review", ground.user("village_panel_member", village)),
        ("federation_opinion", ground.user("town_federation", town)),
        ("town_approval", ground.user("town_leading_group", town)),
    )
    for step, user in givers:
        giver = cast.person(user)
        giver.press("审核审批").reads(f"{FAMILIES} 户等待办理").picture(f"18-queue-{step}")
        giver.page.locator("main thead input[type=checkbox]").check()
        giver.send()
        giver.page.get_by_label("同意", exact=True).first.check()
        giver.picture(f"19-check-{step}").send().reads("签署")
    run_pending()
