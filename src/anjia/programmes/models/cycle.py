"""A yearly cycle, its dated stages and its targets (domain A4, A5-10, A5-16)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.schema import TableKind, described
from anjia.programmes.enums import CycleState, Scheme
from anjia.programmes.models.base import CycleRow, IssuedTogether
from anjia.programmes.models.standard import StandardVersion
from anjia.regions.models import Region


@described(
    kind=TableKind.REFERENCE,
    public=(
        "title",
        "authorising_body",
        "authorisation_number",
        "authorisation_valid_to",
        "naming_day",
        "issuing_organ",
        "joint_organs",
        "organ_word",
        "submission_deadline",
    ),
    internal=("expires_on",),
)
class ProgrammeCycle(IssuedTogether, CycleRow):
    """One calendar year of the programme in one region. No fee or charge field exists, by law (domain A5-16).

    It runs exactly one scheme, that of its standard (domain A6-6); one that counts stars has no pass mark.
    A rehearsal is one of a village or town that leaves nothing behind: it ends by itself after `expires_on`.
    """

    scope_path = "region__path"
    cycle_path = ""

    region = models.ForeignKey(Region, models.PROTECT, related_name="cycles")
    year = models.PositiveSmallIntegerField(_("年度"))
    title = models.CharField(_("名称"), max_length=80)
    state = models.CharField(max_length=8, choices=CycleState.choices, default=CycleState.PLANNED)
    standard_version = models.ForeignKey(StandardVersion, models.PROTECT, related_name="+", verbose_name=_("标准"))
    scheme = models.CharField(max_length=12, choices=Scheme.choices, default=Scheme.POINTS_100, editable=False)
    pass_mark_half_points = models.PositiveSmallIntegerField(_("合格分"), null=True)
    pass_mark_locked_at = models.DateTimeField(null=True)
    notice_working_days = models.PositiveSmallIntegerField(_("公示工作日"), default=5)
    extension_working_days = models.PositiveSmallIntegerField(_("延长公示工作日"), default=5)
    answer_working_days = models.PositiveSmallIntegerField(_("异议答复工作日"), default=5)
    naming_day = models.DateField(_("计划命名日"))
    submission_deadline = models.DateField(_("报送截止日"))
    authorising_body = models.CharField(_("批准机关"), max_length=80, blank=True)
    authorisation_number = models.CharField(_("批准文号"), max_length=60, blank=True)
    authorisation_file_id = models.UUIDField(null=True)
    authorisation_valid_to = models.DateField(_("批准有效期至"), null=True)
    issuing_organ = models.CharField(_("发文机关"), max_length=80)
    joint_organs = models.CharField(_("联合发文机关"), max_length=140, blank=True, default="")
    organ_word = models.CharField(_("机关代字"), max_length=12)
    is_rehearsal = models.BooleanField(default=False)
    rehearsed_by_id = models.UUIDField(null=True)
    expires_on = models.DateField(null=True)

    class Meta:
        ordering = ["-year", "region"]
        verbose_name = _("创建周期")
        verbose_name_plural = _("创建周期")
        constraints = [
            models.UniqueConstraint(
                fields=["region", "year"], condition=Q(is_rehearsal=False), name="cycle_once_a_year"
            ),
            models.UniqueConstraint(fields=["region"], condition=Q(is_rehearsal=True), name="rehearsal_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(is_rehearsal=False, expires_on__isnull=True)
                | Q(is_rehearsal=True, expires_on__isnull=False, rehearsed_by_id__isnull=False),
                name="cycle_rehearsal_ends",
            ),
            models.CheckConstraint(
                condition=Q(notice_working_days__gte=5, notice_working_days__lte=15), name="cycle_notice_5_to_15"
            ),
            models.CheckConstraint(
                condition=Q(state=CycleState.PLANNED)
                | Q(pass_mark_half_points__isnull=False, authorisation_valid_to__isnull=False)
                | Q(pass_mark_half_points__isnull=False, is_rehearsal=True)
                | Q(scheme=Scheme.STARS_20, authorisation_valid_to__isnull=False),
                name="cycle_open_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(scheme=Scheme.POINTS_100) | Q(pass_mark_half_points__isnull=True, is_rehearsal=False),
                name="cycle_of_stars_has_no_mark",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counts_stars(self) -> bool:
        return self.scheme == Scheme.STARS_20


@described(kind=TableKind.REFERENCE, public=("name", "name_en", "starts_on", "ends_on"))
class CycleStage(CycleRow):
    """A dated stage; both days belong to it (domain A4)."""

    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="stages")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ["cycle", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cycle", "number"], name="stage_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="stage_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.name


@described(kind=TableKind.REFERENCE)
class TargetAllocation(CycleRow):
    """How many families a unit plans to name. Children always add up to their parent (domain A5-10).

    One that `is_proposal` is last year's number, until somebody who gives out targets saves it as this year's.
    """

    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="targets")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    safe_families = models.PositiveIntegerField(_("平安家庭指标"))
    model_families = models.PositiveIntegerField(_("示范户指标"), default=0)
    is_manual = models.BooleanField(default=False)
    is_proposal = models.BooleanField(default=False)

    class Meta:
        ordering = ["cycle", "region"]
        constraints = [models.UniqueConstraint(fields=["cycle", "region"], name="target_once_per_region")]

    def __str__(self) -> str:
        return f"{self.region} {self.safe_families}"
