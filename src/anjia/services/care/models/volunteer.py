"""A roster of volunteers that nobody outside sees."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.care.enums import VolunteerState
from anjia.services.enums import Given


@described(
    kind=TableKind.LOCAL,
    internal=("region_path", "phone_index", "given_on", "checked_on", "check_until", "left_on"),
    sensitive=("name", "phone", "languages", "times"),
)
class Volunteer(Row):
    """Somebody who offered to visit. Of the check only its day and its end are kept: that it was clean is its state.

    Whoever entered them does not vet them.
    """

    scope_path = "region_path"

    region_id = models.UUIDField()
    region_path = models.CharField(max_length=20, db_index=True)
    state = models.CharField(max_length=8, choices=VolunteerState.choices, default=VolunteerState.OFFERED)
    name = EncryptedTextField(_("姓名"))
    phone = EncryptedTextField(_("电话"))
    phone_index = models.CharField(max_length=32, db_index=True)
    languages = EncryptedTextField(_("会说什么话"))
    times = EncryptedTextField(_("什么时候有空"))
    given = models.CharField(_("怎样同意的"), max_length=8, choices=Given.choices)
    given_on = models.DateField()
    entered_by_id = models.UUIDField(null=True)
    """Nobody, where they offered themself on line."""
    checked_on = models.DateField(null=True)
    check_until = models.DateField(null=True)
    vetted_by_id = models.UUIDField(null=True)
    left_on = models.DateField(null=True)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["region_path", "pk"]
        verbose_name = _("志愿者")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=VolunteerState.VETTED)
                | (Q(checked_on__isnull=False, check_until__isnull=False) & ~Q(vetted_by_id=F("entered_by_id"))),
                name="care_vetted_by_a_second_person",
            ),
            models.UniqueConstraint(
                fields=["phone_index"],
                condition=Q(erased_at__isnull=True) & ~Q(state=VolunteerState.LEFT),
                name="care_volunteer_once",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
