"""Money and things for people in need: projects, what was given to them, and who was helped (domain A9-7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.care.enums import AidKind, AidState
from anjia.services.care.models.case import CareCase
from anjia.services.enums import Given


@described(kind=TableKind.LOCAL, internal=("region_path", "name", "opened_on", "closed_on"))
class AidProject(Row):
    """A purpose and its money: what is granted never exceeds what was received (专款专用)."""

    scope_path = "region_path"

    region_id = models.UUIDField()
    region_path = models.CharField(max_length=20, db_index=True)
    kind = models.CharField(_("做什么"), max_length=10, choices=AidKind.choices)
    name = models.CharField(_("项目名称"), max_length=60)
    received = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    granted = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        verbose_name = _("帮扶项目")
        constraints = [
            models.CheckConstraint(
                condition=Q(granted__gte=0, granted__lte=F("received")), name="care_never_overspent"
            ),
            models.UniqueConstraint(fields=["region_id", "name"], name="care_project_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def left(self) -> object:
        return self.received - self.granted


@described(kind=TableKind.LOCAL, internal=("received_on",), sensitive=("donor",))
class AidDonation(Row):
    """What was given to a project. `donor` stands only where they agreed to be written down."""

    project = models.ForeignKey(AidProject, models.CASCADE, related_name="donations")
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    donor = EncryptedTextField(_("谁捐的"), blank=True)
    received_on = models.DateField(_("哪天收到"))
    noted_by_id = models.UUIDField()

    class Meta:
        ordering = ["-received_on", "-pk"]
        verbose_name = _("捐款")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="care_donation_is_something")]

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("given_on", "decided_on"), sensitive=("words",))
class AidGrant(Row):
    """Help from a project for one person: asked for by the lead with their consent, decided by the supervisor."""

    scope_path = "care__case__region_path"

    care = models.ForeignKey(CareCase, models.CASCADE, related_name="grants")
    project = models.ForeignKey(AidProject, models.PROTECT, related_name="grants")
    state = models.CharField(max_length=8, choices=AidState.choices, default=AidState.PROPOSED)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    words = EncryptedTextField(_("用来做什么"))
    given = models.CharField(_("怎样同意的"), max_length=8, choices=Given.choices)
    given_on = models.DateField()
    proposed_by_id = models.UUIDField()
    decided_by_id = models.UUIDField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("帮扶")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="care_grant_is_something"),
            models.CheckConstraint(
                condition=~Q(state=AidState.GRANTED)
                | (Q(decided_by_id__isnull=False) & ~Q(decided_by_id=F("proposed_by_id"))),
                name="care_grant_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["care"], condition=Q(state=AidState.PROPOSED), name="care_one_grant_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.care)


@described(kind=TableKind.LOCAL, internal=("made_on",), sensitive=("hazards", "words"))
class HomeSafetyVisit(Row):
    """Somebody asked to have their home looked at: what is dangerous, and what was done. Never unasked."""

    care = models.ForeignKey(CareCase, models.CASCADE, related_name="safety")
    made_on = models.DateField(_("哪天去的"))
    hazards = EncryptedTextField(_("有什么隐患"), blank=True)
    words = EncryptedTextField(_("怎样处理"), blank=True)
    noted_by_id = models.UUIDField()

    class Meta:
        ordering = ["-made_on", "-pk"]
        verbose_name = _("居家安全查看")

    def __str__(self) -> str:
        return f"{self.made_on:%Y-%m-%d}"
