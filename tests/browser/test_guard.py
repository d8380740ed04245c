"""A town announces a draw, draws by a number of the next day; another village scores blind, on line and on paper."""

from hashlib import sha256

import pytest
from django.utils import timezone

from anjia.console.demo.ground import lay_ground
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.factories import candidacies_in, open_cycle
from anjia.evaluations.models import BlindBallot, Candidacy, SpotCheck

pytestmark = pytest.mark.browser


@pytest.fixture
def ground(transactional_db, clock):
    laid = lay_ground(totals=False)
    candidacies_in(S.SCORED, 5, group=laid.first.children.get(name="1组"), cycle=open_cycle(laid.district))
    return laid


def digest(check, village, number):
    line = f"{check.seed}|{check.seed_day:%Y-%m-%d}|{village.code}-{number:04d}"
    return sha256(line.encode()).hexdigest()


def test_announced_drawn_done_again_and_scored_blind(cast, ground, clock):
    federation = cast.person(ground.user("town_federation", ground.town))
    federation.visit("/evaluations/checks/").press("公告抽取办法", within="main").reads("现有 5 户可以抽取")
    federation.fill("种子的来源", "福彩3D第2026093期开奖号码").picture("guard-announced").send().reads("才能抽取")
    check = SpotCheck.objects.get()
    visitor = cast.person()
    visitor.visit("/").press("看公告").press(ground.town.name, within="main")
    visitor.reads("种子还没有公布", check.pool_digest, "还没有抽取")

    federation.visit(f"/evaluations/checks/{check.pk}/draw/").fill("种子", "815").send().reads("现在不能抽取")
    clock.pass_time(days=1)
    federation = cast.anew(ground.user("town_federation", ground.town))
    federation.visit(f"/evaluations/checks/{check.pk}/").press("按种子抽取", within="main").fill("种子", "815").send()
    federation.reads("已按种子重抽，结果一样")
    check.refresh_from_db()
    assert (check.drawn_on, check.seed) == (timezone.localdate(), "815")
    visitor.page.reload()
    expected = sorted(range(1, 6), key=lambda number: digest(check, ground.first, number))[:3]
    visitor.reads("、".join(map(str, expected)), digest(check, ground.first, 1)).picture("guard-public")
    visitor.reads_not(*Candidacy.objects.values_list("household__head_name", flat=True))

    mine = BlindBallot.objects.select_related("rater").order_by("pk").first()
    rater = cast.person(mine.rater, phone=True).visit("/evaluations/blind/")
    rater.press("评分", within="main").reads("第 1 户，共 3 户")
    for _ in range(3):
        rater.send()
    rater.reads("已确认").reads_not("未评")

    federation.visit(f"/evaluations/checks/{check.pk}/").press("盲评人和纸质评分表", within="main").reads("已评完")
    for _ in range(2):
        federation.visit(f"/evaluations/checks/{check.pk}/raters/").press("代录", within="main")
        for _ in range(3):
            federation.reads("代录").send()
    assert BlindBallot.objects.filter(confirmed_at__isnull=True).count() == 0
    federation.visit(f"/evaluations/checks/{check.pk}/").reads("3 / 3").picture("guard-agreement")
    federation.press("结束盲评", within="main").send().reads("已结束")
