"""Lists leave with a purpose, above a hundred persons with a second one's word; downloads are noted (domain B11)."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.actions.drop_file import drop_file
from anjia.documents.enums import Verb
from anjia.documents.exports import SECOND_PERSON_ABOVE, open_named, rows_of
from anjia.documents.messages import tell_export
from anjia.documents.models import ExportRequest, StoredFile
from anjia.documents.permissions import can_approve
from anjia.kernel import audit
from anjia.kernel.context import rehearsing
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.workflow import path_of
from anjia.regions.models import Region
from anjia.web.exports import MOST_ROWS, formats
from anjia.web.guarded import validate_guarded


@transaction.atomic
def request_export(
    region: Region,
    *,
    list_name: str,
    query: str,
    purpose: str,
    by: Actor,
    arguments: Mapping[str, str] | None = None,
    ending: str = "xlsx",
) -> ExportRequest:
    """Ask for a list as a file, with the columns one has chosen for it (experience 18).

    Up to a hundred persons it is made at once; above, a second person decides. `list_name` is the list's URL name,
    `arguments` what its path wants. Raises NotPermitted without the list's verb, Refused without a purpose, for an
    unknown kind of file, in a rehearsal, or where the list is empty or too long for one file.
    """
    if rehearsing.get():
        raise Refused(_("演练的数据随演练一起清空，不提出导出申请。"))
    screen = open_named(list_name, arguments or {}, query, region, by)
    purpose = _guarded(purpose)
    if not purpose:
        raise Refused(_("导出名单必须写明用途。"))
    if ending not in formats:
        raise Refused(_("请选择 Excel、Word 或 PDF。"))
    persons = _count(screen)
    request = ExportRequest.objects.create(
        region=region,
        list_name=list_name,
        arguments={key: str(value) for key, value in (arguments or {}).items()},
        title=screen.get_paper_title()[:120],
        query=query,
        columns=[column.key for column in screen.shown_columns],
        ending=ending,
        persons=persons,
        purpose=purpose,
        requested_by_id=by.pk,
    )
    told = {"list": list_name, "persons": persons, "query": query, "columns": request.columns, "format": ending}
    audit.record(Verb.EXPORT, request, by=by, after=told, note=purpose, region_path=region.path)
    if persons <= SECOND_PERSON_ABOVE:
        _enqueue(request, by)
    else:
        tell_export(request, by=by)
    return request


def _count(screen: Any) -> int:
    persons = int(rows_of(screen).count())
    if not persons:
        raise Refused(_("按现在的条件名单是空的，没有可导出的内容。"))
    if persons > MOST_ROWS:
        raise Refused(_("一次最多导出 %(most)d 行，请先用筛选条件缩小范围。") % {"most": MOST_ROWS})
    return persons


def _guarded(purpose: str) -> str:
    try:
        validate_guarded(purpose)
    except ValidationError as error:
        raise Refused(error.messages[0]) from error
    return purpose.strip()


@transaction.atomic
def approve_export(request: ExportRequest, *, by: Actor) -> ExportRequest:
    """A second person approves. Raises NotPermitted to the person who asked, Conflict where it is approved."""
    require(by, Verb.APPROVE_EXPORT, request.region.path)
    if not can_approve(by, request):
        raise NotPermitted(_("导出申请不能由申请人自己批准。"), who=_("请由另一位有批准权限的人员办理。"))
    waiting = ExportRequest.objects.filter(pk=request.pk, approved_by_id__isnull=True)
    if not waiting.update(approved_by_id=by.pk, approved_at=timezone.now()):
        raise Conflict(_("这份导出申请已由别人批准。"))
    request.refresh_from_db()
    audit.record(Verb.APPROVE_EXPORT, request, by=by, note=request.purpose, region_path=request.region.path)
    _enqueue(request, by)
    return request


def _enqueue(request: ExportRequest, by: Actor) -> None:
    enqueue("documents.export", key=f"documents.export:{request.pk}", by=by, request_id=request.pk, user_id=by.pk)


def log_download(owner: Any, stored: StoredFile, *, by: Actor) -> None:
    """Note who took which file of which row, with the anchor of the trail at that moment."""
    told = {"file": stored.name, "sha256": stored.sha256, "anchor": audit.head()}
    audit.record(Verb.DOWNLOAD, owner, by=by, after=told, region_path=path_of(owner))


@transaction.atomic
def forget_exports(ids: Collection[UUID], by: Actor) -> int:
    """Lists that were asked for long ago go with their files; who asked for which stays in the trail."""
    old = ExportRequest.objects.filter(pk__in=ids).order_by()
    for stored in StoredFile.objects.filter(pk__in=old.values("file_id")).order_by("pk"):
        drop_file(stored, by=by)
    return int(old.delete()[0])
