"""Which families a renewal is about: frozen when the meeting decides."""

from django.db import models

from anjia.honours.models import NamingDecision, Title
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.HOUSEHOLD)
class RenewalEntry(Row):
    """One family of a renewal, with the title that goes on."""

    decision = models.ForeignKey(NamingDecision, models.CASCADE, related_name="renewal_entries")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    title = models.ForeignKey(Title, models.CASCADE, related_name="+", db_constraint=False)

    class Meta:
        indexes = [models.Index(fields=["decision"], name="renewal_entries")]
        constraints = [models.UniqueConstraint(fields=["household", "decision"], name="renewal_entry_once")]

    def __str__(self) -> str:
        return f"{self.decision_id}"
