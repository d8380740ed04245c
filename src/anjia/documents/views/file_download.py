"""Hand out a stored file to those its owner lets read it; for everybody else there is none."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from anjia.documents.access import can_read
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.web.gate import SIGNED_IN
from anjia.web.screens import Screen, absent


class FileDownload(Screen):
    abstract = False
    permission = SIGNED_IN
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, pk: UUID, **kwargs: Any) -> HttpResponse:
        stored = get_object_or_404(StoredFile, pk=pk)
        if not can_read(request.user, stored):
            raise absent()
        response = HttpResponse(read_file(stored), content_type=stored.media_type)
        response["Content-Disposition"] = content_disposition_header(True, stored.name)
        response["Cache-Control"] = "private, no-store"
        return response
