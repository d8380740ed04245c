"""A time to put things right after a review that was not passed (domain A5-8)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from anjia.honours.models import Title
from anjia.households.models import Household
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.regions.models import Region
from anjia.rolling.enums import RectificationState
from anjia.rolling.models.review import TitleReview

UNDER_WAY = (RectificationState.OPEN, RectificationState.UNMET)


@described(kind=TableKind.HOUSEHOLD, internal=("issued_on", "due_on"))
class Rectification(Row):
    """Until `due_on` nothing is asked but to put things right. Whoever takes help leaves no trace here."""

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.CASCADE, related_name="+", db_constraint=False)
    title = models.ForeignKey(Title, models.CASCADE, related_name="rectifications", db_constraint=False)
    review = models.ForeignKey(TitleReview, models.CASCADE, related_name="rectifications", db_constraint=False)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    state = models.CharField(max_length=8, choices=RectificationState.choices, default=RectificationState.OPEN)
    issued_on = models.DateField(_("通知日期"))
    due_on = models.DateField(_("整改期限"))
    extensions = models.PositiveSmallIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]
        verbose_name = _("限期整改")
        verbose_name_plural = _("限期整改")
        indexes = [models.Index(fields=["region", "state", "due_on"], name="rectification_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "title"], condition=Q(state__in=UNDER_WAY), name="rectification_one_at_a_time"
            ),
            models.CheckConstraint(condition=Q(due_on__gt=F("issued_on")), name="rectification_has_time"),
        ]

    def __str__(self) -> str:
        return f"{self.due_on}"
