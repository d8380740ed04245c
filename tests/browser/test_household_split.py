"""A family splits in mid-cycle, and a change that somebody asked for on the phone is carried out and followed."""

import re

import pytest
from django.utils import timezone

from anjia.console.demo.ground import lay_ground
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.factories import candidacy_in
from anjia.evaluations.models import Candidacy
from anjia.households.factories import consent, family
from anjia.households.models import Household, HouseholdMember
from anjia.programmes.factories import open_cycle
from anjia.regions.models import Region

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(transactional_db, clock):
    return lay_ground(totals=False)


@pytest.fixture
def row(ground):
    """A family with a grown son and his wife, in the middle of this year's cycle."""
    group = Region.objects.filter(parent=ground.first).order_by("path")[0]
    household = family(group, "何婷婷", household_size=4)
    consent(household, proven=True)
    for name, kinship, birth in (("何小军", "20", "1990-01"), ("刘芳", "28", "1991-02")):
        HouseholdMember.objects.create(household=household, name=name, kinship=kinship, birth=birth)
    candidacy_in(CandidacyState.CONSENTED, group=group, cycle=open_cycle(ground.district), household=household)
    return household


def test_a_split_leaves_the_candidacy_with_the_heads_household_and_a_letter_for_the_other(cast, ground, row):
    officer, son = cast.person(ground.user("village_officer", ground.first)), row.members.get(name="何小军")
    officer.visit(f"/households/{row.pk}/history/").press("分户", within="main")
    officer.fill("变动日期", timezone.localdate().isoformat())
    officer.tick("何小军").tick("刘芳").tick("愿意，登记为新的一户")
    officer.page.locator("#id_head").select_option(str(son.pk))
    officer.send().reads("分户")

    officer.press("打印告知书", within="main").reads("何小军家：", "留在户主所在的原户")
    founded = Household.objects.get(head_name="何小军")
    assert list(Candidacy.objects.filter(state=CandidacyState.CONSENTED).values_list("household", flat=True)) == [
        row.pk
    ]
    officer.visit(f"/households/{founded.pk}/").reads("刘芳", "待补凭证")
    officer.visit(f"/households/{row.pk}/").reads_not("刘芳")


def test_a_request_from_the_phone_is_confirmed_carried_out_and_followed_by_its_code(cast, ground, row):
    visitor = cast.person(phone=True)
    visitor.visit("/households/requests/new/size/")
    visitor.fill("村（社区）", ground.first.name).fill("现在登记的户主姓名", "何婷婷").fill("现在常住几个人", "5")
    visitor.tick("家庭成员").send().reads("请记下查询码")
    found = re.search(r"[2-9A-Z]{4}(-[2-9A-Z]{4}){2}", visitor.page.locator("main").inner_html())
    assert found

    officer = cast.person(ground.user("village_officer", ground.first))
    officer.visit("/households/requests/").press("家庭人数变了", within="main").reads("何婷婷")
    officer.tick("当面向本户核实").send()
    row.refresh_from_db()
    assert row.household_size == 5

    visitor.visit("/households/requests/progress/").fill("查询码", found.group()).send().reads("已按申请更改")
    visitor.reads_not("何婷婷")
