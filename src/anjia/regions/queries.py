"""Reading the tree: what a user may see, names for paths, matching names from files, household totals."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Substr
from django.utils import timezone

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import SEGMENT, minimal, under, under_any
from anjia.regions.enums import Level, Verb
from anjia.regions.models import HouseholdTotal, Region
from anjia.regions.names import plain, village_stem

CHUNK = 500


def visible_to(user: Actor, verb: str = Verb.VIEW) -> QuerySet[Region]:
    """The regions at or below those where the user holds the verb (any role holds `regions.view`)."""
    if user is SYSTEM:
        return Region.objects.all()
    return Region.objects.filter(under_any("path", user.scopes(verb)))


def valid_on(day: date | None = None) -> Q:
    """A condition: the division exists on the day (today by default)."""
    day = day or timezone.localdate()
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return begun & (Q(valid_to__isnull=True) | Q(valid_to__gt=day))


def villages_under(path: str) -> QuerySet[Region]:
    """The villages that exist today at or below a path."""
    return Region.objects.filter(under("path", path), valid_on(), level=Level.VILLAGE)


def groups_under(path: str) -> QuerySet[Region]:
    """The groups that exist today at or below a path, with their villages."""
    return Region.objects.filter(under("path", path), valid_on(), level=Level.GROUP).select_related("parent")


def match_village(name: str, under: str) -> list[Region]:
    """Villages below the path that a sheet's or column's name may mean: by full name, else by stem.

    One result is a match to be confirmed, none is an unknown name, several are for the user to choose from.
    """
    wanted, stem = plain(name), village_stem(name)
    villages = list(villages_under(under))
    exact = [village for village in villages if plain(village.name) == wanted]
    return exact or [village for village in villages if village_stem(village.name) == stem]


def names_of(paths: Iterable[str]) -> dict[str, str]:
    """The name of each path that exists, in one query per 500 paths."""
    wanted = sorted(set(paths))
    found: dict[str, str] = {}
    for start in range(0, len(wanted), CHUNK):
        part = Region.objects.filter(path__in=wanted[start : start + CHUNK]).order_by()
        found.update(part.values_list("path", "name"))
    return found


def full_names_of(paths: Iterable[str], *, top: Level = Level.CITY) -> dict[str, str]:
    """`芦淞区贺家土街道来园社区居委会` for each path, beginning at the level `top`."""
    wanted = set(paths)
    ends = {path: range(top.depth * SEGMENT, len(path) + 1, SEGMENT) for path in wanted}
    names = names_of(path[:end] for path in wanted for end in ends[path])
    return {path: "".join(names.get(path[:end], "") for end in ends[path]) for path in wanted}


def breadcrumb(region: Region, user: Actor) -> list[Region]:
    """From the top of the user's own scope down to the region."""
    top = min((len(path) for path in user.scopes(Verb.VIEW) if region.path.startswith(path)), default=0)
    return [place for place in region.ancestors() if len(place.path) >= top]


def switcher(user: Actor, search: str = "", *, limit: int = 30) -> list[Region]:
    """Places a user may switch to: own scopes and their children, or what a search finds below them."""
    scopes = minimal(user.scopes(Verb.VIEW))
    seen = visible_to(user).filter(valid_on()).select_related("parent")
    if search:
        return list(seen.filter(Q(name__icontains=plain(search)) | Q(code__startswith=search))[:limit])
    return list(seen.filter(Q(path__in=scopes) | Q(parent__path__in=scopes))[:limit])


def household_totals(regions: QuerySet[Region] | Collection[UUID], on: date | None = None) -> dict[UUID, int]:
    """The latest dated total of each group as of a day; a group without one is left out."""
    ids = regions.order_by().values("pk") if isinstance(regions, QuerySet) else list(regions)
    return dict(_latest(on).filter(region__in=ids).values_list("region_id", "households"))


def household_total_of(region: Region, on: date | None = None) -> HouseholdTotal | None:
    """A group's latest dated total as of a day; None where nobody has recorded one."""
    return region.household_totals.filter(as_of__lte=on or timezone.localdate()).order_by("-as_of").first()


def households_under(path: str, on: date | None = None) -> tuple[int, int]:
    """The households of all groups at or below a path, and how many groups have no total yet."""
    groups = groups_under(path).order_by()
    known = _latest(on).filter(region__in=groups.values("pk")).order_by()
    counted: dict[str, Any] = known.aggregate(households=Sum("households"))
    return counted["households"] or 0, groups.count() - known.count()


@dataclass(frozen=True)
class ChildTotal:
    """What stands below one child of a place: its groups, those without a total, and the households of the rest."""

    groups: int = 0
    missing: int = 0
    households: int = 0


def totals_by_child(place: Region, on: date | None = None) -> dict[str, ChildTotal]:
    """For each child of a place, by path, the groups and households below it: two grouped queries."""
    length = len(place.path) + SEGMENT
    groups = groups_under(place.path).order_by().select_related(None)
    counted = groups.annotate(top=Substr("path", 1, length)).values_list("top").annotate(Count("pk"))
    known = _latest(on).filter(region__in=groups.values("pk")).order_by()
    summed = known.annotate(top=Substr("region__path", 1, length)).values_list("top")
    sums = {top: (n, total) for top, n, total in summed.annotate(Count("pk"), Sum("households"))}
    return {top: ChildTotal(n, n - sums.get(top, (0, 0))[0], sums.get(top, (0, 0))[1]) for top, n in counted}


def _latest(on: date | None) -> QuerySet[HouseholdTotal]:
    day = on or timezone.localdate()
    newest = HouseholdTotal.objects.filter(region=OuterRef("region"), as_of__lte=day).order_by("-as_of")
    return (
        HouseholdTotal.objects.filter(as_of__lte=day)
        .annotate(newest=Subquery(newest.values("as_of")[:1]))
        .filter(as_of=F("newest"))
    )
