"""Naming decisions, titles, certificates; verification for everybody."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Query, Schema

from anjia.documents.actions import log_download
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.documents.render import render_certificate
from anjia.honours.actions import decide_naming, draft_decision, print_certificates, sign_decision, void_decision
from anjia.honours.enums import DecisionState, TitleState, Verb
from anjia.honours.models import NamingDecision
from anjia.honours.papers import certificate_of
from anjia.honours.queries import certifiable_by, printable_by, title_by, titles_visible_to, visible_to
from anjia.honours.schemas import (
    CertificatesIn,
    CertificatesOut,
    DecideIn,
    DecisionOut,
    DraftIn,
    SignIn,
    TitleOut,
    VerifyIn,
    VerifyOut,
    VoidIn,
)
from anjia.kernel.models import Job
from anjia.programmes.queries import current_cycle
from anjia.regions.enums import Level
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.jobs import JobOut
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of
from anjia.web.api.problems import Absent
from anjia.web.gate import PUBLIC
from anjia.web.limits import Limit

router = ApiRouter()
Paper = Literal["pdf", "word", "excel"]
PAPER_FIELDS: dict[Paper, str] = {"pdf": "pdf_file_id", "word": "word_file_id", "excel": "excel_file_id"}


class DecisionFilters(Schema):
    region: UUID | None = None
    state: DecisionState | None = None


class TitleFilters(Schema):
    decision: UUID | None = None
    state: TitleState | None = None


def decision_of(request: HttpRequest, pk: UUID, verb: str) -> NamingDecision:
    return get_object_or_404(visible_to(request.user, verb), pk=pk)


@router.get("/decisions", permission=Verb.VIEW, answer=Page[DecisionOut])
def decision_list(request: HttpRequest, filters: Query[DecisionFilters], paging: PageQuery) -> Page[DecisionOut]:
    """The naming decisions of the token's place."""
    rows = visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, DecisionOut.of)


@router.get("/decisions/{pk}", permission=Verb.VIEW, answer=DecisionOut)
def decision_get(request: HttpRequest, pk: UUID) -> DecisionOut:
    """One decision."""
    return DecisionOut.of(decision_of(request, pk, Verb.VIEW))


@router.post("/decisions", permission=Verb.PREPARE, answer=DecisionOut, status=201)
def decision_draft(request: HttpRequest, body: DraftIn) -> DecisionOut:
    """Draft a town's decision on every family that is cleared."""
    towns = regions_visible_to(request.user, Verb.PREPARE).filter(level=Level.TOWN)
    town = get_object_or_404(towns, pk=body.town)
    cycle = current_cycle(town)
    if cycle is None:
        raise Absent(_("本地没有正在进行的创建周期。"))
    return DecisionOut.of(draft_decision(town, cycle, by=request.user))


@router.post("/decisions/{pk}/decide", permission=Verb.DECIDE, answer=DecisionOut)
def decision_decide(request: HttpRequest, pk: UUID, body: DecideIn) -> DecisionOut:
    """The town's meeting decided; the families are frozen."""
    decision = decision_of(request, pk, Verb.DECIDE)
    return DecisionOut.of(decide_naming(decision, by=request.user, met_on=body.met_on, expected=body.expected))


@router.post("/decisions/{pk}/sign", permission=Verb.SIGN, answer=DecisionOut)
def decision_sign(request: HttpRequest, pk: UUID, body: SignIn) -> DecisionOut:
    """Sign and issue: number, titles and results come together, or not at all."""
    decision = decision_of(request, pk, Verb.SIGN)
    told = {"signer_name": body.signer_name, "expected": body.expected}
    return DecisionOut.of(sign_decision(decision, by=request.user, **told))


@router.post("/decisions/{pk}/void", permission=Verb.DECIDE, answer=DecisionOut)
def decision_void(request: HttpRequest, pk: UUID, body: VoidIn) -> DecisionOut:
    """Drop a decision that was not signed."""
    decision = decision_of(request, pk, Verb.DECIDE)
    return DecisionOut.of(void_decision(decision, reason=body.reason, by=request.user))


