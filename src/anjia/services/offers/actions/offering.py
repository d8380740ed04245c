"""An offer is written by one, opened by another, and ended: by its last day, or before (domain A13-1)."""

import re
from dataclasses import asdict, dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.kernel.workflow import advance, advance_many
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.services.actions.walled import walled
from anjia.services.offers.enums import OfferState, Verb
from anjia.services.offers.models import WORDS, ServiceOffer, column_of
from anjia.services.offers.permissions import require_another
from anjia.services.offers.workflow import OFFER
from anjia.web.guarded import validate_guarded

PLACES = {Level.TOWN, Level.COUNTY}
# A mobile number or an identity number is somebody's; the number to call stands in its own field.
OF_A_PERSON = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


@dataclass(frozen=True)
class OfferWords:
    """What everybody reads of an offer."""

    title: str
    words: str
    audience: str
    body: str
    address: str
    times: str
    contact: str
    begins_on: date
    ends_on: date
    capacity: int | None = None


@walled
def draft_offer(region: Region, said: OfferWords, *, by: Actor) -> ServiceOffer:
    """Write an offer of a district or a town. Raises NotPermitted, Refused (a guarded word, a person's number)."""
    require(by, Verb.DRAFT, region.path)
    if region.level not in PLACES:
        raise Refused(_("服务邀请写到乡镇（街道）或区县；具体地点写在“地点”里。"))
    _check(said)
    made = ServiceOffer.objects.create(
        region_id=region.pk, region_path=region.path, drafted_by_id=by.pk, **_trimmed(said)
    )
    _note(Verb.DRAFT, made, by)
    return made


@walled
def change_offer(offer: ServiceOffer, said: OfferWords, *, by: Actor) -> ServiceOffer:
    """Change a draft; who changed it last does not open it. What is open is ended, and offered anew."""
    require(by, Verb.DRAFT, offer.region_path)
    _check(said)
    held = {**_trimmed(said), "drafted_by_id": by.pk, "updated_at": timezone.now()}
    if not ServiceOffer.objects.filter(pk=offer.pk, state=OfferState.DRAFT).update(**held):
        raise Conflict(_("这项服务已经发布或结束，不能再改。"), who=_("要改的，先结束这一项，再写一份新的。"))
    offer.refresh_from_db()
    _note(Verb.DRAFT, offer, by)
    return offer


@walled
def open_offer(offer: ServiceOffer, *, by: Actor) -> ServiceOffer:
    """Show it to everybody, once a second person has read it. Raises NotPermitted, Conflict (over, or open)."""
    require_another(offer, by)
    if offer.ends_on < timezone.localdate():
        raise Conflict(_("结束的日子已经过了。"), who=_("请先改日期，再由另一人发布。"))
    opened: ServiceOffer = advance(offer, OFFER["open"], by=by, set={"opened_by_id": by.pk})
    return opened


@walled
def close_offer(offer: ServiceOffer, *, by: Actor) -> ServiceOffer:
    """Nobody can ask for it any more; who asked before is helped on."""
    closed: ServiceOffer = advance(offer, OFFER["close"], by=by)
    return closed


@walled
def close_over(today: date | None = None) -> int:
    """End the open ones whose last day is over. Daily."""
    over = ServiceOffer.objects.filter(state=OfferState.OPEN, ends_on__lt=today or timezone.localdate())
    return len(advance_many(over, OFFER["close"], by=SYSTEM))


def _trimmed(said: OfferWords) -> dict[str, object]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in asdict(said).items()}


def _check(said: OfferWords) -> None:
    for name in WORDS:
        _check_words(name, getattr(said, name))
    if said.ends_on < said.begins_on:
        raise Refused(_("结束不能早于开始。"))
    if said.capacity is not None and said.capacity < 1:
        raise Refused(_("名额至少 1 个；不限名额的，不用填。"))


def _check_words(name: str, text: str) -> None:
    field = column_of(name)
    if not text.strip() or len(text) > field.max_length:
        raise Refused(_("请填写“%(field)s”，最多 %(n)d 字。") % {"field": field.verbose_name, "n": field.max_length})
    try:
        validate_guarded(text)
    except ValidationError as found:
        raise Refused(
            " ".join(found.messages), who=_("写给所有人看：说能得到什么帮助，例如“刚回到家乡、想重新找工作的人”。")
        ) from found
    if name != "contact" and OF_A_PERSON.search(text):
        raise Refused(
            _("“%(field)s”里不要写个人的号码。") % {"field": field.verbose_name}, who=_("电话写在“咨询电话”里。")
        )


def _note(verb: str, offer: ServiceOffer, by: Actor) -> None:
    audit.record(
        verb,
        offer,
        by=by,
        after={"begins_on": offer.begins_on, "ends_on": offer.ends_on},
        region_path=offer.region_path,
    )
