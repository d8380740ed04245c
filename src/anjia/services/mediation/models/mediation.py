"""A mediation: how it stands, its sessions, its agreement, and whether that was kept."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.mediation.enums import Channel, Dispute, Form, Kept, MediationState, Outcome
from anjia.services.models import Case


@described(
    kind=TableKind.LOCAL,
    internal=("begun_on", "asked_court_on", "decided_on"),
    sensitive=("other_side", "mediators"),
)
class Mediation(Row):
    """`other_side`: with whom the dispute is, as it was said. It begins only where both are willing."""

    scope_path = "case__region_path"

    case = models.OneToOneField(Case, models.PROTECT, related_name="mediation")
    state = models.CharField(max_length=12, choices=MediationState.choices, default=MediationState.RECEIVED)
    channel = models.CharField(_("由谁调解"), max_length=8, choices=Channel.choices, blank=True)
    dispute = models.CharField(_("哪一类纠纷"), max_length=10, choices=Dispute.choices, default=Dispute.OTHER)
    other_side = EncryptedTextField(_("纠纷的对方"), blank=True)
    mediators = EncryptedTextField(_("调解员"), blank=True)
    committee_id = models.UUIDField(null=True)
    begun_on = models.DateField(null=True)
    asked_court_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("调解")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MediationState.MEDIATING) | (Q(begun_on__isnull=False) & ~Q(channel="")),
                name="mediation_begun_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=MediationState.CONFIRMING) | Q(asked_court_on__isnull=False),
                name="mediation_asked_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


@described(kind=TableKind.LOCAL, internal=("held_on",), sensitive=("place", "words"))
class MediationSession(Row):
    """One meeting of the two sides (人民调解法 27: 调解工作记录)."""

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="sessions")
    held_on = models.DateField(_("哪天"))
    place = EncryptedTextField(_("在哪里"))
    words = EncryptedTextField(_("谈了什么"))
    written_by_id = models.UUIDField()

    class Meta:
        ordering = ["held_on", "pk"]
        verbose_name = _("调解记录")

    def __str__(self) -> str:
        return f"{self.held_on:%Y-%m-%d}"


@described(kind=TableKind.LOCAL, internal=("effective_on", "perform_by"), sensitive=("facts", "terms", "performance"))
class Agreement(Row):
    """What both sides settled (29): the facts and each side's part, what is agreed, how and until when it is done."""

    mediation = models.OneToOneField(Mediation, models.CASCADE, related_name="agreement")
    form = models.CharField(_("怎样达成"), max_length=8, choices=Form.choices)
    facts = EncryptedTextField(_("纠纷的主要事实、争议和各方责任"))
    terms = EncryptedTextField(_("协议内容"))
    performance = EncryptedTextField(_("履行的方式"))
    perform_by = models.DateField(_("最迟哪天履行"), null=True)
    effective_on = models.DateField(_("生效"))
    file_id = models.UUIDField(null=True)

    class Meta:
        verbose_name = _("调解协议")

    def __str__(self) -> str:
        return self.get_form_display()


@described(kind=TableKind.LOCAL, internal=("on",), sensitive=("words",))
class FollowUp(Row):
    """Asked afterwards whether the agreement is kept (人民调解法 31)."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="follow_ups")
    on = models.DateField(_("哪天问的"))
    kept = models.CharField(_("履行情况"), max_length=8, choices=Kept.choices)
    words = EncryptedTextField(_("说明"), blank=True)
    asked_by_id = models.UUIDField()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("回访")

    def __str__(self) -> str:
        return self.get_kept_display()


@described(kind=TableKind.LOCAL, internal=("region_path", "on"))
class Ending(Row):
    """How a mediation ended, counted on the day it was entered: so a quarter that is over never changes again.

    Taken up again, a mediation may end once more; that counts as well. Nothing in it was written by anybody.
    """

    scope_path = "region_path"

    mediation = models.ForeignKey(Mediation, models.CASCADE, related_name="endings")
    region_path = models.CharField(max_length=20)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    dispute = models.CharField(max_length=10, choices=Dispute.choices)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    on = models.DateField(db_index=True)

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("调解结果")

    def __str__(self) -> str:
        return self.get_outcome_display()
