"""The screens: recording, closing, correcting, grading; what others do not find; statements do not grow."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.evaluations.factories import open_cycle as points_cycle
from anjia.stars.factories import closed, consenting, recorded, whole_year
from anjia.stars.models import StarQuarter, StarRecord, StarRecusal, StarYear


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(ground):
    return signed_in(ground.world.village_officer)


def sheet_url(ground, number=1):
    url = reverse("stars:quarter_record", args=[ground.cycle.pk, ground.village.pk, number])
    return f"{url}?group={ground.world.group.pk}"


def filled(marks):
    data = {}
    for home, letters in marks.items():
        data |= {f"star{at}_{home.pk}": letter for at, letter in enumerate(letters)}
    return data


def test_a_group_is_recorded_on_one_sheet(ground, officer):
    first, second, third = ground.families
    page = officer.get(sheet_url(ground)).content.decode()
    assert all(home.head_name in page for home in ground.families)
    data = filled({first: "ddddd", second: "dmdNF"}) | {f"version_{home.pk}": 0 for home in ground.families}
    answer = officer.post(sheet_url(ground), data)
    assert answer.status_code == 302
    assert dict(StarRecord.objects.values_list("household", "stars")) == {first.pk: 5, second.pk: 3}
    again = officer.get(sheet_url(ground)).content.decode()
    assert 'value="m" selected' in again
    assert "2/3" in again
    assert third.head_name in again


def test_half_a_family_is_said_and_nothing_is_lost(ground, officer):
    first = ground.families[0]
    data = {f"star0_{first.pk}": "d", f"version_{first.pk}": 0}
    answer = officer.post(sheet_url(ground), data)
    assert answer.status_code == 422
    assert "只记了一部分" in answer.content.decode()
    assert 'value="d" selected' in answer.content.decode()
    assert not StarRecord.objects.exists()


def test_what_the_action_refuses_stands_on_the_page(ground, officer):
    closed(ground.cycle, ground.village, 1, {ground.families[1]: "ddddd"})
    answer = officer.post(sheet_url(ground), filled({ground.families[0]: "ddddd"}))
    assert answer.status_code == 409
    assert "已经结季" in answer.content.decode()
    assert officer.post(sheet_url(ground, 2), {}).status_code == 422


@pytest.mark.parametrize("typed", ["21", "-1", "1.5"])
def test_what_is_no_star_is_answered_in_words(ground, officer, typed):
    """Domain A6-3: 21, -1 and 1.5 are refused on the sheet and on the page of a correction, and nothing is written."""
    home = ground.families[0]
    data = filled({home: "dddd"}) | {f"star4_{home.pk}": typed, f"version_{home.pk}": 0}
    answer = officer.post(sheet_url(ground), data)
    assert (answer.status_code, f"“{typed}”不是一颗星" in answer.content.decode()) == (422, True)
    assert not StarRecord.objects.exists()
    quarter = closed(ground.cycle, ground.village, 1, {home: "ddddd"})
    marks = {f"star{at}": "d" for at in range(4)} | {"star4": typed, "reason": "typing", "note": ""}
    answer = officer.post(reverse("stars:quarter_correct", args=[quarter.pk, home.pk]), marks)
    assert (answer.status_code, f"“{typed}”不是一颗星" in answer.content.decode()) == (422, True)
    assert StarRecord.objects.get().stars == 5


def test_a_quarter_sent_twice_is_recorded_once_and_another_sheet_is_told(ground, officer):
    """Issue 4: a quarter scored twice, by one person and by two."""
    home = ground.families[0]
    data = filled({home: "ddddd"}) | {f"version_{home.pk}": 0}
    assert [officer.post(sheet_url(ground), data).status_code for _ in range(2)] == [302, 302]
    assert StarRecord.objects.get().version == 1
    other = signed_in(ground.world.federation_exec_member)
    answer = other.post(sheet_url(ground), filled({home: "NNNNN"}) | {f"version_{home.pk}": 0})
    assert (answer.status_code, "别人已经记了" in answer.content.decode()) == (409, True)
    assert StarRecord.objects.get().stars == 5


def test_the_year_of_a_village_on_top(ground, officer):
    page = officer.get(reverse("stars:quarter_list")).content.decode()
    assert page.count("star-card-head") == 4
    assert "待记星" in page
    recorded(ground.cycle, ground.village, 1, {ground.families[0]: "ddddd"})
    assert "记星中" in officer.get(reverse("stars:quarter_list")).content.decode()


def test_close_after_a_check_page(ground, officer):
    quarter = recorded(ground.cycle, ground.village, 1, {ground.families[0]: "ddddd"})
    url = reverse("stars:quarter_close", args=[quarter.pk])
    page = officer.get(url).content.decode()
    assert "将按 1 户结季" in page
    assert "2 户没有记" in page
    assert officer.post(url, {}).status_code == 302
    assert StarQuarter.objects.get().is_closed
    assert officer.post(url, {}).status_code == 409


def test_correct_one_family(ground, officer):
    home = ground.families[0]
    quarter = closed(ground.cycle, ground.village, 1, {home: "dddNN"})
    detail = officer.get(reverse("stars:quarter_detail", args=[quarter.pk])).content.decode()
    url = reverse("stars:quarter_correct", args=[quarter.pk, home.pk])
    assert url in detail
    marks = {f"star{at}": letter for at, letter in enumerate("ddddd")}
    assert officer.post(url, marks | {"reason": "", "note": ""}).status_code == 422
    assert officer.post(url, marks | {"reason": "typing", "note": "上访"}).status_code == 422
    assert officer.post(url, marks | {"reason": "typing", "note": ""}).status_code == 302
    assert StarRecord.objects.get().stars == 5
    assert "录入有误" in officer.get(reverse("stars:quarter_detail", args=[quarter.pk])).content.decode()


def test_keep_away_from_kin(ground, officer):
    home, member = ground.families[0], ground.world.federation_exec_member
    url = reverse("stars:star_recuse", args=[ground.cycle.pk, ground.village.pk, home.pk])
    own = signed_in(member)
    assert own.get(url).status_code == 200
    assert own.post(url, {"member": ground.world.village_officer.pk, "kind": "kin"}).status_code == 422
    assert own.post(url, {"member": member.pk, "kind": "kin"}).status_code == 302
    assert StarRecusal.objects.get().member == member
    page = own.get(sheet_url(ground)).content.decode()
    assert f"star0_{home.pk}" not in page
    assert "您回避的家庭" in page
    assert f"star0_{home.pk}" in officer.get(sheet_url(ground)).content.decode()


def test_grade_look_over_publish_and_print(ground):
    office, inspector = signed_in(ground.world.district_office), signed_in(ground.world.inspector)
    whole_year(ground.cycle, ground.village, {ground.families[0]: (5, 5, 5, 5), ground.families[1]: (1, 1, 1, 1)})
    assert office.post(reverse("stars:year_grade", args=[ground.cycle.pk])).status_code == 302
    page = office.get(reverse("stars:grade_list")).content.decode()
    assert "五星（20 颗）" in page
    assert "一星（4 颗）" in page
    assert "公布五星、四星" in page
    publish = reverse("stars:year_publish", args=[ground.cycle.pk])
    assert "五星 1 户、四星 0 户" in office.get(publish).content.decode()
    assert office.post(publish).status_code == 302
    assert StarYear.objects.get().published_on
    place = [ground.cycle.pk, ground.world.county.pk]
    for name in ("bulletin", "year_summary"):
        answer = inspector.get(reverse(f"stars:{name}", args=place))
        assert answer.content.startswith(b"%PDF"), name
    village = [ground.cycle.pk, ground.village.pk]
    roster = signed_in(ground.world.village_officer).get(reverse("stars:year_roster", args=village))
    assert roster.content.startswith(b"PK")
    narrowed = office.get(reverse("stars:grade_list") + "?level=1").content.decode()
    assert ground.families[1].head_name in narrowed
    assert ground.families[0].head_name not in narrowed


def test_sheets_on_paper(ground, officer):
    url = reverse("stars:quarter_sheets", args=[ground.cycle.pk, ground.village.pk, 1])
    assert officer.get(url).content.startswith(b"%PDF")


def test_others_do_not_find_it(ground, world):
    quarter = closed(ground.cycle, ground.village, 1, {ground.families[0]: "ddddd"})
    stranger = signed_in(world.neighbour_village_officer)
    for name, args in (
        ("quarter_detail", [quarter.pk]),
        ("quarter_close", [quarter.pk]),
        ("quarter_correct", [quarter.pk, ground.families[0].pk]),
        ("quarter_record", [ground.cycle.pk, ground.village.pk, 1]),
    ):
        assert stranger.get(reverse(f"stars:{name}", args=args)).status_code == 404, name
    assert signed_in(world.town_leading_group).get(sheet_url(ground)).status_code == 403


def test_where_points_are_counted_there_is_no_page(ground, officer):
    points = points_cycle(ground.world.county, year=ground.cycle.year - 1)
    url = reverse("stars:quarter_record", args=[points.pk, ground.village.pk, 1])
    assert officer.get(url).status_code == 404


@pytest.mark.parametrize("name", ["quarter_detail", "quarter_record", "grade_list"])
def test_statements_do_not_grow_with_the_families(ground, officer, name):
    group = ground.world.group

    def statements(count):
        homes = [*ground.families, *(consenting(group, f"{count}户{n}") for n in range(count))]
        StarQuarter.objects.all().delete()
        StarRecord.objects.all().delete()
        recorded(ground.cycle, ground.village, 1, dict.fromkeys(homes, "ddddN"))
        urls = {
            "quarter_detail": reverse("stars:quarter_detail", args=[StarQuarter.objects.get().pk]),
            "quarter_record": sheet_url(ground),
            "grade_list": reverse("stars:grade_list"),
        }
        with CaptureQueriesContext(connection) as seen:
            assert officer.get(urls[name]).status_code == 200
        return len(seen)

    statements(1)
    assert statements(1) == statements(6)
