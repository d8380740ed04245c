"""Pages of spot-checks and blind scoring: happy path, refusals, and the same statements at 1 and 3 rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.accounts.factories import persona, secret_for
from anjia.evaluations.enums import CandidacyState as S
from anjia.evaluations.enums import SpotCheckState, Verb
from anjia.evaluations.factories import announced_check, candidacies_in, drawn_check, family_in
from anjia.evaluations.models import BlindBallot, Candidacy, SpotCheck
from anjia.evaluations.queries.scoring import sheet_of
from anjia.evaluations.queries.standing_out import LEAST_FAMILIES
from anjia.evaluations.reviewing import tasks
from anjia.households.models import Household
from anjia.regions.models import Region

pytestmark = pytest.mark.django_db
TERMS = {"seed_source": "福彩3D第2026315期", "percent": "10", "least": "3"}


def url(name, *args):
    return reverse(f"evaluations:{name}", args=args)


@pytest.fixture
def raters(world):
    return [persona("federation_exec_member", world.other_village) for _ in range(3)]


@pytest.fixture
def check(world, cycle, raters):
    candidacies_in(S.SCORED, 3, group=world.group, cycle=cycle)
    return drawn_check(world.town, cycle, by=world.town_federation)


def seen(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as statements:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(statements), answer.content.decode()


def test_announcing_and_drawing_from_the_pages(client, world, cycle, raters):
    client.force_login(world.town_federation)
    day = timezone.localdate() + timedelta(days=1)
    told = {**TERMS, "seed_day": f"{day:%Y-%m-%d}"}
    assert client.post(url("spot_check_announce"), told).status_code == 422
    candidacies_in(S.SCORED, 3, group=world.group, cycle=cycle)
    assert "现有 3 户可以抽取" in client.get(url("spot_check_announce")).content.decode()
    answer = client.post(url("spot_check_announce"), {**told, "seed_day": f"{timezone.localdate():%Y-%m-%d}"})
    assert (answer.status_code, "至少要在明天" in answer.content.decode()) == (422, True)
    answer = client.post(url("spot_check_announce"), told)
    check = SpotCheck.objects.get()
    assert answer["Location"] == url("spot_check_detail", check.pk)
    assert client.post(url("spot_check_announce"), told).status_code == 409
    draw = url("spot_check_draw", check.pk)
    early = client.post(draw, {"seed": "407"})
    assert (early.status_code, "才公布" in early.content.decode()) == (422, True)
    assert "才能抽取" in client.get(url("spot_check_detail", check.pk)).content.decode()
    SpotCheck.objects.update(announced_on=day - timedelta(days=2), seed_day=day - timedelta(days=1))
    titles = [task.title for task in tasks(world.town_federation, world.town.path)]
    assert titles == ["抽查盲评的种子已到公布的日子"]
    assert client.post(draw, {"seed": " "}).status_code == 422
    assert client.post(draw, {"seed": "407"})["Location"] == url("spot_check_detail", check.pk)
    assert client.post(draw, {"seed": "408"}).status_code == 409


def test_calling_off_from_the_page(client, world, cycle, raters):
    candidacies_in(S.SCORED, 3, group=world.group, cycle=cycle)
    check = announced_check(world.town, cycle, by=world.town_federation)
    client.force_login(world.town_federation)
    address = url("spot_check_call_off", check.pk)
    late = client.post(address, {"reason": "wrong_notice"})
    assert (late.status_code, "公告不能再改" in late.content.decode()) == (422, True)
    assert client.post(address, {"reason": "no_number"}).status_code == 302
    assert "号码没有公布" in client.get(url("spot_check_detail", check.pk)).content.decode()
    titles = [task.title for task in tasks(world.town_federation, world.town.path)]
    assert titles == ["本周期还没有抽查盲评"]


def test_the_page_of_a_draw(client, world, check):
    client.force_login(world.town_federation)
    _count, page = seen(client, url("spot_check_detail", check.pk))
    assert "407" in page
    assert "已按种子重抽，结果一样" in page
    listed = client.get(url("spot_check_pool", check.pk))
    assert listed.content.decode().splitlines() == check.pool.splitlines()
    assert not any(name in listed.content.decode() for name in Household.objects.values_list("head_name", flat=True))
    assert "0 / 3" in seen(client, url("spot_check_families", check.pk))[1]
    assert "407" in seen(client, url("spot_check_list"))[1]
    assert "3 户还不齐" in seen(client, url("spot_check_close", check.pk))[1]
    assert client.post(url("spot_check_close", check.pk), {}).status_code == 302
    check.refresh_from_db()
    assert check.state == SpotCheckState.CLOSED


PAGES = ("spot_check_list", "standing_out")
OF_A_CHECK = ("spot_check_detail", "spot_check_pool", "spot_check_families")


def test_the_village_sees_none_of_it(client, world, check, raters):
    for user in (world.village_officer, world.group_leader, world.village_panel_member, raters[0]):
        client.force_login(user)
        for name in PAGES:
            assert client.get(url(name)).status_code == 403
        for name in OF_A_CHECK:
            assert client.get(url(name, check.pk)).status_code == 403


def test_another_town_finds_nothing(client, world, check):
    client.force_login(world.neighbour_town_federation)
    for name in OF_A_CHECK:
        assert client.get(url(name, check.pk)).status_code == 404
    assert "407" not in client.get(url("spot_check_list")).content.decode()


def posted(ballot, **changes):
    data = {f"score_{c.code}": "10" for c in sheet_of(ballot.candidacy).criteria}
    return {**data, "version": str(ballot.version), **changes}


def test_scoring_blind_goes_from_family_to_family(client, world, check, raters):
    client.force_login(raters[0])
    mine = list(BlindBallot.objects.filter(rater=raters[0]).order_by("drawn__place_in_draw"))
    assert [task.count for task in tasks(raters[0], world.town.path)] == [3]
    page = client.get(url("blind_sheet", mine[0].pk)).content.decode()
    assert not re.search(r"\b96\b", page.split("criteria")[1].split("scoring-foot")[0])
    assert client.post(url("blind_sheet", mine[0].pk), posted(mine[0], score_c1="8")).status_code == 422
    for ballot, following in zip(mine, [*mine[1:], None], strict=True):
        answer = client.post(url("blind_sheet", ballot.pk), posted(ballot))
        expected = url("blind_sheet", following.pk) if following else url("blind_list")
        assert answer["Location"] == expected
    assert tasks(raters[0], world.town.path) == []
    assert client.post(url("blind_sheet", mine[0].pk), posted(mine[0], version="9")).status_code == 409


def test_the_first_scores_are_nowhere_to_be_seen(client, world, check, raters):
    """Nor does the rater of another village open the family's own page."""
    client.force_login(raters[0])
    ballot = BlindBallot.objects.filter(rater=raters[0]).first()
    assert client.get(url("candidacy_detail", ballot.candidacy_id)).status_code == 404
    context = client.get(url("blind_sheet", ballot.pk)).context
    assert [row["score"] for row in context["criteria"]] == ["10"] * 10
    other = BlindBallot.objects.filter(rater=raters[1]).first()
    assert client.get(url("blind_sheet", other.pk)).status_code == 404


