"""A family's way to be a model family: the village's list, the town's order, the district's naming."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Query, Schema

from anjia.exemplars import actions
from anjia.exemplars.enums import RecommendationState, Verb
from anjia.exemplars.models import Recommendation
from anjia.exemplars.queries import visible_to
from anjia.exemplars.schemas import (
    ExpectedIn,
    RankIn,
    RecommendationCountOut,
    RecommendationOut,
    RecommendationReasonIn,
    RecommendationReturnIn,
    RecommendIn,
)
from anjia.honours.actions import decide_naming, draft_decision, sign_decision, void_decision
from anjia.honours.enums import TitleKind
from anjia.honours.models import NamingDecision
from anjia.honours.schemas import DecideIn, DecisionOut, SignIn, VoidIn
from anjia.kernel.scope import under_any
from anjia.programmes.models import ProgrammeCycle
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.problems import Absent
from anjia.web.api.reading import IfMatch, etag, require_match

router = ApiRouter()


class RecommendationFilters(Schema):
    cycle: UUID | None = None
    state: RecommendationState | None = None


def place_of(request: HttpRequest, pk: UUID, verb: str, level: str) -> tuple[Region, ProgrammeCycle]:
    place = get_object_or_404(regions_visible_to(request.user, verb).filter(level=level), pk=pk)
    cycle = current_cycle(place)
    if cycle is None:
        raise Absent(_("本地没有正在进行的创建周期。"))
    return place, cycle


def row_of(request: HttpRequest, pk: UUID, verb: str) -> Recommendation:
    return get_object_or_404(visible_to(request.user, verb), pk=pk)


def decision_of(request: HttpRequest, pk: UUID, verb: str) -> NamingDecision:
    own = NamingDecision.objects.filter(under_any("region__path", request.user.scopes(verb)))
    return get_object_or_404(own.filter(kind=TitleKind.MODEL_FAMILY).select_related("region", "cycle"), pk=pk)


@router.get("/models/recommendations", permission=Verb.VIEW, answer=Page[RecommendationOut])
def recommendation_list(
    request: HttpRequest, filters: Query[RecommendationFilters], paging: PageQuery
) -> Page[RecommendationOut]:
    """The recommendations of the token's place."""
    rows = visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, RecommendationOut.of)


@router.get("/models/recommendations/{pk}", permission=Verb.VIEW, answer=RecommendationOut)
def recommendation_get(request: HttpRequest, response: HttpResponse, pk: UUID) -> RecommendationOut:
    """One recommendation."""
    row = row_of(request, pk, Verb.VIEW)
    response["ETag"] = etag(row.version)
    return RecommendationOut.of(row)


@router.post(
    "/models/villages/{pk}/recommendations", permission=Verb.RECOMMEND, answer=RecommendationCountOut, status=201
)
def recommendations_make(request: HttpRequest, pk: UUID, body: RecommendIn) -> RecommendationCountOut:
    """Put named families that said yes on the village's list."""
    village, cycle = place_of(request, pk, Verb.RECOMMEND, Level.VILLAGE)
    told: dict[str, Any] = {"title_ids": body.titles, "agreed_on": body.agreed_on, "by": request.user}
    return RecommendationCountOut(families=actions.recommend_families(village, cycle, **told))


@router.post("/models/recommendations/{pk}/reason", permission=Verb.RECOMMEND, answer=RecommendationOut)
def recommendation_reason(
    request: HttpRequest, pk: UUID, body: RecommendationReasonIn, if_match: IfMatch
) -> RecommendationOut:
    """Say in a few words why."""
    row = row_of(request, pk, Verb.RECOMMEND)
    told = {"reason": body.reason, "version": require_match(row, if_match)}
    return RecommendationOut.of(actions.write_reason(row, **told, by=request.user))


@router.post("/models/villages/{pk}/recommendations/submit", permission=Verb.RECOMMEND, answer=RecommendationCountOut)
def recommendations_submit(request: HttpRequest, pk: UUID) -> RecommendationCountOut:
    """The village's list goes to the town."""
    village, cycle = place_of(request, pk, Verb.RECOMMEND, Level.VILLAGE)
    return RecommendationCountOut(families=len(actions.submit_roster(village, cycle, by=request.user)))


