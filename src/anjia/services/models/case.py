"""A case, who may see it, who never may, and who broke the glass."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.enums import BarReason, Duty, GlassReason, Source, Topic, Urgency, Verdict
from anjia.services.models.client import Client


@described(kind=TableKind.LOCAL, internal=("kind",))
class CaseNumber(Row):
    """The last number of a kind and a year; its row is locked while one is drawn."""

    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="services_one_counter_a_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


@described(
    kind=TableKind.LOCAL,
    internal=("kind", "number", "region_path", "code_hash", "received_on", "closed_on", "erase_after"),
    sensitive=("summary",),
)
class Case(Row):
    """What every kind of case has in common; its life-cycle is a row of its kind.

    `region_id` and `taken_by_id` point outward as plain ids. Whoever took it down is no member of its team.
    """

    scope_path = "region_path"

    kind = models.CharField(max_length=20)
    number = models.CharField(max_length=24, unique=True)
    client = models.ForeignKey(Client, models.PROTECT, related_name="cases")
    region_id = models.UUIDField()
    region_path = models.CharField(max_length=20)
    topic = models.CharField(_("什么事"), max_length=16, choices=Topic.choices)
    summary = EncryptedTextField(_("事情经过"))
    source = models.CharField(_("来源"), max_length=8, choices=Source.choices)
    code_hash = models.CharField(max_length=32, unique=True)
    urgency = models.CharField(_("紧急"), max_length=8, choices=Urgency.choices, blank=True)
    received_on = models.DateField(_("收到"))
    taken_by_id = models.UUIDField(null=True)
    closed_on = models.DateField(null=True)
    survey_open = models.BooleanField(default=False)
    erase_after = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("案件")
        indexes = [
            models.Index(fields=["region_path", "closed_on"], name="services_case_place"),
            models.Index(fields=["erase_after"], name="services_case_erase", condition=Q(erased_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.number


@described(kind=TableKind.LOCAL)
class CaseMember(Row):
    """Somebody who needs to know. Ended rows stay: they say who knew, and until when."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="members")
    user_id = models.UUIDField(db_index=True)
    duty = models.CharField(max_length=10, choices=Duty.choices)
    added_by_id = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "user_id"], condition=Q(ended_at__isnull=True), name="services_member_once"
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(ended_at__isnull=True, duty=Duty.LEAD), name="services_one_lead"
            ),
        ]

    def __str__(self) -> str:
        return self.get_duty_display()


@described(kind=TableKind.LOCAL)
class CaseBar(Row):
    """Somebody who never sees the case: whom it is about (信访工作条例 30), or who stood aside (28)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="bars")
    user_id = models.UUIDField(db_index=True)
    why = models.CharField(max_length=10, choices=BarReason.choices)
    added_by_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user_id"], name="services_bar_once")]

    def __str__(self) -> str:
        return self.get_why_display()


@described(kind=TableKind.LOCAL, sensitive=("words",))
class BreakGlass(Row):
    """A case opened by somebody outside its team, for a stated reason and a day; a second person looks at it later."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="broken")
    user_id = models.UUIDField(db_index=True)
    reason = models.CharField(_("为什么"), max_length=8, choices=GlassReason.choices)
    words = EncryptedTextField(_("说明"))
    ends_at = models.DateTimeField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    reviewed_by_id = models.UUIDField(null=True)
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_by_id__isnull=True, verdict="", reviewed_at__isnull=True)
                | (Q(reviewed_at__isnull=False) & ~Q(verdict="") & ~Q(reviewed_by_id=F("user_id"))),
                name="services_glass_second_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()

    @property
    def is_open(self) -> bool:
        return timezone.now() < self.ends_at
