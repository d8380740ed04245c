"""“I was pressed to join”: what somebody said about a village, with nothing that leads to whoever said it."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region
from anjia.supervision.enums import Measure, Pressure, ReportState
from anjia.web.fields import GuardedText


@described(
    kind=TableKind.LOCAL,
    internal=("code_hash", "month", "received_on", "due_on", "answered_on"),
    personal=("answer",),
)
class PressureReport(models.Model):
    """A village, a kind, a month; no name, no free text, no time of the day, no account, no address.

    The id is random, unlike all others here, which tell when a row was made; and there is no `created_at`: what
    was sent within a day cannot be brought into order, nor held against a log.
    """

    scope_path = "region__path"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(null=True, editable=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    pressure = models.CharField(_("什么情形"), max_length=16, choices=Pressure.choices)
    month = models.CharField(_("什么时候"), max_length=7)
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.RECEIVED)
    code_hash = models.CharField(max_length=32, unique=True)
    received_on = models.DateField()
    due_on = models.DateField()
    measure = models.CharField(_("办理结果"), max_length=12, choices=Measure.choices, blank=True)
    answer = GuardedText(_("答复"), max_length=200, blank=True)
    answered_on = models.DateField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("自愿参加反映")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReportState.RECEIVED, measure="", answered_on__isnull=True)
                | (Q(state=ReportState.ANSWERED, answered_on__isnull=False) & ~Q(measure="")),
                name="pressure_answered_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.get_pressure_display()
