"""Standards and their versions: criteria, and the closed list of reasons that may take points off (domain A2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.enums import Scheme, StandardState


@described(kind=TableKind.REFERENCE, public=("code", "title", "title_en"))
class Standard(Row):
    code = models.SlugField(unique=True)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80, blank=True)
    scheme = models.CharField(max_length=12, choices=Scheme.choices)

    def __str__(self) -> str:
        return self.title


@described(kind=TableKind.REFERENCE, public=("bands",))
class StandardVersion(Row):
    """One wording of a standard. Once in force it does not change; a cycle pins one (domain A13-3)."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=StandardState.choices, default=StandardState.DRAFT)
    step_half_points = models.PositiveSmallIntegerField(default=1)
    bands = models.JSONField(default=list)

    class Meta:
        ordering = ["standard", "-number"]
        constraints = [models.UniqueConstraint(fields=["standard", "number"], name="standard_version_number")]

    def __str__(self) -> str:
        return f"{self.standard.title} v{self.number}"


@described(
    kind=TableKind.REFERENCE, public=("code", "title", "title_en", "guide", "guide_en", "alternative", "alternative_en")
)
class Criterion(Row):
    """One of the ten (or five). Points are whole numbers of half-points: 20 is the 10 of annex 2."""

    standard_version = models.ForeignKey(StandardVersion, models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    code = models.SlugField()
    title = models.CharField(max_length=40)
    title_en = models.CharField(max_length=60, blank=True)
    guide = models.CharField(max_length=200)
    guide_en = models.CharField(max_length=300, blank=True)
    max_half_points = models.PositiveSmallIntegerField()
    alternative = models.CharField(max_length=200, blank=True)
    alternative_en = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["standard_version", "order"]
        constraints = [
            models.UniqueConstraint(fields=["standard_version", "order"], name="criterion_order"),
            models.UniqueConstraint(fields=["standard_version", "code"], name="criterion_code"),
        ]

    def __str__(self) -> str:
        return self.title


@described(kind=TableKind.REFERENCE, public=("text", "text_en"))
class DeductionReason(Row):
    """Why points may be taken off: seen on the day, or a credit that is missing. Nothing else (frame F6)."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="reasons")
    order = models.PositiveSmallIntegerField(default=1)
    text = models.CharField(_("扣分原因"), max_length=80)
    text_en = models.CharField(max_length=120, blank=True)
    max_half_points = models.PositiveSmallIntegerField()
    is_missing_credit = models.BooleanField(default=False)

    class Meta:
        ordering = ["criterion", "order"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "text"], name="deduction_reason_text"),
            models.CheckConstraint(condition=Q(max_half_points__gte=1), name="deduction_reason_takes_something"),
        ]

    def __str__(self) -> str:
        return self.text
