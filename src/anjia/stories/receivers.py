"""What follows when a family leaves or its title ends: its story goes at once, in the same transaction."""

import uuid
from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from anjia.documents.access import register as readable
from anjia.documents.models import StoredFile
from anjia.exemplars.signals import models_ended
from anjia.households.models import Household
from anjia.households.rehoming import rehome
from anjia.households.signals import households_merged, participation_withdrawn
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.stories.actions import take_down_of
from anjia.stories.actions.persons import PHOTO_KIND, forget_photos
from anjia.stories.enums import Verb
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson, StoryPhoto, StorySection

PARTS = (StorySection, StoryPerson, StoryPhoto, StoryFinding)


@receiver(participation_withdrawn, dispatch_uid="stories.withdrawn")
@receiver(models_ended, dispatch_uid="stories.ended")
def gone(sender: Any, *, ids: Collection[uuid.UUID], by: Actor, **kwargs: Any) -> None:
    take_down_of(ids, by=by)


@receiver(households_merged, dispatch_uid="stories.merge")
def merge(sender: Any, *, keep: Household, gone: Household, **kwargs: Any) -> None:
    """A family's story goes with it; where both rows have one, that of the row that stays is kept."""
    if FamilyStory.objects.filter(household=keep).exists():
        forget_photos([gone.pk], by=SYSTEM)
        FamilyStory.objects.filter(household=gone).delete()
        return
    rehome(FamilyStory.objects.filter(household=gone), keep.pk)
    for part in PARTS:
        rehome(part.objects.filter(household=gone), keep.pk)


def can_read_photo(actor: Actor, stored: StoredFile) -> bool:
    return actor.may(Verb.VIEW, stored.region_path)


readable(PHOTO_KIND, can_read_photo)
