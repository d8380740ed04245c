"""Reviews, rectification, revocation and renewal over the same actions as the pages."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Schema

from anjia.accounts.models import User
from anjia.honours.actions import draft_decision
from anjia.honours.enums import Verb as HonourVerb
from anjia.honours.schemas import DecisionOut
from anjia.kernel.exceptions import Refused
from anjia.kernel.scope import under_any
from anjia.programmes.models import Criterion, DeductionReason
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.models import Region
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.rolling import actions
from anjia.rolling.enums import Channel, Due, Verb
from anjia.rolling.models import Cancellation, Rectification, Revocation, TitleReview
from anjia.rolling.queries import (
    HOME,
    cancellations_visible_to,
    due_here,
    is_due,
    revocations_visible_to,
    task_of,
    titles_visible_to,
    to_do,
)
from anjia.rolling.schemas import (
    CancellationOut,
    DeclineIn,
    DueOut,
    ExtendIn,
    FindingIn,
    HearingIn,
    OnIn,
    PlanIn,
    PlanOut,
    ProposeIn,
    RectificationOut,
    ReviewIn,
    ReviewOut,
    RevocationOut,
    SignCancellationIn,
    TownIn,
)
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.problems import Absent
from anjia.web.api.reading import bytes_of

router = ApiRouter()


class DueFilters(Schema):
    due: Due | None = None


def people_of(ids: list[UUID]) -> list[User]:
    found = list(User.objects.filter(pk__in=ids).order_by("display_name", "pk"))
    if len(found) != len(set(ids)):
        raise Absent(_("没有找到其中的人。"))
    return found


def rectification_of(request: HttpRequest, pk: UUID, verb: str) -> Rectification:
    return get_object_or_404(Rectification.objects.filter(under_any(HOME, request.user.scopes(verb))), pk=pk)


def case_of(request: HttpRequest, pk: UUID, verb: str) -> Revocation:
    return get_object_or_404(revocations_visible_to(request.user, verb), pk=pk)


def paper_of(request: HttpRequest, pk: UUID, verb: str) -> Cancellation:
    return get_object_or_404(cancellations_visible_to(request.user, verb), pk=pk)


def town_of(request: HttpRequest, pk: UUID, verb: str) -> Region:
    return get_object_or_404(regions_visible_to(request.user, verb).filter(level=Level.TOWN), pk=pk)


@router.get("/due", permission=Verb.VIEW, answer=Page[DueOut])
def due_list(request: HttpRequest, filters: Query[DueFilters], paging: PageQuery) -> Page[DueOut]:
    """The titles of the token's place of which something is to be done."""
    today = timezone.localdate()
    rows = due_here(request.user).filter(is_due(filters.due, today) if filters.due else to_do(today))
    return page_of(rows, paging, lambda title: DueOut.of(title, task_of(title, today)))


@router.post("/villages/{pk}/reviews", permission=Verb.REVIEW, answer=PlanOut, status=201)
def reviews_plan(request: HttpRequest, pk: UUID, body: PlanIn) -> PlanOut:
    """Arrange visits to several families of a village."""
    village = get_object_or_404(regions_visible_to(request.user, Verb.REVIEW).filter(level=Level.VILLAGE), pk=pk)
    told = {"planned_on": body.planned_on, "reviewers": people_of(body.reviewers), "by": request.user}
    done = actions.plan_reviews(village, body.titles, **told)
    return PlanOut(arranged=done.arranged, left_out=done.left_out)


def _findings(given: list[FindingIn]) -> list[tuple[Criterion, DeductionReason]]:
    reasons = DeductionReason.objects.select_related("criterion").in_bulk([finding.reason for finding in given])
    found = []
    for finding in given:
        reason = reasons.get(finding.reason)
        if reason is None or reason.criterion_id != finding.criterion:
            raise Refused(_("原因不在复核表里。请从列表中选择。"))
        found.append((reason.criterion, reason))
    return found


@router.post("/titles/{pk}/reviews", permission=Verb.REVIEW, answer=ReviewOut, status=201)
def review_record(request: HttpRequest, pk: UUID, body: ReviewIn) -> ReviewOut:
    """Enter what a visit found; with a `scan` it was written on the printed sheet."""
    title = get_object_or_404(titles_visible_to(request.user, Verb.REVIEW), pk=pk)
    look = actions.Look(
        held_on=body.held_on,
        reviewers=people_of(body.reviewers),
        findings=_findings(body.findings),
        note=body.note,
        days=body.days,
        scan=bytes_of(body.scan),
        scan_name=body.scan_name if body.scan else "",
        channel=Channel.PAPER if body.scan else Channel.SCREEN,
    )
    return ReviewOut.of(actions.record_review(title, look, by=request.user, round_on=body.round_on))


@router.post("/reviews/{pk}/cancel", permission=Verb.REVIEW, answer=ReviewOut)
def review_cancel(request: HttpRequest, pk: UUID) -> ReviewOut:
    """Take the arrangement of a visit back; the family can be arranged anew."""
    mine = TitleReview.objects.filter(under_any(HOME, request.user.scopes(Verb.REVIEW)))
    return ReviewOut.of(actions.cancel_review(get_object_or_404(mine, pk=pk), by=request.user))


