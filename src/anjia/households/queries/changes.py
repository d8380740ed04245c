"""What was when: the dated changes of families, and how a family stood on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, ForeignKey, OuterRef, QuerySet, Subquery, UUIDField
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from anjia.households.enums import ChangeKind, Verb
from anjia.households.models import Household, HouseholdChange
from anjia.households.queries.households import visible_to
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.queries import full_names_of


def as_of(households: QuerySet[Household], day: date) -> QuerySet[Household]:
    """The families with `head_then`, `region_then` (an id), `size_then` and `address_then` as they were on the day.

    What the first change after the day replaced is what held on it; without one it is the present. One statement.
    """
    later = HouseholdChange.objects.filter(household=OuterRef("pk"), effective_on__gt=day)
    later = later.order_by("effective_on", "pk")

    def then(column: str, present: str, unchanged: Any) -> Coalesce:
        replaced = later.exclude(**unchanged).values(column)[:1]
        field: Any = HouseholdChange._meta.get_field(column)
        plain = UUIDField() if isinstance(field, ForeignKey) else field
        return Coalesce(Subquery(replaced), F(present), output_field=plain)

    return households.annotate(
        head_then=then("head_before", "head_name", {"head_before": ""}),
        region_then=then("region_before", "region_id", {"region_before__isnull": True}),
        size_then=then("size_before", "household_size", {"size_before__isnull": True}),
        address_then=then("address_before", "address", {"address_after": ""}),
    )


def history_of(household: Household) -> QuerySet[HouseholdChange]:
    """The family's changes, oldest first."""
    return household.changes.select_related("region_before__parent", "region_after__parent").order_by(
        "effective_on", "pk"
    )


def told(changes: Iterable[HouseholdChange]) -> list[dict[str, Any]]:
    """Each change as a line of the time line: when, what, and from what to what."""
    found = list(changes)
    places = {p for c in found for p in (c.region_before, c.region_after) if p}
    names = full_names_of([place.path for place in places], top=Region.Level.TOWN)
    return [
        {
            "at": change.effective_on,
            "label": change.get_kind_display(),
            "note": _told(change, names),
            "tone": "seal" if change.closes else "done" if change.kind == ChangeKind.FOUNDED else "calm",
        }
        for change in found
    ]


def _told(change: HouseholdChange, names: dict[str, str]) -> str:
    parts = []
    if change.region_before and change.region_after:
        places = {"before": names[change.region_before.path], "after": names[change.region_after.path]}
        parts.append(_("从%(before)s到%(after)s") % places)
    if change.address_after:
        parts.append(_("住址改为%(after)s") % {"after": change.address_after})
    if change.person:
        parts.append(_("%(name)s去世") % {"name": change.person})
    if change.head_after:
        parts.append(_("户主由%(before)s变为%(after)s") % {"before": change.head_before, "after": change.head_after})
    if change.size_after and change.size_before != change.size_after:
        sizes = {"before": change.size_before, "after": change.size_after}
        parts.append(_("家庭人数由 %(before)d 人变为 %(after)d 人") % sizes)
    if change.closes:
        parts.append(_("这户不再登记在册"))
    return _("；").join(parts)


def arrivals(user: Actor, path: str = "") -> QuerySet[HouseholdChange]:
    """Families that came from another village and that nobody here has looked at yet."""
    waiting = HouseholdChange.objects.filter(
        household__in=visible_to(user, Verb.EDIT).order_by().values("pk"),
        kind=ChangeKind.MOVED,
        acknowledged_at__isnull=True,
    )
    return waiting.filter(under("household__region__path", path)) if path else waiting


def other_of(change: HouseholdChange) -> Household | None:
    """The family a change has to do with: founded by it, or merged with."""
    return Household.objects.filter(pk=change.other_id).select_related("region__parent").first()
