"""Files leave by POST, because every download is noted with the anchor of the trail (domain B11)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.honours.actions import log_download
from anjia.honours.enums import Verb
from anjia.honours.models import ExportRequest, NamingDecision
from anjia.honours.queries import exports_visible_to, printable_by, visible_to
from anjia.kernel.models import Job
from anjia.web.screens import Screen, absent

FIELDS = {"pdf": "pdf_file_id", "word": "word_file_id", "excel": "excel_file_id"}


class Download(Screen):
    """One file, and a line in the trail."""

    abstract = True
    http_method_names = ["post"]

    def find(self) -> tuple[NamingDecision | ExportRequest, UUID | str | None]:
        """The owner, as far as the user may have it, and the file's id."""
        raise absent()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        owner, file_id = self.find()
        if not file_id:
            raise absent()
        stored = get_object_or_404(StoredFile, pk=file_id)
        data = read_file(stored)
        log_download(owner, stored, by=self.user)
        response = HttpResponse(data, content_type=stored.media_type)
        response["Content-Disposition"] = content_disposition_header(True, stored.name)
        response["Cache-Control"] = "private, no-store"
        return response


class DecisionDownload(Download):
    permission = Verb.DOWNLOAD

    def find(self) -> tuple[NamingDecision, UUID | None]:
        decision = get_object_or_404(visible_to(self.user, str(self.permission)), pk=self.kwargs["pk"])
        return decision, getattr(decision, FIELDS.get(self.kwargs["paper"], ""), None)


class CertificatesDownload(Download):
    permission = Verb.PRINT_CERTIFICATES

    def find(self) -> tuple[NamingDecision, str | None]:
        jobs = Job.objects.filter(name="honours.certificates", requested_by=self.user.pk)
        job = get_object_or_404(jobs, pk=self.kwargs["pk"])
        decision = get_object_or_404(printable_by(self.user), pk=job.arguments["decision_id"])
        return decision, dict(enumerate(job.result.get("files", []), 1)).get(self.kwargs["part"])


class ExportDownload(Download):
    """For the person who asked."""

    permission = Verb.EXPORT

    def find(self) -> tuple[ExportRequest, UUID | None]:
        own = exports_visible_to(self.user).filter(requested_by_id=self.user.pk)
        request = get_object_or_404(own, pk=self.kwargs["pk"])
        return request, request.file_id
