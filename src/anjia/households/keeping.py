"""A family that left is forgotten a year later, as if it had asked for it (domain B10; 个保法 47)."""

import uuid
from collections.abc import Collection

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from anjia.households.actions.personal_data import erase_household
from anjia.households.enums import EraseReason
from anjia.households.models import Consent, Household, HouseholdChange
from anjia.households.personal import FORGOTTEN
from anjia.kernel.permissions import Actor
from anjia.regions.enums import Rule
from anjia.regions.retention import Keeping, keep


def left() -> QuerySet[Household]:
    """Families that left and are still known, with the day: of the withdrawal, else of moving away or dying out."""
    withdrawn = Consent.objects.filter(household=OuterRef("pk"), withdrawn_at__isnull=False)
    day = withdrawn.annotate(day=TruncDate("withdrawn_at")).order_by("-day").values("day")[:1]
    closed = HouseholdChange.objects.filter(household=OuterRef("pk"), closes=True)
    moved = closed.order_by("-effective_on").values("effective_on")[:1]
    gone = Coalesce(Subquery(day), Subquery(moved), TruncDate("updated_at"))
    return Household.objects.filter(is_active=False).exclude(head_name=FORGOTTEN).annotate(left_on=gone)


def forget(ids: Collection[uuid.UUID], by: Actor) -> int:
    families = Household.objects.filter(pk__in=ids).select_related("region").order_by("pk")
    return sum(erase_household(household, reason=EraseReason.OVER, by=by) for household in families)


keep(
    Keeping(
        key="households.left",
        what=_("已经退出或搬走的家庭的资料"),
        since=_("退出、搬走或注销的那一天"),
        goes=_("姓名、住址、电话、成员、同意凭证全部删去；只留一条没有姓名的登记，使汇总的户数不变"),
        rule=Rule.KEEP_LEFT,
        rows=left,
        clock="left_on",
        place="region__path",
        destroy=forget,
    )
)
