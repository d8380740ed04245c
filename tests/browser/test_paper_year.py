"""A group's whole cycle printed, held on paper, and typed in afterwards (experience 24)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from anjia.console.demo.families import _score
from anjia.console.demo.ground import lay_ground
from anjia.console.demo.year import open_year, plan_year
from anjia.console.paper import blanks
from anjia.documents.models import KeptPaper
from anjia.documents.render import render_forms
from anjia.evaluations.actions import close_meeting, finish_scoring, open_candidacies
from anjia.evaluations.models import Candidacy, GroupMeeting, Opinion
from anjia.households.factories import consent, family
from anjia.kernel.jobs import run_pending

pytestmark = pytest.mark.browser


def test_a_year_on_paper_is_typed_in_afterwards(cast, clock, tmp_path):
    ground = lay_ground()
    open_year(ground, plan_year(ground))
    group = ground.first.children.get(name="1组")
    for name in ("何婷婷", "王小明", "李想"):
        consent(family(group, name, phone=""), proven=True)
    cycle = ground.district.cycles.get()
    open_candidacies(cycle, ground.first, by=ground.user("village_officer", ground.first))
    scan = tmp_path / "扫描件.pdf"
    scan.write_bytes(render_forms([blanks.minutes("1组", "http://localhost/")]))

    officer = cast.person(ground.user("village_officer", ground.first)).visit("/console/paper/")
    officer.reads("户长会议签到表", "推举计票表", "退出（撤回同意）表").picture("19-paper-year")
    pack = officer.page.request.get(cast.url + "/console/paper/roll/print/")
    assert pack.ok
    assert pack.body().startswith(b"%PDF-")

    clock.go_to(datetime(2026, 4, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai")))
    officer = cast.anew(ground.user("village_officer", ground.first))
    officer.visit(f"/console/paper/meeting/?group={group.path}")
    officer.page.fill("[name=dated_on]", "2026-04-20")
    officer.page.fill("[name=others]", "20")
    for box in officer.page.locator("[name=raters]").all()[:4]:
        box.check()
    officer.page.set_input_files("[name=scan]", scan)
    officer.picture("19a-paper-roll").send().reads("会议已录入，接着录评分表和票数。")
    meeting = GroupMeeting.objects.get()
    _score(meeting, [seat.user for seat in meeting.seats.select_related("user")], cycle)
    finish_scoring(meeting, by=ground.user("village_officer", ground.first))
    officer.visit(f"/evaluations/meetings/{meeting.pk}/votes/")
    for box in officer.page.locator("[name^=votes_]").all():
        box.fill("20")
    officer.send().reads("3 户获得推举")
    close_meeting(meeting, by=ground.user("village_officer", ground.first))
    run_pending()

    reviewer = cast.person(ground.user("village_panel_member", ground.first))
    reviewer.visit("/console/paper/opinions/?step=village_review")
    for choice in reviewer.page.locator("[name^=said_]").all():
        choice.select_option("accept:")
    reviewer.page.set_input_files("[name=scan]", scan)
    reviewer.page.fill("[name=dated_on]", "2026-04-19")
    reviewer.send().reads("早于户长会议")
    reviewer.page.set_input_files("[name=scan]", scan)
    reviewer.page.fill("[name=dated_on]", "2026-04-22")
    reviewer.send().reads("已照纸上录入 3 户。")
    assert set(Candidacy.objects.values_list("state", "evaluated_on").distinct()) == {
        ("reviewed", GroupMeeting.objects.get().held_on)
    }
    assert {str(day) for day in Opinion.objects.values_list("decided_on", flat=True)} == {"2026-04-22"}
    assert KeptPaper.objects.count() == 2
