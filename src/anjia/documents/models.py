"""Stored files, and the gapless register of document numbers. Both know their owners by plain ids only."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import MediaType, NumberState, VoidReason
from anjia.documents.numbers import format_number
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described


@described(kind=TableKind.LOCAL, internal=("kind", "sha256", "region_path"), personal=("name",))
class StoredFile(Row):
    """A file on disk, found by the digest of its content. `kind` says which slice decides who may read it."""

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    region_path = models.CharField(max_length=40, blank=True)
    created_by = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("文件")
        indexes = [
            models.Index(fields=["sha256"], name="file_digest"),
            models.Index(fields=["kind", "region_path"], name="file_kind_region"),
        ]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.LOCAL, internal=("organ_word",))
class NumberCounter(Row):
    """The last number drawn for an organ and a year. Its row is locked while a number is drawn."""

    organ_word = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organ_word", "year"], name="one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.organ_word} {self.year}: {self.last}"


@described(kind=TableKind.LOCAL, public=("organ_word", "subject"), internal=("region_path",))
class DocumentNumber(Row):
    """One line of the register 发文字号. A voided number keeps its line and is never drawn again."""

    organ_word = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=NumberState.choices, default=NumberState.ISSUED)
    subject = models.CharField(max_length=200)
    object_id = models.UUIDField(null=True, db_index=True)
    region_path = models.CharField(max_length=40, blank=True)
    taken_by = models.UUIDField(null=True)
    void_reason = models.CharField(max_length=200, choices=VoidReason.choices, blank=True)
    voided_by = models.UUIDField(null=True)
    voided_at = models.DateTimeField(null=True)

    scope_path = "region_path"

    class Meta:
        verbose_name = _("发文字号")
        ordering = ["organ_word", "year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["organ_word", "year", "number"], name="number_drawn_once"),
            models.CheckConstraint(
                name="voided_with_a_reason",
                condition=Q(state=NumberState.ISSUED, voided_at__isnull=True, void_reason="")
                | (Q(state=NumberState.VOIDED, voided_at__isnull=False) & ~Q(void_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return format_number(self.organ_word, self.year, self.number)
