"""A list of titles of earlier years, on its way in: a district begins in mid-year (issue 3; domain A11, F5)."""

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


@described(kind=TableKind.LOCAL, internal=("file_name", "issuing_organ", "columns", "summary"), personal=("content",))
class TitleAdoption(Row):
    """One list. `content` is the sealed file, base64, gone at 确认 and after a day; `summary` holds figures only."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    file_name = models.CharField(_("文件"), max_length=120)
    issuing_organ = models.CharField(_("发文机关"), max_length=80)
    state = models.CharField(max_length=12, choices=AdoptionState.choices, default=AdoptionState.UPLOADED)
    columns = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    content = EncryptedTextField(blank=True)
    uploaded_by_id = models.UUIDField()
    adopted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("以前称号的录入")
        verbose_name_plural = _("以前称号的录入")

    def __str__(self) -> str:
        return self.file_name

    @property
    def undo_until(self):
        return (self.adopted_at or timezone.now()) + timedelta(days=UNDO_DAYS)

    @property
    def can_be_undone(self) -> bool:
        """Adopted not more than seven days ago."""
        return self.state == AdoptionState.ADOPTED and timezone.now() < self.undo_until
