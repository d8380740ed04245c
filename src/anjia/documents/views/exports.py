"""Wishes to export: how they stand, the second person's word, the file."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import ResolverMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.accounts.models import User
from anjia.documents.actions import approve_export, request_export
from anjia.documents.enums import Verb
from anjia.documents.exports import SECOND_PERSON_ABOVE, match_of, open_list, open_named, rows_of
from anjia.documents.forms import WAITING, ExportFilter, ExportForm
from anjia.documents.models import ExportRequest
from anjia.documents.permissions import can_approve
from anjia.documents.queries import exports_to_approve, exports_visible_to
from anjia.documents.screens import Download
from anjia.kernel.scope import under
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.screens import FormScreen, ListScreen, TransitionScreen, absent

MOST_QUERY = 500


class ExportList(ListScreen):
    """One's own wishes, and those that wait for one's approval."""

    permission = Verb.VIEW_EXPORTS
    heading = gettext_lazy("导出申请")
    template_name = "documents/export_list.html"
    default_order = ("-created_at", "pk")
    filter_form = ExportFilter
    other_keys = frozenset({"place"})
    no_columns = "each line is a request with its own next step, not a record to be listed again"

    def get_queryset(self) -> QuerySet[ExportRequest]:
        seen, place = exports_visible_to(self.user), current_place(self.request)
        if place is None:
            return seen
        return seen.filter(under("region__path", place.path) | Q(requested_by_id=self.user.pk))

    def filter(self, queryset: QuerySet[ExportRequest]) -> QuerySet[ExportRequest]:
        if self.filters.condition("show") != WAITING:
            return queryset
        waits = queryset.filter(approved_by_id__isnull=True, persons__gt=SECOND_PERSON_ABOVE)
        return waits.exclude(requested_by_id=self.user.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["rows"])
        people = User.objects.in_bulk({pk for row in rows for pk in (row.requested_by_id, row.approved_by_id) if pk})
        shown = [
            {
                "request": row,
                "label": row.title,
                "asked_by": people.get(row.requested_by_id),
                "approved_by": people.get(row.approved_by_id) if row.approved_by_id else None,
                "waits": row.persons > SECOND_PERSON_ABOVE and not row.approved_by_id,
                "can_approve": can_approve(self.user, row),
                "is_own": row.requested_by_id == self.user.pk,
            }
            for row in rows
        ]
        return {**context, "shown": shown}


class ExportAsk(FormScreen):
    """A list under its present conditions, with the columns one sees, as a file: with a purpose.

    `?of=` is the list's address, `format` the kind of file that was asked for first.
    """

    permission = Verb.VIEW_EXPORTS
    template_name = "documents/export_ask.html"
    submit_label = gettext_lazy("提交导出申请")
    form_class = ExportForm

    @cached_property
    def asked(self) -> tuple[ResolverMatch, str]:
        address, _mark, query = self.request.GET.get("of", "").partition("?")
        match = match_of(address)
        if match is None or len(query) > MOST_QUERY:
            raise absent()
        return match, query

    @cached_property
    def place(self) -> Region:
        """Where the list stands: what its address names, else where one stands."""
        place = Region.objects.filter(path=QueryDict(self.asked[1]).get("place", "")).first()
        place = place if place and self.user.may(Verb.VIEW_EXPORTS, place.path) else current_place(self.request)
        if place is None:
            raise absent()
        return place

    @cached_property
    def screen(self) -> Any:
        return open_list(*self.asked, self.place, self.user)

    def get_heading(self) -> str:
        return _("导出%(list)s") % {"list": self.screen.get_heading()}

    def get_initial(self) -> dict[str, Any]:
        return {"ending": self.request.GET.get("format", "xlsx")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persons = rows_of(self.screen).count()
        return super().get_context_data(
            place=self.place,
            persons=persons,
            needs_second=persons > SECOND_PERSON_ABOVE,
            conditions=self.screen.filters.words(),
            columns="、".join(str(column.label) for column in self.screen.shown_columns),
            back_url=self.request.GET["of"],
            **kwargs,
        )

    def perform(self, form: Any) -> str:
        match, query = self.asked
        request_export(
            self.place,
            list_name=match.view_name,
            arguments=match.kwargs,
            query=query,
            purpose=form.cleaned_data["purpose"],
            ending=form.cleaned_data["ending"],
            by=self.user,
        )
        return reverse("documents:export_list")


class ExportApprove(TransitionScreen):
    permission = Verb.APPROVE_EXPORT
    template_name = "documents/export_approve.html"
    heading = gettext_lazy("批准导出")
    submit_label = gettext_lazy("批准")
    success_message = gettext_lazy("已批准，文件生成后由申请人下载。")
    context_name = "export"

    def get_queryset(self) -> QuerySet[ExportRequest]:
        return exports_to_approve(self.user)

    def get_effect(self) -> str:
        return _("批准后，申请人可以下载 %(persons)s 项的名单。") % {"persons": self.object.persons}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked_by = User.objects.filter(pk=self.object.requested_by_id).first()
        back_url = reverse("documents:export_list")
        return super().get_context_data(asked_by=asked_by, label=self.object.title, back_url=back_url, **kwargs)

    def perform(self, form: Any) -> str:
        approve_export(self.object, by=self.user)
        return reverse("documents:export_list")


class ExportDownload(Download):
    """For the person who asked, as long as they may ask."""

    permission = Verb.VIEW_EXPORTS

    def find(self) -> tuple[ExportRequest, UUID | None]:
        own = exports_visible_to(self.user).filter(requested_by_id=self.user.pk)
        request = get_object_or_404(own, pk=self.kwargs["pk"])
        open_named(request.list_name, request.arguments, request.query, request.region, self.user)
        return request, request.file_id
