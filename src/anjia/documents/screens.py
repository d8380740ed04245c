"""The screen the slices above derive from: a file that leaves (domain B11)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from anjia.documents.actions import log_download
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.web.screens import Screen, absent


class Download(Screen):
    """One file, and a line in the trail."""

    abstract = True
    http_method_names = ["post"]

    def find(self) -> tuple[Any, UUID | str | None]:
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
