"""What is kept to keep somebody safe: the report to the police, the plan, the letter of warning, the court's order."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.models import Case
from anjia.services.protection.enums import Applicant, Measure, OrderState, ProtectionState


@described(kind=TableKind.LOCAL, internal=("helped_on", "reported_on"), sensitive=("danger", "reported_to"))
class Protection(Row):
    """The kind's own row. `danger`: what the person fears now, in their words. No grade of danger is given to anybody.

    `report_owed`: whether the law asks us to report to the police (14); None until somebody judged. Why is not kept.
    """

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="protection")
    state = models.CharField(max_length=12, choices=ProtectionState.choices, default=ProtectionState.RECEIVED)
    danger = EncryptedTextField(_("现在最担心什么"), blank=True)
    helped_on = models.DateField(_("联系上的日子"), null=True)
    report_owed = models.BooleanField(_("依法须由我们报案"), null=True)
    reported_on = models.DateField(_("报案的日子"), null=True)
    reported_to = EncryptedTextField(_("向哪个公安机关"), blank=True)

    class Meta:
        verbose_name = _("人身安全保护")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ProtectionState.HELPING) | Q(helped_on__isnull=False),
                name="protection_helping_since_a_day",
            )
        ]

    def __str__(self) -> str:
        return str(self.case)


@described(kind=TableKind.LOCAL, sensitive=("places", "people", "signal", "bag", "children"))
class SafetyPlan(Row):
    """What the person will do when it becomes dangerous, worked out with them and changed with them."""

    protection = models.OneToOneField(Protection, models.CASCADE, related_name="plan")
    places = EncryptedTextField(_("先到哪里去"))
    people = EncryptedTextField(_("打给谁，说什么"), blank=True)
    signal = EncryptedTextField(_("和邻居、孩子约定的暗号"), blank=True)
    bag = EncryptedTextField(_("随身带什么"), blank=True)
    children = EncryptedTextField(_("孩子、老人怎么安排"), blank=True)

    class Meta:
        verbose_name = _("安全计划")

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("issued_on",), sensitive=("issued_by", "words"))
class Warning(Row):
    """A letter of warning 告诫书 of the police (16), kept here and nowhere else. The village hears of it by visiting
    when it is in the team (17).
    """

    protection = models.ForeignKey(Protection, models.CASCADE, related_name="warnings")
    issued_on = models.DateField(_("作出的日子"))
    issued_by = EncryptedTextField(_("哪个公安机关"))
    words = EncryptedTextField(_("认定的事实和禁止的行为"), blank=True)

    class Meta:
        ordering = ["issued_on", "pk"]
        verbose_name = _("告诫书")

    def __str__(self) -> str:
        return str(self.pk)


@described(
    kind=TableKind.LOCAL,
    internal=("asked_on", "accepted_at", "issued_on", "ends_on", "bureau_on", "village_on", "measures"),
    sensitive=("court", "refused_words"),
)
class ProtectionOrder(Row):
    """人身安全保护令, from the application to its end. `ends_on`: the last day it holds, never moved by a day off.

    `bureau_on`, `village_on`: when it was served to the police and to the village or community (32).
    """

    scope_path = "protection__case__region_path"

    protection = models.ForeignKey(Protection, models.CASCADE, related_name="orders")
    state = models.CharField(max_length=8, choices=OrderState.choices, default=OrderState.ASKED)
    applicant = models.CharField(_("谁来申请"), max_length=10, choices=Applicant.choices, default=Applicant.SELF)
    court = EncryptedTextField(_("哪个法院"))
    asked_on = models.DateField(_("申请的日子"))
    accepted_at = models.DateTimeField(_("法院受理的时间"), null=True)
    is_urgent = models.BooleanField(_("情况紧急"), default=False)
    issued_on = models.DateField(_("作出的日子"), null=True)
    months = models.PositiveSmallIntegerField(
        _("几个月"), null=True, validators=[MinValueValidator(1), MaxValueValidator(6)]
    )
    ends_on = models.DateField(_("到哪天为止"), null=True)
    measures = models.JSONField(_("保护令的内容"), default=list)
    refused_words = EncryptedTextField(_("驳回的理由"), blank=True)
    bureau_on = models.DateField(null=True)
    village_on = models.DateField(null=True)
    breaches = models.PositiveSmallIntegerField(_("违反保护令的次数"), default=0)

    class Meta:
        ordering = ["asked_on", "pk"]
        verbose_name = _("人身安全保护令")
        constraints = [
            models.UniqueConstraint(
                fields=["protection"],
                condition=Q(state__in=["asked", "accepted", "granted"]),
                name="protection_order_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=OrderState.GRANTED) | Q(ends_on__isnull=False, issued_on__isnull=False),
                name="protection_order_granted_ends",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def measure_labels(self) -> list[str]:
        return [str(Measure(key).label) for key in self.measures]
