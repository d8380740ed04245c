"""A named family's way to be a model family (domain A5-5, A2-6): village, town, district."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from anjia.exemplars.enums import RecommendationState, ReturnReason
from anjia.exemplars.workflow import LIVE
from anjia.honours.models import NamingDecision, Title
from anjia.households.models import Household
from anjia.kernel.schema import TableKind, described
from anjia.programmes.models import CycleRow, ProgrammeCycle
from anjia.regions.models import Region
from anjia.web.fields import GuardedText


@described(kind=TableKind.HOUSEHOLD, internal=("agreed_on",), personal=("reason",))
class Recommendation(CycleRow):
    """One family, by the title it holds, in one cycle. `agreed_on` is the day on which the family said yes.

    `rank` is its place in the town's order; `decision` the district's decision whose meeting chose it.
    """

    scope_path = "region__path"

    household = models.ForeignKey(Household, models.PROTECT, related_name="recommendations", db_constraint=False)
    title = models.ForeignKey(Title, models.PROTECT, related_name="recommendations", db_constraint=False)
    cycle = models.ForeignKey(ProgrammeCycle, models.PROTECT, related_name="+")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    decision = models.ForeignKey(NamingDecision, models.PROTECT, related_name="recommendations", null=True)
    state = models.CharField(max_length=16, choices=RecommendationState.choices, default=RecommendationState.PROPOSED)
    rank = models.PositiveSmallIntegerField(_("排序"), null=True)
    reason = GuardedText(_("推荐理由"), blank=True, max_length=200)
    return_reason = models.CharField(max_length=12, choices=ReturnReason.choices, blank=True)
    agreed_on = models.DateField(_("本户同意推荐的日期"))
    recommended_by_id = models.UUIDField()

    class Meta:
        verbose_name = _("示范户推荐")
        verbose_name_plural = _("示范户推荐")
        ordering = ["region", "rank", "pk"]
        indexes = [models.Index(fields=["cycle", "state", "region"], name="recommendation_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "cycle"], condition=Q(state__in=LIVE), name="recommendation_once_a_cycle"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[RecommendationState.NAMED_MODEL, RecommendationState.PLAQUE_AWARDED])
                | Q(decision__isnull=False),
                name="recommendation_named_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.household.head_name
