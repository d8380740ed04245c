"""Family stories as programs see them: staff with what the look-through found, everybody only what is published."""

from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from anjia.stories.enums import Theme
from anjia.stories.models import FamilyStory, StoryFinding, StoryPerson
from anjia.web.api.reading import Day, In


class StoryOut(Schema):
    """A story; its text is read one by one."""

    id: UUID
    household: UUID
    region: UUID
    state: str
    headline: str
    shown_as: str
    published_at: datetime | None
    version: int

    @classmethod
    def plain(cls, story: FamilyStory) -> dict[str, object]:
        names = ("state", "headline", "shown_as", "published_at", "version")
        own = {"id": story.pk, "household": story.household_id, "region": story.region_id}
        return own | {name: getattr(story, name) for name in names}

    @classmethod
    def of(cls, story: FamilyStory) -> "StoryOut":
        return cls.model_validate(cls.plain(story))


class SectionOut(Schema):
    theme: Theme
    text: str


class StoryPersonOut(Schema):
    """Somebody shown, who agreed; for a minor the guardian did."""

    id: UUID
    name: str
    is_minor: bool
    guardian: str
    agreed_on: date
    has_withdrawn: bool

    @classmethod
    def of(cls, person: StoryPerson) -> "StoryPersonOut":
        plain = {name: getattr(person, name) for name in ("name", "is_minor", "guardian", "agreed_on")}
        return cls(id=person.pk, has_withdrawn=person.withdrawn_at is not None, **plain)


class StoryFindingOut(Schema):
    """Words that block the story until they are mended or settled."""

    id: UUID
    kind: str
    place: str
    excerpt: str
    settlement: str = Field(description="empty while it is open")

    @classmethod
    def of(cls, finding: StoryFinding) -> "StoryFindingOut":
        plain = {name: getattr(finding, name) for name in ("kind", "place", "excerpt", "settlement")}
        return cls(id=finding.pk, **plain)


class WholeStoryOut(StoryOut):
    """A story with its text, the persons shown and what was found."""

    sections: list[SectionOut]
    persons: list[StoryPersonOut]
    findings: list[StoryFindingOut]

    @classmethod
    def of(cls, story: FamilyStory) -> "WholeStoryOut":
        parts = {
            "sections": [sections_of(section) for section in story.sections.order_by("order")],
            "persons": [StoryPersonOut.of(person) for person in story.persons.order_by("created_at")],
            "findings": [StoryFindingOut.of(finding) for finding in story.findings.order_by("place", "pk")],
        }
        return cls.model_validate(cls.plain(story) | parts)


def sections_of(section: object) -> SectionOut:
    return SectionOut.model_validate(section, from_attributes=True)


class PublicStoryOut(Schema):
    """What everybody may read: no name, no family, no place that is not in the text."""

    id: UUID
    headline: str
    shown_as: str
    published_on: date
    sections: list[SectionOut]

    @classmethod
    def of(cls, story: FamilyStory) -> "PublicStoryOut":
        day = timezone.localdate(story.published_at)
        sections = [sections_of(section) for section in story.sections.all()]
        return cls(id=story.pk, headline=story.headline, shown_as=story.shown_as, published_on=day, sections=sections)


class StoryStartIn(In):
    headline: str = Field(min_length=1, max_length=40)
    shown_as: str = Field(default="", max_length=20, description="empty: the masked name of the head")


class SectionIn(In):
    theme: Theme
    text: str = Field(max_length=2000)


class StoryWriteIn(StoryStartIn):
    sections: list[SectionIn] = Field(max_length=4, description="in the order in which they are read")


class StoryPersonIn(In):
    name: str = Field(min_length=1, max_length=40)
    agreed_on: Day
    is_minor: bool = False
    guardian: str = Field(default="", max_length=40)
    witness: str = Field(default="", max_length=40)


class FindingSettleIn(In):
    settlement: str = Field(description="no_name, agreed or public_place")
