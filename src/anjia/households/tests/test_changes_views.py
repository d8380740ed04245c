"""The pages of dated changes in the hands of owner, neighbour and stranger."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.households.actions import move_household
from anjia.households.factories import family
from anjia.households.models import Household, HouseholdChange, HouseholdMember
from anjia.households.queries.places import groups_named, villages_named


def url(name, *args):
    return reverse(f"households:{name}", args=args)


@pytest.fixture
def row(world):
    household = family(world.group, household_size=4)
    HouseholdMember.objects.create(household=household, name="何小军", kinship="22", birth="1990-01")
    return household


@pytest.fixture
def officer(client, world):
    client.force_login(world.village_officer)
    return client


def today(**fields):
    return {"effective_on": timezone.localdate().isoformat(), "version": 1, **fields}


def test_a_move_to_the_next_group_and_to_another_town(officer, row, world):
    assert "学堂冲" in officer.get(url("move", row.pk)).content.decode()
    assert officer.post(url("move", row.pk), today(region=world.other_group.pk, address="8号")).status_code == 302
    row.refresh_from_db()
    assert (row.region, row.address) == (world.other_group, "8号")
    there = officer.post(url("move", row.pk), today(version=2, village="学堂冲社区", group="一组"))
    assert (there.status_code, there.url) == (302, url("list"))
    row.refresh_from_db()
    assert row.region == world.neighbour_group


@pytest.mark.parametrize("name", ["split", "new_head"])
def test_where_nobody_can_be_chosen_the_page_says_what_to_do_first(officer, row, name):
    assert "还没有登记家庭成员" not in officer.get(url(name, row.pk)).content.decode()
    row.members.all().delete()
    page = officer.get(url(name, row.pk)).content.decode()
    assert "还没有登记家庭成员" in page
    assert url("add_member", row.pk) in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "请选本村"),
        ({"village": "没有这个村", "group": "1组"}, "没有找到"),
        ({"village": "学堂冲社区", "group": "99组"}, "没有找到"),
        ({"village": "学堂冲社区", "group": ""}, "没有找到"),
        ({"region": "x"}, "region"),
        ({"effective_on": "2999-01-01", "village": "学堂冲社区", "group": "1组"}, "还没有到"),
    ],
)
def test_a_move_to_nowhere_is_refused_in_words_and_the_input_kept(officer, row, fields, words):
    answer = officer.post(url("move", row.pk), today(**fields))
    assert answer.status_code == 422
    assert words in answer.content.decode() or words in answer.context["form"].errors
    assert not HouseholdChange.objects.exists()


def test_a_group_of_another_village_is_not_on_the_list(officer, row, world):
    foreign = today(region=world.neighbour_group.pk)
    assert "region" in officer.post(url("move", row.pk), foreign).context["form"].errors


def test_villages_are_found_as_people_write_them(world):
    for text in ("学堂冲社区居委会", "学堂冲社区", "学堂冲", "建设街道学堂冲社区", "建设 学堂冲"):
        assert [v.name for v in villages_named(text)] == ["学堂冲社区居委会"]
    assert villages_named("贺家土街道学堂冲社区") == []
    assert villages_named("社区") == []
    assert groups_named("学堂冲", "第一组") == [world.neighbour_group]
    assert groups_named("学堂冲", "") == []


def test_a_lost_update_is_told(officer, row, world):
    Household.objects.filter(pk=row.pk).update(version=5)
    answer = officer.post(url("leave", row.pk), today())
    assert (answer.status_code, "刚刚有人改过" in answer.content.decode()) == (409, True)


def test_head_death_and_departure_have_their_forms(officer, row):
    member = row.members.get()
    assert officer.post(url("new_head", row.pk), today(member=member.pk, phone="139-1111-2222")).status_code == 302
    row.refresh_from_db()
    assert (row.head_name, row.phone) == ("何小军", "13911112222")
    old = row.members.get()
    assert officer.post(url("death", row.pk), today(version=2, member=old.pk)).status_code == 302
    assert officer.post(url("leave", row.pk), today(version=3)).url == url("list")
    assert officer.get(url("history", row.pk)).status_code == 404


def test_a_split_is_registered_and_its_letter_printed(officer, row):
    member = row.members.get()
    nobody = officer.post(url("split", row.pk), today(takes_part="yes", head=member.pk))
    assert (nobody.status_code, "leaving" in nobody.context["form"].errors) == (422, True)
    data = today(leaving=[member.pk], head=member.pk, takes_part="yes", address="9号", phone="13911112222")
    assert officer.post(url("split", row.pk), data).status_code == 302
    change = row.changes.get()
    letter = officer.get(url("split_letter", change.pk)).content.decode()
    assert "何小军家" in letter
    assert "留在户主所在的原户" in letter
    page = officer.get(url("history", row.pk)).content.decode()
    assert url("split_letter", change.pk) in page


def test_the_history_reads_as_a_time_line_and_answers_for_a_day(officer, row, world):
    assert "登记以来没有变动" in officer.get(url("history", row.pk)).content.decode()
    officer.post(url("move", row.pk), today(region=world.other_group.pk))
    page = officer.get(url("history", row.pk), {"on": timezone.localdate().isoformat()}).content.decode()
    assert "来园社区居委会1组到" in page
    assert "何婷婷" in page
    assert "还没有登记" in officer.get(url("history", row.pk), {"on": "2001-01-01"}).content.decode()
    assert officer.get(url("history", row.pk), {"on": "rubbish"}).status_code == 200


def test_the_history_asks_as_many_questions_for_three_changes_as_for_one(officer, row, world):
    def move(region):
        row.refresh_from_db()
        move_household(
            row, region=region, effective_on=timezone.localdate(), version=row.version, by=world.village_officer
        )

    move(world.other_group)
    officer.get(url("history", row.pk))
    with CaptureQueriesContext(connection) as one:
        officer.get(url("history", row.pk))
    move(world.group)
    move(world.other_group)
    with CaptureQueriesContext(connection) as three:
        officer.get(url("history", row.pk))
    assert len(one) == len(three)


def test_an_arrival_is_a_task_and_is_looked_at_once(client, officer, row, world):
    officer.post(url("move", row.pk), today(village="学堂冲社区", group="1组"))
    change = HouseholdChange.objects.get()
    assert officer.get(url("acknowledge", change.pk)).status_code == 404
    client.force_login(world.neighbour_village_officer)
    assert "核对搬来的家庭" in client.get(reverse("console:home")).content.decode()
    assert "刚从别的村" in client.get(url("history", row.pk)).content.decode()
    assert client.get(url("acknowledge", change.pk)).status_code == 200
    assert client.post(url("acknowledge", change.pk), {}).status_code == 302
    assert client.post(url("acknowledge", change.pk), {}).status_code == 409
    assert "核对搬来的家庭" not in client.get(reverse("console:home")).content.decode()


@pytest.mark.parametrize("name", ["history", "move", "new_head", "split", "death", "leave"])
def test_a_neighbour_finds_nothing_and_a_reader_may_not_write(client, row, world, name):
    assert client.get(url(name, row.pk)).status_code == 302
    client.force_login(world.neighbour_village_officer)
    assert client.get(url(name, row.pk)).status_code == 404
    client.force_login(world.group_leader)
    assert client.get(url(name, row.pk)).status_code == (200 if name == "history" else 403)


@pytest.mark.parametrize("name", ["history", "move", "new_head", "split", "death", "leave"])
def test_pages_read_in_english_too(officer, row, name):
    officer.cookies["django_language"] = "en"
    assert officer.get(url(name, row.pk)).status_code == 200
