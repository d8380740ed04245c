"""Ballots, deductions and recusals (domain A2-3, A2-7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import RecusalKind
from anjia.evaluations.models.candidacy import Candidacy
from anjia.evaluations.points import HalfPointsField
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import Criterion, DeductionReason


@described(kind=TableKind.HOUSEHOLD, personal=("scores",))
class Ballot(Row):
    """One rater's scores for one family. Unconfirmed is unscored: neither 0 nor full."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="ballots", db_constraint=False)
    rater = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    scores = HalfPointsField()
    total_half_points = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    entered_by_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["candidacy", "rater"], name="ballot_of_candidacy")]
        constraints = [
            models.UniqueConstraint(fields=["household", "candidacy", "rater"], name="ballot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rater_id}"


@described(kind=TableKind.HOUSEHOLD)
class CriterionDeduction(Row):
    """Points one rater took off, with the reason from the closed list (domain A2-3)."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="deductions", db_constraint=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    reason = models.ForeignKey(DeductionReason, models.PROTECT, related_name="+", verbose_name=_("扣分原因"))
    half_points = models.PositiveSmallIntegerField(_("考核扣分"))
    evidence_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["ballot"], name="deduction_of_ballot")]
        constraints = [
            models.UniqueConstraint(fields=["household", "ballot", "criterion"], name="deduction_once"),
            models.CheckConstraint(condition=Q(half_points__gte=1), name="deduction_takes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}"


@described(kind=TableKind.HOUSEHOLD)
class Recusal(Row):
    """A rater who is not counted for this family.

    Nobody recorded it where the family did so itself, by its code, or where the registry says so.
    """

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="recusals", db_constraint=False)
    rater = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RecusalKind.choices)
    recorded_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "candidacy", "rater"], name="recusal_once"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
