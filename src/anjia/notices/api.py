"""Notices and objections; what everybody may read and file needs no token."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile

from anjia.documents.api import PaperOut, papers_for
from anjia.notices.actions import (
    answer_objection,
    file_objection,
    publish_notice,
    record_objection,
    repost_notice,
    take_down_notice,
)
from anjia.notices.codes import code_for
from anjia.notices.enums import NoticeKind, NoticeState, ObjectionState, Verb
from anjia.notices.forms import RecordForm
from anjia.notices.models import Objection, PublicNotice
from anjia.notices.queries import (
    listed,
    objection_by_code,
    objections_visible_to,
    open_entries,
    open_to_public,
    recordable_by,
    visible_to,
)
from anjia.notices.schemas import (
    AnswerIn,
    CodeIn,
    NoticeDetailOut,
    NoticeOut,
    ObjectionIn,
    ObjectionOut,
    ObjectionStateOut,
    PaperObjectionIn,
    PublishIn,
    ReceiptOut,
    RepostIn,
    TakeDownIn,
)
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.problems import Absent
from anjia.web.api.reading import checked
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit
from anjia.web.once import new_token

router = ApiRouter()


class NoticeFilters(Schema):
    region: UUID | None = None
    kind: NoticeKind | None = None
    state: NoticeState | None = None


class PublicFilters(Schema):
    region: UUID | None = None
    kind: NoticeKind | None = None


class ObjectionFilters(Schema):
    state: ObjectionState | None = None


def narrowed(rows: QuerySet[PublicNotice], filters: Schema) -> QuerySet[PublicNotice]:
    return rows.filter(**filters.model_dump(exclude_none=True))


@router.get("/notices", permission=Verb.VIEW, answer=Page[NoticeOut])
def notice_list(request: HttpRequest, filters: Query[NoticeFilters], paging: PageQuery) -> Page[NoticeOut]:
    """The notices in the token's place, drafts and those taken down included."""
    return page_of(narrowed(visible_to(request.user), filters), paging, NoticeOut.of)


@router.get("/notices/{pk}", permission=Verb.VIEW, answer=NoticeDetailOut)
def notice_get(request: HttpRequest, pk: UUID) -> NoticeDetailOut:
    """One notice with the families that stand on it now."""
    notice = get_object_or_404(visible_to(request.user), pk=pk)
    return NoticeDetailOut.with_entries(notice, listed(notice))


@router.post("/notices", permission=Verb.PUBLISH, answer=NoticeDetailOut, status=201)
def notice_publish(request: HttpRequest, body: PublishIn) -> NoticeDetailOut:
    """Publish a village's approved families, from today, for everybody to see."""
    villages = regions_visible_to(request.user, Verb.PUBLISH).filter(level=Level.VILLAGE)
    village = get_object_or_404(villages, pk=body.village)
    cycle = current_cycle(village)
    if cycle is None:
        raise Absent(_("本地没有正在进行的创建周期。"))
    notice = publish_notice(village, cycle, by=request.user, expected=body.expected)
    return NoticeDetailOut.with_entries(notice, listed(notice))


@router.post("/notices/{pk}/take-down", permission=Verb.TAKE_DOWN, answer=NoticeOut)
def notice_take_down(request: HttpRequest, pk: UUID, body: TakeDownIn) -> NoticeOut:
    """Take a running notice down, with a reason everybody may read."""
    notice = get_object_or_404(visible_to(request.user), pk=pk)
    return NoticeOut.of(take_down_notice(notice, reason=body.reason, by=request.user))


@router.post("/notices/{pk}/repost", permission=Verb.PUBLISH, answer=NoticeDetailOut)
def notice_repost(request: HttpRequest, pk: UUID, body: RepostIn) -> NoticeDetailOut:
    """Put up again a notice that was taken down; its days are counted anew."""
    notice = get_object_or_404(visible_to(request.user, Verb.PUBLISH), pk=pk)
    posted = repost_notice(notice, by=request.user, expected=body.expected)
    return NoticeDetailOut.with_entries(posted, listed(posted))


