"""Consents: their wording in versions, their proof, and one row per family and kind (domain B10)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import ConsentKind, ConsentState, ProofMethod
from anjia.households.models.household import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(kind=TableKind.REFERENCE, public=("text", "text_en", "effective_from"))
class ConsentText(Row):
    """What a family is told and agrees to (个保法 17). A new purpose is a new edition, never an edit."""

    kind = models.CharField(max_length=12, choices=ConsentKind.choices)
    edition = models.PositiveSmallIntegerField()
    text = models.TextField()
    text_en = models.TextField(blank=True)
    effective_from = models.DateField()

    class Meta:
        ordering = ["kind", "-edition"]
        constraints = [models.UniqueConstraint(fields=["kind", "edition"], name="consent_text_edition")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} v{self.edition}"


@described(kind=TableKind.REFERENCE, internal=("recorded_on", "signed_on"), personal=("witness", "second_witness"))
class ConsentProof(Row):
    """What shows that families agreed: one scanned sheet serves many, a slip's code or a witnessed 代办 one."""

    method = models.CharField(max_length=16, choices=ProofMethod.choices)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    file_id = models.UUIDField(null=True)
    witness = models.CharField(_("见证人"), max_length=40, blank=True)
    second_witness = models.CharField(_("第二见证人"), max_length=40, blank=True)
    signed_on = models.DateField(_("纸上的日期"), null=True)
    recorded_on = models.DateField()
    # Nobody recorded it where the family did so itself, by its card.
    recorded_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on__isnull=True) | Q(signed_on__lte=F("recorded_on")),
                name="proof_signed_before_recorded",
            ),
            models.CheckConstraint(
                condition=~Q(method=ProofMethod.SIGNATURE_SHEET) | Q(file_id__isnull=False),
                name="proof_sheet_has_file",
            ),
            models.CheckConstraint(
                condition=~Q(method=ProofMethod.WITNESSED) | ~Q(witness=""), name="proof_witness_named"
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()


@described(kind=TableKind.HOUSEHOLD, internal=("slip_code_hash", "asserted_on"))
class Consent(Row):
    """One family's consent of one kind to one edition of the text. Withdrawn ones stay as history."""

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="consents", db_constraint=False)
    kind = models.CharField(max_length=12, choices=ConsentKind.choices)
    # Two or three texts stand under all consents: an index over them would find nothing and cost every import.
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+", db_index=False)
    state = models.CharField(max_length=12, choices=ConsentState.choices, default=ConsentState.ASSERTED)
    asserted_on = models.DateField()
    proof = models.ForeignKey(ConsentProof, models.PROTECT, null=True, related_name="consents", db_index=False)
    proven_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    slip_code_hash = models.CharField(max_length=32, null=True)

    class Meta:
        indexes = [
            models.Index(fields=["slip_code_hash"], name="consent_slip", condition=Q(slip_code_hash__isnull=False)),
            models.Index(fields=["proof"], name="consent_proof", condition=Q(proof__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind"],
                condition=~Q(state=ConsentState.WITHDRAWN),
                name="consent_one_live_per_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsentState.PROVEN) | Q(proof__isnull=False, proven_at__isnull=False),
                name="consent_proven_has_proof",
            ),
            models.CheckConstraint(
                condition=~Q(state=ConsentState.WITHDRAWN) | Q(withdrawn_at__isnull=False),
                name="consent_withdrawn_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_state_display()}"
