"""A wrong name is found after naming: corrected once by the village, signed as an erratum, right everywhere."""

from types import SimpleNamespace

import pytest

from anjia.console.demo.ground import lay_ground
from anjia.honours.factories import issued_decision
from anjia.honours.models import Title
from anjia.honours.papers import verification_url
from anjia.kernel.jobs import run_pending
from anjia.notices.factories import publication_consent
from anjia.programmes.factories import open_cycle
from anjia.regions.models import Region

pytestmark = pytest.mark.browser


def issued_in(ground):
    """A decision about three families of the first village, one of them misspelt."""
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    people = {role: ground.user(role, ground.town) for role in ("town_federation", "town_leading_group")}
    office = ground.user("district_office", ground.district)
    world = SimpleNamespace(
        town=ground.town, village=ground.first, group=group, county=ground.district, district_office=office, **people
    )
    decision = issued_decision(world, open_cycle(world), names=("王小明", "李建军", "陈红"))
    run_pending()
    return decision


def address_of(title: Title) -> str:
    return "/" + verification_url(title).split("/", 3)[3]


def test_a_wrong_name_is_corrected_everywhere_and_the_new_certificate_verifies(cast):
    ground = lay_ground(totals=False)
    decision = issued_in(ground)
    old = Title.objects.select_related("household").get(head_name="王小明")
    publication_consent(old.household)

    officer = cast.person(ground.user("village_officer", ground.first))
    officer.visit(f"/households/{old.household_id}/").press("更正姓名或出生年月", within="main")
    officer.fill("正确的姓名", "王晓明").send()
    officer.reads("将更正：登记册、", f"{decision.number_text} 命名决定（出具更正函）、证书 1 张")
    officer.picture("51-correction-check").send().reads("王晓明", "更正的经过")

    visitor = cast.person(phone=True)
    visitor.visit(address_of(old)).reads("有效期")

    office = cast.person(ground.user("district_office", ground.district))
    office.visit(f"/honours/decisions/{decision.pk}/").reads("待签发").press("更正", within="main")
    office.press("签发", within="main").reads("王小明 → 王晓明", "原决定不改")
    office.page.fill("[name=signer_name]", "周某")
    office.send().reads("已签发")
    run_pending()
    office.page.reload()
    office.reads("PDF 更正函", "更正后的 Excel 名册").picture("53-erratum-issued")

    new = Title.objects.get(replaces_id=old.pk)
    visitor.visit(address_of(old)).reads("无有效称号").reads_not("王晓明", "更正函", "换发")
    visitor.visit(address_of(new)).reads("王晓明", new.serial)
    officer.visit(f"/honours/errata/{new.erratum_id}/").reads("打印新证书")
    visitor.visit(f"/honours/results/{decision.pk}/").reads("更正", ground.first.name)
