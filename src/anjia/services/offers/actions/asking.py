"""Somebody asks for what is offered: by themselves, or sent by an agency with their own signed consent (A13-1)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions import acceptable
from anjia.documents.enums import MediaType
from anjia.kernel.exceptions import Conflict, Refused
from anjia.kernel.permissions import SYSTEM, Actor, require
from anjia.regions.models import Region
from anjia.services.actions import Told, keep_paper, take_in
from anjia.services.actions.records import ask_team
from anjia.services.actions.walled import walled
from anjia.services.enums import Given, Source, Topic
from anjia.services.figures import quarter_of
from anjia.services.models import Case
from anjia.services.offers.enums import Proof, Verb
from anjia.services.offers.models import OfferCount, OfferRequest, ServiceOffer
from anjia.services.offers.queries import open_to_public

KEY = "offer"
CONSENT = "consent"


@walled
def ask_for(offer: ServiceOffer, told: Told, *, token: str, source: str = Source.ONLINE, by: Actor = SYSTEM) -> Case:
    """Open a case for somebody who asks. Always of today, so that the figures of a closed quarter do not move.

    Raises NotPermitted, Refused (as any intake), Conflict (not open).
    """
    _require_open(offer)
    words = "\n".join(filter(None, [str(_("想参加：%(title)s") % {"title": offer.title}), told.summary.strip()]))
    said = replace(told, summary=words, topic=Topic.OTHER, further={**told.further, "offer": offer})
    return take_in(KEY, Region.objects.get(pk=offer.region_id), said, source=source, token=token, by=by)


@walled
def refer_person(
    offer: ServiceOffer,
    told: Told,
    *,
    agency: str,
    signed_on: date | None,
    token: str,
    scan: bytes = b"",
    kept_at: str = "",
    by: Actor,
) -> Case:
    """Take down whom an agency sends: name and how to reach them, with the consent they signed, and nothing else.

    Raises NotPermitted; Refused without the consent, the agency or the day it was signed.
    """
    require(by, Verb.REFER, offer.region_path)
    if not (scan or kept_at.strip()) or signed_on is None:
        raise Refused(
            _("没有本人签字的同意书，不能登记转介。"),
            who=_("请打印同意书，由本人看过、愿意才签；不签没有任何影响。"),
        )
    if not agency.strip():
        raise Refused(_("请写明是哪个单位转介的；同意书上写的就是这个单位。"))
    if signed_on > timezone.localdate():
        raise Refused(_("签字的日子不能晚于今天。"))
    paper = _clean(scan) if scan else None
    proof = {"agency": agency.strip(), "proof": Proof.SCAN if scan else Proof.PAPER, "kept_at": kept_at.strip()}
    said = replace(told, summary="", consents=True, given=Given.SIGNED, given_on=signed_on, further=proof)
    case = ask_for(offer, said, token=token, source=Source.REFERRED, by=by)
    if paper and not case.files.filter(kind=CONSENT).exists():
        media_type, data = paper
        keep_paper(case, data, kind=CONSENT, name=f"本人签字的同意书 {case.number}", media_type=media_type, by=by)
    return case


def begin_request(case: Case, further: Mapping[str, Any], by: Actor, day: date) -> None:
    """The kind's own row, one more in the count of the quarter, and an answer due in three working days."""
    offer = further["offer"]
    where = f"{offer.address}\n{offer.times}\n{offer.body}　{offer.contact}"
    proof = {name: str(further.get(name, "")) for name in ("agency", "proof", "kept_at")}
    OfferRequest.objects.create(case=case, wants=f"{offer.title}\n{where}", **proof)
    row, _made = OfferCount.objects.get_or_create(offer=offer, quarter=quarter_of(day))
    OfferCount.objects.filter(pk=row.pk).update(times=F("times") + 1)
    ask_team(case, _("答复本人：什么时候可以来"))


def _require_open(offer: ServiceOffer) -> None:
    if not open_to_public().filter(pk=offer.pk).exists():
        raise Conflict(_("这项服务已经结束，不再报名。"), who=_("请看看别的服务，或从“有事找我们”告诉我们需要什么。"))


def _clean(scan: bytes) -> tuple[MediaType, bytes]:
    """The scan without what a camera adds. Raises Refused where it is none."""
    media_type, kept = acceptable(scan)
    if media_type not in {MediaType.PDF, MediaType.PNG, MediaType.JPEG}:
        raise Refused(_("同意书请用 PDF 或照片。"))
    return media_type, kept