@router.get("/titles", permission=Verb.VIEW, answer=Page[TitleOut])
def title_list(request: HttpRequest, filters: Query[TitleFilters], paging: PageQuery) -> Page[TitleOut]:
    """The titles in the token's place."""
    rows = titles_visible_to(request.user).filter(**filters.model_dump(exclude_none=True))
    return page_of(rows, paging, TitleOut.of)


@router.get("/titles/{pk}/certificate", permission=Verb.PRINT_CERTIFICATES, file="application/pdf")
def title_certificate(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One family's certificate, set now."""
    title = get_object_or_404(certifiable_by(request.user), pk=pk)
    paper = certificate_of(title, title.decision, title.decision.region)
    response = HttpResponse(render_certificate(paper), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, f"{title.serial}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@router.post("/decisions/{pk}/papers/{paper}", permission=Verb.DOWNLOAD, file="application/octet-stream")
def decision_fetch(request: HttpRequest, pk: UUID, paper: Paper) -> HttpResponse:
    """Fetch the document of a decision: pdf, word or excel; the trail notes it."""
    decision = decision_of(request, pk, Verb.DOWNLOAD)
    stored = get_object_or_404(StoredFile, pk=getattr(decision, PAPER_FIELDS[paper]))
    return _fetched(decision, stored, request, "application/octet-stream")


@router.post("/decisions/{pk}/certificates", permission=Verb.PRINT_CERTIFICATES, answer=JobOut, status=202)
def certificates_print(request: HttpRequest, pk: UUID, body: CertificatesIn) -> JobOut:
    """Ask for the certificates of a decision's titles in a place; they are made in the background."""
    decision = get_object_or_404(printable_by(request.user), pk=pk)
    place = get_object_or_404(regions_visible_to(request.user, Verb.PRINT_CERTIFICATES), pk=body.region)
    return JobOut.of(print_certificates(decision, place, by=request.user))


def certificates_job(request: HttpRequest, pk: UUID) -> Job:
    return get_object_or_404(Job, pk=pk, name="honours.certificates", requested_by=request.user.pk)


@router.get("/certificates/{job}", permission=Verb.PRINT_CERTIFICATES, answer=CertificatesOut)
def certificates_get(request: HttpRequest, job: UUID) -> CertificatesOut:
    """How far the certificates are; only for whoever asked for them."""
    found = certificates_job(request, job)
    return CertificatesOut(**JobOut.of(found).model_dump(), files=len(found.result.get("files", [])))


@router.post("/certificates/{job}/files/{part}", permission=Verb.PRINT_CERTIFICATES, file="application/pdf")
def certificates_fetch(request: HttpRequest, job: UUID, part: int) -> HttpResponse:
    """Fetch one file of certificates; the trail notes it."""
    found = certificates_job(request, job)
    decision = get_object_or_404(printable_by(request.user), pk=found.arguments["decision_id"])
    file_id = dict(enumerate(found.result.get("files", []), 1)).get(part)
    return _fetched(decision, get_object_or_404(StoredFile, pk=file_id), request, "application/pdf")


def _fetched(decision: NamingDecision, stored: StoredFile, request: HttpRequest, media_type: str) -> HttpResponse:
    data = read_file(stored)
    log_download(decision, stored, by=request.user)
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, stored.name)
    response["Cache-Control"] = "private, no-store"
    return response


@router.post("/public/verification", permission=PUBLIC, answer=VerifyOut, limit=Limit(60, minutes=10))
def certificate_verify(request: HttpRequest, body: VerifyIn) -> VerifyOut:
    """Whether a certificate holds; whatever does not gets one and the same answer."""
    is_valid = title_by(body.serial, body.code) is not None
    return VerifyOut(is_valid=is_valid, result=_("有效") if is_valid else _("无有效称号"))
