"""An erratum 更正函: a document with a number of its own that corrects names in an issued decision (domain B4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import ErratumState, ReturnReason
from anjia.honours.models.decision import NamingDecision
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described

OPEN = (ErratumState.DRAFTED, ErratumState.RETURNED)


@described(kind=TableKind.REFERENCE, public=("title", "number_text", "issued_on", "signer_name"))
class Erratum(Row):
    """Collects the corrections of one decision until the organ signs them. The number is drawn at signing."""

    scope_path = "decision__region__path"

    decision = models.ForeignKey(NamingDecision, models.PROTECT, related_name="errata")
    state = models.CharField(max_length=8, choices=ErratumState.choices, default=ErratumState.DRAFTED)
    title = models.CharField(_("标题"), max_length=160)
    drafted_by_id = models.UUIDField(null=True)
    return_reason = models.CharField(max_length=16, choices=ReturnReason.choices, blank=True)
    signer_name = models.CharField(_("签发人"), max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    issued_on = models.DateField(null=True)
    number_id = models.UUIDField(null=True)
    number_text = models.CharField(_("发文字号"), max_length=40, blank=True)
    pdf_file_id = models.UUIDField(null=True)
    word_file_id = models.UUIDField(null=True)
    excel_file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("更正函")
        verbose_name_plural = _("更正函")
        constraints = [
            models.UniqueConstraint(fields=["decision"], condition=Q(state__in=OPEN), name="erratum_one_open"),
            models.CheckConstraint(
                condition=~Q(state=ErratumState.ISSUED)
                | (
                    Q(signed_at__isnull=False, signed_by_id__isnull=False, number_id__isnull=False) & ~Q(number_text="")
                ),
                name="erratum_issued_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by_id__isnull=True) | ~Q(signed_by_id=F("drafted_by_id")),
                name="erratum_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or self.title


@described(kind=TableKind.HOUSEHOLD, personal=("before", "after"))
class ErratumLine(Row):
    """One family of an erratum: how the decision names it, how it should. A family that withdraws leaves no names."""

    erratum = models.ForeignKey(Erratum, models.CASCADE, related_name="lines")
    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    title_id = models.UUIDField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["erratum", "id"]
        constraints = [models.UniqueConstraint(fields=["household", "erratum"], name="erratum_line_once")]

    def __str__(self) -> str:
        return self.after
