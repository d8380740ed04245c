"""What the screens of this slice share: the place one looks at, quarters in one's scope."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property

from anjia.kernel.scope import under
from anjia.programmes.models import ProgrammeCycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.stars.models import StarQuarter
from anjia.stars.queries import quarters_visible_to, star_cycle_of
from anjia.web.screens import absent


class PlaceMixin:
    """Lists stand in the place the session looks at; a group's list is its village's."""

    request: Any
    user: Any

    @cached_property
    def place(self) -> Region | None:
        place = current_place(self.request)
        return place.parent if place is not None and place.level == Level.GROUP else place

    @cached_property
    def cycle(self) -> ProgrammeCycle | None:
        """The latest cycle of stars of the place."""
        return star_cycle_of(self.place) if self.place is not None else None

    def here(self, rows: QuerySet[Any], path: str = "region__path") -> QuerySet[Any]:
        place = self.place
        return rows.filter(under(path, place.path)) if place else rows.none()


class QuarterMixin:
    """One quarter that the user may see."""

    context_name = "quarter"
    user: Any
    object: Any

    def get_queryset(self) -> QuerySet[StarQuarter]:
        return quarters_visible_to(self.user)

    def back(self) -> str:
        return reverse("stars:quarter_detail", args=[self.object.pk])


def number_in_year(number: int) -> int:
    """The quarter of an address; absent for none of the four."""
    if number not in (1, 2, 3, 4):
        raise absent()
    return number
