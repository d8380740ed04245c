import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from anjia.evaluations.factories import open_cycle
from anjia.households.factories import consent
from anjia.households.models import Household
from anjia.notices.actions import answer_objection, take_down_notice
from anjia.notices.enums import Finding, NoticeState, ObjectionState, TakeDownReason
from anjia.notices.factories import approved_families, objection_to, running_notice
from anjia.notices.models import PublicNotice
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-05-08 10:00 +0800", tick=False) as traveller:
        yield traveller


@pytest.fixture
def cycle(world):
    return open_cycle(world.county, year=2026, naming_day="2026-05-15")


@pytest.fixture
def notice(world, cycle):
    cycle.refresh_from_db()
    return running_notice(world.group, cycle, names=("王小明", "李建军"))


def url(name: str, *args) -> str:
    return reverse(f"notices:{name}", args=args)


def sign_in(client, user):
    client.force_login(user)
    return client


def test_the_village_checks_and_publishes(client, world, cycle):
    approved_families(world.group, cycle)
    sign_in(client, world.village_officer)
    listing = client.get(url("notice_list")).content.decode()
    check = client.get(url("notice_publish", world.village.pk)).content.decode()

    assert "张贴公示（3 户）" in listing
    assert "将公示 3 户，向公众可见" in check
    assert "王*明" in check
    assert "赶不上" not in check

    response = client.post(url("notice_publish", world.village.pk), {"once": new_token(), "expected": 3})
    notice = PublicNotice.objects.get()
    assert response.headers["Location"] == url("notice_detail", notice.pk)
    assert "王*明" in client.get(response.headers["Location"]).content.decode()


def test_a_late_start_is_said_before_it_happens(client, world, cycle, clock):
    approved_families(world.group, cycle)
    clock.move_to("2026-05-11 10:00 +0800")
    html = sign_in(client, world.village_officer).get(url("notice_publish", world.village.pk)).content.decode()

    assert "赶不上计划命名日2026年5月15日" in html
    assert "最迟应在2026年5月8日张贴" in html


def test_a_list_that_changed_is_shown_again(client, world, cycle):
    approved_families(world.group, cycle)
    sign_in(client, world.village_officer)
    response = client.post(url("notice_publish", world.village.pk), {"once": new_token(), "expected": 2})

    assert response.status_code == 409
    assert "现在是 3 户" in response.content.decode()
    assert not PublicNotice.objects.exists()


