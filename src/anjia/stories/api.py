"""Family stories over the same actions as the pages; everybody reads what is published."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from anjia.stories import actions
from anjia.stories.enums import StoryState, Verb
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson
from anjia.stories.queries import published, to_write, visible_to
from anjia.stories.schemas import (
    FindingSettleIn,
    PublicStoryOut,
    StoryFindingOut,
    StoryOut,
    StoryPersonIn,
    StoryPersonOut,
    StoryStartIn,
    StoryWriteIn,
    WholeStoryOut,
)
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.reading import IfMatch, etag, require_match
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit

router = ApiRouter()


class StoryFilters(Schema):
    state: StoryState | None = None


def story_of(request: HttpRequest, pk: UUID, verb: str) -> FamilyStory:
    return get_object_or_404(visible_to(request.user, verb), pk=pk)


@router.get("/stories", permission=Verb.VIEW, answer=Page[StoryOut])
def story_list(request: HttpRequest, filters: Query[StoryFilters], paging: PageQuery) -> Page[StoryOut]:
    """The stories of the token's place."""
    rows = visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, StoryOut.of)


@router.get("/stories/{pk}", permission=Verb.VIEW, answer=WholeStoryOut)
def story_get(request: HttpRequest, response: HttpResponse, pk: UUID) -> WholeStoryOut:
    """One story, with the persons shown and what the look-through found."""
    story = story_of(request, pk, Verb.VIEW)
    response["ETag"] = etag(story.version)
    return WholeStoryOut.of(story)


@router.post("/households/{pk}/story", permission=Verb.WRITE, answer=WholeStoryOut, status=201)
def story_start(request: HttpRequest, pk: UUID, body: StoryStartIn) -> WholeStoryOut:
    """Begin the story of a titled family that has none."""
    family = get_object_or_404(to_write(request.user), pk=pk)
    return WholeStoryOut.of(actions.start_story(family, **body.model_dump(), by=request.user))


@router.put("/stories/{pk}", permission=Verb.WRITE, answer=WholeStoryOut)
def story_write(request: HttpRequest, pk: UUID, body: StoryWriteIn, if_match: IfMatch) -> WholeStoryOut:
    """Write it whole; a section that is not sent is left out."""
    story = story_of(request, pk, Verb.WRITE)
    version = require_match(story, if_match)
    texts = {section.theme: section.text for section in body.sections}
    order = {section.theme: place for place, section in enumerate(body.sections, 1)}
    told = {"headline": body.headline, "shown_as": body.shown_as, "version": version}
    return WholeStoryOut.of(actions.write_sections(story, **told, texts=texts, order=order, by=request.user))


@router.post("/stories/{pk}/persons", permission=Verb.WRITE, answer=StoryPersonOut, status=201)
def story_person_add(request: HttpRequest, pk: UUID, body: StoryPersonIn) -> StoryPersonOut:
    """Somebody agreed to be shown."""
    story = story_of(request, pk, Verb.WRITE)
    return StoryPersonOut.of(actions.add_person(story, **body.model_dump(), by=request.user))


@router.post("/stories/persons/{pk}/withdraw", permission=Verb.WRITE, answer=StoryOut)
def story_person_withdraw(request: HttpRequest, pk: UUID) -> StoryOut:
    """They do not want to be shown any more: the story goes at once."""
    own = visible_to(request.user, Verb.WRITE).order_by().values("pk")
    person = get_object_or_404(StoryPerson.objects.filter(story__in=own).select_related("story__region"), pk=pk)
    return StoryOut.of(actions.withdraw_person(person, by=request.user))


@router.post("/stories/{pk}/submit", permission=Verb.WRITE, answer=WholeStoryOut)
def story_submit(request: HttpRequest, pk: UUID) -> WholeStoryOut:
    """Hand it over; the answer says what the look-through found."""
    return WholeStoryOut.of(actions.submit_story(story_of(request, pk, Verb.WRITE), by=request.user))


@router.post("/stories/findings/{pk}/settle", permission=Verb.PUBLISH, answer=StoryFindingOut)
def story_finding_settle(request: HttpRequest, pk: UUID, body: FindingSettleIn) -> StoryFindingOut:
    """Say why the words may stay."""
    own = visible_to(request.user, Verb.PUBLISH).order_by().values("pk")
    found = StoryFinding.objects.filter(story__in=own).select_related("story__region")
    finding = get_object_or_404(found, pk=pk)
    return StoryFindingOut.of(actions.settle_finding(finding, settlement=body.settlement, by=request.user))


@router.post("/stories/{pk}/return", permission=Verb.PUBLISH, answer=StoryOut)
def story_return(request: HttpRequest, pk: UUID) -> StoryOut:
    """Give it back to be mended."""
    return StoryOut.of(actions.return_story(story_of(request, pk, Verb.PUBLISH), by=request.user))


@router.post("/stories/{pk}/publish", permission=Verb.PUBLISH, answer=StoryOut)
def story_publish(request: HttpRequest, pk: UUID) -> StoryOut:
    """Publish it; whoever wrote it does not."""
    return StoryOut.of(actions.publish_story(story_of(request, pk, Verb.PUBLISH), by=request.user))


@router.post("/stories/{pk}/take-down", permission=Verb.WRITE, answer=StoryOut)
def story_take_down(request: HttpRequest, pk: UUID) -> StoryOut:
    """Take it down, at once and without a reason."""
    return StoryOut.of(actions.take_down(story_of(request, pk, Verb.WRITE), by=request.user))


@router.post("/stories/{pk}/revise", permission=Verb.WRITE, answer=StoryOut)
def story_revise(request: HttpRequest, pk: UUID) -> StoryOut:
    """Take one up again that was taken down."""
    return StoryOut.of(actions.revise_story(story_of(request, pk, Verb.WRITE), by=request.user))


@router.get("/public/stories", permission=PUBLIC, answer=Page[PublicStoryOut], limit=Limit(60, minutes=10))
def story_public_list(request: HttpRequest, paging: PageQuery) -> Page[PublicStoryOut]:
    """The stories everybody may read now."""
    return page_of(published(), paging, PublicStoryOut.of)
