"""Several bodies around one case."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.enums import JointState
from anjia.services.models.case import Case


@described(
    kind=TableKind.LOCAL,
    internal=("planned_on", "held_on"),
    sensitive=("place", "bodies", "about", "outcome"),
)
class JointSession(Row):
    """A meeting of other bodies about a case, with the person's consent. `bodies`: a name a line."""

    scope_path = "case__region_path"

    case = models.ForeignKey(Case, models.CASCADE, related_name="joint_sessions")
    state = models.CharField(max_length=10, choices=JointState.choices, default=JointState.PLANNED)
    planned_on = models.DateField(_("哪天"), db_index=True)
    place = EncryptedTextField(_("在哪里"))
    bodies = EncryptedTextField(_("请哪些单位"))
    about = EncryptedTextField(_("商量什么"))
    outcome = EncryptedTextField(_("商定了什么"), blank=True)
    held_on = models.DateField(null=True)
    planned_by_id = models.UUIDField()

    class Meta:
        ordering = ["planned_on", "pk"]
        verbose_name = _("联席会商")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=JointState.HELD) | Q(held_on__isnull=False), name="services_joint_held_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def names(self) -> list[str]:
        return self.bodies.splitlines()
