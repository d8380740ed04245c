"""A list of plaques that hang already, on its way into the register: a district begins in mid-year (domain A5-6)."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import AdoptionState
from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region

UNDO_DAYS = 7


@described(kind=TableKind.LOCAL, internal=("file_name", "columns", "summary"), personal=("content",))
class PlaqueImport(Row):
    """One list. `content` is the sealed file, base64, gone at 确认 and after a day; `summary` holds figures only."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    file_name = models.CharField(_("文件"), max_length=120)
    state = models.CharField(max_length=12, choices=AdoptionState.choices, default=AdoptionState.UPLOADED)
    columns = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    content = EncryptedTextField(blank=True)
    uploaded_by_id = models.UUIDField()
    entered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("以前牌匾的录入")
        verbose_name_plural = _("以前牌匾的录入")

    def __str__(self) -> str:
        return self.file_name

    @property
    def can_be_undone(self) -> bool:
        """Entered not more than seven days ago."""
        until = (self.entered_at or timezone.now()) + timedelta(days=UNDO_DAYS)
        return self.state == AdoptionState.ADOPTED and timezone.now() < until
