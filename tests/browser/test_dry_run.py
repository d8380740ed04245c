"""A village rehearses the year with its real families, and throws it away: nobody else notices anything."""

import pytest
from django.utils import timezone

from anjia.console.demo.ground import lay_ground
from anjia.console.demo.year import open_year, plan_year
from anjia.evaluations.actions import (
    close_meeting,
    count_others,
    finish_scoring,
    open_meeting,
    record_ballot,
    record_votes,
    seat_panel,
)
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import family_in
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.households.enums import ConsentKind
from anjia.households.models import Consent
from anjia.kernel.context import rehearsal
from anjia.notices.factories import publication_consent
from anjia.notices.models import PublicNotice
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.queries import household_total_of

pytestmark = [pytest.mark.browser]

NAMES = ("钱爱华", "孙建国", "周小兰")
GROUP = "2组"


def prepare(ground):
    group = ground.first.children.get(name=GROUP)
    for name in NAMES:
        publication_consent(family_in(group, head_name=name))
    Consent.objects.filter(household__region=group).update(kind=ConsentKind.PARTICIPATE)
    open_year(ground, plan_year(ground))
    return group


def hold_the_meeting(ground):
    """What the journey already drives in the browser: roll, seats, scores, votes."""
    by = ground.user("village_officer", ground.first)
    roles = ("federation_exec_member", "resident_representative", "village_panel_member")
    raters = [ground.user(role, ground.first) for role in roles]
    with rehearsal():
        meeting = GroupMeeting.objects.get()
        count_others(meeting, number=household_total_of(meeting.region).households - 1, by=by)
        seat_panel(meeting, raters, by=by)
        meeting = open_meeting(GroupMeeting.objects.get(), by=by)
        for family in Candidacy.objects.filter(meeting=meeting, state=S.CONSENTED):
            for rater in raters:
                record_ballot(family, rater, [], by=rater)
        finish_scoring(meeting, by=by)
        families = meeting.candidacies.values_list("pk", flat=True)
        record_votes(meeting, dict.fromkeys(families, 20), by=by)
        close_meeting(meeting, by=by)


def test_a_village_rehearses_and_throws_it_away(cast):
    ground = lay_ground()
    group = prepare(ground)
    officer = cast.person(ground.user("village_officer", ground.first))
    officer.press("演练").reads("现在没有演练").press("开始演练", within="main")
    officer.picture("60-rehearsal-start").send().reads("演练 · 不作数", "3 户参加演练")
    guide = officer.page.url
    officer.picture("61-rehearsal-guide").press("召集会议", within="main")
    choose_group(officer, group)
    officer.send().reads("演练 · 不作数", "点名")
    hold_the_meeting(ground)

    officer.page.goto(guide)
    officer.press("代走三级意见", within="main").reads("须由各级分别办理").send().reads("已代走三级意见")
    officer.press("去张贴", within="main").reads("公众看不到").picture("62-rehearsal-publish").send()
    officer.reads("演练公示已开始")
    assert PublicNotice.objects.count() == 0
    cast.person().visit("/notices/").reads_not("钱爱华", "钱*华", ground.first.name)
    for _day in range(12):
        if not officer.page.get_by_role("button", name="下一个工作日").count():
            break
        officer.press("下一个工作日", within="main")
    officer.page.goto(guide)
    officer.reads("公示期满").picture("63-rehearsal-done")
    assert officer.page.locator("main .line-done").count() == 5

    officer.press("清除演练", within="main").reads("不能恢复").send().reads("没有留下任何内容", "现在没有演练")
    officer.visit("/evaluations/").reads_not("演练 · 不作数")
    with rehearsal():
        assert not ProgrammeCycle.objects.exists()
    stranger = cast.person(ground.user("district_office", ground.district))
    assert stranger.page.goto(guide).status == 404


CHOOSE = "(select, value) => select.tomselect ? select.tomselect.setValue(value) : (select.value = value)"


def choose_group(officer, group):
    officer.page.locator("select[name=group]").evaluate(CHOOSE, str(group.pk))
    officer.fill("日期", str(timezone.localdate()))
