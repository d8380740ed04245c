"""A story is begun for a titled family, and written section by section (domain A7-1)."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.models import Title
from anjia.honours.queries import in_force
from anjia.households.models import Household
from anjia.households.queries.proofs import has_proof_now
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import advance
from anjia.stories.enums import StoryState, Theme, Verb
from anjia.stories.models import FamilyStory, StorySection
from anjia.stories.workflow import STORY
from anjia.web.guarded import validate_guarded


def checked(text: str) -> str:
    """The text without spaces around it. Raises Refused with advice where it holds a guarded word."""
    try:
        validate_guarded(text)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return text.strip()


@transaction.atomic
def start_story(household: Household, *, headline: str, shown_as: str, by: Actor) -> FamilyStory:
    """Raises Refused for a family without a title in force, or that has a story already."""
    require(by, Verb.WRITE, household.region.path)
    if not in_force(Title.objects.filter(household=household)).exists() or not has_proof_now(household):
        raise Refused(_("只为称号有效、同意参加的家庭写事迹。"))
    if FamilyStory.objects.filter(household=household).exists():
        raise Conflict(_("这一户已经有事迹材料，请在原来的一份上修改。"))
    story = FamilyStory.objects.create(
        household=household,
        region=household.region,
        headline=checked(headline),
        shown_as=checked(shown_as) or household.masked_name,
        written_by_id=by.pk,
    )
    audit.record(Verb.WRITE, story, by=by, after={"state": story.state}, region_path=household.region.path)
    return story


@transaction.atomic
def write_sections(
    story: FamilyStory,
    *,
    headline: str,
    shown_as: str,
    texts: Mapping[str, str],
    order: Mapping[str, int],
    by: Actor,
    version: int,
) -> FamilyStory:
    """Keep the story as it is written now; an empty section is left out. Whoever wrote last is its writer.

    Raises Conflict where somebody else has saved since, or it is being looked through.
    """
    require(by, Verb.WRITE, story.region.path)
    told = {"headline": checked(headline), "shown_as": checked(shown_as) or story.household.masked_name}
    kept = {theme: checked(texts.get(theme, "")) for theme in Theme.values}
    own = FamilyStory.objects.filter(pk=story.pk, version=version, state=StoryState.DRAFT)
    if not own.update(
        **told, written_by_id=by.pk, published_by_id=None, version=version + 1, updated_at=timezone.now()
    ):
        raise Conflict(_("别人刚刚改过，或这份材料已送核对。请刷新后再改。"))
    StorySection.objects.filter(story=story).delete()
    line = sorted((theme for theme, text in kept.items() if text), key=lambda theme: order.get(theme, 99))
    StorySection.objects.bulk_create(
        StorySection(household_id=story.household_id, story=story, theme=theme, order=at, text=kept[theme])
        for at, theme in enumerate(line, 1)
    )
    audit.record(Verb.WRITE, story, by=by, after={"sections": line}, region_path=story.region.path)
    story.refresh_from_db()
    return story


@transaction.atomic
def revise_story(story: FamilyStory, *, by: Actor) -> FamilyStory:
    """Take up a story again that was taken down."""
    return advance(story, STORY["revise"], by=by, set={"published_by_id": None})