@router.post("/rectifications/{pk}/extend", permission=Verb.REVIEW, answer=RectificationOut)
def rectification_extend(request: HttpRequest, pk: UUID, body: ExtendIn) -> RectificationOut:
    """More time to put things right."""
    running = rectification_of(request, pk, Verb.REVIEW)
    return RectificationOut.of(actions.extend_rectification(running, due_on=body.due_on, by=request.user))


@router.post("/rectifications/{pk}/revocation", permission=Verb.PROPOSE, answer=RevocationOut, status=201)
def revocation_propose(request: HttpRequest, pk: UUID, body: ProposeIn) -> RevocationOut:
    """The village proposes, and invites the family to be heard."""
    running = rectification_of(request, pk, Verb.PROPOSE)
    return RevocationOut.of(actions.propose_revocation(running, by=request.user, **body.model_dump()))


@router.get("/revocations", permission=Verb.VIEW, answer=Page[RevocationOut])
def revocation_list(request: HttpRequest, paging: PageQuery) -> Page[RevocationOut]:
    """Revocations in the token's place."""
    return page_of(revocations_visible_to(request.user), paging, RevocationOut.of)


@router.post("/revocations/{pk}/hearing", permission=Verb.HEAR, answer=RevocationOut)
def revocation_hear(request: HttpRequest, pk: UUID, body: HearingIn) -> RevocationOut:
    """What the family said."""
    case = case_of(request, pk, Verb.HEAR)
    return RevocationOut.of(actions.record_hearing(case, by=request.user, **body.model_dump()))


@router.post("/revocations/{pk}/approve", permission=Verb.APPROVE, answer=RevocationOut)
def revocation_approve(request: HttpRequest, pk: UUID) -> RevocationOut:
    """The town agrees; nothing takes effect by it."""
    return RevocationOut.of(actions.approve_revocation(case_of(request, pk, Verb.APPROVE), by=request.user))


@router.post("/revocations/{pk}/decline", permission=Verb.APPROVE, answer=RevocationOut)
def revocation_decline(request: HttpRequest, pk: UUID, body: DeclineIn) -> RevocationOut:
    """The town does not agree: the family keeps its title."""
    case = case_of(request, pk, Verb.APPROVE)
    return RevocationOut.of(actions.decline_revocation(case, reason=body.reason, by=request.user))


@router.post("/revocations/{pk}/deliver", permission=Verb.PROPOSE, answer=RevocationOut)
def revocation_deliver(request: HttpRequest, pk: UUID, body: OnIn) -> RevocationOut:
    """The family has the decision in hand."""
    case = case_of(request, pk, Verb.PROPOSE)
    return RevocationOut.of(actions.deliver_decision(case, delivered_on=body.on, by=request.user))


@router.post("/revocations/{pk}/agree", permission=Verb.PROPOSE, answer=RevocationOut)
def revocation_agree(request: HttpRequest, pk: UUID, body: OnIn) -> RevocationOut:
    """The family agreed in writing to an earlier day."""
    case = case_of(request, pk, Verb.PROPOSE)
    return RevocationOut.of(actions.record_agreement(case, agreed_on=body.on, by=request.user))


@router.post("/cancellations", permission=Verb.PREPARE, answer=CancellationOut, status=201)
def cancellation_draft(request: HttpRequest, body: TownIn) -> CancellationOut:
    """Draft the document on what can be executed now."""
    return CancellationOut.of(actions.draft_cancellation(town_of(request, body.town, Verb.PREPARE), by=request.user))


@router.post("/cancellations/{pk}/sign", permission=Verb.SIGN, answer=CancellationOut)
def cancellation_sign(request: HttpRequest, pk: UUID, body: SignCancellationIn) -> CancellationOut:
    """Sign: the number is drawn, the titles end."""
    paper = paper_of(request, pk, Verb.SIGN)
    return CancellationOut.of(actions.sign_cancellation(paper, by=request.user, **body.model_dump()))


@router.post("/cancellations/{pk}/void", permission=Verb.PREPARE, answer=CancellationOut)
def cancellation_void(request: HttpRequest, pk: UUID) -> CancellationOut:
    """Drop a draft."""
    return CancellationOut.of(actions.void_cancellation(paper_of(request, pk, Verb.PREPARE), by=request.user))


@router.post("/renewals", permission=HonourVerb.PREPARE, answer=DecisionOut, status=201)
def renewal_draft(request: HttpRequest, body: TownIn) -> DecisionOut:
    """Draft a town's renewal; it is decided and signed like every decision."""
    town = town_of(request, body.town, HonourVerb.PREPARE)
    cycle = current_cycle(town)
    if cycle is None:
        raise Absent(_("本地没有正在进行的创建周期。"))
    return DecisionOut.of(draft_decision(town, cycle, by=request.user, renewal=True))
