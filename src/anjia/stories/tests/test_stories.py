"""A story: sections in order, consent by person, nothing public before every finding is settled (domain A7)."""

import io
from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from PIL import Image

from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.exemplars.actions import end_models
from anjia.honours.models import Title
from anjia.households.models import Household, HouseholdMember
from anjia.households.signals import participation_withdrawn
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.workflow import advance
from anjia.programmes.factories import open_cycle
from anjia.stories.actions import (
    add_person,
    add_photo,
    publish_story,
    remove_photo,
    return_story,
    revise_story,
    settle_finding,
    start_story,
    submit_story,
    take_down,
    withdraw_person,
    write_sections,
)
from anjia.stories.enums import StoryState as S
from anjia.stories.factories import checking, published_story, started, written
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson, StorySection
from anjia.stories.permissions import can_settle, can_step, can_view, can_write
from anjia.stories.queries import published, to_write, visible_to
from anjia.stories.workflow import STORY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(world):
    return open_cycle(world)


def today():
    return timezone.localdate()


def write(story, world, text, **told):
    fields = {"headline": story.headline, "shown_as": story.shown_as, "order": {}, "version": story.version, **told}
    return write_sections(story, texts={"diligence": text}, by=world.village_officer, **fields)


class TestWriting:
    def test_sections_stand_in_the_order_that_is_chosen(self, world, cycle):
        story = started(world, cycle)
        texts = {"neighbours": "帮邻里修路。", "diligence": "勤恳种地。", "parenting": " "}
        order = {"neighbours": 1, "diligence": 2}
        told = {"headline": "一盏灯", "shown_as": "", "texts": texts, "order": order, "version": story.version}
        story = write_sections(story, **told, by=world.village_officer)
        sections = StorySection.objects.filter(story=story).order_by("order")
        assert list(sections.values_list("theme", "order")) == [("neighbours", 1), ("diligence", 2)]
        assert story.shown_as == "王*明"

    def test_only_for_a_titled_family_and_once(self, world, cycle):
        story = started(world, cycle)
        again = {"headline": "x", "shown_as": "", "by": world.village_officer}
        with pytest.raises(Conflict, match="已经有"):
            start_story(story.household, **again)
        assert story.household not in to_write(world.village_officer)
        other = Household.objects.create(region=world.group, head_name="没有称号")
        with pytest.raises(Refused, match="称号有效"):
            start_story(other, **again)
        with pytest.raises(NotPermitted):
            start_story(other, headline="x", shown_as="", by=world.district_office)

    def test_guarded_words_are_refused_with_advice(self, world, cycle):
        with pytest.raises(Refused, match="信访"):
            write(started(world, cycle), world, "从不信访。")

    def test_two_people_at_once(self, world, cycle):
        story = started(world, cycle)
        write(story, world, "勤恳。", version=story.version)
        with pytest.raises(Conflict, match="刚刚改过"):
            write(story, world, "勤恳。", version=1)


class TestConsent:
    def test_each_person_agrees_and_a_minors_guardian(self, world, cycle):
        story = started(world, cycle)
        birth = f"{today().year - 9}-03"
        HouseholdMember.objects.create(household=story.household, name="王小丫", kinship="31", birth=birth)
        by = world.village_officer
        with pytest.raises(Refused, match="监护人"):
            add_person(story, name="王小丫", agreed_on=today(), by=by)
        child = add_person(story, name="王小丫", agreed_on=today(), guardian="王小明", by=by)
        assert child.is_minor
        with pytest.raises(Refused, match="还没有到"):
            add_person(story, name="王某某", agreed_on=today() + timedelta(days=1), by=by)
        with pytest.raises(Conflict, match="登记过"):
            add_person(story, name="王小明", agreed_on=today(), by=by)

    def test_without_any_consent_it_goes_no_further(self, world, cycle):
        story = written(world, cycle)
        StoryPerson.objects.all().delete()
        with pytest.raises(Refused, match="还没有人同意"):
            submit_story(story, by=world.village_officer)

    def test_one_persons_no_takes_it_down_at_once(self, world, cycle):
        story = published_story(world, cycle)
        person = StoryPerson.objects.get()
        assert withdraw_person(person, by=world.village_officer).state == S.TAKEN_DOWN
        assert not published().exists()
        with pytest.raises(Conflict, match="已经撤回"):
            withdraw_person(person, by=world.village_officer)
        story.refresh_from_db()
        revise_story(story, by=world.village_officer)
        with pytest.raises(Refused, match="还没有人同意"):
            submit_story(FamilyStory.objects.get(), by=world.village_officer)


