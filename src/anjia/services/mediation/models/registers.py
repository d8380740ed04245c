"""Those who mediate and what was counted: committees, training, who answers for a place, calls on families.

Numbers and offices only. A screening is an outreach with an offer of help: nobody is written down by it (frame F3).
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.mediation.enums import LinkDuty

FEWEST_MEMBERS, MOST_MEMBERS = 3, 9
TO_REPORT = timedelta(days=5)
"""How long after its last day a round still takes reports; its sums are told after that, and change no more."""


@described(kind=TableKind.LOCAL, internal=("region_path", "name", "elected_on", "ended_on"))
class Committee(Row):
    """人民调解委员会: three to nine members, women among them (人民调解法 8); elected for three years."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    name = models.CharField(_("名称"), max_length=60)
    members = models.PositiveSmallIntegerField(_("委员人数"))
    women = models.PositiveSmallIntegerField(_("其中妇女"))
    elected_on = models.DateField(_("哪天产生"))
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ["region_path", "pk"]
        verbose_name = _("调解委员会")
        constraints = [
            models.CheckConstraint(
                condition=Q(members__gte=FEWEST_MEMBERS, members__lte=MOST_MEMBERS)
                & Q(women__gte=1, women__lte=F("members")),
                name="mediation_committee_size",
            ),
            models.UniqueConstraint(
                fields=["region_path", "name"], condition=Q(ended_on__isnull=True), name="mediation_committee_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.LOCAL, internal=("region_path", "title", "held_on"))
class MediatorTraining(Row):
    """A training of mediators: when, about what, how long, how many came."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    title = models.CharField(_("培训什么"), max_length=80)
    held_on = models.DateField(_("哪天"))
    hours = models.PositiveSmallIntegerField(_("学时"))
    persons = models.PositiveSmallIntegerField(_("人次"))

    class Meta:
        ordering = ["-held_on", "pk"]
        verbose_name = _("调解员培训")

    def __str__(self) -> str:
        return self.title


@described(kind=TableKind.LOCAL, internal=("region_path",))
class ResponsibilityLink(Row):
    """Who answers for mediation in a district, a town or a village. Ended rows stay: they say who did, until when."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    duty = models.CharField(max_length=8, choices=LinkDuty.choices)
    user_id = models.UUIDField()
    set_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["region_path", "duty"]
        verbose_name = _("三级责任")
        constraints = [
            models.UniqueConstraint(
                fields=["region_path", "duty"], condition=Q(ended_at__isnull=True), name="mediation_one_answers"
            ),
        ]

    def __str__(self) -> str:
        return self.get_duty_display()


@described(kind=TableKind.LOCAL, internal=("region_path", "title", "begins_on", "ends_on"))
class Screening(Row):
    """A round of calls on families with an offer to mediate (domain A8-7): by which places, between which days."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20)
    title = models.CharField(_("名称"), max_length=60)
    begins_on = models.DateField(_("从哪天"))
    ends_on = models.DateField(_("到哪天"))

    class Meta:
        ordering = ["-begins_on", "pk"]
        verbose_name = _("上门问需")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="mediation_screening_days"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reports_until(self) -> date:
        return self.ends_on + TO_REPORT

    @property
    def has_begun(self) -> bool:
        return self.begins_on <= timezone.localdate()

    @property
    def is_over(self) -> bool:
        """Whether its sums may be told: no report can change them any more, so that none shows by subtraction."""
        return timezone.localdate() > self.reports_until

    @property
    def takes_reports(self) -> bool:
        return self.has_begun and not self.is_over


@described(kind=TableKind.LOCAL, internal=("region_path", "reported_on"))
class ScreeningReport(Row):
    """What a village reports of a round: two numbers. Nothing found is reported too (零报告): silence is not zero."""

    scope_path = "region_path"

    screening = models.ForeignKey(Screening, models.CASCADE, related_name="reports")
    region_path = models.CharField(max_length=20)
    offered = models.PositiveIntegerField(_("介绍过调解服务的户次"))
    asked = models.PositiveIntegerField(_("提出需要调解的件数"))
    reported_on = models.DateField()
    reported_by_id = models.UUIDField()

    class Meta:
        ordering = ["region_path"]
        verbose_name = _("上门问需报告")
        constraints = [
            models.UniqueConstraint(fields=["screening", "region_path"], name="mediation_report_once"),
            models.CheckConstraint(condition=Q(asked__lte=F("offered")), name="mediation_asked_of_offered"),
        ]

    def __str__(self) -> str:
        return self.region_path

    @property
    def is_zero(self) -> bool:
        return self.asked == 0
