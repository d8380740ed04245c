"""Offers for tests and the demonstration, made by the same actions that people use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.regions.models import Region
from anjia.services.factories import told
from anjia.services.models import Case
from anjia.services.offers.actions import OfferWords, ask_for, draft_offer, open_offer, refer_person
from anjia.services.offers.models import ServiceOffer
from anjia.web.once import new_token

AGENCY = "某单位"


def words(**changes: Any) -> OfferWords:
    today = timezone.localdate()
    said = {
        "title": "电工夜校",
        "words": "从零学起，考证前有人带着做题。",
        "audience": "刚回到家乡、想重新找工作的人",
        "body": "县就业服务中心",
        "address": "县城人民路8号二楼",
        "times": "每周二、周四晚上七点",
        "contact": "0731-12345678",
        "begins_on": today,
        "ends_on": today + timedelta(days=60),
    }
    return OfferWords(**{**said, **changes})


def drafted(region: Region, by: User, **changes: Any) -> ServiceOffer:
    return draft_offer(region, words(**changes), by=by)


def opened(region: Region, by: User, chief: User, **changes: Any) -> ServiceOffer:
    """One that everybody may ask for."""
    return open_offer(drafted(region, by, **changes), by=chief)


def asked(offer: ServiceOffer, token: str = "", **changes: Any) -> Case:
    """Somebody asked by themselves."""
    return ask_for(offer, told(**{"summary": "", **changes}), token=token or new_token())


def referred(offer: ServiceOffer, by: User, **changes: Any) -> Case:
    """An agency sent somebody, with the paper they signed."""
    proof = {"agency": AGENCY, "signed_on": timezone.localdate(), "kept_at": "单位档案柜", "token": new_token()}
    return refer_person(offer, told(summary=""), **{**proof, **changes}, by=by)
