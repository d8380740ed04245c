"""Scores of a named family go two years after its title is over; a title that is held keeps its family (domain B10)."""

import uuid
from collections.abc import Collection

from django.db.models import Case, DateField, F, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.evaluations.actions.forget import forget_scores
from anjia.evaluations.enums import CandidacyState
from anjia.evaluations.keeping import GOES, scored
from anjia.evaluations.models import Candidacy
from anjia.honours.enums import HELD, TitleState
from anjia.honours.models import Title
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, hold_back, keep

ENDED_ON = Case(
    When(state=TitleState.WITHDRAWN, then=TruncDate("withdrawn_at")),
    When(state=TitleState.REVOKED, then=TruncDate("revoked_at")),
    default=F("valid_to"),
    output_field=DateField(),
)


def titled() -> QuerySet[Candidacy]:
    """Named families of which scores are still held, with the day on which their last title ends or ended."""
    theirs = Title.objects.filter(household=OuterRef("household")).annotate(ended_on=ENDED_ON)
    last = Subquery(theirs.order_by("-ended_on").values("ended_on")[:1])
    return scored().filter(state=CandidacyState.NAMED).annotate(title_ended_on=last)


def still_titled(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Families that moved away with a title that still runs."""
    held = Title.objects.filter(household__in=ids, state__in=HELD, valid_to__gte=timezone.localdate())
    return set(held.order_by().values_list("household_id", flat=True))


keep(
    Keeping(
        key="honours.scores",
        what=_("已命名家庭的评分"),
        since=_("最后一个称号结束的那一天"),
        goes=GOES,
        rule=Rule.KEEP_SCORES,
        rows=titled,
        clock="title_ended_on",
        place="region__path",
        destroy=forget_scores,
    )
)
hold_back("households.left", still_titled)
