"""What was seen and said in reviews and hearings goes two years after the family's last title is over (domain B10)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from anjia.honours.keeping import ENDED_ON
from anjia.honours.models import Title
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep
from anjia.rolling.actions.forget import forget_looks, forget_words
from anjia.rolling.models import ReviewFinding, Revocation, TitleReview

SINCE = _("最后一个称号结束的那一天")


def _ending(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With the day on which the family's last title ends or ended."""
    theirs = Title.objects.filter(household=OuterRef("household")).annotate(ended_on=ENDED_ON)
    return rows.annotate(title_ended_on=Subquery(theirs.order_by("-ended_on").values("ended_on")[:1]))


def looked() -> QuerySet[TitleReview]:
    """Reviews that still say something."""
    found = ReviewFinding.objects.filter(household=OuterRef("household"), review=OuterRef("pk"))
    return _ending(TitleReview.objects.filter(~Q(note="") | Exists(found)))


def proposed() -> QuerySet[Revocation]:
    """Revocations that still say something."""
    return _ending(Revocation.objects.exclude(reason="", words=""))


keep(
    Keeping(
        key="rolling.reviews",
        what=_("复核时看到的情况和没有达到的标准"),
        since=SINCE,
        goes=_("情况和没有达到的标准删去；只留日期和结果，用来计数"),
        rule=Rule.KEEP_SCORES,
        rows=looked,
        clock="title_ended_on",
        place="region__path",
        destroy=forget_looks,
    )
)
keep(
    Keeping(
        key="rolling.revocations",
        what=_("提出取消称号的理由和家庭的意见"),
        since=SINCE,
        goes=_("理由和意见删去；只留日期和结果，用来计数"),
        rule=Rule.KEEP_SCORES,
        rows=proposed,
        clock="title_ended_on",
        place="region__path",
        destroy=forget_words,
    )
)
