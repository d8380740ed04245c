"""The division tree, its dated household totals, and the exceptions to the calendar of working days."""

from datetime import date
from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.kernel.scope import SEGMENT
from anjia.regions.enums import Level, Measure, Rule


@described(kind=TableKind.REFERENCE, public=("code", "name", "path", "valid_from", "valid_to"))
class Region(Row):
    """One place in the tree. Official codes are data with validity and successors; identity is the id.

    `path` holds four digits per level, so that a place and all below it are one range (kernel.scope).
    """

    Level = Level

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    level = models.CharField(max_length=8, choices=Level.choices)
    code = models.CharField(_("区划代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=60, db_index=True)
    path = models.CharField(max_length=20, unique=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        ordering = ["path"]
        verbose_name = _("地区")
        verbose_name_plural = _("地区")
        indexes = [
            models.Index(fields=["parent", "path"], name="region_parent_path"),
            models.Index(fields=["level", "path"], name="region_level_path"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level__in=Level.values), name="region_level_known"),
            models.CheckConstraint(
                condition=Q(level=Level.CITY, parent__isnull=True) | (~Q(level=Level.CITY) & Q(parent__isnull=False)),
                name="region_root_is_city",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="region_validity_order",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True) | Q(valid_to__isnull=False),
                name="region_successor_needs_end",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ancestor_paths(self) -> list[str]:
        """The paths from the root down to this place, itself included."""
        return [self.path[:end] for end in range(SEGMENT, len(self.path) + 1, SEGMENT)]

    def ancestors(self) -> models.QuerySet["Region"]:
        """From the root down to this place, itself included."""
        return Region.objects.filter(path__in=self.ancestor_paths).order_by("path")

    @property
    def full_name(self) -> str:
        """`株洲市芦淞区贺家土街道…`: the names from the root down, in one query."""
        return "".join(self.ancestors().values_list("name", flat=True))

    def is_valid_on(self, day: date | None = None) -> bool:
        """Whether the division exists on a day (today by default); the day it ends does not count."""
        day = day or timezone.localdate()
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


@described(kind=TableKind.REFERENCE, public=("as_of",))
class HouseholdTotal(Row):
    """How many households a group has from a day on: a dated number, never rows of households (domain F5)."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="household_totals")
    as_of = models.DateField(_("截至日期"))
    households = models.PositiveIntegerField(_("总户数"))

    class Meta:
        ordering = ["region", "-as_of"]
        verbose_name = _("总户数")
        verbose_name_plural = _("总户数")
        constraints = [
            models.UniqueConstraint(fields=["region", "as_of"], name="household_total_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.households} ({self.as_of:%Y-%m-%d})"


@described(kind=TableKind.REFERENCE, public=("date", "note"))
class HolidayOverride(Row):
    """A day off on a weekday, or a make-up workday, as the State Council's notice says (domain B13)."""

    date = models.DateField(unique=True)
    is_workday = models.BooleanField()
    note = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["date"]
        verbose_name = _("节假日调整")
        verbose_name_plural = _("节假日调整")

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}"


@described(
    kind=TableKind.REFERENCE, public=("law", "article", "text", "valid_from", "valid_to"), internal=("is_shipped",)
)
class LegalBasis(Row):
    """What a law, or the programme's practice, says of one rule from one day to another (domain B14).

    Half-open: it holds on `valid_from` and no more on `valid_to`. A share is numerator / denominator, a length of
    time the numerator alone.
    """

    rule = models.CharField(_("规则"), max_length=20, choices=Rule.choices)
    law = models.CharField(_("法律或文件"), max_length=60)
    article = models.CharField(_("条款"), max_length=20, blank=True)
    text = models.CharField(_("怎么规定的"), max_length=200)
    measure = models.CharField(_("单位"), max_length=12, choices=Measure.choices)
    numerator = models.PositiveSmallIntegerField()
    denominator = models.PositiveSmallIntegerField(default=1)
    valid_from = models.DateField(_("施行日期"))
    valid_to = models.DateField(_("失效日期"), null=True, blank=True)
    is_shipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["rule", "-valid_from"]
        verbose_name = _("规则依据")
        verbose_name_plural = _("规则依据")
        constraints = [
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="legal_basis_rule_known"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="legal_basis_measure_known"),
            models.CheckConstraint(condition=Q(numerator__gte=1, denominator__gte=1), name="legal_basis_positive"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")), name="legal_basis_order"
            ),
            models.UniqueConstraint(fields=["rule", "valid_from"], name="legal_basis_once_a_day"),
            models.UniqueConstraint(
                fields=["rule"], condition=Q(valid_to__isnull=True), name="legal_basis_one_without_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.law}{self.article}"

    @property
    def share(self) -> Fraction:
        return Fraction(self.numerator, self.denominator)

    @property
    def shown(self) -> str:
        """`2/3 以上`, `超过 1/2`, `5 个工作日`… in the reader's language."""
        share = {"n": self.numerator, "d": self.denominator}
        patterns = {
            Measure.AT_LEAST: _("%(n)d/%(d)d 以上"),
            Measure.MORE_THAN: _("超过 %(n)d/%(d)d"),
            Measure.WORKING_DAYS: _("%(n)d 个工作日"),
            Measure.DAYS: _("%(n)d 日"),
            Measure.HOURS: _("%(n)d 小时"),
            Measure.MONTHS: _("%(n)d 个月"),
            Measure.AGE: _("不满 %(n)d 周岁"),
            Measure.PERSONS: _("不超过 %(n)d 人"),
        }
        return str(patterns[Measure(self.measure)] % share)


@described(kind=TableKind.REFERENCE, public=("old", "current", "note"))
class LegacyTerm(Row):
    """A word of old papers and the one in force (domain A0), so that old files are understood and found."""

    old = models.CharField(_("旧称"), max_length=30, unique=True)
    current = models.CharField(_("现称"), max_length=30)
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        ordering = ["old"]
        verbose_name = _("新旧名称")
        verbose_name_plural = _("新旧名称")
        constraints = [
            models.CheckConstraint(condition=~Q(old=F("current")), name="legacy_term_differs"),
        ]

    def __str__(self) -> str:
        return f"{self.old} → {self.current}"
