"""The ceremony at which plaques are given: who comes in what order, sits where, and receives for whom (A11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.models.plaque import Plaque
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(kind=TableKind.REFERENCE, public=("name", "held_on", "place"))
class Ceremony(Row):
    """One ceremony of a place; the seats of a row are counted from the left."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    name = models.CharField(_("名称"), max_length=60)
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=60)
    seats_in_row = models.PositiveSmallIntegerField(_("每排座位"), default=10)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-held_on", "pk"]
        verbose_name = _("授牌仪式")
        verbose_name_plural = _("授牌仪式")

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.HOUSEHOLD, personal=("receiver",))
class CeremonySeat(Row):
    """A family's turn: `order` is when it is called, its seat follows from it. `receiver` comes for the family."""

    scope_path = "ceremony__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    ceremony = models.ForeignKey(Ceremony, models.CASCADE, related_name="seats")
    plaque = models.ForeignKey(Plaque, models.CASCADE, related_name="seats", db_constraint=False)
    order = models.PositiveSmallIntegerField()
    receiver = models.CharField(_("领取人"), max_length=40, blank=True)

    class Meta:
        ordering = ["ceremony", "order"]
        constraints = [
            models.UniqueConstraint(fields=["household", "ceremony", "plaque"], name="ceremony_seat_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order}"

    def seat(self, seats_in_row: int) -> tuple[int, int]:
        """Row and seat, both from 1.

        >>> CeremonySeat(order=11).seat(10)
        (2, 1)
        """
        return (self.order - 1) // seats_in_row + 1, (self.order - 1) % seats_in_row + 1
