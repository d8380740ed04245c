"""Corrections of who the head is said to be: a wrong letter or month, never another person (frame F1)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import CorrectionState, KeptReason
from anjia.households.models.household import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.HOUSEHOLD, personal=("before_name", "after_name", "before_birth", "after_birth"))
class Correction(Row):
    """One correction, with who made it and, where it is large, who confirmed it on which proof.

    A family that withdraws leaves no name here.
    """

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="corrections", db_constraint=False)
    before_name = models.CharField(max_length=40, blank=True)
    after_name = models.CharField(max_length=40, blank=True)
    before_birth = models.CharField(max_length=7, blank=True)
    after_birth = models.CharField(max_length=7, blank=True)
    state = models.CharField(max_length=8, choices=CorrectionState.choices, default=CorrectionState.PROPOSED)
    proposed_by_id = models.UUIDField(null=True)
    proof_file_id = models.UUIDField(null=True)
    decided_by_id = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    decline_reason = models.CharField(max_length=16, choices=KeptReason.choices, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("更正")
        verbose_name_plural = _("更正")
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(state=CorrectionState.PROPOSED), name="correction_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.PROPOSED) | Q(decided_at__isnull=False), name="correction_decided_at"
            ),
            models.CheckConstraint(
                condition=Q(proof_file_id__isnull=True)
                | Q(decided_by_id__isnull=True)
                | ~Q(decided_by_id=F("proposed_by_id")),
                name="correction_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.after_name