class TestTheScan:
    def test_a_stray_surname_blocks_until_it_is_mended(self, world, cycle):
        story = checking(world, cycle, "那一年，王她承包了三百亩地。")
        finding = StoryFinding.objects.get()
        assert finding.kind == "surname"
        with pytest.raises(Refused, match="还有 1 处"):
            publish_story(story, by=world.town_federation)
        story = return_story(story, by=world.town_federation)
        story = write(story, world, "那一年，她承包了三百亩地。")
        story = submit_story(story, by=world.village_officer)
        assert not StoryFinding.objects.exists()
        assert publish_story(story, by=world.town_federation).state == S.PUBLISHED

    def test_what_may_stay_is_settled_for_a_listed_reason(self, world, cycle):
        story = checking(world, cycle, "搬到石门村以后。")
        finding = StoryFinding.objects.get()
        with pytest.raises(Refused, match="不能保留"):
            settle_finding(finding, settlement="agreed", by=world.town_federation)
        settle_finding(finding, settlement="public_place", by=world.town_federation)
        assert publish_story(story, by=world.town_federation).state == S.PUBLISHED

    @pytest.mark.parametrize("text", ["电话 13800001234", "身份证 430203197005150021", "李建军住3栋"])
    def test_numbers_and_addresses_may_not_stay(self, world, cycle, text):
        checking(world, cycle, text)
        finding = StoryFinding.objects.filter(kind__in=("phone", "id_number", "address")).get()
        for settlement in ("no_name", "agreed", "public_place"):
            with pytest.raises(Refused, match="不能保留"):
                settle_finding(finding, settlement=settlement, by=world.town_federation)

    def test_a_minor_needs_a_guardians_consent(self, world, cycle):
        story = checking(world, cycle, "儿子今年12岁。")
        finding = StoryFinding.objects.get()
        with pytest.raises(Refused, match="监护人"):
            settle_finding(finding, settlement="agreed", by=world.town_federation)
        by = world.village_officer
        add_person(story, name="小丫", agreed_on=today(), is_minor=True, guardian="王小明", by=by)
        assert settle_finding(finding, settlement="agreed", by=world.town_federation).settlement == "agreed"

    def test_a_settled_finding_is_kept_only_as_long_as_the_words(self, world, cycle):
        story = checking(world, cycle, "搬到石门村以后。")
        settle_finding(StoryFinding.objects.get(), settlement="public_place", by=world.town_federation)
        story = return_story(story, by=world.town_federation)
        story = submit_story(write(story, world, "搬到石门村和青山镇以后。"), by=world.village_officer)
        assert set(StoryFinding.objects.values_list("excerpt", "settlement")) >= {("青山镇", "")} or (
            StoryFinding.objects.filter(settlement="").exists()
        )


def test_who_writes_does_not_publish(world, cycle):
    story = started(world, cycle)
    told = {"headline": "灯", "shown_as": "", "texts": {"diligence": "勤恳。"}, "order": {}, "version": story.version}
    story = write_sections(story, **told, by=world.town_federation)
    story = submit_story(story, by=world.town_federation)
    assert not can_settle(world.town_federation, story)
    with pytest.raises(NotPermitted, match="同一个人"):
        publish_story(story, by=world.town_federation)
    assert publish_story(story, by=world.district_office).state == S.PUBLISHED
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyStory.objects.update(written_by_id=world.district_office.pk)


def picture_with_place() -> bytes:
    """A photograph that says where it was taken."""
    picture, out = Image.new("RGB", (60, 40), "white"), io.BytesIO()
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (27.0, 50.0, 0.0)}
    exif[0x010F] = "照相机"
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_picture_loses_where_it_was_taken_and_is_destroyed_when_it_goes(world, cycle):
    story, data = started(world, cycle), picture_with_place()
    assert Image.open(io.BytesIO(data)).getexif()
    photo = add_photo(story, data, name="全家福.jpg", caption="一家人在院子里", by=world.village_officer)
    kept = read_file(StoredFile.objects.get(pk=photo.file_id))
    assert not Image.open(io.BytesIO(kept)).getexif()
    with pytest.raises(Refused, match="请上传照片"):
        add_photo(story, b"%PDF-1.4\n%%EOF\n", name="a.pdf", caption="x", by=world.village_officer)
    remove_photo(photo, by=world.village_officer)
    assert not StoredFile.objects.filter(pk=photo.file_id).exists()


@pytest.mark.parametrize("how", ["left", "ended", "asked"])
def test_it_is_gone_at_once(world, cycle, how):
    story = published_story(world, cycle)
    assert published().get() == story
    if how == "left":
        participation_withdrawn.send(sender=Household, ids=[story.household_id], by=world.village_officer)
    elif how == "ended":
        titles = Title.objects.filter(household=story.household_id)
        titles.update(state="revoked", revoked_at=timezone.now())
        end_models([story.household_id], by=world.town_leading_group)
    else:
        take_down(story, by=world.village_officer)
    story.refresh_from_db()
    assert story.state == S.TAKEN_DOWN
    assert not published().exists()


ROLES = ["village_officer", "town_federation", "district_office", "town_leading_group", "neighbour_village_officer"]
WRITES, PUBLISHES = {"village_officer", "town_federation"}, {"town_federation", "district_office"}
MAY = {"submit": WRITES, "take_down": WRITES, "revise": WRITES, "return": PUBLISHES, "publish": PUBLISHES}


@pytest.mark.parametrize("step", MAY)
def test_matrix(world, cycle, step):
    """State x transition x role, whole."""
    story = started(world, cycle)
    published_by = {"published_at": timezone.now(), "published_by_id": world.city_office.pk}
    for state, role in product(S.values, ROLES):
        FamilyStory.objects.filter(pk=story.pk).update(state=state, **published_by)
        story.refresh_from_db()
        who, allowed = getattr(world, role), role in MAY[step] and state in STORY[step].source
        assert can_step(who, story, step) == allowed, (state, role)
        if allowed:
            assert advance(story, STORY[step], by=who).state == STORY[step].target
        else:
            with pytest.raises(Conflict if role in MAY[step] else NotPermitted):
                advance(story, STORY[step], by=who)


def test_predicates_and_queries_agree(world, cycle):
    story = started(world, cycle)
    for role in (*ROLES, "inspector", "city_office", "group_leader"):
        who = getattr(world, role)
        assert can_view(who, story) == visible_to(who).filter(pk=story.pk).exists(), role
        assert can_write(who, story) == visible_to(who, "stories.write").filter(pk=story.pk).exists(), role
