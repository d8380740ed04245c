"""A review of a title: once a year, or after a time to put things right (domain A5-8)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import DECLARED_RECUSALS
from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import Criterion, DeductionReason
from anjia.regions.models import Region
from anjia.rolling.enums import Channel, ReviewKind, ReviewState
from anjia.web.fields import GuardedText

RECORDED = (ReviewState.PASSED, ReviewState.FAILED)


@described(
    kind=TableKind.HOUSEHOLD,
    internal=("due_on", "planned_on", "held_on", "recorded_on", "reviewers"),
    personal=("note",),
)
class TitleReview(Row):
    """One look at a family that holds a title. `due_on` says which round it is; `reviewers` are ids of users.

    `recorded_on` is the day from which a family that did not pass may contest it.
    `region` is the group where the family lived then: its village looks, wherever the title was granted.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    title = models.ForeignKey(Title, models.CASCADE, related_name="reviews", db_constraint=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=ReviewKind.choices, default=ReviewKind.ANNUAL)
    state = models.CharField(max_length=8, choices=ReviewState.choices, default=ReviewState.PLANNED)
    due_on = models.DateField()
    planned_on = models.DateField(_("上门日期"), null=True)
    held_on = models.DateField(_("复核日期"), null=True)
    reviewers = models.JSONField(default=list)
    channel = models.CharField(max_length=8, choices=Channel.choices, default=Channel.SCREEN)
    scan_file_id = models.UUIDField(null=True)
    note = GuardedText(_("看到的情况"), max_length=300, blank=True)
    recorded_by_id = models.UUIDField(null=True)
    recorded_on = models.DateField(null=True)

    class Meta:
        ordering = ["-due_on", "-created_at"]
        verbose_name = _("称号复核")
        verbose_name_plural = _("称号复核")
        indexes = [models.Index(fields=["title", "state"], name="review_of_title")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "title"], condition=Q(state=ReviewState.PLANNED), name="review_one_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["household", "title", "due_on"],
                condition=Q(state__in=RECORDED, kind=ReviewKind.ANNUAL),
                name="review_once_a_round",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=RECORDED) | Q(held_on__isnull=False, recorded_by_id__isnull=False),
                name="review_recorded_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.due_on}"


@described(kind=TableKind.HOUSEHOLD)
class ReviewFinding(Row):
    """A criterion of the standard that was not met on the day, for a reason of its closed list (frame F6)."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    review = models.ForeignKey(TitleReview, models.CASCADE, related_name="findings", db_constraint=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    reason = models.ForeignKey(DeductionReason, models.PROTECT, related_name="+", verbose_name=_("原因"))

    class Meta:
        ordering = ["review", "criterion__order"]
        constraints = [
            models.UniqueConstraint(fields=["household", "review", "criterion"], name="finding_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}：{self.reason}"


@described(kind=TableKind.HOUSEHOLD)
class ReviewRecusal(Row):
    """Somebody who does not review this family: kin, or whom it wishes to see replaced, without a reason."""

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=DECLARED_RECUSALS)
    recorded_by_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "user"], name="review_recusal_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
