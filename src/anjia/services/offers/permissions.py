"""Two people stand behind what everybody reads."""

from django.utils.translation import gettext_lazy as _

from anjia.kernel.exceptions import NotPermitted
from anjia.kernel.permissions import Actor, require
from anjia.services.offers.enums import Verb
from anjia.services.offers.models import OfferRequest, ServiceOffer
from anjia.services.permissions import require_member


def require_another(offer: ServiceOffer, by: Actor) -> None:
    """Raise NotPermitted for whoever wrote it last."""
    require(by, Verb.OPEN, offer.region_path)
    if offer.drafted_by_id == by.pk:
        raise NotPermitted(_("草稿是您写的，须由另一位督导核对后发布。"), who=_("请另一位督导发布。"))


def require_helper(row: OfferRequest, by: Actor) -> None:
    """Only the team."""
    require_member(row.case, by, verb=Verb.HANDLE)
