"""Who is shown agrees for themselves; pictures are drawn anew, without where they were taken (个保法 25, 31)."""

import uuid
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import drop_file, store_file
from anjia.documents.enums import MediaType
from anjia.documents.models import StoredFile
from anjia.documents.sniffing import media_type_of
from anjia.evaluations.permissions import Consequence
from anjia.households.age import ADULT, is_under
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance_many
from anjia.stories.actions.writing import checked
from anjia.stories.enums import StoryState, Verb
from anjia.stories.models import FamilyStory, StoryPerson, StoryPhoto
from anjia.stories.workflow import STORY

PHOTO_KIND = "stories.photo"
MOST = 9


@transaction.atomic
def add_person(
    story: FamilyStory, *, name: str, agreed_on: date, by: Actor, is_minor: bool = False, guardian: str = "",
    witness: str = "",
) -> StoryPerson:  # fmt: skip
    """Note that somebody agreed to be shown in this story; for a minor the guardian does.

    Raises Refused without the guardian, for a day still to come, or for an adult registered as a child.
    """
    require(by, Verb.WRITE, story.region.path)
    name, guardian = name.strip(), guardian.strip()
    if story.state == StoryState.PUBLISHED:
        raise Conflict(_("已发布的事迹不能改人。请先撤下再改。"))
    if agreed_on > timezone.localdate():
        raise Refused(_("同意的日期还没有到。"))
    birth = story.household.members.filter(name=name).values_list("birth", flat=True).first() or ""
    if (is_minor or is_under(ADULT, birth)) and not guardian:
        raise Refused(_("%(name)s未满 18 岁，要由监护人同意，请写明监护人。") % {"name": name})
    if StoryPerson.objects.filter(story=story, name=name, withdrawn_at__isnull=True).exists():
        raise Conflict(_("%(name)s的同意已经登记过。") % {"name": name})
    person = StoryPerson.objects.create(
        household_id=story.household_id,
        story=story,
        name=name,
        is_minor=is_minor or is_under(ADULT, birth),
        guardian=guardian,
        witness=witness.strip(),
        agreed_on=agreed_on,
    )
    audit.record(Verb.WRITE, person, by=by, after={"agreed": True}, region_path=story.region.path)
    return person


@transaction.atomic
def withdraw_person(person: StoryPerson, *, by: Actor) -> FamilyStory:
    """Somebody does not want to be shown any more: no reason is asked, and the story goes at once."""
    story = person.story
    require(by, Verb.WRITE, story.region.path)
    gone = StoryPerson.objects.filter(pk=person.pk, withdrawn_at__isnull=True)
    if not gone.update(withdrawn_at=timezone.now()):
        raise Conflict(_("这项同意已经撤回。"))
    audit.record(Verb.WRITE, person, by=by, after={"agreed": False}, region_path=story.region.path)
    shown = FamilyStory.objects.filter(pk=story.pk)
    advance_many(shown, STORY["take_down"], by=Consequence(by), set={"taken_down_at": timezone.now()})
    story.refresh_from_db()
    return story


@transaction.atomic
def add_photo(story: FamilyStory, data: bytes, *, name: str, caption: str, by: Actor) -> StoryPhoto:
    """A picture with its caption; raises Refused for what is no picture, or for more than nine."""
    require(by, Verb.WRITE, story.region.path)
    if story.state != StoryState.DRAFT:
        raise Conflict(_("送核对以后不能再加图片。"))
    if media_type_of(data) not in (MediaType.PNG, MediaType.JPEG):
        raise Refused(_("请上传照片（JPG 或 PNG）。"))
    taken = StoryPhoto.objects.filter(story=story).count()
    if taken >= MOST:
        raise Refused(_("最多放 %(most)d 张照片。") % {"most": MOST})
    kept = store_file(data, name=name, kind=PHOTO_KIND, region_path=story.region.path, by=by)
    return StoryPhoto.objects.create(
        household_id=story.household_id, story=story, file_id=kept.pk, caption=checked(caption), order=taken + 1
    )


@transaction.atomic
def remove_photo(photo: StoryPhoto, *, by: Actor) -> None:
    """A picture is destroyed: what nobody is to see need not be kept."""
    require(by, Verb.WRITE, photo.story.region.path)
    for stored in StoredFile.objects.filter(pk=photo.file_id):
        drop_file(stored, by=by)
    photo.delete()


@transaction.atomic
def forget_photos(household_ids: list[uuid.UUID], *, by: Actor) -> int:
    """The pictures of families that are erased are destroyed with their files."""
    photos = StoryPhoto.objects.filter(household__in=household_ids)
    for stored in StoredFile.objects.filter(pk__in=photos.order_by().values("file_id")):
        drop_file(stored, by=by)
    return int(photos.delete()[0])
