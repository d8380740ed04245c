"""Signature sheets on their way out and back: printed pages, uploads of scans, scanned pages (experience 24)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.enums import PageState
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(kind=TableKind.LOCAL, internal=("code", "household_ids", "printed_on"))
class SheetPage(Row):
    """A printed page: its code stands in the QR code, its families stand on it in this order, as plain ids.

    Only families that were entered as taking part are ever printed; one that leaves is shown nowhere any more.
    """

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（居）民小组"))
    batch = models.PositiveSmallIntegerField(_("批次"))
    number = models.PositiveSmallIntegerField(_("页码"))
    pages = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, unique=True)
    household_ids = models.JSONField(default=list)
    printed_on = models.DateField()
    printed_by_id = models.UUIDField()

    class Meta:
        ordering = ["region", "-batch", "number"]
        constraints = [models.UniqueConstraint(fields=["region", "batch", "number"], name="sheet_page_once")]

    def __str__(self) -> str:
        return self.code


@described(kind=TableKind.LOCAL, internal=("file_ids", "faults"))
class ScanUpload(Row):
    """What somebody uploaded in one go. The files themselves are destroyed once their pages have been read."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    uploaded_by_id = models.UUIDField()
    files = models.PositiveSmallIntegerField(default=0)
    pages_read = models.PositiveSmallIntegerField(default=0)
    file_ids = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.region} {self.created_at:%Y-%m-%d %H:%M}"


@described(kind=TableKind.LOCAL)
class ScannedPage(Row):
    """One page of an upload as a picture. Nobody on it counts as having signed until a person has looked."""

    scope_path = "upload__region__path"

    upload = models.ForeignKey(ScanUpload, models.CASCADE, related_name="scanned")
    position = models.PositiveSmallIntegerField()
    picture_id = models.UUIDField()
    page = models.ForeignKey(SheetPage, models.PROTECT, null=True, related_name="scans")
    state = models.CharField(max_length=10, choices=PageState.choices, default=PageState.UNREAD)
    proof_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["upload", "position"]
        constraints = [
            models.UniqueConstraint(fields=["upload", "position"], name="scanned_page_once"),
            models.CheckConstraint(
                condition=~Q(state__in=[PageState.READ, PageState.FILED]) | Q(page__isnull=False),
                name="scanned_page_read_has_page",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.upload} #{self.position}"
