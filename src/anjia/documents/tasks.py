"""The job that makes a list somebody asked for; a run that was killed finds its file, or makes it anew."""

from typing import Any

from anjia.accounts.models import User
from anjia.documents.actions import store_file
from anjia.documents.exports import open_named, rows_of
from anjia.documents.models import ExportRequest
from anjia.documents.permissions import EXPORT_KIND
from anjia.kernel.jobs import Progress, job
from anjia.web.exports import formats
from anjia.web.screens.listing import paper_of


@job("documents.export")
def export(progress: Progress, *, request_id: str, user_id: str) -> dict[str, Any]:
    """The list as its person would see it now, with its purpose and the anchor of the trail on it.

    Whoever approved starts the job; the list is still that of the person who asked, as far as their right reaches.
    """
    request = ExportRequest.objects.select_related("region").get(pk=request_id)
    progress.report(0, 1)
    if request.file_id is None:
        stored = store_file(
            _made(request),
            name=f"{request.title}.{request.ending}",
            kind=EXPORT_KIND,
            region_path=request.region.path,
            by=User.objects.get(pk=user_id),
        )
        ExportRequest.objects.filter(pk=request.pk).update(file_id=stored.pk)
    progress.report(1, 1)
    return {"request": request_id}


def _made(request: ExportRequest) -> bytes:
    asked_by = User.objects.get(pk=request.requested_by_id)
    screen = open_named(
        request.list_name, request.arguments, request.query, request.region, asked_by, request.columns or None
    )
    return formats[request.ending].render(paper_of(screen, rows_of(screen), request.purpose))
