"""On what each star of a quarter rested goes two years after the year; the year's stars and level stay (domain B10)."""

import uuid
from collections.abc import Collection

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from anjia.programmes.models import Hold
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, hold_back, keep
from anjia.stars.actions.forget import forget_quarters
from anjia.stars.models import StarQuarter, StarRecord


def _records() -> QuerySet[StarRecord]:
    # A record stands in the family's group, a quarter in its village.
    here = {"region__parent": OuterRef("region"), "quarter": OuterRef("number")}
    return StarRecord.objects.filter(cycle=OuterRef("cycle"), **here)


def kept() -> QuerySet[StarQuarter]:
    """Quarters of villages of which the stars are still known family by family."""
    return StarQuarter.objects.filter(Exists(_records()))


def contested(ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Quarters in which a family stands that waits for an answer."""
    waiting = Hold.objects.filter(household=OuterRef("household"), released_at__isnull=True)
    theirs = _records().filter(Exists(waiting))
    return set(kept().filter(Exists(theirs), pk__in=ids).order_by().values_list("pk", flat=True))


keep(
    Keeping(
        key="stars.quarters",
        what=_("逐季星数的依据和更正（按村、按季计）"),
        since=_("年度的最后一天"),
        goes=_("每颗星的依据、缺少的材料、更正说明和回避删去；只留全年星数、年度星级和全村的数字"),
        rule=Rule.KEEP_STARS,
        rows=kept,
        clock="cycle__naming_day",
        place="region__path",
        destroy=forget_quarters,
    )
)
hold_back("stars.quarters", contested)
