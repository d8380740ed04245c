"""A sample of scored families, drawn so that anybody can draw it again, and scored blind (issue 4, domain A2-7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.enums import CallOff, SpotCheckState
from anjia.evaluations.models.candidacy import Candidacy
from anjia.evaluations.points import HalfPointsField
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import Criterion, CycleRow, DeductionReason, ProgrammeCycle
from anjia.regions.models import Region


@described(
    kind=TableKind.REFERENCE,
    public=(
        "announced_on", "seed", "seed_source", "seed_day", "drawn_on", "percent", "least", "pool_digest",
        "called_off_reason",
    ),
    internal=("pool",),
)  # fmt: skip
class SpotCheck(CycleRow):
    """One draw of a town: announced with the source of its seed and its list, made once the seed is known.

    `pool` is the list, a line for each family: the code of its village and its own number, never a name. It is fixed
    with the announcement, and `pool_digest` (SHA-256) says so to everybody. `families` are all that stand on it,
    `drawn` how many come out.
    """

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("乡镇（街道）"))
    number = models.PositiveSmallIntegerField(_("次数"))
    state = models.CharField(max_length=10, choices=SpotCheckState.choices, default=SpotCheckState.ANNOUNCED)
    announced_on = models.DateField(_("公告日期"))
    announced_by_id = models.UUIDField()
    seed = models.CharField(_("种子"), max_length=80, blank=True)
    seed_source = models.CharField(_("种子的来源"), max_length=120)
    seed_day = models.DateField(_("种子公布的日子"))
    drawn_on = models.DateField(_("抽取日期"), null=True)
    drawn_by_id = models.UUIDField(null=True)
    percent = models.PositiveSmallIntegerField(_("每村抽取比例（%）"))
    least = models.PositiveSmallIntegerField(_("每村至少（户）"))
    families = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    pool = models.TextField()
    pool_digest = models.CharField(_("底册指纹"), max_length=64)
    called_off_reason = models.CharField(max_length=12, choices=CallOff.choices, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-announced_on", "-number"]
        verbose_name = _("抽查盲评")
        verbose_name_plural = _("抽查盲评")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "region", "number"], name="spot_check_numbered"),
            models.UniqueConstraint(
                fields=["cycle", "region"],
                condition=Q(state__in=[SpotCheckState.ANNOUNCED, SpotCheckState.RUNNING]),
                name="spot_check_one_running_per_town",
            ),
            models.CheckConstraint(condition=Q(percent__gte=1, percent__lte=100), name="spot_check_percent"),
            models.CheckConstraint(
                condition=Q(announced_on__lt=models.F("seed_day")), name="spot_check_announced_before_its_seed"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[SpotCheckState.RUNNING, SpotCheckState.CLOSED])
                | Q(drawn_on__gte=models.F("seed_day")) & ~Q(seed=""),
                name="spot_check_drawn_by_its_seed",
            ),
            models.CheckConstraint(condition=Q(drawn__lte=models.F("families")), name="spot_check_drawn_of_pool"),
        ]

    def __str__(self) -> str:
        return f"{self.announced_on:%Y-%m-%d}（{self.number}）"


@described(kind=TableKind.HOUSEHOLD, personal=("first_sums",))
class DrawnFamily(Row):
    """A family that was drawn, with its sums as they stood that day: what the blind scores are compared with."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    check_of = models.ForeignKey(SpotCheck, models.CASCADE, related_name="drawn_families")
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="+", db_constraint=False)
    village = models.ForeignKey(Region, models.PROTECT, related_name="+")
    place_in_draw = models.PositiveIntegerField()
    first_sums = HalfPointsField()
    first_raters = models.PositiveSmallIntegerField()

    class Meta:
        indexes = [models.Index(fields=["check_of", "village"], name="drawn_of_check")]
        constraints = [
            models.UniqueConstraint(fields=["household", "check_of"], name="drawn_once_a_check"),
            models.CheckConstraint(condition=Q(first_raters__gte=1), name="drawn_was_scored"),
        ]

    def __str__(self) -> str:
        return f"{self.place_in_draw}"


@described(kind=TableKind.HOUSEHOLD, personal=("scores",))
class BlindBallot(Row):
    """The scores of somebody from another village who does not see the first. Unconfirmed is unscored; never counted
    for the family."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    drawn = models.ForeignKey(DrawnFamily, models.CASCADE, related_name="blind_ballots", db_constraint=False)
    candidacy = models.ForeignKey(Candidacy, models.CASCADE, related_name="+", db_constraint=False)
    rater = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    scores = HalfPointsField()
    total_half_points = models.PositiveIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    entered_by_id = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["rater", "confirmed_at"], name="blind_ballot_of_rater")]
        constraints = [
            models.UniqueConstraint(fields=["household", "drawn", "rater"], name="blind_ballot_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rater_id}"


@described(kind=TableKind.HOUSEHOLD)
class BlindDeduction(Row):
    """Points a blind ballot took off, with the reason from the closed list."""

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    ballot = models.ForeignKey(BlindBallot, models.CASCADE, related_name="deductions", db_constraint=False)
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    reason = models.ForeignKey(DeductionReason, models.PROTECT, related_name="+", verbose_name=_("扣分原因"))
    half_points = models.PositiveSmallIntegerField(_("考核扣分"))

    class Meta:
        indexes = [models.Index(fields=["ballot"], name="blind_deduction_of_ballot")]
        constraints = [
            models.UniqueConstraint(fields=["household", "ballot", "criterion"], name="blind_deduction_once"),
            models.CheckConstraint(condition=Q(half_points__gte=1), name="blind_deduction_takes_something"),
        ]

    def __str__(self) -> str:
        return f"{self.reason}"
