"""What is offered, as everybody reads it. Nobody asks for it through the API, and no asker is found (ADR 15)."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.services.offers.models import ServiceOffer
from anjia.services.offers.queries import open_to_public
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.gate import PUBLIC

router = ApiRouter()


class OfferFilters(Schema):
    region: UUID | None = None


class ServiceOfferOut(Schema):
    id: UUID
    region: UUID
    title: str
    words: str
    audience: str
    body: str
    address: str
    times: str
    contact: str
    capacity: int | None
    begins_on: date
    ends_on: date

    @classmethod
    def of(cls, offer: ServiceOffer) -> "ServiceOfferOut":
        told = {name: getattr(offer, name) for name in cls.model_fields if name not in {"id", "region"}}
        return cls(id=offer.pk, region=offer.region_id, **told)


@router.get("/public/offers", permission=PUBLIC, answer=Page[ServiceOfferOut])
def public_offer_list(request: HttpRequest, filters: Query[OfferFilters], paging: PageQuery) -> Page[ServiceOfferOut]:
    """Services that can be asked for now, of a place and all below it."""
    rows = open_to_public()
    if filters.region:
        rows = rows.filter(under("region_path", get_object_or_404(Region, pk=filters.region).path))
    return page_of(rows, paging, ServiceOfferOut.of)
