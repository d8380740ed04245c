"""Rehearsals stand beside the real thing: by default every query of a cycle, or of what hangs on one, leaves them out.

Within `kernel.context.rehearsal()` (the addresses below `/rehearsal/`) it is the other way round: the same screens and
actions meet rehearsals only. So a query that does not think of rehearsals is right.
"""

from typing import Any

from django.db import models
from django.db.models import Q

from anjia.kernel.context import rehearsing


def rehearsed(model: Any, path: str) -> Q:
    """The rows that belong to a rehearsal, `path` leading from the model to its cycle ("" for the cycle itself).

    Asked by ids, from the cycle down: few or none are rehearsals, and an update needs no join.
    """
    if not path:
        return Q(is_rehearsal=True)
    first, _, rest = path.partition("__")
    related = model._meta.get_field(first).related_model
    return Q(**{f"{first}__in": related._base_manager.filter(rehearsed(related, rest)).order_by().values("pk")})


class CycleManager(models.Manager[Any]):
    """The default manager of cycles and of what hangs on them; the model says by `cycle_path` how they hang."""

    def get_queryset(self) -> models.QuerySet[Any]:
        rows = super().get_queryset()
        wanted = rehearsed(self.model, self.model.cycle_path)
        return rows.filter(wanted) if rehearsing.get() else rows.exclude(wanted)


# Where rehearsals have their addresses, and what is found there; everything else leads back out.
PREFIX = "/rehearsal"
SERVED = frozenset({"evaluations", "notices", "regions", "web"})
SERVED_PAGES = frozenset({"programmes:rehearsal_detail", "programmes:rehearsal_discard"})


def url_within(url: str) -> str:
    """The address of the same page within the rehearsals."""
    return url if rehearsing.get() else f"{PREFIX}{url}"


def url_outside(url: str) -> str:
    """The address of the same page among the real ones."""
    return url.removeprefix(PREFIX) if rehearsing.get() else url
