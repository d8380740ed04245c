"""Reads of the slice, and what the scan wants to know of a family."""

import re
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from anjia.honours.models import Title
from anjia.honours.queries import in_force
from anjia.households.age import ADULT, is_under
from anjia.households.models import Household
from anjia.households.queries.proofs import has_proof
from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, under, under_any
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.stories.enums import StoryState, Verb
from anjia.stories.models import FamilyStory, StoryPerson, StoryPhoto, StorySection
from anjia.stories.scanning import Known

SUFFIX = re.compile(r"(?:社区)?(?:居委会|村委会|居民委员会|村民委员会)$|(?:街道|镇|乡|村|社区|区|县|市)$")
COUNTY = Level.COUNTY.depth * SEGMENT


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[FamilyStory]:
    rows = FamilyStory.objects.select_related("household", "region__parent")
    return rows if user is SYSTEM else rows.filter(under_any("region__path", user.scopes(verb)))


def titled() -> Exists:
    """Whether the family of a row holds a title in force."""
    return Exists(in_force(Title.objects.filter(household=OuterRef("household"))))


def published(path: str = "") -> QuerySet[FamilyStory]:
    """Stories everybody may read: published, of families that take part and whose title holds."""
    rows = FamilyStory.objects.filter(has_proof("household"), titled(), state=StoryState.PUBLISHED)
    rows = rows.filter(under("region__path", path)) if path else rows
    sections = Prefetch("sections", StorySection.objects.order_by("order"))
    photos = Prefetch("photos", StoryPhoto.objects.order_by("order", "pk"))
    return rows.select_related("region__parent__parent").prefetch_related(sections, photos)


def to_write(user: Actor) -> QuerySet[Household]:
    """Titled families without a story, where the user writes."""
    told = FamilyStory.objects.filter(household=OuterRef("pk"))
    held = in_force(Title.objects.filter(household=OuterRef("pk")))
    families = Household.objects.filter(under_any("region__path", user.scopes(Verb.WRITE)), is_active=True)
    return families.filter(has_proof(), Exists(held)).exclude(Exists(told)).select_related("region__parent")


def consented(story: FamilyStory) -> QuerySet[StoryPerson]:
    return StoryPerson.objects.filter(story=story, withdrawn_at__isnull=True)


def texts_of(story: FamilyStory) -> Iterator[tuple[str, str]]:
    """Everything of the story that will be public, with where it stands."""
    yield "headline", story.headline
    yield "shown_as", story.shown_as
    for section in StorySection.objects.filter(story=story).order_by("order"):
        yield section.theme, section.text
    for photo in StoryPhoto.objects.filter(story=story).order_by("order", "pk"):
        yield "caption", photo.caption


def known_of(story: FamilyStory) -> Known:
    """The family's names, less those who agreed to be shown; its address; the places of its district."""
    household = story.household
    members = list(household.members.values_list("name", "birth"))
    shown = set(consented(story).values_list("name", flat=True))
    names = {household.head_name, *(name for name, _birth in members)}
    return Known(
        hidden=frozenset(names - shown),
        # The masked name is what everybody may see in any case.
        shown=frozenset(shown | {household.masked_name}),
        minors=frozenset(name for name, birth in members if is_under(ADULT, birth)),
        address=household.address,
        places=_places(household.region),
    )


def _places(region: Region) -> frozenset[str]:
    """The names of the district's places down to the villages, as people say them: 贺家土 for 贺家土街道."""
    district = region.path[:COUNTY]
    around = Region.objects.filter(under("path", district)).exclude(level=Level.GROUP).values_list("name", flat=True)
    short = {SUFFIX.sub("", name) for name in around}
    return frozenset(name for name in short if len(name) >= 2)
