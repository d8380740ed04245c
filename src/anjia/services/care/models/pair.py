"""One volunteer for one person, and the visits (代理妈妈 1:1; domain A9-6, A13-2)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.kernel.fields import EncryptedTextField
from anjia.kernel.models import Row
from anjia.kernel.schema import TableKind, described
from anjia.services.care.enums import Found, PairEnd, PairState, VisitState
from anjia.services.care.models.case import CareCase
from anjia.services.care.models.volunteer import Volunteer
from anjia.services.enums import Given

OPEN_PAIR = Q(state__in=(PairState.PROPOSED, PairState.RUNNING))


@described(kind=TableKind.LOCAL, internal=("given_on", "started_on", "ended_on"))
class CarePair(Row):
    """It runs from the consent on: the person's own, for a child the guardian's in writing and the child's word."""

    scope_path = "care__case__region_path"

    care = models.ForeignKey(CareCase, models.CASCADE, related_name="pairs")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="pairs")
    state = models.CharField(max_length=8, choices=PairState.choices, default=PairState.PROPOSED)
    every_days = models.PositiveSmallIntegerField(_("几天看望一次"))
    given = models.CharField(max_length=8, choices=Given.choices, blank=True)
    given_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    why_ended = models.CharField(max_length=10, choices=PairEnd.choices, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name = _("结对")
        constraints = [
            models.UniqueConstraint(fields=["care"], condition=OPEN_PAIR, name="care_one_pair_a_person"),
            models.UniqueConstraint(fields=["volunteer"], condition=OPEN_PAIR, name="care_one_pair_a_volunteer"),
            models.CheckConstraint(
                condition=~Q(state=PairState.RUNNING) | (Q(given_on__isnull=False) & ~Q(given="")),
                name="care_pair_by_consent",
            ),
        ]

    def __str__(self) -> str:
        return str(self.care)


@described(kind=TableKind.LOCAL, internal=("planned_on", "due_on", "made_on"), sensitive=("words",))
class CareVisit(Row):
    """One visit: the day agreed for it, the last day offices take it for in time, and how it was."""

    scope_path = "pair__care__case__region_path"

    pair = models.ForeignKey(CarePair, models.CASCADE, related_name="visits")
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.PLANNED)
    planned_on = models.DateField(_("约在哪天"))
    due_on = models.DateField()
    made_on = models.DateField(_("哪天去的"), null=True)
    found = models.CharField(_("怎么样"), max_length=8, choices=Found.choices, blank=True)
    words = EncryptedTextField(_("说明"), blank=True)
    noted_by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["-planned_on", "-pk"]
        verbose_name = _("看望")
        constraints = [
            models.UniqueConstraint(
                fields=["pair"],
                condition=Q(state__in=(VisitState.PLANNED, VisitState.MISSED)),
                name="care_one_visit_ahead",
            ),
            models.CheckConstraint(
                condition=~Q(state=VisitState.MADE) | (Q(made_on__isnull=False) & ~Q(found="")),
                name="care_visit_made_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on:%Y-%m-%d}"
