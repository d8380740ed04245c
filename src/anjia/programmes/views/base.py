"""What the screens of this slice share: a cycle one may see, and a place within it."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property

from anjia.kernel.scope import contains
from anjia.programmes.enums import Verb
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import visible_to
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.regions.queries import visible_to as visible_regions
from anjia.web.screens import ObjectMixin, absent


class CycleMixin(ObjectMixin):
    """Fetches the cycle of the address."""

    context_name = "cycle"
    user: Any
    permission: Any

    def get_queryset(self) -> QuerySet[Any]:
        return visible_to(self.user)

    @property
    def cycle(self) -> ProgrammeCycle:
        return self.object


class PlaceInCycleMixin(CycleMixin):
    """Also fetches the place of the address: inside the cycle, and where the user holds the screen's verb."""

    @cached_property
    def place(self) -> Region:
        if "region" not in self.kwargs:
            return self.cycle.region
        place = visible_regions(self.user, str(self.permission)).filter(pk=self.kwargs["region"]).first()
        if place is None or not place.path.startswith(self.cycle.region.path):
            raise absent()
        return place

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(place=self.place, **kwargs)


def place_within(screen: Any, cycle: ProgrammeCycle) -> Region:
    """Where the session stands, if that lies in the cycle; else one's own place in it, else the whole of it."""
    here = current_place(screen.request)
    if here is not None and contains(cycle.region.path, here.path):
        return here
    inside = sorted(path for path in screen.user.scopes(Verb.VIEW) if contains(cycle.region.path, path))
    return Region.objects.get(path=inside[0]) if inside else cycle.region
