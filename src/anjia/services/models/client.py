"""Who came for help, as they told it: records of the services' own, tied to no household."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.enums import Channel, Given, Purpose


@described(
    kind=TableKind.LOCAL,
    internal=("region_path", "name_index", "phone_index"),
    sensitive=("name", "phone", "hours", "guardian"),
)
class Client(Row):
    """One person. Found by blind indexes alone; `hours` says when, and by whom, it is safe to call."""

    region_path = models.CharField(max_length=20)
    name = EncryptedTextField(_("姓名"))
    name_index = models.CharField(max_length=32, blank=True, db_index=True)
    phone = EncryptedTextField(_("电话"), blank=True)
    phone_index = models.CharField(max_length=32, blank=True, db_index=True)
    channel = models.CharField(_("怎样联系您"), max_length=8, choices=Channel.choices, default=Channel.CODE)
    hours = EncryptedTextField(_("什么时候方便"), blank=True)
    is_under_14 = models.BooleanField(_("当事人不满十四周岁"), default=False)
    guardian = EncryptedTextField(_("监护人"), blank=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("当事人")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_under_14=False) | ~models.Q(guardian="") | models.Q(erased_at__isnull=False),
                name="services_child_has_guardian",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


@described(kind=TableKind.LOCAL, internal=("given_on", "withdrawn_on"))
class ClientConsent(Row):
    """One consent to one purpose; withdrawn as easily as it was given."""

    client = models.ForeignKey(Client, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    given = models.CharField(max_length=8, choices=Given.choices)
    given_on = models.DateField()
    recorded_by_id = models.UUIDField(null=True)
    withdrawn_on = models.DateField(null=True)

    class Meta:
        ordering = ["given_on", "pk"]
        verbose_name = _("同意")
        constraints = [
            models.UniqueConstraint(
                fields=["client", "purpose"],
                condition=models.Q(withdrawn_on__isnull=True),
                name="services_consent_once",
            ),
        ]

    def __str__(self) -> str:
        return self.get_purpose_display()
