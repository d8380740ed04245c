"""Imports: a batch, the sealed file it waits for, staged rows, and remembered columns.

The file holds families that did not say yes, so it lives only from the upload to 确认 (frame F5).
"""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import BatchState, RowStatus
from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region

UNDO_DAYS = 7


@described(kind=TableKind.LOCAL, internal=("file_name", "columns", "settled", "summary"))
class ImportBatch(Row):
    """One import. `settled` holds what the user decided in the preview, `summary` figures only."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    file_name = models.CharField(_("文件"), max_length=120)
    state = models.CharField(max_length=12, choices=BatchState.choices, default=BatchState.UPLOADED)
    columns = models.JSONField(default=dict)
    settled = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    uploaded_by_id = models.UUIDField()
    confirmed_at = models.DateTimeField(null=True)
    merged_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("导入批次")
        verbose_name_plural = _("导入批次")
        indexes = [models.Index(fields=["region", "state"], name="import_region_state")]

    def __str__(self) -> str:
        return self.file_name

    @property
    def can_be_undone(self) -> bool:
        """Merged not more than seven days ago."""
        return self.state == BatchState.MERGED and timezone.now() < self.undo_until

    @property
    def undo_until(self):
        return (self.merged_at or timezone.now()) + timedelta(days=UNDO_DAYS)


@described(kind=TableKind.LOCAL, internal=("name",), personal=("content",))
class ImportUpload(Row):
    """The uploaded file, sealed, base64; deleted when the batch is merged or discarded, at the latest after a day."""

    batch = models.OneToOneField(ImportBatch, models.CASCADE, related_name="upload")
    name = models.CharField(max_length=120)
    content = EncryptedTextField()

    def __str__(self) -> str:
        return self.name


@described(
    kind=TableKind.LOCAL,
    internal=("sheet",),
    personal=("head_name", "head_birth", "address", "phone_sealed", "phone_index", "residence_type", "search_tokens"),
)
class StagedFamily(models.Model):
    """A validated row on its way into the registry. Null means: the roster says nothing, keep what there is.

    `phone_sealed` is the ciphertext as the registry stores it. `household_id` is the row's own id to be, or the
    family it updates, then expected in `household_version`.
    """

    id = models.BigAutoField(primary_key=True)
    batch_id = models.UUIDField()
    status = models.CharField(max_length=8, choices=RowStatus.choices)
    household_id = models.UUIDField()
    household_version = models.PositiveIntegerField(default=0)
    region_id = models.UUIDField()
    sheet = models.CharField(max_length=80, blank=True)
    row = models.PositiveIntegerField(default=0)
    head_name = models.CharField(max_length=40)
    head_birth = models.CharField(max_length=7, null=True)
    household_size = models.PositiveSmallIntegerField(null=True)
    address = models.CharField(max_length=120, null=True)
    phone_sealed = models.TextField(null=True)
    phone_index = models.CharField(max_length=32, null=True)
    residence_type = models.CharField(max_length=8, null=True)
    search_tokens = models.TextField(blank=True)
    publishes = models.BooleanField(default=False)
    participate_id = models.UUIDField(null=True)
    publish_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["batch_id", "status"], name="staged_batch_status")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


@described(kind=TableKind.LOCAL, internal=("header_key", "columns"))
class RosterMapping(Row):
    """Which column was what, remembered for the next roster with the same header."""

    header_key = models.CharField(max_length=24, unique=True)
    columns = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.header_key
