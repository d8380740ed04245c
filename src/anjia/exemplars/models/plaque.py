"""Plaques and their register (domain A5-6): for model families, and for others where a place wants it so."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import PlaqueState, ReplaceReason
from anjia.honours.enums import TitleKind
from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(
    kind=TableKind.HOUSEHOLD,
    public=("serial", "made_on", "given_on"),
    internal=("verify_code", "ended_on"),
    personal=("head_name", "received_by"),
)
class Plaque(Row):
    """One plaque: its serial comes from an allocator, its code stands in its QR.

    `received_by` is who took it home, the family's head or whoever came for it. A family that withdrew leaves no name.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.PROTECT, related_name="plaques", db_constraint=False)
    title = models.ForeignKey(Title, models.PROTECT, related_name="plaques", db_constraint=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=TitleKind.choices)
    state = models.CharField(max_length=12, choices=PlaqueState.choices, default=PlaqueState.MADE)
    head_name = models.CharField(_("户主姓名"), max_length=40, blank=True)
    serial = models.CharField(_("牌匾编号"), max_length=24, db_index=True)
    verify_code = models.CharField(max_length=16, db_index=True)
    made_on = models.DateField(_("制作日期"))
    given_on = models.DateField(_("授牌日期"), null=True)
    received_by = models.CharField(_("领取人"), max_length=40, blank=True)
    ended_on = models.DateField(null=True)
    replaces_id = models.UUIDField(null=True)
    import_id = models.UUIDField(null=True, db_index=True)
    replace_reason = models.CharField(max_length=8, choices=ReplaceReason.choices, blank=True)

    class Meta:
        ordering = ["serial"]
        verbose_name = _("牌匾")
        verbose_name_plural = _("牌匾")
        indexes = [models.Index(fields=["region", "state"], name="plaque_register")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "title"],
                condition=Q(state__in=[PlaqueState.MADE, PlaqueState.GIVEN, PlaqueState.LOST]),
                name="plaque_one_live_per_title",
            ),
            models.CheckConstraint(
                condition=~Q(state=PlaqueState.GIVEN) | Q(given_on__isnull=False), name="plaque_given_has_day"
            ),
            models.CheckConstraint(
                condition=Q(replaces_id__isnull=True, replace_reason="")
                | (Q(replaces_id__isnull=False) & ~Q(replace_reason="")),
                name="plaque_replacement_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.serial
