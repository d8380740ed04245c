"""Stored files, the gapless register of document numbers, wishes to export: their owners are plain ids."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.documents.enums import MediaType, NumberState, PaperKind, VoidReason
from anjia.documents.exports import SECOND_PERSON_ABOVE
from anjia.documents.numbers import format_number
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(kind=TableKind.LOCAL, internal=("kind", "sha256", "region_path"), personal=("name",))
class StoredFile(Row):
    """A file on disk, found by the digest of its content. `kind` says which slice decides who may read it.

    A new version is a file of its own that names the one it `replaces`; the older one stays beside it.
    """

    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=100, choices=MediaType.choices)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    region_path = models.CharField(max_length=40, blank=True)
    created_by = models.UUIDField(null=True)
    replaces_id = models.UUIDField(null=True, db_index=True)

    class Meta:
        verbose_name = _("文件")
        indexes = [
            models.Index(fields=["sha256"], name="file_digest"),
            models.Index(fields=["kind", "region_path"], name="file_kind_region"),
        ]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.LOCAL, internal=("dated_on",), personal=("helped_by",))
class KeptPaper(Row):
    """What was said or handed in on paper and typed in afterwards: its own date, who helped, and its scan.

    `subject_id` is the row it became (a meeting, an objection, a family's withdrawal); a list of many has none. A wish
    that was said aloud (代办) has no scan.
    """

    scope_path = "region__path"
    # Set by `queries.papers_of` for who looks: whether the scan may be opened.
    is_readable: bool = False

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    cycle_id = models.UUIDField(null=True)
    subject_id = models.UUIDField(null=True, db_index=True)
    form = models.CharField(_("哪种表"), max_length=20, choices=PaperKind.choices)
    dated_on = models.DateField(_("纸上的日期"))
    helped_by = models.CharField(_("见证人"), max_length=40, blank=True)
    scan_id = models.UUIDField(null=True)
    typed_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-dated_on", "-id"]
        verbose_name = _("纸质凭证")
        verbose_name_plural = _("纸质凭证")
        indexes = [models.Index(fields=["cycle_id", "form"], name="paper_of_cycle")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.dated_on:%Y-%m-%d}"


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


@described(kind=TableKind.LOCAL, internal=("list_name", "arguments", "title", "columns", "ending", "query", "purpose"))
class ExportRequest(Row):
    """A wish to export a list: who asked for what and why, and who (else) approved it (domain B11)."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=60)
    """The list's URL name; with `arguments`, what its path wants."""
    arguments = models.JSONField(default=dict)
    title = models.CharField(max_length=120)
    query = models.CharField(max_length=500, blank=True)
    columns = models.JSONField(default=list)
    ending = models.CharField(max_length=8, default="xlsx")
    persons = models.PositiveIntegerField()
    purpose = models.CharField(_("用途"), max_length=200)
    requested_by_id = models.UUIDField()
    approved_by_id = models.UUIDField(null=True)
    approved_at = models.DateTimeField(null=True)
    file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by_id__isnull=True) | ~Q(approved_by_id=F("requested_by_id")),
                name="export_second_person",
            ),
            models.CheckConstraint(
                condition=Q(file_id__isnull=True)
                | Q(persons__lte=SECOND_PERSON_ABOVE)
                | Q(approved_by_id__isnull=False),
                name="export_long_list_is_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.list_name} {self.persons}"
