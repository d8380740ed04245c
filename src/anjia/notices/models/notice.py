"""Public notices, their entries, and the heartbeat that shows that they could be read (domain A4, B13)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.models import Candidacy
from anjia.households.models import Household
from anjia.kernel.schema import TableKind, described
from anjia.notices.enums import EntryState, NoticeKind, NoticeState, RestartReason, TakeDownReason
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.regions.models import Region
from anjia.stars.enums import CorrectionReason
from anjia.stars.models import StarQuarter


@described(kind=TableKind.REFERENCE, public=("starts_on", "ends_on", "counted_from", "corrected_on", "correction"))
class PublicNotice(CycleRow):
    """A village's notice of one batch. `counted_from` is the day the clock (re)started; it is not counted itself.

    `counted_at` is the moment it did: what happened before it can no longer interrupt the notice.
    A result has no end: it stays up. One of stars says of which quarter it is; `corrected_on` and `correction` say that
    it stands in place of an earlier one, since when and why.
    """

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="notices")
    region = models.ForeignKey(Region, models.PROTECT, related_name="notices", verbose_name=_("村（社区）"))
    kind = models.CharField(max_length=12, choices=NoticeKind.choices, default=NoticeKind.PRE_NAMING)
    batch = models.PositiveSmallIntegerField(_("批次"))
    state = models.CharField(max_length=12, choices=NoticeState.choices, default=NoticeState.DRAFT)
    families = models.PositiveIntegerField(default=0)
    working_days = models.PositiveSmallIntegerField(_("公示工作日"))
    starts_on = models.DateField(null=True)
    counted_from = models.DateField(null=True)
    counted_at = models.DateTimeField(null=True)
    ends_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    restarts = models.PositiveSmallIntegerField(default=0)
    restart_reason = models.CharField(max_length=16, choices=RestartReason.choices, blank=True)
    take_down_reason = models.CharField(max_length=16, choices=TakeDownReason.choices, blank=True)
    decision_id = models.UUIDField(null=True, db_index=True)
    quarter = models.ForeignKey(StarQuarter, models.PROTECT, related_name="notices", null=True)
    corrected_on = models.DateField(null=True)
    correction = models.CharField(max_length=16, choices=CorrectionReason.choices, blank=True, db_default="")

    class Meta:
        ordering = ["-published_at", "-created_at"]
        verbose_name = _("公示")
        verbose_name_plural = _("公示")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "region", "kind", "batch"], name="notice_batch"),
            models.CheckConstraint(
                condition=Q(state=NoticeState.DRAFT) | Q(published_at__isnull=False, starts_on__isnull=False),
                name="notice_shown_has_dates",
            ),
            models.CheckConstraint(
                condition=~Q(state=NoticeState.TAKEN_DOWN) | ~Q(take_down_reason=""),
                name="notice_taken_down_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="notice_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.cycle.year} #{self.batch}"


@described(
    kind=TableKind.HOUSEHOLD, public=("shown_name", "group_name", "ends_on", "corrected_on", "corrected_from", "stars")
)
class NoticeEntry(CycleRow):
    """A family on a notice. `ends_on` is its own end where an objection extended it; empty means the notice's.

    `corrected_on` and `corrected_from` are the dated note of a corrected name: how it was shown before.
    A family that withdrew leaves no name behind. `stars` are those of the quarter, or the grade of the year: 5 or 4.
    """

    scope_path = "notice__region__path"
    cycle_path = "notice__cycle"

    notice = models.ForeignKey(PublicNotice, models.CASCADE, related_name="entries")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    candidacy = models.ForeignKey(
        Candidacy, models.CASCADE, related_name="notice_entries", null=True, db_constraint=False
    )
    shown_name = models.CharField(max_length=40, blank=True)
    group_name = models.CharField(max_length=60)
    state = models.CharField(max_length=8, choices=EntryState.choices, default=EntryState.LISTED)
    ends_on = models.DateField(null=True)
    extended_at = models.DateTimeField(null=True)
    corrected_on = models.DateField(null=True)
    corrected_from = models.CharField(max_length=40, blank=True, db_default="")
    stars = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["notice", "group_name", "id"]
        indexes = [models.Index(fields=["notice", "state"], name="entry_of_notice")]
        constraints = [
            models.UniqueConstraint(fields=["household", "notice"], name="entry_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, extended_at__isnull=True)
                | Q(ends_on__isnull=False, extended_at__isnull=False),
                name="entry_own_end_has_start",
            ),
        ]

    def __str__(self) -> str:
        return self.shown_name


@described(kind=TableKind.LOCAL)
class Heartbeat(models.Model):
    """A minute in which the site served: a gap of more than four hours restarts the notices it falls into."""

    at = models.DateTimeField(primary_key=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
