"""A petition's own part of its case: how it stands, what was answered, what the supervisor ordered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.models import Case
from anjia.services.petitions.enums import DemandOutcome, DemandStep, Level, Outcome, PetitionState


@described(
    kind=TableKind.LOCAL,
    internal=("registered_on", "accepted_on"),
    sensitive=("concerned", "representatives", "redirected_to", "redirect_words"),
)
class Petition(Row):
    """`concerned`: whom or what it is about, as it was written. `representatives`: a name a line, at most five."""

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="petition")
    state = models.CharField(max_length=12, choices=PetitionState.choices, default=PetitionState.RECEIVED)
    concerned = EncryptedTextField(_("反映的是哪个单位或谁"), blank=True)
    persons = models.PositiveSmallIntegerField(_("一起提出的有几人"), default=1)
    representatives = EncryptedTextField(_("推选的代表"), blank=True)
    registered_on = models.DateField(null=True)
    accepted_on = models.DateField(null=True)
    redirected_to = EncryptedTextField(_("有权处理的单位"), blank=True)
    redirect_words = EncryptedTextField(_("为什么不由我们办"), blank=True)
    merged_into_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("信访")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PetitionState.MERGED) | Q(merged_into_id__isnull=False),
                name="petition_merged_into_one",
            ),
            models.CheckConstraint(
                condition=~Q(state=PetitionState.ACCEPTED) | Q(accepted_on__isnull=False),
                name="petition_accepted_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


@described(kind=TableKind.LOCAL, internal=("answered_on",), sensitive=("words",))
class PetitionAnswer(Row):
    """One of the three answers; each by somebody else."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="answers")
    level = models.CharField(max_length=8, choices=Level.choices)
    outcome = models.CharField(_("意见"), max_length=12, choices=Outcome.choices)
    words = EncryptedTextField(_("答复内容"))
    answered_by_id = models.UUIDField()
    answered_on = models.DateField()
    file_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["answered_on", "pk"]
        verbose_name = _("答复")
        constraints = [models.UniqueConstraint(fields=["petition", "level"], name="petition_answer_once")]

    def __str__(self) -> str:
        return self.get_level_display()


@described(kind=TableKind.LOCAL, internal=("due_on",), sensitive=("words", "answer"))
class PetitionOrder(Row):
    """A supervised order 督办 within this room: nothing of it reaches the programme's supervision."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="orders")
    words = EncryptedTextField(_("督办要求"))
    due_on = models.DateField(_("最迟哪天"))
    ordered_by_id = models.UUIDField()
    answer = EncryptedTextField(_("办理情况"), blank=True)
    answered_by_id = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("督办")

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("begins_on", "ends_on"))
class PetitionHearing(Row):
    """A hearing 听证 during recheck: its days do not count in the period (信访工作条例 36)."""

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="hearings")
    begins_on = models.DateField(_("听证从哪天"))
    ends_on = models.DateField(_("到哪天"))
    entered_by_id = models.UUIDField()

    class Meta:
        ordering = ["begins_on", "pk"]
        verbose_name = _("听证")
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("begins_on")), name="petition_hearing_days"),
        ]

    def __str__(self) -> str:
        return f"{self.begins_on:%Y-%m-%d}"

    @property
    def days(self) -> int:
        return (self.ends_on - self.begins_on).days + 1


@described(
    kind=TableKind.LOCAL, internal=("number", "sent_on", "due_on", "answered_on"), sensitive=("body", "words", "answer")
)
class PetitionDemand(Row):
    """A letter that requires the responsible body to act and to answer, for a woman whose rights were violated
    (妇女权益保障法 73). With the person's consent to exactly that, and never to whom the petition is about.
    """

    petition = models.ForeignKey(Petition, models.CASCADE, related_name="demands")
    step = models.CharField(max_length=8, choices=DemandStep.choices)
    body = EncryptedTextField(_("负责的单位"))
    words = EncryptedTextField(_("要求"))
    number = models.CharField(_("发文字号"), max_length=40, blank=True)
    sent_on = models.DateField()
    due_on = models.DateField(_("最迟哪天答复"))
    sent_by_id = models.UUIDField()
    outcome = models.CharField(_("办得怎样"), max_length=8, choices=DemandOutcome.choices, blank=True)
    answer = EncryptedTextField(_("对方的答复"), blank=True)
    answered_on = models.DateField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["sent_on", "created_at", "pk"]
        verbose_name = _("督促函")
        constraints = [
            models.CheckConstraint(condition=Q(answered_on__isnull=True) | ~Q(outcome=""), name="petition_demand_said"),
        ]

    # Set by the page: whether the body may be urged now.
    is_urgeable: bool

    def __str__(self) -> str:
        return self.get_step_display()
