"""Predicates of the slice; they agree with its queries."""

from anjia.kernel.permissions import Actor
from anjia.stories.enums import StoryState, Verb
from anjia.stories.models import FamilyStory
from anjia.stories.workflow import STORY


def can_view(user: Actor, story: FamilyStory) -> bool:
    return user.may(Verb.VIEW, story.region.path)


def can_write(user: Actor, story: FamilyStory) -> bool:
    return story.state == StoryState.DRAFT and user.may(Verb.WRITE, story.region.path)


def can_settle(user: Actor, story: FamilyStory) -> bool:
    """Whoever publishes settles; never who wrote it."""
    waits = story.state == StoryState.CHECKING and story.written_by_id != user.pk
    return waits and user.may(Verb.PUBLISH, story.region.path)


def can_step(user: Actor, story: FamilyStory, step: str) -> bool:
    way = STORY[step]
    if step == "publish" and story.written_by_id == user.pk:
        return False
    return story.state in way.source and user.may(way.permission, story.region.path)