def test_pressed_twice_it_is_one_notice(client, world, cycle):
    approved_families(world.group, cycle)
    sign_in(client, world.village_officer)
    data = {"once": new_token(), "expected": 3}
    first, second = (client.post(url("notice_publish", world.village.pk), data) for _time in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert PublicNotice.objects.count() == 1


def test_taken_down_with_a_reason_and_put_up_again(client, world, notice):
    sign_in(client, world.village_officer)
    assert client.post(url("notice_take_down", notice.pk), {"once": new_token()}).status_code == 422
    client.post(url("notice_take_down", notice.pk), {"once": new_token(), "reason": "technical"})
    notice.refresh_from_db()
    assert notice.state == NoticeState.TAKEN_DOWN

    assert "从头计算" in client.get(url("notice_repost", notice.pk)).content.decode()
    client.post(url("notice_repost", notice.pk), {"once": new_token()})
    notice.refresh_from_db()
    assert (notice.state, notice.restarts) == (NoticeState.RUNNING, 1)
    assert "重新计算" in client.get(url("notice_detail", notice.pk)).content.decode()


def test_the_poster_is_set_from_what_stands_there_now(client, world, notice):
    response = sign_in(client, world.village_officer).get(url("notice_poster", notice.pk))
    assert response.content.startswith(b"%PDF")

    take_down_notice(notice, reason=TakeDownReason.TECHNICAL, by=world.village_officer)
    assert client.get(url("notice_poster", notice.pk)).status_code == 404


@pytest.mark.parametrize("name", ["notice_detail", "notice_take_down", "notice_repost", "notice_poster"])
def test_for_neighbours_a_notice_does_not_exist(client, world, notice, name):
    assert sign_in(client, world.neighbour_village_officer).get(url(name, notice.pk)).status_code == 404


@pytest.mark.parametrize(
    ("persona", "name"),
    [("town_federation", "notice_take_down"), ("administrator", "notice_list"), ("village_officer", "objection_list")],
)
def test_roles_without_the_verb_are_told_so(client, world, notice, persona, name):
    args = [notice.pk] if name == "notice_take_down" else []
    assert sign_in(client, getattr(world, persona)).get(url(name, *args)).status_code == 403


def test_the_town_federation_answers_by_due_date(client, world, notice):
    objection = objection_to(notice.entries.first(), objector_name="周来电")
    sign_in(client, world.town_federation)
    queue = client.get(url("objection_list")).content.decode()
    form = client.get(url("objection_answer", objection.pk)).content.decode()
    assert "剩 4 个工作日" in queue or "剩 5 个工作日" in queue
    assert "周来电" in form

    data = {"once": new_token(), "finding": Finding.STAYS, "answer": "核对无误。"}
    refused = client.post(url("objection_answer", objection.pk), data)
    assert (refused.status_code, "应当回避" in refused.content.decode()) == (403, True)
    done = client.post(url("objection_answer", objection.pk), data | {"is_unrelated": "on", "once": new_token()})
    objection.refresh_from_db()
    assert (done.status_code, objection.state) == (302, ObjectionState.ANSWERED)

    after = client.get(url("objection_answer", objection.pk)).content.decode()
    assert "核对无误。" in after
    assert "<textarea" not in after
    assert "没有待答复" in client.get(url("objection_list")).content.decode()


def test_the_neighbour_town_sees_no_objection_of_ours(client, world, notice):
    objection = objection_to(notice.entries.first())
    sign_in(client, world.neighbour_town_federation)

    assert client.get(url("objection_answer", objection.pk)).status_code == 404
    assert "没有待答复" in client.get(url("objection_list")).content.decode()


@pytest.mark.parametrize("name", ["notice_list", "objection_list"])
def test_lists_ask_as_often_for_three_rows_as_for_one(client, world, notice, name):
    sign_in(client, world.town_federation)

    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url(name)).status_code == 200
        return len(queries)

    objection_to(notice.entries.first())
    statements()
    once = statements()
    for group, name_of_head in ((world.other_group, "马丽"), (world.other_village.children.first(), "胡海")):
        objection_to(running_notice(group, notice.cycle, names=(name_of_head,)).entries.first())

    assert statements() == once


def test_the_home_says_what_to_do_next(world, notice):
    approved_families(world.other_group, notice.cycle, ("马丽",))
    objection = objection_to(notice.entries.first())
    village = tasks_for(world.village_officer, world.village.path)
    town = tasks_for(world.town_federation, world.town.path)

    mine = [task for task in village if task.url == url("notice_publish", world.village.pk)]
    assert [(task.count, str(task.due_on)) for task in mine] == [(1, "2026-05-08")]
    assert [task.due_on for task in town if task.url == url("objection_list")] == [objection.due_on]


def test_objections_stand_on_the_familys_page_for_whoever_investigates_them(client, world, cycle):
    """Grounds and outcomes, never what was said or by whom (frame F6)."""
    entry = running_notice(world.group, cycle).entries.select_related("notice__region", "notice__cycle").first()
    objection = objection_to(entry, objector_name="周匿名", statement="组别写错了。")
    consent(Household.objects.get(pk=entry.household_id), proven=True)
    address = reverse("households:detail", args=[entry.household_id])

    client.force_login(world.town_federation)
    page = client.get(address).content.decode()
    assert "资料有误" in page
    assert "已收到" in page
    assert "组别写错了" not in page
    assert "周匿名" not in page
    answer_objection(
        objection, finding=Finding.STAYS, answer="已到村核对。", is_unrelated=True, by=world.town_federation
    )
    assert "异议不成立，保留" in client.get(address).content.decode()

    for persona in (world.village_officer, world.group_leader, world.district_office):
        client.force_login(persona)
        assert "资料有误" not in client.get(address).content.decode()
