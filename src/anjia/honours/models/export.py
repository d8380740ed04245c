"""Lists of more than 100 persons leave the system only with a second person's approval (domain B11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.honours.enums import SECOND_PERSON_ABOVE
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region


@described(kind=TableKind.LOCAL, internal=("list_name", "query", "purpose"))
class ExportRequest(Row):
    """A wish to export a list: who asked for what and why, and who (else) approved it."""

    scope_path = "region__path"

    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    list_name = models.CharField(max_length=60)
    query = models.CharField(max_length=500, blank=True)
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
