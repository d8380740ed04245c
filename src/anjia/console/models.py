"""Papers that were typed in: which form, for where, the date on it, and its scan (experience 24)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.models.base import CycleRow
from anjia.regions.models import Region


@described(kind=TableKind.LOCAL, internal=("form", "dated_on"))
class TypedPaper(CycleRow):
    """The scan of a paper whose contents were typed in; it proves the act that was carried out with it."""

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("地区"))
    form = models.CharField(_("哪种表"), max_length=20)
    dated_on = models.DateField(_("纸上的日期"))
    scan_id = models.UUIDField()
    typed_by_id = models.UUIDField()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.form} {self.dated_on}"
