"""A village's quarter, and a cycle's graded year (domain A6-2, A6-5)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.regions.models import Region
from anjia.stars.calendar import deadline, first_day, last_day
from anjia.stars.enums import QuarterState


@described(kind=TableKind.REFERENCE, public=("number", "closed_on", "corrected_on"))
class StarQuarter(CycleRow):
    """One quarter in one village: begun with the first family recorded, closed once.

    `families`, `stars` and `full` are what was counted when it was closed or last corrected: families recorded, their
    stars, and those with all five. `issue` counts its notices: 1 when it is closed, one more with each correction.
    """

    scope_path = "region__path"

    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="star_quarters")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name=_("村（社区）"))
    number = models.PositiveSmallIntegerField(_("季度"))
    state = models.CharField(max_length=12, choices=QuarterState.choices, default=QuarterState.RECORDING)
    families = models.PositiveIntegerField(default=0)
    stars = models.PositiveIntegerField(default=0)
    full = models.PositiveIntegerField(default=0)
    issue = models.PositiveSmallIntegerField(default=0)
    closed_on = models.DateField(null=True)
    closed_by_id = models.UUIDField(null=True)
    corrected_on = models.DateField(null=True)

    class Meta:
        ordering = ["cycle", "number", "region"]
        verbose_name = _("季度")
        verbose_name_plural = _("季度")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "region", "number"], name="star_quarter_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="star_quarter_1_to_4"),
            models.CheckConstraint(
                condition=Q(state=QuarterState.RECORDING, closed_on__isnull=True, issue=0)
                | Q(closed_on__isnull=False, issue__gte=1),
                name="star_quarter_closed_has_day",
            ),
        ]

    def __str__(self) -> str:
        return _("%(place)s %(year)d 年第 %(n)d 季度") % {
            "place": self.region.name,
            "year": self.cycle.year,
            "n": self.number,
        }

    @property
    def is_closed(self) -> bool:
        return self.state != QuarterState.RECORDING

    @property
    def first_day(self) -> date:
        return first_day(self.cycle.year, self.number)

    @property
    def last_day(self) -> date:
        return last_day(self.cycle.year, self.number)

    @property
    def deadline(self) -> date:
        return deadline(self.cycle.year, self.number)


@described(kind=TableKind.REFERENCE, public=("graded_on", "published_on"))
class StarYear(CycleRow):
    """That a cycle's year was graded, and when last: what was recorded or corrected later is graded anew.

    `published_on` is the day its five and four stars became public; until then the district looks it over.
    """

    scope_path = "cycle__region__path"

    cycle = models.OneToOneField(ProgrammeCycle, models.PROTECT, related_name="star_year")
    graded_at = models.DateTimeField()
    graded_on = models.DateField()
    graded_by_id = models.UUIDField(null=True)
    published_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.cycle}"
