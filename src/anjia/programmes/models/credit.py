"""Credits are blind to their topic: a family, a cycle, a criterion, nothing more (domain A6-7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models.base import CycleRow
from anjia.programmes.models.cycle import ProgrammeCycle
from anjia.programmes.models.standard import Criterion
from anjia.regions.models import Region


@described(kind=TableKind.HOUSEHOLD)
class Credit(CycleRow):
    """A family did something for a criterion, or declared that it did. What it was is not kept."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="credits", db_constraint=False)
    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="+")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["household", "cycle", "criterion"], name="credit_once"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}"


@described(kind=TableKind.REFERENCE, public=("offer",))
class CreditSource(CycleRow):
    """Where families of a village can earn a criterion's credit. Without one its missing-credit reason is off."""

    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    offer = models.CharField(_("获得途径"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cycle", "region", "criterion"], name="credit_source_once"),
        ]

    def __str__(self) -> str:
        return self.offer
