"""Standards and their versions: criteria, and the closed list of reasons that may take points off (domain A2)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.programmes.enums import HouseholdKind, Reply, Scheme, StandardState
from anjia.regions.models import Region
from anjia.web.fields import GuardedText


@described(kind=TableKind.REFERENCE, public=("code", "title", "title_en"))
class Standard(Row):
    code = models.SlugField(unique=True)
    title = models.CharField(max_length=60)
    title_en = models.CharField(max_length=80, blank=True)
    scheme = models.CharField(max_length=12, choices=Scheme.choices)

    def __str__(self) -> str:
        return self.title


@described(
    kind=TableKind.REFERENCE,
    public=("bands", "plain", "consulted_from", "consulted_to", "adopted_by", "adopted_on", "in_force_from"),
    internal=("region_path",),
)
class StandardVersion(Row):
    """One wording of a standard. Once in force it does not change; a cycle pins one (domain A13-3).

    `region_path` says whose draft it was; what ships with Anjia was nobody's. `plain` is the wording in plain words.
    """

    scope_path = "region_path"

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=StandardState.choices, default=StandardState.DRAFT)
    step_half_points = models.PositiveSmallIntegerField(default=1)
    bands = models.JSONField(default=list)
    plain = GuardedText(_("通俗版"), blank=True, max_length=1200)
    region_path = models.CharField(max_length=40, blank=True)
    copied_from = models.ForeignKey("self", models.PROTECT, related_name="+", null=True)
    consulted_from = models.DateField(null=True)
    consulted_to = models.DateField(null=True)
    adopted_by = models.CharField(_("通过机关"), max_length=80, blank=True)
    adopted_on = models.DateField(_("通过日期"), null=True)
    adoption_file_id = models.UUIDField(null=True)
    in_force_from = models.DateField(_("施行日期"), null=True)

    class Meta:
        ordering = ["standard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="standard_version_number"),
            models.CheckConstraint(
                condition=~Q(state=StandardState.ADOPTED)
                | (
                    ~Q(adopted_by="")
                    & Q(adopted_on__isnull=False, adoption_file_id__isnull=False, in_force_from__isnull=False)
                ),
                name="standard_adopted_by_document",
            ),
            models.CheckConstraint(
                condition=~Q(state=StandardState.CONSULTING)
                | Q(consulted_from__isnull=False, consulted_to__gte=F("consulted_from")),
                name="standard_consultation_has_period",
            ),
        ]

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


@described(kind=TableKind.REFERENCE, public=("guide",))
class CriterionVariant(Row):
    """How a criterion reads for one kind of household, chosen by the family; the points stay the same (A13-9)."""

    criterion = models.ForeignKey(Criterion, models.CASCADE, related_name="variants")
    kind = models.CharField(max_length=16, choices=HouseholdKind.choices)
    guide = GuardedText(max_length=200)

    class Meta:
        ordering = ["criterion", "kind"]
        constraints = [models.UniqueConstraint(fields=["criterion", "kind"], name="criterion_variant_once")]

    def __str__(self) -> str:
        return self.get_kind_display()


@described(kind=TableKind.LOCAL, public=("text", "answer"))
class StandardComment(Row):
    """What a member unit (its place) or a resident (no place, no name) says of a draft, and what became of it."""

    standard_version = models.ForeignKey(StandardVersion, models.CASCADE, related_name="comments")
    criterion = models.ForeignKey(Criterion, models.SET_NULL, related_name="+", null=True)
    unit = models.ForeignKey(Region, models.PROTECT, related_name="+", null=True)
    text = GuardedText(_("意见"), max_length=500)
    reply = models.CharField(max_length=8, choices=Reply.choices, blank=True)
    answer = GuardedText(_("理由"), blank=True, max_length=500)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply="", answer="")
                | (~Q(reply="") & ~Q(answer="") & Q(answered_at__isnull=False, answered_by_id__isnull=False)),
                name="comment_answered_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or _('居民')}"
