"""Which families the town's meeting decided on: frozen when it decides, before the organ signs."""

from django.db import models

from anjia.evaluations.models import Candidacy
from anjia.honours.models.decision import NamingDecision
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.HOUSEHOLD)
class DecisionEntry(Row):
    """One family of a decision. Who withdraws before the signing stays here and is not named."""

    decision = models.ForeignKey(NamingDecision, models.CASCADE, related_name="entries")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        indexes = [models.Index(fields=["decision"], name="decision_entries")]
        constraints = [
            models.UniqueConstraint(fields=["household", "decision"], name="decision_entry_once"),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}"
