"""The files of decisions and certificates (domain B11)."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from anjia.documents.screens import Download
from anjia.honours.enums import Verb
from anjia.honours.models import NamingDecision
from anjia.honours.queries import printable_by, visible_to
from anjia.kernel.models import Job

FIELDS = {"pdf": "pdf_file_id", "word": "word_file_id", "excel": "excel_file_id"}


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
