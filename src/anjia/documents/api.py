"""Files for programs: any one the token may read, by the same rule as on the pages; and what was kept of papers."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from ninja import Schema
from pydantic import Field

from anjia.documents.access import can_read
from anjia.documents.models import KeptPaper, StoredFile
from anjia.documents.queries import papers_of, read_file
from anjia.kernel.permissions import Actor
from anjia.web.api.operations import ApiRouter
from anjia.web.api.problems import SENTENCES, Absent
from anjia.web.gate import SIGNED_IN

router = ApiRouter()
OCTETS = "application/octet-stream"


class PaperOut(Schema):
    """What shows that something was typed in from paper."""

    id: UUID
    form: str
    dated_on: date
    helped_by: str = Field(description="the witness, or who wrote it down")
    typed_by: UUID | None
    scan: UUID | None = Field(
        description="to be fetched as /files/{pk}; null without one, or where it is not to be read"
    )

    @classmethod
    def of(cls, paper: KeptPaper) -> "PaperOut":
        scan = paper.scan_id if paper.is_readable else None
        plain = {name: getattr(paper, name) for name in ("form", "dated_on", "helped_by")}
        return cls(id=paper.pk, typed_by=paper.typed_by_id, scan=scan, **plain)


def papers_for(user: Actor, subject: UUID) -> list[PaperOut]:
    """The papers kept of a row that the caller found within the user's sight."""
    return [PaperOut.of(paper) for paper in papers_of(user, subject)]


@router.get("/files/{pk}", permission=SIGNED_IN, file=OCTETS)
def file_get(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One file, to those its owner lets read it; for everybody else there is none."""
    stored = get_object_or_404(StoredFile, pk=pk)
    if not can_read(request.user, stored):
        raise Absent(SENTENCES[404])
    response = HttpResponse(read_file(stored), content_type=OCTETS)
    response["Content-Disposition"] = content_disposition_header(True, stored.name)
    response["Cache-Control"] = "private, no-store"
    return response
