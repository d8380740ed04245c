"""What the screens of this slice share: the place one looks at, objects in one's scope, people's names."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from anjia.accounts.models import User
from anjia.evaluations.models import Candidacy, GroupMeeting
from anjia.evaluations.queries import meetings_visible_to, visible_to
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as regions_visible_to


class PlaceMixin:
    """Lists stand in the place the session looks at, or in the one the address names (`?place=0001…`)."""

    request: Any
    user: Any

    @property
    def place(self) -> Region | None:
        wanted = self.request.GET.get("place", "")
        if wanted:
            named = regions_visible_to(self.user).filter(path=wanted).first()
            if named is not None:
                return named
        return current_place(self.request)

    def here(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow rows to that place."""
        place = self.place
        return rows.filter(under("region__path", place.path)) if place else rows.none()


class CandidacyMixin:
    """One candidacy that the user may see."""

    context_name = "candidacy"
    user: Any

    def get_queryset(self) -> QuerySet[Candidacy]:
        return visible_to(self.user).select_related(
            "household", "region__parent__parent", "cycle__standard_version", "meeting"
        )


class MeetingMixin:
    """One meeting that the user may see."""

    context_name = "meeting"
    user: Any

    def get_queryset(self) -> QuerySet[GroupMeeting]:
        return meetings_visible_to(self.user).select_related(
            "region__parent", "cycle__standard_version", "cycle__region", "chaired_by"
        )


def names_of(user_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """The names of users by id, in one query."""
    return dict(User.objects.filter(pk__in={pk for pk in user_ids if pk}).values_list("pk", "display_name"))
