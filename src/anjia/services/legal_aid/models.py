"""An application's own part of its case: what was decided, who was appointed, how it was done (domain A9-3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.legal_aid.enums import (
    Ahead,
    AidState,
    Body,
    Change,
    Ending,
    Group,
    Mark,
    Matter,
    Means,
    Refusal,
    Result,
    Ruling,
    Stage,
)
from anjia.services.models import Case


@described(
    kind=TableKind.LOCAL,
    internal=("limitation_on", "asked_on", "decided_on", "delivered_on"),
    sensitive=("lacking", "reasons", "result_words"),
)
class LegalAidApplication(Row):
    """`group` is the person's own word, or empty, and counts in totals alone. `lacking`: a paper a line."""

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="legal_aid")
    state = models.CharField(max_length=10, choices=AidState.choices, default=AidState.APPLIED)
    matter = models.CharField(_("请求援助的事项"), max_length=12, choices=Matter.choices, blank=True)
    group = models.CharField(_("属于哪一类人群"), max_length=16, choices=Group.choices, blank=True)
    limitation_on = models.DateField(_("时效或期限哪天到"), null=True)
    lacking = EncryptedTextField(_("缺哪些材料"), blank=True)
    asked_on = models.DateField(null=True)
    means = models.CharField(_("经济状况"), max_length=8, choices=Means.choices, blank=True)
    ahead = models.CharField(_("先行提供"), max_length=12, choices=Ahead.choices, blank=True)
    refusal = models.CharField(_("不予援助的原因"), max_length=8, choices=Refusal.choices, blank=True)
    ending = models.CharField(_("终止的原因"), max_length=12, choices=Ending.choices, blank=True)
    reasons = EncryptedTextField(_("理由"), blank=True)
    decided_on = models.DateField(null=True)
    decided_by_id = models.UUIDField(null=True)
    result = models.CharField(_("结果"), max_length=8, choices=Result.choices, blank=True)
    result_words = EncryptedTextField(_("办理结果"), blank=True)
    delivered_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("法律援助申请")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=(AidState.GRANTED, AidState.ASSIGNED, AidState.REFUSED))
                | Q(decided_on__isnull=False),
                name="legal_aid_decided_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=AidState.REFUSED) | ~Q(refusal=""), name="legal_aid_refused_for_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=AidState.ENDED) | ~Q(ending=""), name="legal_aid_ended_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


@described(kind=TableKind.LOCAL, internal=("notified_on",), sensitive=("letter",))
class AppointedDefence(Row):
    """A defender asked for by court, procuratorate or police (法律援助法 25, 36)."""

    application = models.OneToOneField(LegalAidApplication, models.CASCADE, related_name="appointed")
    body = models.CharField(_("通知的机关"), max_length=16, choices=Body.choices)
    stage = models.CharField(_("诉讼阶段"), max_length=16, choices=Stage.choices)
    letter = EncryptedTextField(_("通知书文号"), blank=True)
    notified_on = models.DateField(_("收到通知"))
    is_for_minor = models.BooleanField(_("被告人（嫌疑人）未成年"), default=False)

    class Meta:
        verbose_name = _("指定辩护")

    def __str__(self) -> str:
        return self.get_body_display()


@described(kind=TableKind.LOCAL, internal=("assigned_on", "ended_on"), sensitive=("lawyer", "firm", "phone"))
class AidAssignment(Row):
    """The lawyer of an application; earlier ones stay, with why they were replaced."""

    application = models.ForeignKey(LegalAidApplication, models.CASCADE, related_name="assignments")
    lawyer = EncryptedTextField(_("承办律师"))
    firm = EncryptedTextField(_("律师事务所或机构"))
    phone = EncryptedTextField(_("律师的电话"))
    assigned_on = models.DateField()
    ended_on = models.DateField(null=True)
    change = models.CharField(max_length=8, choices=Change.choices, blank=True)

    class Meta:
        ordering = ["assigned_on", "pk"]
        verbose_name = _("指派")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(ended_on__isnull=True), name="legal_aid_one_lawyer"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("filed_on", "answered_on"), sensitive=("words",))
class AidObjection(Row):
    """An objection to a refusal or an early end, and what the justice bureau answered (法律援助法 49)."""

    application = models.ForeignKey(LegalAidApplication, models.CASCADE, related_name="objections")
    filed_on = models.DateField()
    ruling = models.CharField(_("审查意见"), max_length=8, choices=Ruling.choices, blank=True)
    words = EncryptedTextField(_("答复的内容"), blank=True)
    answered_on = models.DateField(null=True)
    recorded_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["filed_on", "pk"]
        verbose_name = _("异议")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=Q(answered_on__isnull=True), name="legal_aid_one_open_objection"
            ),
        ]

    def __str__(self) -> str:
        return self.get_ruling_display() or str(self.filed_on)


@described(kind=TableKind.LOCAL, internal=("reviewed_on",), sensitive=("words",))
class QualityReview(Row):
    """How the work was done, by somebody who did not lead it: three questions, a mark, words."""

    application = models.OneToOneField(LegalAidApplication, models.CASCADE, related_name="quality")
    mark = models.CharField(_("评定"), max_length=10, choices=Mark.choices)
    met_in_time = models.BooleanField(_("及时约见当事人"), default=False)
    kept_informed = models.BooleanField(_("每一步都告诉了当事人"), default=False)
    file_complete = models.BooleanField(_("卷宗齐全"), default=False)
    words = EncryptedTextField(_("评查意见"), blank=True)
    reviewed_by_id = models.UUIDField()
    reviewed_on = models.DateField()

    class Meta:
        verbose_name = _("质量评查")

    def __str__(self) -> str:
        return self.get_mark_display()


@described(kind=TableKind.LOCAL, internal=("region_path", "title", "words", "place"))
class AidMeasure(Row):
    """One of the measures of service a place promises 八项措施: a free list, however many there are (A9-3)."""

    scope_path = "region_path"

    region_path = models.CharField(max_length=20, db_index=True)
    place = models.PositiveSmallIntegerField(_("第几项"))
    title = models.CharField(_("措施"), max_length=60)
    words = models.CharField(_("怎么做"), max_length=400, blank=True)

    class Meta:
        ordering = ["place", "pk"]
        verbose_name = _("便民措施")
        constraints = [models.UniqueConstraint(fields=["region_path", "place"], name="legal_aid_measure_place")]

    def __str__(self) -> str:
        return self.title
