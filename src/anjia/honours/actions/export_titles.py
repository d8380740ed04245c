"""Lists leave with a purpose, above a hundred persons with a second one's word; downloads are noted (domain B11)."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from anjia.documents.models import StoredFile
from anjia.honours.enums import SECOND_PERSON_ABOVE, Verb
from anjia.honours.models import ExportRequest, NamingDecision, Title
from anjia.honours.permissions import can_approve
from anjia.honours.queries import matching
from anjia.kernel import audit
from anjia.kernel.exceptions import Conflict, NotPermitted, Refused
from anjia.kernel.jobs import enqueue
from anjia.kernel.permissions import Actor, require
from anjia.kernel.scope import under
from anjia.kernel.workflow import path_of
from anjia.notices.guarding import guarded
from anjia.regions.models import Region

FILTERS = ("q", "year", "state")


def titles_of(region: Region, query: str) -> QuerySet[Title]:
    """The titles at or below a place that the filters of a list leave."""
    asked = QueryDict(query)
    titles = Title.objects.filter(under("region__path", region.path))
    return matching(titles, **{name: asked.get(name, "") for name in FILTERS})


@transaction.atomic
def request_export(region: Region, *, query: str, purpose: str, by: Actor) -> ExportRequest:
    """Ask for a list of titles as Excel. Up to a hundred persons it is made at once; above, a second person decides.

    Raises Refused without a purpose or where the list is empty.
    """
    require(by, Verb.EXPORT, region.path)
    purpose = guarded(purpose)
    if not purpose:
        raise Refused(_("导出名单必须写明用途。"))
    persons = titles_of(region, query).count()
    if not persons:
        raise Refused(_("按现在的条件名单是空的，没有可导出的内容。"))
    request = ExportRequest.objects.create(
        region=region, list_name="titles", query=query, persons=persons, purpose=purpose, requested_by_id=by.pk
    )
    told = {"persons": persons, "query": query}
    audit.record(Verb.EXPORT, request, by=by, after=told, note=purpose, region_path=region.path)
    if persons <= SECOND_PERSON_ABOVE:
        _enqueue(request, by)
    return request


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
    enqueue("honours.export", key=f"honours.export:{request.pk}", by=by, request_id=request.pk, user_id=by.pk)


def log_download(owner: NamingDecision | ExportRequest | Title, stored: StoredFile, *, by: Actor) -> None:
    """Note who took which file, with the anchor of the trail at that moment."""
    told = {"file": stored.name, "sha256": stored.sha256, "anchor": audit.head()}
    audit.record(Verb.DOWNLOAD, owner, by=by, after=told, region_path=path_of(owner))
