"""Leading groups, appraisal panels and pilot sites (domain A3-2, A3-3, A5-11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.enums import Duty, PanelOrigin
from anjia.programmes.models.base import CycleRow
from anjia.programmes.models.cycle import ProgrammeCycle
from anjia.regions.models import Region


@described(kind=TableKind.REFERENCE, public=("office",))
class LeadingGroup(CycleRow):
    """The steering body of a district or town in a cycle, with its office."""

    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="leading_groups")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    office = models.CharField(_("办公室设在"), max_length=80, blank=True)
    is_proposal = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "region"], name="leading_group_once")]

    def __str__(self) -> str:
        return f"{self.region}"


@described(kind=TableKind.REFERENCE, public=("name", "post", "duty"))
class LeadingGroupMember(Row):
    group = models.ForeignKey(LeadingGroup, models.CASCADE, related_name="members")
    name = models.CharField(_("姓名"), max_length=40)
    post = models.CharField(_("单位职务"), max_length=60, blank=True)
    duty = models.CharField(_("组内职责"), max_length=20, choices=Duty.choices)
    order = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["group", "order"]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.REFERENCE)
class AppraisalPanel(CycleRow):
    """A village's review panel: at least one of the two committees and one of the federation (domain A3-3)."""

    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="panels")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    is_proposal = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "region"], name="panel_once_per_village")]

    def __str__(self) -> str:
        return f"{self.region}"


@described(kind=TableKind.REFERENCE)
class PanelMember(Row):
    panel = models.ForeignKey(AppraisalPanel, models.CASCADE, related_name="members")
    user = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=16, choices=PanelOrigin.choices)

    class Meta:
        ordering = ["panel", "origin"]
        constraints = [models.UniqueConstraint(fields=["panel", "user"], name="panel_member_once")]

    def __str__(self) -> str:
        return f"{self.user}"


@described(kind=TableKind.REFERENCE)
class PilotSite(CycleRow):
    """A village (or group) a town gives special care in a cycle; one or two to a town."""

    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="pilots")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "region"], name="pilot_once")]

    def __str__(self) -> str:
        return f"{self.region}"
