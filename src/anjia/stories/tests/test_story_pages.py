"""The pages of a story: written, blocked, mended, published, withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from anjia.exemplars.factories import named_families
from anjia.households.models import Household
from anjia.programmes.factories import open_cycle
from anjia.stories.actions import start_story
from anjia.stories.factories import checking, published_story
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson, StoryPhoto
from anjia.stories.tests.test_stories import picture_with_place
from anjia.web.once import new_token
from anjia.web.panels import tasks_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def url(name: str, *args) -> str:
    return reverse(f"stories:{name}", args=args)


def press(client, address: str, **data):
    return client.post(address, {"once": new_token(), **data})


def text(response) -> str:
    return response.content.decode()


def test_from_the_first_word_to_the_public_page_and_off_it(client, world, cycle):
    named_families(world, cycle)
    household = Household.objects.get(head_name="王小明")
    client.force_login(world.village_officer)
    assert url("families") in text(client.get(url("list")))
    assert url("start", household.pk) in text(client.get(url("families")))
    assert url("start", household.pk) not in text(client.get(url("families"), {"q": "李"}))
    press(client, url("start", household.pk), headline="门前一盏灯", shown_as="一户四口之家")
    story = FamilyStory.objects.get()
    orders = {f"order_{theme}": at for at, theme in enumerate(("diligence", "optimism", "parenting", "neighbours"), 1)}
    told = {"headline": story.headline, "shown_as": story.shown_as, "version": story.version, **orders}
    assert "信访" in text(press(client, url("write", story.pk), **told, text_diligence="从不信访"))
    press(client, url("write", story.pk), **told, text_diligence="那一年，王她承包了地。")
    assert "还没有人同意" in text(press(client, url("submit", story.pk)))
    press(client, url("person_add", story.pk), name="王小明", agreed_on=timezone.localdate().isoformat())
    photo = SimpleUploadedFile("全家福.jpg", picture_with_place())
    press(client, url("photo_add", story.pk), photo=photo, caption="一家人在院子里")
    press(client, url("submit", story.pk))
    assert client.get(url("publish", story.pk)).status_code == 403

    client.force_login(world.town_federation)
    page = text(client.get(url("detail", story.pk)))
    assert "还不能发布" in page
    assert "王她" in page
    assert url("publish", story.pk) not in page
    finding = StoryFinding.objects.get()
    assert "残留的姓氏" in text(client.get(url("finding_settle", finding.pk)))
    assert "还有 1 处" in text(press(client, url("publish", story.pk)))
    press(client, url("return", story.pk))
    client.force_login(world.village_officer)
    story.refresh_from_db()
    told["version"] = story.version
    press(client, url("write", story.pk), **told, text_diligence="那一年，她承包了地。")
    press(client, url("submit", story.pk))
    client.force_login(world.town_federation)
    press(client, url("publish", story.pk))

    client.logout()
    assert "门前一盏灯" in text(client.get(url("public_list")))
    page = client.get(url("public_story", story.pk))
    assert "她承包了地" in text(page)
    assert "王小明" not in text(page)
    assert page.headers["Cache-Control"] == "no-store"
    picture = url("public_photo", StoryPhoto.objects.get().pk)
    assert client.get(picture).content.startswith(b"\xff\xd8")

    client.force_login(world.village_officer)
    press(client, url("person_withdraw", StoryPerson.objects.get().pk))
    client.logout()
    for gone in (url("public_story", story.pk), picture):
        assert client.get(gone).status_code == 404
    assert "门前一盏灯" not in text(client.get(url("public_list")))


def test_a_finding_is_settled_a_picture_removed_and_a_story_taken_up_again(client, world, cycle):
    story = checking(world, cycle, "搬到石门村以后。")
    client.force_login(world.town_federation)
    assert any("1 份家庭事迹" in str(task.title) for task in tasks_for(world.town_federation, world.town.path))
    finding = StoryFinding.objects.get()
    assert press(client, url("finding_settle", finding.pk), settlement="agreed").status_code == 422
    press(client, url("finding_settle", finding.pk), settlement="public_place")
    assert "公共地名" in text(client.get(url("detail", story.pk)))
    press(client, url("take_down", story.pk))
    press(client, url("revise", story.pk))
    assert FamilyStory.objects.get().state == "draft"
    press(client, url("photo_add", story.pk), photo=SimpleUploadedFile("a.jpg", picture_with_place()), caption="院子")
    photo = StoryPhoto.objects.get()
    assert "立即销毁" in text(client.get(url("photo_remove", photo.pk)))
    press(client, url("photo_remove", photo.pk))
    assert not StoryPhoto.objects.exists()


@pytest.mark.parametrize("name", ["list", "public_list"])
def test_as_many_statements_for_three_rows_as_for_one(client, world, cycle, name):
    published_story(world, cycle)
    client.force_login(world.town_federation)
    client.get(url(name))
    with CaptureQueriesContext(connection) as one:
        client.get(url(name))
    for family in Household.objects.exclude(head_name="王小明"):
        start_story(family, headline="x", shown_as="y", by=world.village_officer)
    FamilyStory.objects.update(state="published", published_at=timezone.now(), published_by_id=world.town_federation.pk)
    with CaptureQueriesContext(connection) as three:
        client.get(url(name))
    assert FamilyStory.objects.count() == 3
    assert len(three) == len(one)


def test_the_list_of_families_costs_the_same_for_three_as_for_one(client, world, cycle):
    named_families(world, cycle)
    client.force_login(world.town_federation)
    client.get(url("families"))
    with CaptureQueriesContext(connection) as three:
        assert text(client.get(url("families"))).count("/stories/desk/start/") >= 3
    for family in Household.objects.exclude(head_name="王小明"):
        start_story(family, headline="x", shown_as="y", by=world.village_officer)
    with CaptureQueriesContext(connection) as one:
        client.get(url("families"))
    assert len(three) == len(one)
    client.force_login(world.district_office)
    assert client.get(url("families")).status_code == 403


def test_a_neighbour_and_the_public_see_no_draft(client, world, cycle):
    story = checking(world, cycle)
    assert client.get(url("public_story", story.pk)).status_code == 404
    client.force_login(world.neighbour_village_officer)
    assert client.get(url("detail", story.pk)).status_code == 404
