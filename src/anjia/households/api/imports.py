"""Rosters: uploaded, settled, confirmed, undone, as in the wizard."""

from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import File, Form
from ninja.files import UploadedFile

from anjia.households.actions import confirm_import, discard_import, settle_import, undo_import, upload_roster
from anjia.households.api.schemas import (
    ConfirmIn,
    DuplicateOut,
    GroupOut,
    ImportOut,
    IssueOut,
    KeptOut,
    PreviewOut,
    SettleIn,
    UndoOut,
    VillageOut,
)
from anjia.households.enums import Verb
from anjia.households.importing import preview_of
from anjia.households.models import ImportBatch
from anjia.households.queries import visible_batches
from anjia.households.roster import Issue
from anjia.households.roster.opening import MAX_BYTES, TOO_LARGE
from anjia.households.views.import_result import job_of
from anjia.kernel.exceptions import Refused
from anjia.regions.queries import visible_to as regions_visible_to
from anjia.web.api.operations import ApiRouter
from anjia.web.api.paging import Page, PageQuery, page_of

router = ApiRouter()
SHOWN = 1000


def batch_of(request: HttpRequest, pk: UUID) -> ImportBatch:
    return get_object_or_404(visible_batches(request.user).select_related("region", "upload"), pk=pk)


@router.get("/imports", permission=Verb.IMPORT, answer=Page[ImportOut])
def import_list(request: HttpRequest, paging: PageQuery) -> Page[ImportOut]:
    """Imports in the token's place."""
    return page_of(visible_batches(request.user), paging, ImportOut.of)


@router.post("/imports", permission=Verb.IMPORT, answer=ImportOut, status=201)
def import_upload(request: HttpRequest, region: Form[UUID], roster: File[UploadedFile]) -> ImportOut:
    """Upload a roster (.xlsx or .csv, up to 20 MB); nothing is written to the registry yet."""
    place = get_object_or_404(regions_visible_to(request.user, Verb.IMPORT), pk=region)
    if roster.size > MAX_BYTES:
        raise Refused(TOO_LARGE)
    return ImportOut.of(upload_roster(roster.read(), name=roster.name, region=place, by=request.user))


@router.get("/imports/{pk}", permission=Verb.IMPORT, answer=ImportOut)
def import_get(request: HttpRequest, pk: UUID) -> ImportOut:
    """How an import stands, with its job and its figures."""
    batch = batch_of(request, pk)
    return ImportOut.of(batch, job_of(batch))


@router.get("/imports/{pk}/preview", permission=Verb.IMPORT, answer=PreviewOut)
def import_preview(request: HttpRequest, pk: UUID) -> PreviewOut:
    """What confirming would do, and every finding with sheet, row, column and value."""
    seen = preview_of(batch_of(request, pk))
    result = seen.result
    return PreviewOut(
        figures=seen.figures,
        issues=[_issue(issue) for issue in seen.issues[:SHOWN]],
        issues_total=len(seen.issues),
        villages=[VillageOut(key=v.key, name=v.name, rows=v.rows, chosen=v.chosen) for v in result.villages],
        unknown_groups=[GroupOut(village=g.village_id, label=g.label, rows=g.rows) for g in result.unknown_groups],
        duplicates=[DuplicateOut(rows=list(pair.rows), opposed=pair.opposed) for pair in result.duplicates],
    )


def _issue(issue: Issue) -> IssueOut:
    plain = ("sheet", "row", "column", "value", "message", "fix")
    return IssueOut(code=issue.code.value, level=issue.level.value, **{n: getattr(issue, n) for n in plain})


@router.put("/imports/{pk}/settled", permission=Verb.IMPORT, answer=PreviewOut)
def import_settle(request: HttpRequest, pk: UUID, body: SettleIn) -> PreviewOut:
    """Keep the decisions of the preview and look again."""
    told = body.model_dump(mode="json")
    ticked: dict[str, list[str]] = {}
    for group in told.pop("groups"):
        ticked.setdefault(group["village"], []).append(group["label"])
    settle_import(batch_of(request, pk), settled={**told, "ticked": ticked}, by=request.user)
    return import_preview(request, pk)


@router.post("/imports/{pk}/confirm", permission=Verb.IMPORT, answer=ImportOut)
def import_confirm(request: HttpRequest, pk: UUID, body: ConfirmIn) -> ImportOut:
    """Confirm the figures that were seen; the merge runs in the background."""
    batch = batch_of(request, pk)
    expected = {"new": body.new, "update": body.update}
    job = confirm_import(batch, by=request.user, expected=expected, record_totals=body.record_totals)
    return ImportOut.of(batch, job)


@router.post("/imports/{pk}/discard", permission=Verb.IMPORT, answer=ImportOut)
def import_discard(request: HttpRequest, pk: UUID) -> ImportOut:
    """Give up an import that is not confirmed; its file is destroyed."""
    return ImportOut.of(discard_import(batch_of(request, pk), by=request.user))


@router.post("/imports/{pk}/undo", permission=Verb.IMPORT, answer=UndoOut)
def import_undo(request: HttpRequest, pk: UUID) -> UndoOut:
    """Take an import back within seven days; families changed since, or built on, stay and are listed."""
    plan = undo_import(batch_of(request, pk), by=request.user)
    kept = [KeptOut(household=pk, reason=reason) for pk, reason in plan.kept.items()]
    return UndoOut(removed=len(plan.removed), restored=len(plan.restored), kept=kept)
