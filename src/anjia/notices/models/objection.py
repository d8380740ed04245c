"""Objections: by anyone, named or not, on closed grounds, followed by a code (frame F6)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.schema import TableKind, described
from anjia.notices.enums import Finding, ObjectionGround, ObjectionState
from anjia.notices.models.notice import PublicNotice
from anjia.programmes.models import CycleRow
from anjia.web.fields import GuardedText


@described(
    kind=TableKind.LOCAL,
    internal=("code_hash", "due_on"),
    personal=("statement", "answer", "objector_name", "objector_contact"),
)
class Objection(CycleRow):
    """What somebody says about one entry of a notice, and what the town federation found."""

    scope_path = "notice__region__path"
    cycle_path = "notice__cycle"

    notice = models.ForeignKey(PublicNotice, models.PROTECT, related_name="objections")
    entry_id = models.UUIDField(db_index=True)
    ground = models.CharField(_("理由"), max_length=16, choices=ObjectionGround.choices)
    statement = GuardedText(_("具体情况"), max_length=500, blank=True)
    objector_name = EncryptedTextField(_("您的姓名（可不填）"), blank=True)
    objector_contact = EncryptedTextField(_("联系方式（可不填）"), blank=True)
    code_hash = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=16, choices=ObjectionState.choices, default=ObjectionState.RECEIVED)
    received_at = models.DateTimeField()
    due_on = models.DateField()
    finding = models.CharField(max_length=10, choices=Finding.choices, blank=True)
    answer = GuardedText(_("答复"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("异议")
        verbose_name_plural = _("异议")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ObjectionState.ANSWERED)
                | (~Q(finding="") & Q(answered_at__isnull=False, answered_by_id__isnull=False)),
                name="objection_answered_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.get_ground_display()
