"""Appeals: what stands against a family, writing one down from paper, answering one."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from anjia.appeals.actions import OnPaper, decide_appeal, file_appeal, step_aside, take_back_appeal
from anjia.appeals.enums import AppealState, Verb
from anjia.appeals.models import Appeal
from anjia.appeals.queries import decidable_by, open_to, visible_to
from anjia.appeals.schemas import AdverseOut, AnswerAppealIn, AppealOut, FileIn
from anjia.households.models import Household
from anjia.kernel.permissions import Actor
from anjia.kernel.scope import under_any
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.reading import bytes_of

router = ApiRouter()


class AppealFilters(Schema):
    household: UUID | None = None
    state: AppealState | None = None


def families_of(user: Actor) -> QuerySet[Household]:
    """The families for which the token may write an appeal down."""
    families = Household.objects.filter(under_any("region__path", user.scopes(Verb.FILE)), is_active=True)
    return families.select_related("region")


@router.get("/appeals", permission=Verb.VIEW, answer=Page[AppealOut])
def appeal_list(request: HttpRequest, filters: Query[AppealFilters], paging: PageQuery) -> Page[AppealOut]:
    """The appeals in the token's place."""
    rows = visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, AppealOut.of)


@router.get("/appeals/{pk}", permission=Verb.VIEW, answer=AppealOut)
def appeal_get(request: HttpRequest, pk: UUID) -> AppealOut:
    """One appeal and its answer."""
    return AppealOut.of(get_object_or_404(visible_to(request.user), pk=pk))


@router.get("/households/{pk}/adverse", permission=Verb.FILE, answer=list[AdverseOut])
def adverse_list(request: HttpRequest, pk: UUID) -> list[AdverseOut]:
    """What stands against a family and was not contested yet."""
    household = get_object_or_404(families_of(request.user), pk=pk)
    return [AdverseOut.of(adverse) for adverse in open_to(household)]


@router.post("/appeals", permission=Verb.FILE, answer=AppealOut, status=201)
def appeal_file(request: HttpRequest, body: FileIn) -> AppealOut:
    """Write an appeal down from a signed paper. One that came too late is kept and answered at once."""
    household = get_object_or_404(families_of(request.user), pk=body.household)
    appeal: Appeal = file_appeal(
        household,
        body.step,
        ground=body.ground,
        statement=body.statement,
        parts=body.parts,
        paper=OnPaper(body.received_on, bytes_of(body.scan), body.scan_name),
        by=request.user,
    )
    return AppealOut.of(appeal)


@router.post("/appeals/{pk}/decide", permission=Verb.DECIDE, answer=AppealOut)
def appeal_decide(request: HttpRequest, pk: UUID, body: AnswerAppealIn) -> AppealOut:
    """Uphold or reject; what was wrong is mended at once."""
    appeal = get_object_or_404(decidable_by(request.user), pk=pk)
    return AppealOut.of(decide_appeal(appeal, by=request.user, **body.model_dump()))


@router.post("/appeals/{pk}/take-back", permission=Verb.FILE, answer=AppealOut)
def appeal_take_back(request: HttpRequest, pk: UUID) -> AppealOut:
    """The family takes it back; no reason is asked, and what waited goes on."""
    appeal = get_object_or_404(visible_to(request.user, Verb.FILE), pk=pk)
    return AppealOut.of(take_back_appeal(appeal, by=request.user))


@router.post("/appeals/{pk}/step-aside", permission=Verb.DECIDE, answer=AppealOut)
def appeal_step_aside(request: HttpRequest, pk: UUID) -> AppealOut:
    """Whoever was asked to answer has to do with it; somebody else is asked."""
    appeal = get_object_or_404(decidable_by(request.user).filter(assigned_to=request.user.pk), pk=pk)
    return AppealOut.of(step_aside(appeal, by=request.user))
