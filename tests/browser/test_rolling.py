"""A family fails its review, puts things right and is renewed; another's title is taken back, heard and in time."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from anjia.console.demo.ground import lay_ground
from anjia.evaluations.factories import panel_of
from anjia.honours.factories import issued_decision
from anjia.honours.models import NamingDecision, Title
from anjia.honours.papers import verification_url
from anjia.kernel.jobs import run_pending
from anjia.notices.factories import publication_consent
from anjia.programmes.factories import open_cycle
from anjia.regions.models import Region
from anjia.rolling.actions import mark_due
from anjia.rolling.factories import put_back
from anjia.rolling.models import Rectification, Revocation

pytestmark = pytest.mark.browser


def named_two_years_ago(ground):
    """Two families, the second year of whose title ends today."""
    roles = ("town_federation", "town_leading_group")
    people = {role: ground.user(role, ground.town) for role in roles}
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    world = SimpleNamespace(
        town=ground.town, village=ground.first, group=group, county=ground.district,
        district_office=ground.user("district_office", ground.district), **people,
    )  # fmt: skip
    cycle = open_cycle(world)
    members = [ground.user(role, ground.first) for role in ("village_panel_member", "federation_exec_member")]
    panel_of(cycle, ground.first, *members)
    decision = issued_decision(world, cycle, names=("王小明", "李建军"))
    today = timezone.localdate()
    titles = put_back(decision, today.replace(year=today.year - 2, day=min(today.day, 28)))
    Title.objects.filter(decision=decision).update(review_due_on=titles[0].valid_to)
    for title in titles:
        publication_consent(title.household)
    mark_due()
    return cycle, {title.head_name: title for title in titles}


def address_of(title: Title) -> str:
    return "/" + verification_url(title).split("/", 3)[3]


def miss(officer, title, reason: str) -> None:
    """Both people, one point that was not met."""
    officer.visit(f"/rolling/titles/{title.pk}/review/")
    for box in officer.page.locator("[name=reviewers]").all():
        box.check()
    if reason:
        officer.page.locator("select[name^=check_]").first.select_option(index=1)
    officer.send()


def time_is_over() -> None:
    past = timezone.localdate() - timedelta(days=1)
    Rectification.objects.update(issued_on=past - timedelta(days=60), due_on=past)


def test_one_is_repaired_and_renewed_another_is_revoked(cast):
    ground = lay_ground(totals=False)
    _cycle, titles = named_two_years_ago(ground)
    good, other = titles["王小明"], titles["李建军"]
    officer = cast.person(ground.user("village_officer", ground.first))
    officer.visit("/rolling/").reads("王小明", "李建军", "复核已到期").picture("71-due")
    for title in (good, other):
        miss(officer, title, "x")
        officer.reads("整改期", "整改通知书", "称号不会自动取消")
    officer.picture("72-rectifying")
    visitor = cast.person(phone=True)
    visitor.visit(address_of(other)).reads("有效期")

    miss(officer, good, "")
    officer.reads("整改到位", "有效")
    time_is_over()
    miss(officer, other, "x")
    officer.press("提出取消", within="main").fill("取消的理由", "复查时楼道仍有占用。")
    day = timezone.localdate() + timedelta(days=3)
    officer.page.fill("[name=hearing_on]", f"{day:%Y-%m-%d}")
    officer.send().reads("待听取家庭意见", "复查时楼道仍有占用。")

    federation = cast.person(ground.user("town_federation", ground.town))
    federation.visit("/rolling/revocations/").reads("李建军").press("李建军", within="main")
    federation.press("登记家庭意见", within="main").tick("家庭到场").fill("家庭的意见", "下周就搬走。").send()
    leader = cast.person(ground.user("town_leading_group", ground.town))
    leader.visit(f"/rolling/titles/{other.pk}/").reads("下周就搬走。").press("同意取消", within="main")
    leader.reads("审批不会马上生效").send().reads("待送达和申诉期满")
    officer.visit(f"/rolling/titles/{other.pk}/").press("登记送达", within="main").send().reads("期满以前不生效")
    officer.picture("73-revocation")
    visitor.visit(address_of(other)).reads("有效期")

    Revocation.objects.update(appeal_until=timezone.localdate() - timedelta(days=1))
    Title.objects.filter(pk=other.pk).update(valid_to=timezone.localdate())
    federation.visit("/rolling/").press("起草续期决定", within="main").send()
    leader.visit(f"/rolling/renewals/{NamingDecision.objects.get(is_renewal=True).pk}/decide/")
    leader.reads("审定续期 1 户").send()
    federation.visit("/rolling/").press("起草取消决定", within="main").send().reads("李建军", "不张贴、不公布")

    office = cast.person(ground.user("district_office", ground.district))
    renewal = NamingDecision.objects.get(is_renewal=True)
    office.visit(f"/rolling/renewals/{renewal.pk}/sign/").reads("换发新证书").fill("签发人", "周某").send()
    office.visit("/rolling/cancellations/").press("关于取消", within="main").press("签发", within="main")
    office.fill("签发人", "周某").send().reads("已签发")
    run_pending()
    office.page.reload()
    office.reads("PDF 公文").picture("74-cancellation")

    new = Title.objects.get(decision=renewal)
    visitor.visit(address_of(new)).reads("有效期", "王小明")
    visitor.visit(address_of(other)).reads("无有效称号").reads_not("李建军", "取消", "整改")
    visitor.visit(address_of(good)).reads("无有效称号")
