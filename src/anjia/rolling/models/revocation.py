"""A title taken back: proposed, heard, decided, delivered, and signed by the organ (domain A5-7, A5-8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region
from anjia.rolling.enums import CancellationState, DeclineReason, Hearing, RevocationState
from anjia.rolling.models.rectification import Rectification
from anjia.web.fields import GuardedText

DECIDED = (RevocationState.APPROVED, RevocationState.EXECUTED)
LIVE = (RevocationState.PROPOSED, RevocationState.HEARD, RevocationState.APPROVED)


@described(
    kind=TableKind.REFERENCE,
    internal=("title", "issuing_organ", "organ_word", "number_text", "signer_name", "issued_on"),
)
class Cancellation(Row):
    """The document 取消决定 of a town's families. Nobody outside reads it; its number is drawn at signing."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("乡镇（街道）"))
    state = models.CharField(max_length=8, choices=CancellationState.choices, default=CancellationState.DRAFTED)
    title = models.CharField(_("标题"), max_length=120)
    issuing_organ = models.CharField(_("发文机关"), max_length=80)
    organ_word = models.CharField(max_length=12)
    families = models.PositiveIntegerField(default=0)
    drafted_by_id = models.UUIDField(null=True)
    signer_name = models.CharField(_("签发人"), max_length=40, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by_id = models.UUIDField(null=True)
    issued_on = models.DateField(null=True)
    number_id = models.UUIDField(null=True)
    number_text = models.CharField(_("发文字号"), max_length=40, blank=True)
    pdf_file_id = models.UUIDField(null=True)
    word_file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("取消称号决定")
        verbose_name_plural = _("取消称号决定")
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(state=CancellationState.DRAFTED), name="cancellation_one_draft"
            ),
            models.CheckConstraint(
                condition=~Q(state=CancellationState.ISSUED)
                | (Q(signed_by_id__isnull=False, number_id__isnull=False) & ~Q(number_text="")),
                name="cancellation_issued_is_signed",
            ),
            models.CheckConstraint(
                condition=Q(signed_by_id__isnull=True) | ~Q(signed_by_id=F("drafted_by_id")),
                name="cancellation_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.number_text or self.title


@described(
    kind=TableKind.HOUSEHOLD,
    internal=("proposed_on", "invited_on", "hearing_on", "approved_on", "delivered_on", "appeal_until", "agreed_on"),
    personal=("reason", "words"),
)
class Revocation(Row):
    """One family's title, on its way to being taken back.

    It takes effect by a signed `cancellation`, once the days to appeal are over: at the biennial decision, or before
    it where the family agreed in writing (`agreed_on`).
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    title = models.ForeignKey(Title, models.CASCADE, related_name="revocations", db_constraint=False)
    rectification = models.ForeignKey(Rectification, models.CASCADE, related_name="revocations", db_constraint=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=RevocationState.choices, default=RevocationState.PROPOSED)
    reason = GuardedText(_("取消的理由"), max_length=300, blank=True)
    proposed_by_id = models.UUIDField()
    proposed_on = models.DateField()
    invited_on = models.DateField(null=True)
    hearing_on = models.DateField(_("听取意见的日期"), null=True)
    hearing = models.CharField(max_length=12, choices=Hearing.choices, blank=True)
    words = GuardedText(_("家庭的意见"), max_length=500, blank=True)
    heard_by_id = models.UUIDField(null=True)
    approved_by_id = models.UUIDField(null=True)
    approved_on = models.DateField(null=True)
    decline_reason = models.CharField(max_length=12, choices=DeclineReason.choices, blank=True)
    delivered_on = models.DateField(null=True)
    appeal_until = models.DateField(null=True)
    agreed_on = models.DateField(null=True)
    cancellation = models.ForeignKey(Cancellation, models.PROTECT, null=True, related_name="revocations")

    class Meta:
        ordering = ["proposed_on", "pk"]
        verbose_name = _("取消称号")
        verbose_name_plural = _("取消称号")
        indexes = [models.Index(fields=["region", "state"], name="revocation_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "title"], condition=Q(state__in=LIVE), name="revocation_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | (Q(hearing_on__isnull=False, approved_on__isnull=False) & ~Q(hearing="")),
                name="revocation_decided_was_heard",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("proposed_by_id")),
                name="revocation_two_persons",
            ),
            models.CheckConstraint(
                condition=~Q(state=RevocationState.KEPT) | ~Q(decline_reason=""),
                name="revocation_kept_has_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=RevocationState.EXECUTED)
                | Q(cancellation__isnull=False, delivered_on__isnull=False, appeal_until__isnull=False),
                name="revocation_executed_by_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title_id}"

    @property
    def is_live(self) -> bool:
        return self.state in LIVE
