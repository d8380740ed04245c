"""Standards: which wordings people may read, which one holds, what a draft adds up to."""

from datetime import date

from django.db.models import QuerySet, Sum
from django.utils import timezone

from anjia.kernel.permissions import SYSTEM, Actor
from anjia.kernel.scope import under_any
from anjia.programmes.enums import StandardState, Verb
from anjia.programmes.models import Standard, StandardComment, StandardVersion

PUBLISHED = (StandardState.IN_FORCE, StandardState.SUPERSEDED, StandardState.WITHDRAWN)
SETTLED = (*PUBLISHED, StandardState.ADOPTED)


def published() -> QuerySet[StandardVersion]:
    """What holds or has held: anybody may read it."""
    return StandardVersion.objects.filter(state__in=PUBLISHED).select_related("standard")


def in_force_of(standard: Standard) -> StandardVersion | None:
    """The wording that holds now; None where the last one was withdrawn."""
    return StandardVersion.objects.filter(standard=standard, state=StandardState.IN_FORCE).order_by("-number").first()


def full_half_points(version: StandardVersion) -> int:
    return version.criteria.aggregate(full=Sum("max_half_points"))["full"] or 0


def is_open_to_comments(version: StandardVersion, on: date | None = None) -> bool:
    """The last day counts."""
    day = on or timezone.localdate()
    return version.state == StandardState.CONSULTING and bool(version.consulted_to) and day <= version.consulted_to


def under_consultation() -> QuerySet[StandardVersion]:
    """The drafts residents may comment on today."""
    asked = StandardVersion.objects.filter(state=StandardState.CONSULTING, consulted_to__gte=timezone.localdate())
    return asked.select_related("standard")


def consulted() -> QuerySet[StandardVersion]:
    """The drafts whose consultation anybody may look at, with its answers; long after it is over too."""
    return StandardVersion.objects.filter(consulted_from__isnull=False).select_related("standard")


def versions_visible_to(user: Actor) -> QuerySet[StandardVersion]:
    """What holds or has held, what is consulted on, and the drafts of one's own place."""
    versions = StandardVersion.objects.select_related("standard", "copied_from__standard")
    if user is SYSTEM:
        return versions
    own = under_any("region_path", user.scopes(Verb.EDIT_STANDARDS))
    open_ones = versions.filter(state__in=SETTLED) | versions.filter(consulted_from__isnull=False)
    return open_ones | versions.filter(own)


def comments_of(version: StandardVersion) -> QuerySet[StandardComment]:
    return version.comments.select_related("unit", "criterion").order_by("created_at", "id")
