"""The job that makes a list somebody asked for; a run that was killed finds its file, or makes it anew."""

from typing import Any

from django.utils import timezone

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.documents.exports import list_of
from anjia.documents.models import ExportRequest
from anjia.documents.permissions import EXPORT_KIND
from anjia.documents.render import render_roster_xlsx
from anjia.kernel import audit
from anjia.kernel.jobs import Progress, job


@job("documents.export")
def export(progress: Progress, *, request_id: str, user_id: str) -> dict[str, Any]:
    """The list as it stands now, with its purpose and the anchor of the trail on it."""
    request = ExportRequest.objects.select_related("region").get(pk=request_id)
    progress.report(0, 1)
    if request.file_id is None:
        stamp = f"{timezone.localtime():%Y-%m-%d %H:%M}　用途：{request.purpose}　记录锚点 {audit.head()[:24]}"
        roster = list_of(request.list_name).roster(request.region, request.query, stamp)
        stored = store_file(
            render_roster_xlsx(roster),
            name=f"{roster.title}.xlsx",
            kind=EXPORT_KIND,
            region_path=request.region.path,
            by=User.objects.get(pk=user_id),
        )
        ExportRequest.objects.filter(pk=request.pk).update(file_id=stored.pk)
    progress.report(1, 1)
    return {"request": request_id}
