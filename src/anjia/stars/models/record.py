"""A family's stars: one row a quarter, one a year; corrections and recusals (domain A6-1 to A6-4)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.households.models import Household
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.regions.models import Region
from anjia.stars.enums import CorrectionReason, RecusalKind
from anjia.stars.marks import A_QUARTER, A_YEAR
from anjia.web.fields import GuardedText


@described(kind=TableKind.HOUSEHOLD, internal=("quarter", "stars"), personal=("marks",))
class StarRecord(CycleRow):
    """What a family got in one quarter. `marks` says of each criterion on what the star rests or why it is missing.

    Cycle and region are those of the quarter it was recorded with, so that a city's four million rows need no check
    of their own in the database. `corrected_at` is set by corrections only: what a graded year looks at again.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="stars", db_constraint=False, db_index=False)
    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    quarter = models.PositiveSmallIntegerField(_("季度"))
    stars = models.PositiveSmallIntegerField(_("星数"))
    marks = models.CharField(max_length=A_QUARTER)
    recorded_by_id = models.UUIDField(null=True)
    corrected_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["cycle", "quarter", "id"]
        indexes = [
            models.Index(fields=["region", "cycle", "quarter"], name="star_record_place"),
            models.Index(
                fields=["cycle", "corrected_at"], name="star_record_again", condition=Q(corrected_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["household", "cycle", "quarter"], name="star_record_once"),
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="star_record_quarter"),
            models.CheckConstraint(condition=Q(stars__gte=0, stars__lte=A_QUARTER), name="star_record_0_to_5"),
        ]

    def __str__(self) -> str:
        return f"{self.quarter}: {self.stars}"


@described(kind=TableKind.HOUSEHOLD, internal=("stars", "quarters", "level"))
class YearGrade(CycleRow):
    """A family's year: stars of the quarters recorded; a level only where all four are (domain A6-4)."""

    scope_path = "household__region__path"

    household = models.ForeignKey(
        Household, models.CASCADE, related_name="star_grades", db_constraint=False, db_index=False
    )
    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    stars = models.SmallIntegerField(_("全年星数"))
    quarters = models.SmallIntegerField(_("季数"))
    level = models.SmallIntegerField(_("年度星级"), null=True)

    class Meta:
        ordering = ["cycle", "-stars", "id"]
        constraints = [
            models.UniqueConstraint(fields=["household", "cycle"], name="year_grade_once"),
            models.CheckConstraint(condition=Q(stars__gte=0, stars__lte=A_YEAR), name="year_grade_0_to_20"),
            models.CheckConstraint(
                condition=Q(quarters=4, level__gte=1, level__lte=5)
                | Q(quarters__gte=1, quarters__lt=4, level__isnull=True),
                name="year_grade_needs_four_quarters",
            ),
        ]

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        """“四星（18 颗）”, or how far it came (domain A6-4)."""
        told = {"stars": self.stars, "most": A_QUARTER * self.quarters, "quarters": self.quarters}
        if self.level is None:
            return _("%(stars)d/%(most)d 颗（%(quarters)d 季），不评年度星级") % told
        return _("%(level)s（%(stars)d 颗）") % {**told, "level": LEVELS[self.level]}


LEVELS = {5: _("五星"), 4: _("四星"), 3: _("三星"), 2: _("二星"), 1: _("一星")}


@described(
    kind=TableKind.HOUSEHOLD, internal=("quarter", "corrected_on"), personal=("marks_before", "marks_after", "note")
)
class StarCorrection(CycleRow):
    """What a correction changed of one family: dated, with a reason from the closed list."""

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+")
    quarter = models.PositiveSmallIntegerField(_("季度"))
    marks_before = models.CharField(max_length=A_QUARTER, blank=True)
    marks_after = models.CharField(max_length=A_QUARTER)
    reason = models.CharField(_("更正原因"), max_length=16, choices=CorrectionReason.choices)
    note = GuardedText(_("说明"), blank=True, max_length=200)
    corrected_on = models.DateField()
    corrected_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("星数更正")
        verbose_name_plural = _("星数更正")

    def __str__(self) -> str:
        return self.get_reason_display()


@described(kind=TableKind.HOUSEHOLD)
class StarRecusal(CycleRow):
    """A member of the panel who does not record this family in this cycle."""

    scope_path = "household__region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    cycle = models.ForeignKey(ProgrammeCycle, models.CASCADE, related_name="+")
    member = models.ForeignKey("accounts.User", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=RecusalKind.choices)
    recorded_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["household", "cycle", "member"], name="star_recusal_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
