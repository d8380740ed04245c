"""The document that names families: decided by the town, issued by the authorised organ (domain A5-4, B4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import DecisionState, TitleKind
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.programmes.models.base import IssuedTogether
from anjia.regions.models import Region


@described(
    kind=TableKind.REFERENCE,
    public=("title", "issuing_organ", "joint_organs", "number_text", "issued_on", "signer_name"),
    internal=("met_on", "recipients"),
)
class NamingDecision(IssuedTogether, CycleRow):
    """Names families, all with one `kind` of title: a town its safe families, a district its model families.

    One that `is_renewal` gives families whose titles come to their end a further term.
    The number is drawn at signing, under the main organ's word where several issue it together.

    One of an earlier year, adopted from paper, has no cycle and no signature here; its number was used before.
    """

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, null=True, related_name="decisions")
    region = models.ForeignKey(Region, models.PROTECT, related_name="decisions", verbose_name=_("地区"))
    kind = models.CharField(max_length=12, choices=TitleKind.choices, default=TitleKind.SAFE_FAMILY)
    is_renewal = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=DecisionState.choices, default=DecisionState.DRAFTED)
    title = models.CharField(_("标题"), max_length=120)
    recipients = models.CharField(_("主送机关"), max_length=200, blank=True)
    issuing_organ = models.CharField(_("发文机关"), max_length=80)
    joint_organs = models.CharField(_("联合发文机关"), max_length=140, blank=True, default="")
    families = models.PositiveIntegerField(default=0)
    met_on = models.DateField(_("审定会议日期"), null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.UUIDField(null=True)
    signer_name = models.CharField(_("签发人"), max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    issued_on = models.DateField(null=True)
    number_id = models.UUIDField(null=True)
    number_text = models.CharField(_("发文字号"), max_length=40, blank=True)
    pdf_file_id = models.UUIDField(null=True)
    word_file_id = models.UUIDField(null=True)
    excel_file_id = models.UUIDField(null=True)
    adoption_id = models.UUIDField(null=True, db_index=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("命名决定")
        verbose_name_plural = _("命名决定")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DecisionState.ISSUED)
                | (
                    Q(signed_at__isnull=False, signed_by_id__isnull=False, number_id__isnull=False) & ~Q(number_text="")
                ),
                name="decision_issued_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(cycle__isnull=False) | Q(adoption_id__isnull=False), name="decision_of_a_cycle_or_adopted"
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.ADOPTED)
                | (Q(issued_on__isnull=False, number_id__isnull=False, signed_at__isnull=True) & ~Q(number_text="")),
                name="decision_adopted_has_number",
            ),
            models.CheckConstraint(
                condition=Q(signed_by_id__isnull=True) | ~Q(signed_by_id=models.F("decided_by_id")),
                name="decision_two_persons",
            ),
            models.UniqueConstraint(
                fields=["number_text"], condition=~Q(number_text=""), name="decision_number_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or self.title
