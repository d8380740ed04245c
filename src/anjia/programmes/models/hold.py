"""What stands still while a family contests what was decided about it (architecture 1; domain A5-7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.enums import HeldStep, HoldOutcome


@described(kind=TableKind.HOUSEHOLD, internal=("ground",))
class Hold(Row):
    """One step that must not be taken on one thing: `subject_id` is a candidacy, a title, a cycle, by its plain id.

    `source_id` is what it was placed for (an appeal), `ground` the adverse step that is contested.
    """

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    step = models.CharField(_("停在哪一步"), max_length=16, choices=HeldStep.choices)
    subject_id = models.UUIDField()
    ground = models.CharField(max_length=40)
    source_id = models.UUIDField(db_index=True)
    placed_at = models.DateTimeField()
    placed_by_id = models.UUIDField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by_id = models.UUIDField(null=True)
    outcome = models.CharField(_("怎样解除"), max_length=8, choices=HoldOutcome.choices, blank=True)

    class Meta:
        ordering = ["placed_at", "id"]
        verbose_name = _("暂停")
        verbose_name_plural = _("暂停")
        indexes = [
            models.Index(fields=["subject_id", "step"], name="hold_standing", condition=Q(released_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["household", "subject_id", "step", "source_id"], name="hold_once"),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, outcome="") | (Q(released_at__isnull=False) & ~Q(outcome="")),
                name="hold_released_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return self.get_step_display()
