"""Scores of families that were not named go a year after the day planned for the naming (domain B10)."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.forget import forget_scores
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.models import Ballot, Candidacy
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep

GOES = _("每位评分人的分数、扣分原因、各环节说明删去；只留不带姓名的结果")


def scored() -> QuerySet[Candidacy]:
    """Families of which scores are still held."""
    return Candidacy.objects.filter(Exists(Ballot.objects.filter(candidacy=OuterRef("pk"))))


def unnamed() -> QuerySet[Candidacy]:
    return scored().exclude(state=CandidacyState.NAMED)


keep(
    Keeping(
        key="evaluations.unnamed",
        what=_("未获命名的家庭的评分"),
        since=_("周期的计划命名日"),
        goes=GOES,
        rule=Rule.KEEP_UNNAMED,
        rows=unnamed,
        clock="cycle__naming_day",
        place="region__path",
        destroy=forget_scores,
    )
)