@router.post("/models/towns/{pk}/recommendations/rank", permission=Verb.FORWARD, answer=RecommendationCountOut)
def recommendations_rank(request: HttpRequest, pk: UUID, body: RankIn) -> RecommendationCountOut:
    """The town's order."""
    town, cycle = place_of(request, pk, Verb.FORWARD, Level.TOWN)
    return RecommendationCountOut(families=actions.rank_families(town, cycle, order=body.order, by=request.user))


@router.post("/models/towns/{pk}/recommendations/forward", permission=Verb.FORWARD, answer=RecommendationCountOut)
def recommendations_forward(request: HttpRequest, pk: UUID, body: ExpectedIn) -> RecommendationCountOut:
    """The best of the town's order go to the district, within its target."""
    town, cycle = place_of(request, pk, Verb.FORWARD, Level.TOWN)
    return RecommendationCountOut(
        families=len(actions.forward_roster(town, cycle, by=request.user, expected=body.expected))
    )


def _returned(request: HttpRequest, row: Recommendation, reason: str) -> RecommendationOut:
    return RecommendationOut.of(actions.return_recommendation(row, reason=reason, by=request.user))


@router.post("/models/recommendations/{pk}/return", permission=Verb.FORWARD, answer=RecommendationOut)
def recommendation_return(request: HttpRequest, pk: UUID, body: RecommendationReturnIn) -> RecommendationOut:
    """The town gives a family back to its village."""
    return _returned(request, row_of(request, pk, Verb.FORWARD), body.reason)


@router.post("/models/recommendations/{pk}/send-back", permission=Verb.PREPARE, answer=RecommendationOut)
def recommendation_send_back(request: HttpRequest, pk: UUID, body: RecommendationReturnIn) -> RecommendationOut:
    """The district gives a family back to its town."""
    return _returned(request, row_of(request, pk, Verb.PREPARE), body.reason)


@router.post("/models/recommendations/{pk}/retract", permission=Verb.RECOMMEND, answer=RecommendationOut)
def recommendation_retract(request: HttpRequest, pk: UUID) -> RecommendationOut:
    """The family does not want to be recommended; no reason is asked."""
    return RecommendationOut.of(actions.retract_recommendation(row_of(request, pk, Verb.RECOMMEND), by=request.user))


@router.post("/models/counties/{pk}/decisions", permission=Verb.PREPARE, answer=DecisionOut, status=201)
def model_decision_draft(request: HttpRequest, pk: UUID) -> DecisionOut:
    """Draft the district's decision on every family that was sent up."""
    county, cycle = place_of(request, pk, Verb.PREPARE, Level.COUNTY)
    return DecisionOut.of(draft_decision(county, cycle, by=request.user, kind=TitleKind.MODEL_FAMILY))


@router.post("/models/decisions/{pk}/decide", permission=Verb.DECIDE, answer=DecisionOut)
def model_decision_decide(request: HttpRequest, pk: UUID, body: DecideIn) -> DecisionOut:
    """The district's meeting decided; the families are frozen."""
    told = {"met_on": body.met_on, "expected": body.expected}
    return DecisionOut.of(decide_naming(decision_of(request, pk, Verb.DECIDE), by=request.user, **told))


@router.post("/models/decisions/{pk}/sign", permission=Verb.SIGN, answer=DecisionOut)
def model_decision_sign(request: HttpRequest, pk: UUID, body: SignIn) -> DecisionOut:
    """Sign and issue: whoever decided does not sign."""
    told = {"signer_name": body.signer_name, "expected": body.expected}
    return DecisionOut.of(sign_decision(decision_of(request, pk, Verb.SIGN), by=request.user, **told))


@router.post("/models/decisions/{pk}/void", permission=Verb.DECIDE, answer=DecisionOut)
def model_decision_void(request: HttpRequest, pk: UUID, body: VoidIn) -> DecisionOut:
    """Drop a decision that was not signed."""
    return DecisionOut.of(void_decision(decision_of(request, pk, Verb.DECIDE), reason=body.reason, by=request.user))
