"""The family's own key: a printed card with a code and a PIN, and the short session it opens (architecture 4).

A million families are no users: both tables are household-scale, and neither knows anything of `accounts`.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.models.household import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.HOUSEHOLD, internal=("code_hash", "pin_hash", "issued_on", "wrong_pins"))
class FamilyCard(Row):
    """One printed card. Code and PIN stand on paper only; a new card voids the one before.

    `wrong_pins` counts those in a row since the last right one: at ten the card is dead until it is printed anew.
    """

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="cards", db_constraint=False)
    code_hash = models.CharField(max_length=32)
    pin_hash = models.CharField(max_length=64)
    issued_on = models.DateField()
    issued_by_id = models.UUIDField()
    voided_at = models.DateTimeField(null=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("家庭卡")
        verbose_name_plural = _("家庭卡")
        indexes = [models.Index(fields=["code_hash"], name="card_code", condition=Q(voided_at__isnull=True))]
        constraints = [
            models.UniqueConstraint(
                fields=["household"], condition=Q(voided_at__isnull=True), name="card_one_live_per_family"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issued_on:%Y-%m-%d}"


@described(kind=TableKind.HOUSEHOLD, internal=("token_hash",))
class FamilySession(Row):
    """A family at a browser, until `expires_at` or until it leaves. Only the token's digest is kept."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    token_hash = models.CharField(max_length=32, db_index=True)
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.expires_at:%H:%M}"