def scores(world, cycle, villages, families):
    """So many families in each village, the last village far below the others."""
    rows = []
    for number, village in enumerate(villages):
        group = Region.objects.create(
            parent=village, level="group", code=f"{village.code}9", name="9组", path=f"{village.path}0009"
        )
        total = 480 if number == len(villages) - 1 else 570
        rows += [
            Candidacy(
                household=family_in(group, f"家{n}"), cycle=cycle, region=group, state=S.SCORED, raters_counted=3,
                total_half_points=total + n % 3, score_sums=(total,),
            )
            for n in range(families)
        ]  # fmt: skip
    Candidacy.objects.bulk_create(rows)


def test_villages_compared(client, world, cycle):
    more = [
        Region.objects.create(
            parent=world.town, level="village", code=f"43020300190{n}", name=f"新村{n}", path=f"{world.town.path}009{n}"
        )
        for n in range(3)
    ]
    scores(world, cycle, [world.village, *more], LEAST_FAMILIES)
    client.force_login(world.town_federation)
    count, page = seen(client, url("standing_out"))
    assert page.count("没有明显偏离") == 3
    assert "平均分偏低" in page
    flagged = client.get(url("standing_out"), {"show": "flagged"}).context["rows"]
    assert [row.name for row in flagged] == ["新村2"]
    assert client.get(url("standing_out"), {"show": "high"}).context["rows"] == []
    titles = [task.title for task in tasks(world.town_federation, world.town.path)]
    assert titles == ["1 个村（社区）的评分与全镇街有明显差别", "本周期还没有抽查盲评"]
    assert tasks(world.village_officer, world.village.path) == []
    Candidacy.objects.exclude(region__parent=world.village).delete()
    fewer, page = seen(client, url("standing_out"))
    assert fewer == count
    assert "不足 4 个村可对照" in page


def test_the_same_statements_for_one_and_for_three(client, world, check, raters):
    client.force_login(world.town_federation)
    addresses = (url("spot_check_families", check.pk), url("spot_check_detail", check.pk))
    three = [seen(client, address)[0] for address in addresses]
    client.force_login(raters[0])
    blind = seen(client, url("blind_list"))[0]
    for ballot in BlindBallot.objects.filter(rater=raters[0])[1:]:
        Candidacy.objects.filter(pk=ballot.candidacy_id).update(state=S.WITHDRAWN)
    assert seen(client, url("blind_list"))[0] == blind
    client.force_login(world.town_federation)
    assert [seen(client, address)[0] for address in addresses] == three


def test_programs_read_it_and_the_village_does_not(client, world, check):
    town = world.town_federation
    people = (town, world.neighbour_town_federation, world.village_officer)
    secrets = {user: secret_for(user, Verb.SEE_CHECKS) for user in people}

    def get(user, path):
        return client.get(f"/api/v1{path}", HTTP_AUTHORIZATION=f"Bearer {secrets[user]}")

    assert [row["seed"] for row in get(town, "/spot-checks").json()["items"]] == ["407"]
    told = get(town, f"/spot-checks/{check.pk}").json()
    assert sorted(told["pool"]) == sorted(check.pool.splitlines())
    assert [(line["drawn"], line["families"]) for line in told["villages"]] == [(3, 0)]
    line = get(town, f"/regions/{world.town.pk}/villages-compared").json()[0]
    assert (line["families"], line["mean"], line["flags"]) == (3, None, [])
    assert get(world.neighbour_town_federation, f"/spot-checks/{check.pk}").status_code == 404
    assert get(world.village_officer, "/spot-checks").status_code == 403
