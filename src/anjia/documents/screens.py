"""Screens the slices above derive from: a file that leaves, and a wish to export a list (domain B11)."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.documents.actions import log_download, request_export
from anjia.documents.exports import SECOND_PERSON_ABOVE, ExportableList, list_of
from anjia.documents.forms import ExportForm
from anjia.documents.models import StoredFile
from anjia.documents.queries import read_file
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.screens import FormScreen, Screen, absent


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


class ExportAsk(FormScreen):
    """The current filter of a list, with a purpose. A list's own page derives from it and names list and verb."""

    abstract = True
    list_name: ClassVar[str] = ""
    template_name = "documents/export_ask.html"
    submit_label = gettext_lazy("提交导出申请")
    form_class = ExportForm

    @property
    def kind(self) -> ExportableList:
        return list_of(self.list_name)

    @cached_property
    def place(self) -> Region:
        place = current_place(self.request)
        if place is None or not self.user.may(self.kind.verb, place.path):
            raise absent()
        return place

    @property
    def query(self) -> str:
        return self.request.GET.urlencode()[:500]

    def get_heading(self) -> str:
        return _("导出%(list)s") % {"list": self.kind.label}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persons = self.kind.count(self.place, self.query)
        needs_second = persons > SECOND_PERSON_ABOVE
        return super().get_context_data(
            place=self.place, persons=persons, needs_second=needs_second, back_url=reverse(self.kind.page), **kwargs
        )

    def perform(self, form: Any) -> str:
        purpose = form.cleaned_data["purpose"]
        request_export(self.place, list_name=self.list_name, query=self.query, purpose=purpose, by=self.user)
        return reverse("documents:export_list")
