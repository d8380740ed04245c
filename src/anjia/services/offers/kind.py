"""A wish to come to what is offered, as a quiet kind of case: with number and code, a team, and an end."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from anjia.regions.enums import Rule
from anjia.regions.models import Region
from anjia.services.enums import Duty
from anjia.services.kinds import Act, Kind, Room, State
from anjia.services.models import Case
from anjia.services.offers.actions.asking import KEY, begin_request
from anjia.services.offers.actions.handling import close_request, drop_request, erase_request, reopen_request
from anjia.services.offers.enums import RequestState, Verb
from anjia.services.offers.figures import offer_figures
from anjia.services.offers.models import OfferRequest
from anjia.services.offers.queries import request_of
from anjia.services.offers.workflow import LIVE, OVER, REQUEST
from anjia.services.permissions import duty_of

S = RequestState
TONES = {S.RECEIVED: "due", S.ARRANGED: "done", S.CLOSED: "done"}


def states(ids: Collection[UUID]) -> dict[UUID, State]:
    rows = OfferRequest.objects.filter(case_id__in=ids).values_list("case_id", "state")
    return {case_id: state_of(state) for case_id, state in rows}


def state_of(state: str) -> State:
    return State(S(state).label, REQUEST.public_name(state), TONES.get(S(state), "calm"), state in OVER)


def acts(case: Case, user: Any) -> list[Act]:
    """What the user may do now: anybody of the team but its reviewers."""
    state = request_of(case).state
    if state not in LIVE or duty_of(case, user.pk) in {"", Duty.REVIEWER}:
        return []
    first = state == S.RECEIVED
    return [Act("arrange", _("约好时间") if first else _("改约时间"), is_next=first)]


def client_acts(case: Case) -> list[Act]:
    return [Act("leave", _("不参加了，撤回"))] if request_of(case).state in LIVE else []


def facts(case: Case) -> dict[str, Any]:
    return {"request_row": request_of(case)}


def object_ids(case: Case) -> list[UUID]:
    return list(OfferRequest.objects.filter(case=case).values_list("pk", flat=True))


def figures(user: Any, district: Region, quarter: str) -> dict[str, Any]:
    return {"offer_figures": offer_figures(user, district, quarter)}


OFFER_REQUESTS = Kind(
    key=KEY,
    label=_("服务邀请"),
    prefix="YQ",
    begin=begin_request,
    states=states,
    acts=acts,
    client_acts=client_acts,
    facts=facts,
    end=close_request,
    reopen=reopen_request,
    erase=erase_request,
    withdraw=drop_request,
    page="offers/part.html",
    url_name="offers:act",
    client_url_name="offers:client_act",
    kept=Rule.KEEP_REQUESTS,
    order=80,
    is_quiet=True,
    tells_towns=False,
    object_ids=object_ids,
    rooms=(Room(_("服务邀请"), "offers:list", Verb.VIEW),),
    figures=figures,
    figures_page="offers/figures.html",
)
