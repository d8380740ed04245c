"""Titles: born of a decision, and of nothing else (domain A5, F6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import HELD, TitleKind, TitleState
from anjia.honours.models.decision import NamingDecision
from anjia.honours.models.erratum import Erratum
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(
    kind=TableKind.HOUSEHOLD,
    public=("serial", "granted_on", "valid_to"),
    internal=("verify_code", "review_due_on"),
    personal=("head_name",),
)
class Title(Row):
    """A family's title. `serial` comes from an allocator, `verify_code` stands in the certificate's QR.

    Where an erratum corrects its name a new one `replaces` it, with a serial of its own and the same term.
    Renewed, it is followed by one of the decision `renewed_by_id`, whose term goes on where this one ends.
    A family that withdrew leaves its serial and no name.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.PROTECT, related_name="titles", db_constraint=False)
    decision = models.ForeignKey(NamingDecision, models.PROTECT, related_name="titles")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=TitleKind.choices, default=TitleKind.SAFE_FAMILY)
    state = models.CharField(max_length=12, choices=TitleState.choices, default=TitleState.VALID)
    head_name = models.CharField(_("户主姓名"), max_length=40, blank=True)
    serial = models.CharField(_("证书编号"), max_length=24, db_index=True)
    verify_code = models.CharField(max_length=16, db_index=True)
    granted_on = models.DateField()
    review_due_on = models.DateField()
    valid_to = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    renewed_at = models.DateTimeField(null=True)
    renewed_by_id = models.UUIDField(null=True)
    superseded_at = models.DateTimeField(null=True)
    adoption_id = models.UUIDField(null=True, db_index=True)
    replaces_id = models.UUIDField(null=True)
    erratum = models.ForeignKey(Erratum, models.PROTECT, null=True, related_name="titles")

    class Meta:
        ordering = ["serial"]
        verbose_name = _("称号")
        verbose_name_plural = _("称号")
        indexes = [models.Index(fields=["decision", "region"], name="title_of_decision")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "decision"],
                condition=~Q(state=TitleState.SUPERSEDED),
                name="title_once_per_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=TitleState.SUPERSEDED) | Q(superseded_at__isnull=False),
                name="title_superseded_has_time",
            ),
            models.CheckConstraint(
                condition=Q(replaces_id__isnull=True, erratum__isnull=True)
                | Q(replaces_id__isnull=False, erratum__isnull=False),
                name="title_replaced_by_erratum",
            ),
            models.CheckConstraint(
                condition=~Q(state=TitleState.REVOKED) | Q(revoked_at__isnull=False), name="title_revoked_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=TitleState.RENEWED) | Q(renewed_at__isnull=False, renewed_by_id__isnull=False),
                name="title_renewed_by_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=TitleState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="title_withdrawn_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def is_held(self) -> bool:
        return self.state in HELD
