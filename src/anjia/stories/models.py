"""A family's story: ordered sections, the persons shown with their separate consents, pictures, findings (A7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region
from anjia.stories.enums import FindingKind, Settlement, StoryState, Theme
from anjia.web.fields import GuardedText


@described(kind=TableKind.HOUSEHOLD, personal=("headline", "shown_as"))
class FamilyStory(Row):
    """One family's. `shown_as` is what the family is called in public; who writes it does not publish it."""

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="stories", db_constraint=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=StoryState.choices, default=StoryState.DRAFT)
    headline = GuardedText(_("标题"), max_length=40)
    shown_as = models.CharField(_("公开时的称呼"), max_length=20)
    written_by_id = models.UUIDField()
    published_at = models.DateTimeField(null=True)
    published_by_id = models.UUIDField(null=True)
    taken_down_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("家庭事迹")
        verbose_name_plural = _("家庭事迹")
        constraints = [
            models.UniqueConstraint(fields=["household"], name="story_once_a_family"),
            models.CheckConstraint(
                condition=~Q(state=StoryState.PUBLISHED) | Q(published_at__isnull=False, published_by_id__isnull=False),
                name="story_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(published_by_id__isnull=True) | ~Q(published_by_id=models.F("written_by_id")),
                name="story_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.headline


@described(kind=TableKind.HOUSEHOLD, personal=("text",))
class StorySection(Row):
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    story = models.ForeignKey(FamilyStory, models.CASCADE, related_name="sections", db_constraint=False)
    theme = models.CharField(max_length=12, choices=Theme.choices)
    order = models.PositiveSmallIntegerField()
    text = GuardedText(_("正文"), max_length=2000)

    class Meta:
        ordering = ["story", "order"]
        constraints = [models.UniqueConstraint(fields=["household", "story", "theme"], name="story_section_once")]

    def __str__(self) -> str:
        return self.get_theme_display()


@described(kind=TableKind.HOUSEHOLD, internal=("agreed_on",), personal=("name", "guardian", "witness"))
class StoryPerson(Row):
    """Somebody shown, in words or in a picture, with a consent of their own (个保法 25, 31).

    Under eighteen the guardian agrees; without `agreed_on`, or withdrawn, the story is not shown.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    story = models.ForeignKey(FamilyStory, models.CASCADE, related_name="persons", db_constraint=False)
    name = models.CharField(_("姓名"), max_length=40)
    is_minor = models.BooleanField(_("未满 18 岁"), default=False)
    guardian = models.CharField(_("监护人"), max_length=40, blank=True)
    witness = models.CharField(_("见证人"), max_length=40, blank=True)
    agreed_on = models.DateField(_("同意日期"))
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["story", "created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "story", "name"], condition=Q(withdrawn_at__isnull=True), name="story_person_once"
            ),
            models.CheckConstraint(condition=Q(is_minor=False) | ~Q(guardian=""), name="story_minor_has_guardian"),
        ]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.HOUSEHOLD, personal=("caption",))
class StoryPhoto(Row):
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    story = models.ForeignKey(FamilyStory, models.CASCADE, related_name="photos", db_constraint=False)
    file_id = models.UUIDField()
    caption = GuardedText(_("图片说明"), max_length=60)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["story", "order", "pk"]

    def __str__(self) -> str:
        return self.caption


@described(kind=TableKind.HOUSEHOLD, internal=("place",), personal=("excerpt",))
class StoryFinding(Row):
    """Something the scan found; it blocks the story until it is settled or the words are gone."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    story = models.ForeignKey(FamilyStory, models.CASCADE, related_name="findings", db_constraint=False)
    kind = models.CharField(max_length=12, choices=FindingKind.choices)
    place = models.CharField(max_length=20)
    excerpt = models.CharField(max_length=60)
    settlement = models.CharField(max_length=12, choices=Settlement.choices, blank=True)
    settled_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["story", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "story", "kind", "place", "excerpt"], name="story_finding_once"
            ),
            models.CheckConstraint(
                condition=Q(settlement="", settled_by_id__isnull=True)
                | (~Q(settlement="") & Q(settled_by_id__isnull=False)),
                name="story_finding_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
