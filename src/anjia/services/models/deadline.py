"""A statutory period that runs in a case."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.enums import Measure, Rule
from anjia.services.clock import hours_left
from anjia.services.enums import Waits
from anjia.services.models.case import Case


@described(
    kind=TableKind.LOCAL,
    internal=("rule", "basis", "starts_on", "literal_on", "due_on", "met_on"),
    sensitive=("extension_reason",),
)
class Deadline(Row):
    """From which day, by which law, to which day: the literal last day, and the one it rolls to over days off.

    A period in hours has `due_at` as well. `extended_on` is set where it was extended, once.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="deadlines")
    rule = models.CharField(max_length=20)
    basis = models.CharField(max_length=120)
    length = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=12, choices=Measure.choices)
    waits_for = models.CharField(max_length=8, choices=Waits.choices, default=Waits.US)
    starts_on = models.DateField()
    literal_on = models.DateField()
    due_on = models.DateField(db_index=True)
    due_at = models.DateTimeField(null=True)
    extended_at = models.DateTimeField(null=True)
    extended_by_id = models.UUIDField(null=True)
    extension_reason = EncryptedTextField(blank=True)
    met_on = models.DateField(null=True)
    escalated_at = models.DateTimeField(null=True)

    # Set by `queries.deadlines_of`: working days left, and whether the days off of its year are known.
    days: int
    is_certain: bool

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("期限")
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule"], condition=Q(met_on__isnull=True), name="services_deadline_runs_once"
            ),
            models.CheckConstraint(condition=Q(due_on__gte=models.F("literal_on")), name="services_due_not_before"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.due_on:%Y-%m-%d}"

    @property
    def label(self) -> str:
        return str(Rule(self.rule).label) if self.rule in Rule.values else self.rule

    @property
    def starts_at(self) -> datetime | None:
        """The moment from which a period in hours runs."""
        return self.due_at - timedelta(hours=self.length) if self.due_at else None

    @property
    def hours(self) -> int | None:
        """Whole hours left of a period in hours, below zero where it is over; None of one in days."""
        return hours_left(self.due_at)

    @property
    def is_rolled(self) -> bool:
        return self.due_on != self.literal_on
