"""How many asked for each offer of a district in a closed quarter; in none of it is anybody found (A13-1)."""

from dataclasses import dataclass

from django.db.models import Q

from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.services.enums import Verb
from anjia.services.figures import closed_quarters, days_of
from anjia.services.offers.enums import OfferState
from anjia.services.offers.models import OfferCount, ServiceOffer
from anjia.services.suppression import suppress_together


@dataclass(frozen=True)
class OfferFigures:
    """By offer; None is hidden."""

    rows: list[tuple[str, int | None]]
    total: int | None


def offer_figures(user: Actor, district: Region, quarter: str) -> OfferFigures:
    """Raises NotPermitted without the right, ValueError for a quarter that is not over.

    The total is that of the cases of the kind (`services.figures`), told for the whole district alone: where it is
    hidden here, no row is told, not even a zero, for it may be told there.
    """
    require(user, Verb.VIEW_FIGURES, district.path)
    if quarter not in closed_quarters():
        raise ValueError(f"{quarter} is not over, or too long ago")
    first, after = days_of(quarter)
    told = Q(counts__quarter=quarter) | Q(begins_on__lt=after, ends_on__gte=first)
    offers = ServiceOffer.objects.filter(under("region_path", district.path), told)
    offers = offers.exclude(state=OfferState.DRAFT).distinct()
    times = dict(OfferCount.objects.filter(offer__in=offers, quarter=quarter).values_list("offer_id", "times"))
    titles = {offer.pk: offer.title for offer in offers}
    (shown,) = suppress_together({pk: times.get(pk, 0) for pk in titles})
    return OfferFigures([(titles[pk], count) for pk, count in shown.cells.items()], shown.total)
