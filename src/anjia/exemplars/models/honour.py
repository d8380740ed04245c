"""Honours a family got elsewhere, kept beside its titles so that no form is filled in twice (C3 1)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import HonourKind
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.web.fields import GuardedText


@described(kind=TableKind.HOUSEHOLD, internal=("number", "awarded_on"), personal=("name", "issuing_body"))
class OtherHonour(Row):
    """One honour as its certificate says. It changes no score, and nobody must name any."""

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="other_honours", db_constraint=False)
    kind = models.CharField(_("种类"), max_length=16, choices=HonourKind.choices)
    name = GuardedText(_("荣誉名称"), max_length=60)
    issuing_body = models.CharField(_("授予单位"), max_length=60)
    number = models.CharField(_("文号或证书编号"), max_length=40, blank=True)
    awarded_on = models.DateField(_("授予日期"))
    proof_file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-awarded_on", "pk"]
        verbose_name = _("其他荣誉")
        verbose_name_plural = _("其他荣誉")

    def __str__(self) -> str:
        return self.name
