"""Ask for a list, see how it stands, let a second person approve it."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from anjia.accounts.models import User
from anjia.honours.actions import approve_export, request_export
from anjia.honours.actions.export_titles import titles_of
from anjia.honours.enums import SECOND_PERSON_ABOVE, Verb
from anjia.honours.forms import ExportForm
from anjia.honours.models import ExportRequest
from anjia.honours.permissions import can_approve
from anjia.honours.queries import exports_visible_to
from anjia.regions.models import Region
from anjia.regions.place import current_place
from anjia.web.screens import FormScreen, ListScreen, TransitionScreen, absent


class ExportAsk(FormScreen):
    """The current filter of the list of titles, with a purpose."""

    permission = Verb.EXPORT
    template_name = "honours/export_ask.html"
    heading = gettext_lazy("导出称号名单")
    submit_label = gettext_lazy("提交导出申请")
    form_class = ExportForm

    @cached_property
    def place(self) -> Region:
        place = current_place(self.request)
        if place is None or not self.user.may(Verb.EXPORT, place.path):
            raise absent()
        return place

    @property
    def query(self) -> str:
        return self.request.GET.urlencode()[:500]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        persons = titles_of(self.place, self.query).count()
        needs_second = persons > SECOND_PERSON_ABOVE
        back_url = reverse("honours:title_list")
        return super().get_context_data(
            place=self.place, persons=persons, needs_second=needs_second, back_url=back_url, **kwargs
        )

    def perform(self, form: Any) -> str:
        request_export(self.place, query=self.query, purpose=form.cleaned_data["purpose"], by=self.user)
        return reverse("honours:export_list")


class ExportList(ListScreen):
    """One's own wishes, and those that wait for one's approval."""

    permission = Verb.VIEW
    heading = gettext_lazy("导出申请")
    template_name = "honours/export_list.html"
    default_order = ("-created_at", "pk")

    def get_queryset(self) -> QuerySet[ExportRequest]:
        to_decide = exports_visible_to(self.user, Verb.APPROVE_EXPORT).order_by().values("pk")
        shown = exports_visible_to(self.user, Verb.VIEW)
        return shown.filter(Q(requested_by_id=self.user.pk) | Q(pk__in=to_decide))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        rows = list(context["rows"])
        people = User.objects.in_bulk({pk for row in rows for pk in (row.requested_by_id, row.approved_by_id) if pk})
        shown = [
            {
                "request": row,
                "asked_by": people.get(row.requested_by_id),
                "approved_by": people.get(row.approved_by_id) if row.approved_by_id else None,
                "waits": row.persons > SECOND_PERSON_ABOVE and not row.approved_by_id,
                "can_approve": can_approve(self.user, row),
                "is_own": row.requested_by_id == self.user.pk,
            }
            for row in rows
        ]
        return {**context, "shown": shown}


class ExportApprove(TransitionScreen):
    permission = Verb.APPROVE_EXPORT
    template_name = "honours/export_approve.html"
    heading = gettext_lazy("批准导出")
    submit_label = gettext_lazy("批准")
    success_message = gettext_lazy("已批准，文件生成后由申请人下载。")
    context_name = "export"

    def get_queryset(self) -> QuerySet[ExportRequest]:
        return exports_visible_to(self.user, str(self.permission))

    def get_effect(self) -> str:
        return _("批准后，申请人可以下载 %(persons)s 户的名单。") % {"persons": self.object.persons}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked_by = User.objects.filter(pk=self.object.requested_by_id).first()
        return super().get_context_data(asked_by=asked_by, back_url=reverse("honours:export_list"), **kwargs)

    def perform(self, form: Any) -> str:
        approve_export(self.object, by=self.user)
        return reverse("honours:export_list")
