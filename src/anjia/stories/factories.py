"""Family stories at every point of their way, for tests."""

from typing import Any

from django.utils import timezone

from anjia.exemplars.factories import named_families
from anjia.households.models import Household
from anjia.programmes.models import ProgrammeCycle
from anjia.stories.actions import add_person, publish_story, start_story, submit_story, write_sections
from anjia.stories.models import FamilyStory

CLEAN = "起早摸黑种好百余亩地，又带着乡亲一起干。"


def started(world: Any, cycle: ProgrammeCycle, name: str = "王小明") -> FamilyStory:
    """A draft about a named family, whose head agreed to be shown."""
    if not Household.objects.filter(titles__isnull=False).exists():
        named_families(world, cycle)
    household = Household.objects.get(head_name=name)
    story = start_story(household, headline="门前一盏灯", shown_as="一户四口之家", by=world.village_officer)
    add_person(story, name=name, agreed_on=timezone.localdate(), by=world.village_officer)
    return story


def written(world: Any, cycle: ProgrammeCycle, text: str = CLEAN, **texts: str) -> FamilyStory:
    story = started(world, cycle)
    told = {"diligence": text, **texts}
    return write_sections(
        story, headline=story.headline, shown_as=story.shown_as, texts=told, order={}, by=world.village_officer,
        version=story.version,
    )  # fmt: skip


def checking(world: Any, cycle: ProgrammeCycle, text: str = CLEAN) -> FamilyStory:
    return submit_story(written(world, cycle, text), by=world.village_officer)


def published_story(world: Any, cycle: ProgrammeCycle) -> FamilyStory:
    return publish_story(checking(world, cycle), by=world.town_federation)