@router.get("/public/notices", permission=PUBLIC, answer=Page[NoticeOut])
def public_notice_list(request: HttpRequest, filters: Query[PublicFilters], paging: PageQuery) -> Page[NoticeOut]:
    """What everybody may read: notices that run or are over."""
    return page_of(narrowed(open_to_public(), filters), paging, NoticeOut.of)


@router.get("/public/notices/{pk}", permission=PUBLIC, answer=NoticeDetailOut)
def public_notice_get(request: HttpRequest, pk: UUID) -> NoticeDetailOut:
    """One notice as everybody reads it, names as the families wish."""
    notice = get_object_or_404(open_to_public(), pk=pk)
    return NoticeDetailOut.with_entries(notice, listed(notice))


@router.post(
    "/public/notices/{pk}/objections",
    permission=PUBLIC,
    answer=ReceiptOut,
    status=201,
    limit=Limit(20, minutes=60),
)
def objection_file(request: HttpRequest, pk: UUID, body: ObjectionIn) -> ReceiptOut:
    """Object to one family of a notice, named or not; the code in the answer follows the objection."""
    notice = get_object_or_404(open_to_public(), pk=pk)
    told = body.model_dump(mode="json")
    entry = get_object_or_404(open_entries(notice), pk=told.pop("entry"))
    token = new_token()
    objection = file_objection(entry, token=token, **told)
    return ReceiptOut(code=code_for(token), due_on=objection.due_on)


@router.post("/public/objections/progress", permission=PUBLIC, answer=ObjectionStateOut, limit=Limit(20, minutes=10))
def objection_progress(request: HttpRequest, body: CodeIn) -> ObjectionStateOut:
    """How an objection stands; a wrong code and an unknown one get the same answer."""
    objection = objection_by_code(body.code)
    if objection is None:
        raise Absent(_("没有这个查询码。"), who=_("请核对后再试。"))
    plain = ("state", "due_on", "finding", "answer", "answered_at")
    return ObjectionStateOut(**{name: getattr(objection, name) for name in plain})


def objection_of(request: HttpRequest, pk: UUID) -> Objection:
    return get_object_or_404(objections_visible_to(request.user), pk=pk)


@router.get("/objections", permission=Verb.INVESTIGATE, answer=Page[ObjectionOut])
def objection_list(request: HttpRequest, filters: Query[ObjectionFilters], paging: PageQuery) -> Page[ObjectionOut]:
    """The objections the token's role looks into; never with the objector's name."""
    rows = objections_visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, ObjectionOut.of)


@router.post("/objections/{pk}/answer", permission=Verb.INVESTIGATE, answer=ObjectionOut)
def objection_answer(request: HttpRequest, pk: UUID, body: AnswerIn) -> ObjectionOut:
    """Record the finding; its consequence follows at once."""
    told = body.model_dump()
    return ObjectionOut.of(answer_objection(objection_of(request, pk), by=request.user, **told))


@router.get("/objections/{pk}/papers", permission=Verb.INVESTIGATE, answer=list[PaperOut])
def objection_papers(request: HttpRequest, pk: UUID) -> list[PaperOut]:
    """What came in on paper with an objection and its answer, with the scans the token may read."""
    return papers_for(request.user, objection_of(request, pk).pk)


@router.post("/notices/{pk}/paper-objections", permission=Verb.INVESTIGATE, answer=ReceiptOut, status=201)
def objection_record(
    request: HttpRequest, pk: UUID, told: Form[PaperObjectionIn], paper_scan: File[UploadedFile]
) -> ReceiptOut:
    """Type in an objection from its paper, with the scan (PDF or picture); the code goes back to who handed it in."""
    notice = get_object_or_404(recordable_by(request.user), pk=pk)
    entries = open_entries(notice, notice.starts_on)
    form = RecordForm(told.model_dump(mode="json"), {"paper_scan": paper_scan}, entries=entries)
    data, paper, token = checked(form), form.paper(), new_token()
    words = {name: data[name] for name in ("ground", "statement", "objector_name", "objector_contact")}
    objection = record_objection(data["entry"], paper=paper, token=token, by=request.user, **words)
    return ReceiptOut(code=code_for(token), due_on=objection.due_on)
